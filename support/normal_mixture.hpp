#pragma once
// A mixture of normal distributions: the heavy-tailed forecast of one number. Units: of the number.

#include <vector>

namespace kozqaras {

/// Parts of a mixture; weights sum to 1, deviations are above 0, all three as long.
struct NormalMixture {
    std::vector<double> weights, means, deviations;

    [[nodiscard]] double mean() const;
    [[nodiscard]] double variance() const;
    /// Distribution function; at the observed value it is the PIT.
    [[nodiscard]] double probability_below(double value) const;
    /// Inverse of it by bisection, to 1e-9 of the spread; 0 < probability < 1.
    [[nodiscard]] double quantile(double probability) const;
    /// Continuous ranked probability score, closed form (Grimit, Gneiting, Berrocal & Johnson 2006,
    /// Quarterly Journal of the Royal Meteorological Society 132).
    [[nodiscard]] double crps(double observed) const;
};

/// Factors, of mean 1, on the variance of a normal distribution, and their chances.
struct VarianceFactors {
    std::vector<double> probabilities{1.0}, factors{1.0};
};

/// Factors that make of the normal a Student-t of the same variance: w = (df - 2) / chi^2(df) in
/// `count` classes, narrow where w is large, each at its mean, so that the mean of all is 1
/// exactly. df > 2; infinity gives the normal. BugError otherwise.
[[nodiscard]] VarianceFactors student_t_factors(double degrees_of_freedom, int count = 12);

} // namespace kozqaras
