#pragma once
// Iterative proportional fitting of an N-way table to any set of its margins (Deming and Stephan
// 1940). The result is the table nearest to the seed in relative entropy among all that meet the
// margins (Csiszar 1975); cells that are zero in the seed stay zero.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kozqaras {

/// A table of counts by several axes; the last axis varies fastest.
struct FitTable {
    std::vector<int> dims;
    std::vector<double> values;
};

/// Sums wanted over all axes but `axes`; the last of `axes` varies fastest in `targets`.
struct TableMargin {
    std::vector<int> axes;
    std::vector<double> targets;
    std::string name; ///< used in messages; empty: "margin 1", "margin 2", ...
};

struct FittingSettings {
    int max_iterations = 1000;
    double tolerance = 1e-6; ///< worst absolute error of any margin cell at which fitting stops
    /// Largest difference between totals, or between shared sums of two margins, relative to the
    /// total.
    double consistency_tolerance = 1e-9;
};

struct FittingResult {
    FitTable table;
    int iterations = 0; ///< full cycles over all margins
    double worst_absolute_error = 0;
    double worst_relative_error = 0; ///< over margin cells with a positive target
    bool converged = false;
    std::string stop_reason;
};

/// Number of cells of a table with these dimensions.
[[nodiscard]] std::size_t cell_count(std::span<const int> dims);

/// For each cell of a table, the cell of the margin over `axes` into which it is summed.
[[nodiscard]] std::vector<std::uint32_t> margin_cells(std::span<const int> dims,
                                                      std::span<const int> axes);

/// The sums of a table over all axes but `axes`.
[[nodiscard]] std::vector<double> margin_sums(const FitTable& table, std::span<const int> axes);

/// Fits `seed` to all margins. InputError: negative or non-finite numbers, sizes that do not agree,
/// totals that differ, overlapping margins whose shared sums disagree, a positive target where the
/// seed is zero. Margins that structural zeros make unreachable end with converged = false.
[[nodiscard]] FittingResult fit_to_margins(const FitTable& seed,
                                           std::span<const TableMargin> margins,
                                           const FittingSettings& settings = {});

} // namespace kozqaras
