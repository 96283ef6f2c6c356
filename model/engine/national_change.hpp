#pragma once
// The country's own change: what moves the opinion of all adults alike, and no mechanism of the
// model explains. One law (model/core/national_law.hpp) holds from the first week to the last. At
// the waves a member has it as parameters ("steps", counted from the first wave, whose level the
// thresholds hold); between and after them it is drawn given these. A change is the same
// translation of every adult's opinion and anchor, so it alters no difference between adults:
// agents are simulated without it, and answers are read off at the shifted opinion.

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "model/core/national_law.hpp"
#include "model/core/week.hpp"
#include "model/dynamics/dynamics_parameters.hpp"

namespace kozqaras {

/// Drawn departures from the expected change, of a member whose national.size is 1.
struct NationalPaths {
    std::size_t count = 0;
    std::vector<float> change; ///< [week][attitude][path], latent s.d.

    /// Of one week and attitude, one number per path.
    [[nodiscard]] std::span<const float> at(std::size_t week, std::size_t attitude) const {
        return std::span(change).subspan((week * kAttitudeCount + attitude) * count, count);
    }
};

/// Lower triangle L: steps of independent standard normal z are L z. One row per week of `waves`
/// but the first, from which they count.
[[nodiscard]] Eigen::MatrixXd step_factor(const NationalLaw& law, std::span<const Week> waves);

class NationalChange {
  public:
    /// `pinned`: the waves whose change is known to a member, behind `reference`, where it is 0.
    /// `weeks` rise.
    NationalChange(const NationalLaw& law, Week reference, std::vector<Week> pinned,
                   std::vector<Week> weeks);

    /// Expected change at each of the weeks, given that at the pinned ones (latent s.d.).
    [[nodiscard]] std::vector<AttitudeVector>
    expected(std::span<const AttitudeVector> pinned) const;

    /// `count` departures from it at all weeks. Two that follow each other mirror each other in all
    /// but the weight of their tails. Points of a Sobol sequence (Joe, Kuo 2008), shifted by the
    /// seed, lead along the principal components of the path (Acworth, Broadie, Glasserman 1998);
    /// so few paths give quantiles that another seed hardly moves. Steps after the last pinned week
    /// have the tails of the law. Given the pinned weeks by Matheron's rule: a free path plus the
    /// expected answer to what it misses them by.
    [[nodiscard]] NationalPaths paths(std::size_t count, std::uint64_t seed) const;

    /// One departure for each of `keys`: independent draws, where a member follows one path.
    [[nodiscard]] NationalPaths single_paths(std::span<const std::uint64_t> keys,
                                             std::uint64_t seed) const;

  private:
    class PathBuilder;

    NationalLaw law_;
    Week reference_;
    std::vector<Week> pinned_, weeks_;
    Eigen::MatrixXd weights_; ///< weeks x pinned: expected change = weights x change when pinned
};

} // namespace kozqaras
