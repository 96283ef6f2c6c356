#pragma once
// index.csv and differences.csv of a run folder, read back: the composite's quantiles over time.

#include <map>
#include <string>

#include "output/finished_run.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

/// The groups of the table, in its order.
[[nodiscard]] std::vector<GroupKey> groups_in(const CsvTable& table);

/// Courses by scenario and group, points of net, dates rising. InputError with line and column if a
/// cell is none of the sort, or the quantiles 0.05, 0.25, 0.5, 0.75, 0.95 are not all there.
[[nodiscard]] std::map<std::string, GroupCourses> read_courses(const CsvTable& table);

} // namespace kozqaras
