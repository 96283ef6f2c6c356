#pragma once
// A CSV file read whole, with the position of every cell, so that errors can name line and column.
// RFC 4180 quoting, UTF-8, one header line; also as spreadsheets and R leave it (csv_dialect.hpp).
// Refuses: workbooks, no header, rows of another length, unclosed quotes, duplicate columns, other
// encodings, NUL bytes, files above 64 MiB.

#include <cstddef>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/csv_scanner.hpp"
#include "support/dates.hpp"
#include "support/errors.hpp"

namespace kozqaras {

class CsvTable {
  public:
    /// Reads `path`; `shown_name` is the name used in messages (default: the path as given).
    /// Throws FileError if it cannot be read, InputError if it is not a well-formed table.
    [[nodiscard]] static CsvTable read(const std::filesystem::path& path,
                                       std::string shown_name = {});
    /// Parses text, as `read` does.
    [[nodiscard]] static CsvTable parse(std::string_view text, std::string shown_name);

    [[nodiscard]] std::size_t rows() const { return cells_.size(); }

    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

    [[nodiscard]] const std::string& name() const { return name_; }

    [[nodiscard]] bool has_column(std::string_view column) const;

    /// Where the cell stands. InputError if the column does not exist.
    [[nodiscard]] Position position(std::size_t row, std::string_view column) const;
    /// Where the header line has `column`; its beginning if it has not.
    [[nodiscard]] Position header_position(std::string_view column) const;
    /// Where one more row would stand: the place of what is missing.
    [[nodiscard]] Position end_position() const;

    /// The cell's text without surrounding blanks; nothing if it says that nothing is known (NA).
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;
    [[nodiscard]] bool empty(std::size_t row, std::string_view column) const;
    /// The cell as a finite number from `low` to `high` (`unit` is for the message); InputError
    /// otherwise.
    [[nodiscard]] double number(std::size_t row, std::string_view column,
                                double low = -std::numeric_limits<double>::infinity(),
                                double high = std::numeric_limits<double>::infinity(),
                                std::string_view unit = {}) const;
    /// The cell as a percentage from `low` to `high` (a percent sign may follow), returned as a
    /// share.
    [[nodiscard]] double percent_as_share(std::size_t row, std::string_view column,
                                          double low = 0.0, double high = 100.0) const;
    /// Digits behind the decimal point of a number or percentage.
    [[nodiscard]] int decimals(std::size_t row, std::string_view column) const;
    /// The cell as a date: 2023-12-05 or 05.12.2023.
    [[nodiscard]] Date date(std::size_t row, std::string_view column) const;
    /// The position of the cell's text in `allowed`; InputError with the nearest name otherwise.
    [[nodiscard]] int code(std::size_t row, std::string_view column,
                           std::span<const std::string_view> allowed, std::string_view kind) const;

    /// Puts `text` in place of the cell's; messages go on naming its line and column.
    void replace(std::size_t row, std::string_view column, std::string text);

  private:
    [[nodiscard]] std::size_t column_index(std::string_view column) const;
    [[nodiscard]] const ScannedCell& cell(std::size_t row, std::string_view column) const;
    /// The number that `text` says, which stands in `cell`.
    [[nodiscard]] double parsed(const ScannedCell& cell, std::string_view column,
                                const std::string& text) const;

    std::string name_;
    char separator_ = ',';
    std::vector<ScannedCell> header_;
    std::vector<std::string> columns_;
    std::vector<std::vector<ScannedCell>> cells_;
    int last_line_ = 1;
};

} // namespace kozqaras
