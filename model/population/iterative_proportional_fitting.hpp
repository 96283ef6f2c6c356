#pragma once
// Iterative proportional fitting of an N-way table to any set of its margins (Deming and Stephan
// 1940). The result is the table nearest to the seed in relative entropy among all that meet the
// margins (Csiszar 1975); cells that are zero in the seed stay zero. Margins that are estimates may
// be loosened: then it is the nearest table among all that keep every sum within its tolerance.

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
    std::string name;     ///< used in messages; empty: "margin 1", "margin 2", ...
    double tolerance = 0; ///< share of its target by which each sum may depart from it, 0 to 1
    /// By axis of `axes`: the group, from 0, into which each class is put, where sums are wanted of
    /// groups (provinces to districts); an empty one: classes as they are. Empty: no axis has any.
    std::vector<std::vector<int>> groups{};
};

struct FittingSettings {
    int max_iterations = 1000;
    /// Worst departure of any margin cell from its target, as a share of that target and beyond the
    /// margin's own tolerance, at which fitting stops. Finer than 1e-14 it meets rounding.
    double tolerance = 1e-12;
    /// Largest difference between totals, or between shared sums of two margins, relative to the
    /// total, that is taken for rounding and let pass.
    double consistency_tolerance = 1e-9;
    /// Largest relative change of a target by which margins are made to agree with those before
    /// them; 0: margins that differ are refused.
    double largest_reconciliation = 0;
    /// With loosened margins, fitting also waits until no factor changes by more than this share
    /// in an iteration.
    double factor_tolerance = 1e-10;
};

/// One margin against the fitted table.
struct MarginError {
    std::string name;
    double worst_absolute_error = 0; ///< of |sum - target|
    double worst_relative_error = 0; ///< over cells with a positive target
    std::size_t worst_cell = 0;      ///< number, from 0, of the cell with the worst absolute error
    double tolerance = 0;            ///< as given
    std::size_t cells_at_tolerance = 0; ///< cells held back by the edge of their tolerance
};

/// What was done to one margin to make it agree with those before it.
struct Reconciliation {
    std::string name;
    double old_total = 0, new_total = 0;
    double largest_relative_change = 0; ///< of a positive target
};

struct FittingResult {
    FitTable table;
    int iterations = 0; ///< full cycles over all margins
    /// Worst departures beyond the tolerances of the margins; relative ones over cells with a
    /// positive target.
    double worst_absolute_error = 0, worst_relative_error = 0;
    /// All margins are met within `tolerance`, or as nearly as rounding lets them: by less than the
    /// `consistency_tolerance` of the total.
    bool converged = false;
    std::string stop_reason;                  ///< in a few words, for messages and reports
    std::vector<MarginError> margins{};       ///< in the order given
    std::vector<Reconciliation> reconciled{}; ///< margins that were changed
};

/// Number of cells of a table with these dimensions. InputError unless each is 1 or more and the
/// number fits 32 bits.
[[nodiscard]] std::size_t cell_count(std::span<const int> dims);

/// For each cell of a table, the cell of the margin over `axes` into which it is summed. InputError
/// if an axis does not exist or stands there twice.
[[nodiscard]] std::vector<std::uint32_t> margin_cells(std::span<const int> dims,
                                                      std::span<const int> axes);

/// The same with classes put into groups (TableMargin::groups). InputError if the groups of an axis
/// are not one number from 0 for each of its classes.
[[nodiscard]] std::vector<std::uint32_t> margin_cells(std::span<const int> dims,
                                                      std::span<const int> axes,
                                                      std::span<const std::vector<int>> groups);

/// The sums of a table over all axes but `axes`. InputError as margin_cells, or if the table has
/// not as many cells as its dimensions ask for.
[[nodiscard]] std::vector<double> margin_sums(const FitTable& table, std::span<const int> axes,
                                              std::span<const std::vector<int>> groups = {});

/// Fits `seed` to all margins. InputError: negative or non-finite numbers, axes that do not exist,
/// sizes that do not agree, totals that differ, overlapping margins whose shared sums disagree
/// (both unless tolerances or `largest_reconciliation` allow it), a positive target where the seed
/// is zero. Margins that zeros make unreachable, or that exclude each other although each pair
/// agrees, end with converged = false; stop_reason says which.
[[nodiscard]] FittingResult fit_to_margins(const FitTable& seed,
                                           std::span<const TableMargin> margins,
                                           const FittingSettings& settings = {});

} // namespace kozqaras
