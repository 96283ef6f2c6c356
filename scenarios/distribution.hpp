#pragma once
// Uncertain values of levers: distributions, drawn once per member with a keyed stream, so that a
// draw depends on nothing but (seed, member, lever, date, key).

#include <cstdint>
#include <string>
#include <string_view>

namespace kozqaras {

enum class DistributionShape : std::uint8_t { normal, uniform, triangular };

struct Distribution {
    DistributionShape shape{};
    double mean = 0, standard_deviation = 0; ///< of normal
    double low = 0, mode = 0, high = 0;      ///< of uniform (low, high) and triangular
};

[[nodiscard]] bool operator==(const Distribution& left, const Distribution& right);

/// Mean of a normal, middle of a uniform, mode of a triangular distribution: what a run without
/// members uses.
[[nodiscard]] double central_value(const Distribution& distribution);

/// The draw of `member`, cut to low..high. `key` names the value within the scenario.
[[nodiscard]] double draw_value(const Distribution& distribution, double low, double high,
                                std::string_view key, std::uint64_t seed, std::uint64_t member);

/// "normal, mean 3, s.d. 1".
[[nodiscard]] std::string describe(const Distribution& distribution);

} // namespace kozqaras
