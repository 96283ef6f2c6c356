#pragma once
// How a table was written by the program that saved it: its separator, and what stands around it.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/csv_scanner.hpp"

namespace kozqaras {

/// The separator that Excel's first line `sep=;` names; else the comma, semicolon or tab that
/// occurs most often, outside of quotes, in the header line. The header begins after that first
/// line.
[[nodiscard]] CsvDialect dialect_of(std::string_view text);

/// Takes away what other programs put around a table: rows and unnamed columns without any content,
/// empty cells behind the last column, and a first unnamed column of R or pandas that only counts
/// the rows (from 0 or 1).
void remove_padding(std::vector<ScannedCell>& header, std::vector<std::vector<ScannedCell>>& rows);

/// Whether a cell says that nothing is known: empty, NA, N/A, Н/Д, NaN, NULL, one dot or dash.
[[nodiscard]] bool means_nothing(std::string_view cell);

/// The number in `cell` as `std::from_chars` reads it: without a plus sign, with an ASCII minus
/// (also for U+2212 and a dash), thousands without blanks between them, and, if `decimal_comma`, a
/// point for its comma. What is no number stays as it is.
[[nodiscard]] std::string plain_number(std::string_view cell, bool decimal_comma);

} // namespace kozqaras
