#pragma once
// How far a table lies from the one expected, by the measures that population synthesis is judged
// by (Voas and Williamson 2001; Knudsen and Fotheringham 1986).

#include <cstddef>
#include <span>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// Over cells, with n the count and e the expectation.
struct TableDistances {
    double total_absolute_error = 0;        ///< sum of |n - e|
    double standardised_absolute_error = 0; ///< that over the sum of e
    double total_variation = 0;             ///< half the sum of |share - expected share|, 0 to 1
    double root_mean_square_error = 0;
    double standardised_root_mean_square_error = 0; ///< that over the mean of e
    double chi_square = 0;       ///< Pearson's: sum of (n - e)^2 / e; infinite if a cell is
                                 ///< expected to be 0 and is not
    double likelihood_ratio = 0; ///< G^2: twice the sum of n log(n / e) - n + e; infinite likewise
    double relative_entropy = 0; ///< of shares, from the expected ones, in nats; infinite likewise
    double worst_absolute_error = 0;
    std::size_t worst_cell = 0; ///< number, from 0, of the cell with the worst absolute error
};

/// InputError unless both are tables of the same dimensions, finite and not negative, each with a
/// sum above 0.
[[nodiscard]] TableDistances table_distances(const FitTable& table, const FitTable& expected);

/// The chance of a larger chi-square (or likelihood ratio) if `table` were drawn from what is
/// expected, with these degrees of freedom; 0 for an infinite one. InputError for a negative
/// chi-square or fewer than one degree.
[[nodiscard]] double chi_square_p_value(double chi_square, double degrees_of_freedom);

/// Degrees of freedom of a table against independence of its axes but for the highest interaction:
/// the product of classes less one.
[[nodiscard]] double interaction_degrees(std::span<const int> dims);

} // namespace kozqaras
