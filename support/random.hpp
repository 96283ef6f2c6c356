#pragma once
// Keyed random numbers: the value depends on nothing but (seed, purpose, subject, time), so that
// results do not depend on threads, and a scenario shares its draws with its baseline. Generator:
// Philox 4x32-10 of Random123 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers").

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <Random123/philox.h>

namespace kozqaras {

/// One stream per decision of the model. Never renumber: results would change.
enum class Purpose : std::uint32_t {
    integerise = 1,
    household = 2,
    media_diet = 3,
    contact_ladder = 4,
    neighbour_ties = 10,
    colleague_ties = 11,
    online_ties = 12,
    kin_ties = 13,
    agent_order = 14,
    personal_anchor = 20,
    weekly_noise = 21,
    trip = 22,
    meeting = 23,
    job = 24,
    exposure = 25,
    national_change = 30,
    national_shift = 31,
    recurring_event = 32,
    parameter_draw = 40,
    sample = 50,
    question_deviation = 51,
    response = 52,
    encounters = 53,
    prior_draw = 60,
    lever_draw = 61,
    planned_project = 62,
    test = 99,
    inference_start = 100,
    inference_simulation = 101,
    inference_observation = 102,
    inference_draw = 103,
    inference_design = 104,
    inference_walk = 105,
    inference_population = 106,
    inference_resample = 107,
    inference_truth = 108,
    inference_screening = 109,
    stored_draw = 110
};

using RandomBlock = std::array<std::uint32_t, 4>;

/// Four independent 32-bit words for this key.
[[nodiscard]] inline RandomBlock random_block(std::uint64_t seed, Purpose purpose,
                                              std::uint64_t subject, std::uint32_t time = 0) {
    using Philox = r123::Philox4x32;
    const Philox::ctr_type counter{{static_cast<std::uint32_t>(subject),
                                    static_cast<std::uint32_t>(subject >> 32), time,
                                    static_cast<std::uint32_t>(purpose)}};
    const Philox::key_type key{
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
    const auto words = Philox{}(counter, key);
    return {words[0], words[1], words[2], words[3]};
}

/// The words of random_block for `count` subjects from `first` on: word w of subject first + i lies
/// in words[w * count + i]. A vectorised loop, several times faster than single calls.
void random_blocks(std::uint64_t seed, Purpose purpose, std::uint64_t first, std::uint32_t time,
                   std::size_t count, std::uint32_t* words);

/// Maps a word to the open interval (0, 1).
[[nodiscard]] constexpr double to_uniform(std::uint32_t word) {
    return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

/// A uniform number in (0, 1).
[[nodiscard]] inline double random_uniform(std::uint64_t seed, Purpose purpose,
                                           std::uint64_t subject, std::uint32_t time = 0) {
    return to_uniform(random_block(seed, purpose, subject, time)[0]);
}

/// Four independent standard normal numbers (Box-Muller on one block).
[[nodiscard]] std::array<double, 4> random_normals(std::uint64_t seed, Purpose purpose,
                                                   std::uint64_t subject, std::uint32_t time = 0);

/// 0 .. count - 1 in an order that depends on (seed, purpose) and `count` alone.
[[nodiscard]] std::vector<std::size_t> random_order(std::uint64_t seed, Purpose purpose,
                                                    std::size_t count);

/// A keyed sequence for algorithms that draw an unknown number of values about one subject.
class RandomStream {
  public:
    RandomStream(std::uint64_t seed, Purpose purpose, std::uint64_t subject)
        : seed_(seed), purpose_(purpose), subject_(subject) {}

    [[nodiscard]] std::uint32_t word();

    /// In (0, 1).
    [[nodiscard]] double uniform() { return to_uniform(word()); }

    /// In 0 .. count - 1; `count` must be positive. Bias below count * 2^-32.
    [[nodiscard]] std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(word()) * count) >> 32);
    }

    [[nodiscard]] double normal();

  private:
    std::uint64_t seed_;
    Purpose purpose_;
    std::uint64_t subject_;
    std::uint32_t block_number_ = 0;
    unsigned used_ = 4;
    RandomBlock block_{};
};

} // namespace kozqaras
