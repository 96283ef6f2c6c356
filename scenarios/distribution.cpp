#include "scenarios/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "support/random.hpp"

namespace kozqaras {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
    std::uint64_t hash = 14695981039346656037ULL ^ seed;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

/// Inverse of the distribution function.
double triangular(const Distribution& d, double u) {
    const double width = d.high - d.low, rise = d.mode - d.low;
    return u * width < rise ? d.low + std::sqrt(u * width * rise)
                            : d.high - std::sqrt((1.0 - u) * width * (d.high - d.mode));
}

auto key(const Distribution& d) {
    return std::tie(d.shape, d.mean, d.standard_deviation, d.low, d.mode, d.high);
}

} // namespace

bool operator==(const Distribution& left, const Distribution& right) {
    return key(left) == key(right);
}

double central_value(const Distribution& distribution) {
    switch (distribution.shape) {
    case DistributionShape::normal:
        return distribution.mean;
    case DistributionShape::uniform:
        return (distribution.low + distribution.high) / 2.0;
    case DistributionShape::triangular:
        return distribution.mode;
    }
    return 0.0;
}

double draw_value(const Distribution& distribution, double low, double high, std::string_view name,
                  std::uint64_t seed, std::uint64_t member) {
    const std::uint64_t stream = hash_of(name, seed);
    const double u = random_uniform(stream, Purpose::lever_draw, member);
    double value = 0.0;
    switch (distribution.shape) {
    case DistributionShape::normal:
        value = distribution.mean + distribution.standard_deviation *
                                        random_normals(stream, Purpose::lever_draw, member)[0];
        break;
    case DistributionShape::uniform:
        value = distribution.low + u * (distribution.high - distribution.low);
        break;
    case DistributionShape::triangular:
        value = triangular(distribution, u);
        break;
    }
    return std::clamp(value, low, high);
}

std::string describe(const Distribution& distribution) {
    switch (distribution.shape) {
    case DistributionShape::normal:
        return fmt::format("normal, mean {}, s.d. {}", distribution.mean,
                           distribution.standard_deviation);
    case DistributionShape::uniform:
        return fmt::format("uniform from {} to {}", distribution.low, distribution.high);
    case DistributionShape::triangular:
        return fmt::format("triangular from {} over {} to {}", distribution.low, distribution.mode,
                           distribution.high);
    }
    return "";
}

} // namespace kozqaras
