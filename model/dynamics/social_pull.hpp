#pragma once
// The inner loop of the model: the pull of an agent's ties on all lanes (members x attitudes) at
// once.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace kozqaras {

/// Mean over the ties j of k(d) * d with d = x_j - x_i, lane by lane, and the smooth
/// bounded-confidence kernel k(d) = (1 - d^2 / w^2)^2 for |d| < w, 0 beyond (biweight; the hard
/// bound of Deffuant et al. 2000 and Hegselmann and Krause 2002 made smooth, cf.
/// Kurahashi-Nakamura, Mas and Lorenz 2016). A wide w gives DeGroot averaging.
/// `inverse_width_squared` holds 1 / w^2 per lane.
template <std::size_t L>
void social_pull(const float* x, const float* own, std::span<const std::uint32_t> neighbours,
                 const float* inverse_width_squared, float* pull) {
    // Eight lanes at a time stay in registers over all ties; what is left over goes one by one.
    using Vector [[gnu::vector_size(32)]] = float;
    constexpr std::size_t kWide = 8, kVectors = L / kWide, kRest = L % kWide;
    Vector sums[kVectors + 1] = {};
    float rest[kRest + 1] = {};
    const Vector one = Vector{} + 1.0F, zero = {};
    const auto load = [](const float* from) {
        Vector value;
        std::memcpy(&value, from, sizeof value);
        return value;
    };
    constexpr std::size_t kAhead = 3, kLine = 16; // ties fetched ahead; floats in a cache line
    for (std::size_t tie = 0; tie < neighbours.size(); ++tie) {
        if (tie + kAhead < neighbours.size())
            for (std::size_t line = 0; line < L; line += kLine)
                __builtin_prefetch(x + std::size_t{neighbours[tie + kAhead]} * L + line);
        const float* other = x + std::size_t{neighbours[tie]} * L;
        for (std::size_t v = 0; v < kVectors; ++v) {
            const Vector gap = load(other + v * kWide) - load(own + v * kWide);
            const Vector near = one - gap * gap * load(inverse_width_squared + v * kWide);
            const Vector open = near > zero ? near : zero;
            sums[v] += open * open * gap;
        }
        for (std::size_t r = 0; r < kRest; ++r) {
            const std::size_t lane = kVectors * kWide + r;
            const float gap = other[lane] - own[lane];
            const float near = 1.0F - gap * gap * inverse_width_squared[lane];
            const float open = near > 0.0F ? near : 0.0F;
            rest[r] += open * open * gap;
        }
    }
    const float share = neighbours.empty() ? 0.0F : 1.0F / static_cast<float>(neighbours.size());
    for (std::size_t v = 0; v < kVectors; ++v) {
        const Vector mean = sums[v] * share;
        std::memcpy(pull + v * kWide, &mean, sizeof mean);
    }
    for (std::size_t r = 0; r < kRest; ++r)
        pull[kVectors * kWide + r] = rest[r] * share;
}

} // namespace kozqaras
