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
    /// gap: averaging (DeGroot 1974, "Reaching a consensus"). Without anchors: the anchor rate is
    /// 0.
    degroot,
    /// gap, and the pull of the anchor (Friedkin and Johnsen 1990, "Social influence and
    /// opinions").
    friedkin_johnsen,
    /// gap inside the confidence width w, 0 beyond (Hegselmann and Krause 2002), on ties.
    hegselmann_krause,
    /// the same, with at most one other a week (Deffuant, Neau, Amblard and Weisbuch 2000): both
    /// move by the susceptibility times the gap; see encounters.hpp
    deffuant_weisbuch
};
inline constexpr std::array<std::string_view, 5> kInfluenceCodes{
    "smooth_bounded_confidence", "degroot", "friedkin_johnsen", "hegselmann_krause",
    "deffuant_weisbuch"};

/// Averaging has no confidence width.
[[nodiscard]] constexpr bool is_averaging(Influence influence) {
    return influence == Influence::degroot || influence == Influence::friedkin_johnsen;
}

} // namespace kozqaras
