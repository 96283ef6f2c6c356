#pragma once
// The inner loop of the model: the pull of an agent's ties on all lanes (members x attitudes) at
// once.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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
    float sum[L] = {};
    for (const std::uint32_t neighbour : neighbours) {
        const float* other = x + std::size_t{neighbour} * L;
        for (std::size_t lane = 0; lane < L; ++lane) {
            const float gap = other[lane] - own[lane];
            const float near =
                std::max(0.0F, std::fma(-gap * gap, inverse_width_squared[lane], 1.0F));
            sum[lane] = std::fma(near * near, gap, sum[lane]);
        }
    }
    const float share = neighbours.empty() ? 0.0F : 1.0F / static_cast<float>(neighbours.size());
    for (std::size_t lane = 0; lane < L; ++lane)
        pull[lane] = sum[lane] * share;
}

} // namespace kozqaras
