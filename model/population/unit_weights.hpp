#pragma once
// Weights of units (table cells, people, households) that meet linear constraints and are nearest
// to given weights by one of four distances: calibration estimators (Deville and Sarndal 1992),
// of which iterative proportional fitting is a case. Constraints may count people and households
// at once (two-level balancing). Found by Newton's method on the dual, with a dense matrix of
// constraints x constraints: for hundreds of constraints, not for the joint table of the country.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// What is made small, with d the given weights, w the new ones, all w >= 0.
enum class Distance : std::uint8_t {
    relative_entropy,   ///< sum of w log(w / d) - w: raking, iterative proportional fitting
    maximum_likelihood, ///< sum of w - d log w: where the constraints fix the total, d taken for a
                        ///< sample of counts
    minimum_chi_square, ///< sum of (w - d)^2 / w
    least_squares,      ///< sum of (w - d)^2 / d
};

/// The sum over units of coefficient x weight that is wanted.
struct WeightConstraint {
    /// Unit number and coefficient, each unit at most once; units left out count 0.
    std::vector<std::pair<std::uint32_t, double>> terms;
    double target = 0;
    std::string name{}; ///< used in messages; empty: "constraint 1", ...
};

struct WeightSettings {
    int max_iterations = 200;
    /// Worst departure of a sum from its target at which to stop, as a share of that target; where
    /// the target is 0 and coefficients differ in sign, of the sum of |coefficient| x given weight.
    double tolerance = 1e-10;
    /// Departure, in the same measure, that is put down to rounding when no step makes it smaller.
    double consistency_tolerance = 1e-9;
};

struct WeightResult {
    std::vector<double> weights;
    int iterations = 0;                                        ///< Newton steps
    double worst_absolute_error = 0, worst_relative_error = 0; ///< of the constraints
    std::size_t worst_constraint = 0; ///< number, from 0, of the one with the worst absolute error
    /// All constraints are met within `tolerance`, or as nearly as rounding lets them.
    bool converged = false;
    std::string stop_reason; ///< in a few words, for messages and reports
};

/// Constraints from rows of coefficients, one coefficient per unit: a matrix as papers print it.
/// InputError unless there are as many targets as rows.
[[nodiscard]] std::vector<WeightConstraint>
constraints_of_rows(std::span<const std::vector<double>> rows, std::span<const double> targets);

/// One constraint for each cell of each margin of a table with `dims`. InputError if an axis does
/// not exist or a margin has not as many targets as its axes ask for.
[[nodiscard]] std::vector<WeightConstraint>
constraints_of_margins(std::span<const int> dims, std::span<const TableMargin> margins);

/// Nearest weights to `given` that meet all constraints. Redundant constraints do no harm. A target
/// of 0 whose coefficients have one sign holds its units at 0, by whichever distance; of the others
/// the nearest are found; so it is where the constraints together, or with weights given as 0,
/// leave units no choice but 0. InputError: a negative or non-finite number, no positive weight
/// that may count under a constraint with another target than 0. Constraints that cannot be met
/// together end with converged = false. Where the constraints fix the total, as margins of a table
/// do, the scale of `given` does not matter.
[[nodiscard]] WeightResult fit_weights(std::span<const double> given,
                                       std::span<const WeightConstraint> constraints,
                                       Distance distance = Distance::relative_entropy,
                                       const WeightSettings& settings = {});

/// A table fitted to its margins by any of the distances. InputError as fit_to_margins, which for
/// relative entropy gives the same table and is faster for large ones, and for loosened margins.
[[nodiscard]] WeightResult fit_table_weights(const FitTable& seed,
                                             std::span<const TableMargin> margins,
                                             Distance distance,
                                             const WeightSettings& settings = {});

} // namespace kozqaras
