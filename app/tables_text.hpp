#pragma once
// The tables of the reports in words: what tables.csv of a run folder holds, laid out as printed.

#include <optional>
#include <string>
#include <vector>

#include "model/inputs/country.hpp"
#include "output/report_tables.hpp"
#include "support/csv_table.hpp"

namespace kozqaras {

/// A row of tables.csv.
struct StoredNumber {
    std::string table, wave, factor, group, item, statistic;
    std::optional<double> printed, median, low, high; ///< 90 % interval
};

/// InputError naming the place of a cell that is no number, or a column that is missing.
[[nodiscard]] std::vector<StoredNumber> read_stored_tables(const CsvTable& table);

/// Waves in the rows, in their order.
[[nodiscard]] std::vector<std::string> waves_of(const std::vector<StoredNumber>& numbers);

/// One table of one wave, at most about 100 columns; empty if there are no such rows.
[[nodiscard]] std::string table_text(ReportTable table, const std::string& wave,
                                     const std::vector<StoredNumber>& numbers,
                                     const Country& country);

/// How to read all of them.
[[nodiscard]] std::string tables_legend();

} // namespace kozqaras
