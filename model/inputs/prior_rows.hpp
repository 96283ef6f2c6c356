#pragma once
// Rows of data/parameters, whatever the table. Internal to model/inputs.

#include <cstddef>

#include "model/inputs/input_data.hpp"
#include "support/csv_table.hpp"
#include "support/table_rules.hpp"

namespace kozqaras {

/// What a table of priors holds: name (once), unit, transform, mean, standard deviation, fitted,
/// grade, meaning, source.
[[nodiscard]] TableRules prior_rules();
/// One row of such a table. InputError if the mean is out of range.
[[nodiscard]] PriorRow prior_row(const CsvTable& table, std::size_t row);

} // namespace kozqaras
