#pragma once
// A difference over members, and what pairing by member is worth.

#include <span>
#include <string>
#include <vector>

namespace kozqaras {

/// Nets are shares; effects are shown in points of net (index x 100).
inline constexpr double kPointsPerShare = 100.0;

/// A paired difference over members.
struct PairedEffect {
    double mean = 0, low = 0, high = 0; ///< 5 and 95 % of the members; NaN of one member
    double median = mean;               ///< the centre that readers see, as in run
};

/// Mean, median, 5 and 95 % of `values` (quantiles of type 7); not empty.
[[nodiscard]] PairedEffect paired_effect(std::span<const double> values);

/// The median: "+0.31 [+0.12, +0.50]", of one member "+0.31"; never "-0.00".
[[nodiscard]] std::string to_string(const PairedEffect& effect, int decimals = 2);
/// The same with the mean: where parts must add up, or a study gives a mean.
[[nodiscard]] std::string mean_to_string(const PairedEffect& effect, int decimals = 2);

/// `left` - `right` member by member, times `factor`.
[[nodiscard]] std::vector<double> paired(std::span<const double> left,
                                         std::span<const double> right, double factor = 1.0);

/// How many members the mean of an unpaired difference needs for one member of a paired one, at the
/// same standard error: (var left + var right) / var(left - right). 1: pairing is worth nothing.
struct PairingGain {
    double factor = 1; ///< infinity if the paired difference is the same in all members
    double unpaired_error = 0,
           paired_error = 0; ///< standard errors of the mean, units of the input; NaN of one member
};

[[nodiscard]] PairingGain pairing_gain(std::span<const double> left, std::span<const double> right);

} // namespace kozqaras
