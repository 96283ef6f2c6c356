#pragma once
// A breakdown that a calibration did not see: the model's prediction against two rivals that know
// the same numbers. Scores are of the share positive of each group and question, printed in 2023.

#include <span>
#include <string>
#include <vector>

#include "calibration/target_covariance.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// A prediction of a printed share: mean, and s.d. of all but the survey's error.
struct HeldOutPrediction {
    double mean = 0, deviation = 0;
};

/// model; regression with poststratification; the share of everyone, whose spread is that of the
/// groups of the other breakdowns.
inline constexpr std::array<std::string_view, 3> kPredictorNames{"model", "regression", "everyone"};

struct HeldOutNumber {
    Target target;
    double error_deviation = 0; ///< of the printed share: sampling with design effect, rounding
    std::array<HeldOutPrediction, kPredictorNames.size()> predictions;
    std::array<double, kPredictorNames.size()> crps{};
    std::array<bool, kPredictorNames.size()> inside_90{};
};

/// Means over the numbers of a breakdown.
struct HeldOutScore {
    double root_mean_square_error = 0, crps = 0, inside_90 = 0;
};

struct HoldoutResult {
    Factor factor{};
    std::vector<HeldOutNumber> numbers;
    std::array<HeldOutScore, kPredictorNames.size()> scores;
    double effect_deviation = 0; ///< of the regression, probit units
};

/// `member_shares`: per member what simulated_value() takes. `settings.breakdowns`: those the
/// calibration saw. Members are taken as normal for the interval, as they are for the CRPS.
[[nodiscard]] HoldoutResult score_held_out(const World& world,
                                           std::span<const std::vector<float>> member_shares,
                                           Factor held_out, const TargetSettings& settings,
                                           const CovarianceSettings& errors);

/// In words: one table per breakdown.
[[nodiscard]] std::string holdout_text(std::span<const HoldoutResult> results);

/// CSV: breakdown, label, printed, error_deviation, predictor, mean, deviation, crps, inside_90.
[[nodiscard]] std::string holdout_table(std::span<const HoldoutResult> results);

} // namespace kozqaras
