#pragma once
// Margins of a table before anything is fitted to them: whether they are numbers, whether they
// agree, and how they are brought to agree.

#include <span>
#include <string>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

/// Classes along `axes` of a table with `dims`; BugError if an axis does not exist.
[[nodiscard]] std::vector<int> dims_along(std::span<const int> dims, std::span<const int> axes);

/// Name of the margin at `place`, or "margin N" if it has none.
[[nodiscard]] std::string margin_name(const TableMargin& margin, std::size_t place);

/// InputError unless the seed is a table of finite counts of 0 or more and so is each margin.
void check_tables(const FitTable& seed, std::span<const TableMargin> margins);

/// InputError if two margins differ in total or in the sums over the axes both have, beyond their
/// tolerances and `consistency_tolerance` times the total.
void check_agreement(std::span<const int> dims, std::span<const TableMargin> margins,
                     double consistency_tolerance);

/// Brings each margin into agreement with those before it, which are taken as more certain: the
/// margin is itself fitted to their totals and shared sums, so that zeros stay and associations are
/// kept. Returns one entry per margin, the first unchanged. InputError if a target would change by
/// more than `largest_change` of it.
std::vector<Reconciliation> reconcile_margins(std::span<const int> dims,
                                              std::vector<TableMargin>& margins,
                                              double largest_change);

} // namespace kozqaras
