#pragma once
// Tables of adults that a researcher brings: the form of data/population, any characteristics.

#include <filesystem>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// One table of adults and where its first row stands.
struct MarginTable {
    Margin margin;
    Position position;
};

/// Reads the tables of one CSV file. Columns: one for each characteristic (codes as everywhere, a
/// region by any of its names; `macro_region` in place of `region`), `adults` (0 or more), and, if
/// wanted, `status` (seen, derived, estimate), `source`, `year`, and `margin`, the name of the
/// table a row belongs to, so that one file can hold several; cells of characteristics that a table
/// does not have stay empty. Without `margin` the table bears the name of the file. Throws
/// FileError, or InputError with file, line and column: unknown column or code, text or negative
/// count, a combination twice or missing (a file cut off), no adults at all.
[[nodiscard]] std::vector<MarginTable> read_margin_tables(const std::filesystem::path& path,
                                                          const SharedCountry& country);

} // namespace kozqaras
