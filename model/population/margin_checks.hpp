#pragma once
// Margins of a table before anything is fitted to them: whether they are numbers, whether they
// agree, and how they are brought to agree.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// InputError, naming `place`, unless `axes` are axes of a table with `dims`, each at most once.
void check_axes(std::string_view place, std::span<const int> dims, std::span<const int> axes);

/// InputError, naming `place` and the cell, unless all `values` are finite and 0 or more.
void check_counts(std::string_view place, std::span<const double> values);

/// InputError as check_counts, or if the sum is beyond 2^53, where doubles skip whole numbers.
void check_roundable(std::string_view place, std::span<const double> values);

/// InputError, naming `place`, unless 0 <= `total` <= 2^53.
void check_total(std::string_view place, std::int64_t total);

/// InputError, naming `place`, unless `table` has as many cells as its dimensions ask for, all of
/// them finite and 0 or more.
void check_table(std::string_view place, const FitTable& table);

/// Classes along `axes` of a table with `dims`; InputError as check_axes.
[[nodiscard]] std::vector<int> dims_along(std::span<const int> dims, std::span<const int> axes);

/// The same where classes are put into groups (TableMargin::groups). InputError unless the groups
/// of an axis are one for each of its classes, numbered from 0 without a gap.
[[nodiscard]] std::vector<int> dims_along(std::span<const int> dims, std::span<const int> axes,
                                          std::span<const std::vector<int>> groups);

/// Name of the margin at `place`, or "margin N" if it has none.
[[nodiscard]] std::string margin_name(const TableMargin& margin, std::size_t place);

/// InputError, naming `place`, unless the margin runs along axes of a table with `dims`, holds one
/// finite count of 0 or more for each of its cells, and has a tolerance of 0 to 1.
void check_margin(std::string_view place, std::span<const int> dims, const TableMargin& margin);

/// InputError as check_table for the seed and as check_margin for each margin.
void check_tables(const FitTable& seed, std::span<const TableMargin> margins);

/// InputError if two margins differ in total or in the sums over the axes both have, beyond their
/// tolerances and `consistency_tolerance` times the total.
void check_agreement(std::span<const int> dims, std::span<const TableMargin> margins,
                     double consistency_tolerance);

/// The largest difference that two margins leave between sums that both fix, beyond their
/// tolerances: no table comes nearer to both than half of it.
[[nodiscard]] double largest_disagreement(std::span<const int> dims,
                                          std::span<const TableMargin> margins);

/// Brings each margin into agreement with those before it, which are taken as more certain: the
/// margin is itself fitted to their totals and shared sums, so that zeros stay and associations are
/// kept. Returns one entry per margin, the first unchanged. InputError if a target would change by
/// more than `largest_change` of it (one for each margin).
std::vector<Reconciliation> reconcile_margins(std::span<const int> dims,
                                              std::vector<TableMargin>& margins,
                                              std::span<const double> largest_change);

} // namespace kozqaras
