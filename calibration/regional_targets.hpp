#pragma once
// What is printed of single regions as targets: values and signs of 2020 and 2021 in their own
// methodology, and the order of macro-regions in 2023.
//
// The methodology of 2022 has another general question and one geopolitical question more than the
// model, so levels cannot be compared. A region's distance from the country's printed value of the
// same methodology can, up to CovarianceSettings::region_methodology where these two indicators
// enter. Orders and signs are one-sided (calibration/one_sided.hpp): of an order, each macro-region
// of a rank against each of the next rank, for a mean over a rank hides the small among the large.

#include <vector>

#include "calibration/target_covariance.hpp"
#include "calibration/targets.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// Those that `settings` asks for, of the waves in it; families "regions 2020", "regions 2021",
/// "signs of regions 2021", "order of macro-regions 2023", "order of groups 2023",
/// "growth of groups 2023", "equal growth of groups 2023". Respondents of a region: the wave's, by
/// the region's share of adults (none are printed). Topics that no question of the model answers
/// are left out, and rows whose methodology has no value of the country (general and geopolitical,
/// 2020). InputError if a unit is unknown.
[[nodiscard]] std::vector<Target> regional_targets(const InputData& inputs,
                                                   const TargetSettings& settings,
                                                   const CovarianceSettings& errors);

/// What enters the likelihood for a one-sided target whose contrast is `expected`: 0 is observed,
/// with variance 1.
[[nodiscard]] double one_sided_value(const Target& target, double expected);
/// Its derivative by `expected`.
[[nodiscard]] double one_sided_slope(const Target& target, double expected);

} // namespace kozqaras
