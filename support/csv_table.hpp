#pragma once
// A CSV file read whole, with the position of every cell, so that errors can name line and column.
// RFC 4180 quoting, UTF-8, one header line. Refuses: no header, rows of another length, unclosed
// quotes, duplicate columns, invalid UTF-8, NUL bytes, files above 64 MiB.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
    /// The cell's text without surrounding blanks.
    [[nodiscard]] const std::string& text(std::size_t row, std::string_view column) const;
    [[nodiscard]] bool empty(std::size_t row, std::string_view column) const;
    /// The cell as a finite number between `low` and `high`; InputError otherwise.
    [[nodiscard]] double number(std::size_t row, std::string_view column, double low,
                                double high) const;
    /// The cell as a percentage 0..100, returned as a share 0..1.
    [[nodiscard]] double percent_as_share(std::size_t row, std::string_view column) const;
    /// The cell as an ISO date.
    [[nodiscard]] Date date(std::size_t row, std::string_view column) const;
    /// The position of the cell's text in `allowed`; InputError with the nearest name otherwise.
    [[nodiscard]] int code(std::size_t row, std::string_view column,
                           std::span<const std::string_view> allowed, std::string_view kind) const;

  private:
    struct Cell {
        std::string text;
        int line = 0;
        int column = 0;
    };

    [[nodiscard]] std::size_t column_index(std::string_view column) const;
    [[nodiscard]] const Cell& cell(std::size_t row, std::string_view column) const;

    std::string name_;
    std::vector<std::string> columns_;
    std::vector<std::vector<Cell>> cells_;
};

} // namespace kozqaras
