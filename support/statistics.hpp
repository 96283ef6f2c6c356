#pragma once
// Small statistics used in several layers.

#include <span>
#include <vector>

namespace kozqaras {

/// Distribution function of the standard normal; absolute error below 1e-15.
[[nodiscard]] double normal_cdf(double x);

/// Density of the standard normal.
[[nodiscard]] double normal_density(double x);

/// Quantile of the standard normal for 0 < probability < 1; absolute error below 1e-12
/// (Acklam's rational start, one Halley step).
[[nodiscard]] double normal_quantile(double probability);

/// Quantile by linear interpolation of order statistics (Hyndman and Fan 1996, type 7). `values`
/// need not be sorted and must not be empty; 0 <= probability <= 1.
[[nodiscard]] double quantile(std::span<const double> values, double probability);

[[nodiscard]] double mean(std::span<const double> values);

/// Standard deviation with divisor n - 1; 0 for fewer than two values.
[[nodiscard]] double standard_deviation(std::span<const double> values);

} // namespace kozqaras
