#pragma once
// The rule by which ties draw an adult. `gap` is x_j - x_i; the pull is the mean over the ties.

#include <array>
#include <cstdint>
#include <string_view>

namespace kozqaras {

enum class Influence : std::uint8_t {
    /// k(gap) * gap with the biweight kernel k = (1 - gap^2 / w^2)^2 inside the confidence width w,
    /// 0 beyond: bounded confidence made smooth (cf. Kurahashi-Nakamura, Mas and Lorenz 2016).
    smooth_bounded_confidence,
    /// gap: averaging (DeGroot 1974, "Reaching a consensus"); with an anchor rate above 0 the model
    /// of Friedkin and Johnsen 1990.
    degroot,
    /// gap inside the confidence width w, 0 beyond (Hegselmann and Krause 2002), on ties.
    hegselmann_krause
};
inline constexpr std::array<std::string_view, 3> kInfluenceCodes{"smooth_bounded_confidence",
                                                                 "degroot", "hegselmann_krause"};

} // namespace kozqaras
