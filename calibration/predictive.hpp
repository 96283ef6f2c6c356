#pragma once
// Checks of a fit against what it was fitted to: misfit beside what a fit should leave, posterior
// predictive intervals, and numbers that the prior cannot reach.
//   misfit       (y - f)' C^-1 (y - f), f the mean over members, C as in the fit (design effect in)
//   expected     stored with the fit (family_misfit.hpp); numbers less that of all are the
//   effective
//                parameters (MacKay 1992, Neural Computation 4)
//   interval     f's members as a normal, with the variance of the printed number added
//   conflict     |y - prior mean| > 3 s.d., prior spread and error of the number together (Evans &
//                Moshonov 2006, Bayesian Analysis 1, ask the same of a tail probability)

#include <span>
#include <string>
#include <vector>

#include "calibration/diagnosis.hpp"
#include "calibration/family_misfit.hpp"
#include "calibration/target_covariance.hpp"

namespace kozqaras {

struct PredictedNumber {
    std::string family, label;
    double printed = 0;
    double mean = 0, deviation = 0; ///< over members
    double error = 0;               ///< s.d. of the printed number around what a member says

    /// In s.d. of members and error together.
    [[nodiscard]] double z() const;
};

struct PredictiveFamily {
    /// Expected misfit nan if other numbers were fitted than are checked.
    FamilyMisfit left;
    double inside_90 = 0; ///< share of the numbers in their 90 % predictive interval
};

struct PredictiveCheck {
    std::vector<PredictedNumber> posterior; ///< the fitted numbers
    std::vector<PredictiveFamily> families; ///< all together first
    std::vector<PredictedNumber> conflicts; ///< with the prior, worst first
    std::size_t without_targets = 0;        ///< stored numbers that are not of the shipped waves
};

/// `stored`: of read_misfits(). `posterior_waves`, `prior_waves`: of member_waves().
[[nodiscard]] PredictiveCheck
check_predictive(const Diagnosis& diagnosis, const std::vector<FamilyMisfit>& stored,
                 const World& world, std::span<const std::vector<float>> posterior_waves,
                 std::span<const std::vector<float>> prior_waves, const CovarianceSettings& errors);

[[nodiscard]] std::string predictive_text(const PredictiveCheck& check);

/// CSV: family, label, printed, mean, deviation, error, z, conflict_with_prior.
[[nodiscard]] std::string predictive_table(const PredictiveCheck& check);

} // namespace kozqaras
