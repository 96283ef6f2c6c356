#include "support/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "support/codes.hpp"
#include "support/csv_scanner.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kLongestColumnName = 100; ///< keeps the search for the nearest name cheap

/// What a number has to be, in words.
std::string allowed_range(double low, double high) {
    if (low == 0.0 && std::isinf(high))
        return "0 or more";
    if (std::isinf(low) && std::isinf(high))
        return "finite";
    return fmt::format("between {} and {}", low, high);
}

std::vector<std::string> header_of(const std::vector<ScannedCell>& cells, const std::string& name) {
    std::vector<std::string> columns;
    std::set<std::string_view> seen;
    for (const auto& cell : cells) {
        const Position place{name, cell.line, cell.column};
        if (cell.text.empty())
            throw InputError(place, "a column of the header line has no name");
        if (cell.text.size() > kLongestColumnName)
            throw InputError(place, "a column name of more than 100 bytes");
        if (!seen.insert(cell.text).second)
            throw InputError(place, fmt::format("the column '{}' stands twice in the header line",
                                                shortened(cell.text)));
        columns.push_back(cell.text);
    }
    return columns;
}

} // namespace

CsvTable CsvTable::read(const std::filesystem::path& path, std::string shown_name) {
    if (shown_name.empty())
        shown_name = path.string();
    const std::string text = read_file(path, shown_name);
    return parse(text, std::move(shown_name));
}

CsvTable CsvTable::parse(std::string_view text, std::string shown_name) {
    CsvTable table;
    table.name_ = std::move(shown_name);
    if (text.size() > kLargestFile)
        throw InputError({table.name_, 0, 0}, "the file is larger than 64 MiB");
    check_text(text, table.name_);
    CsvScanner scanner(text, table.name_);
    const auto header = scanner.next_row();
    if (header.empty())
        throw InputError({table.name_, 0, 0}, "the file is empty; it needs a header line");
    table.columns_ = header_of(header, table.name_);
    for (auto row = scanner.next_row(); !row.empty(); row = scanner.next_row()) {
        if (row.size() != table.columns_.size())
            throw InputError({table.name_, row.front().line, 0},
                             fmt::format("this row has {} cells, but the header line has {}",
                                         row.size(), table.columns_.size()));
        auto& cells = table.cells_.emplace_back();
        cells.reserve(row.size());
        for (auto& cell : row)
            cells.push_back({std::move(cell.text), cell.line, cell.column});
    }
    return table;
}

std::size_t CsvTable::column_index(std::string_view column) const {
    for (std::size_t index = 0; index < columns_.size(); ++index)
        if (columns_[index] == column)
            return index;
    const std::vector<std::string_view> present(columns_.begin(), columns_.end());
    const auto nearest = nearest_name(column, present);
    const auto hint =
        nearest.empty() ? std::string{} : fmt::format("; is '{}' meant?", shortened(nearest));
    throw InputError({name_, 1, 0}, fmt::format("the column '{}' is missing{}", column, hint));
}

const CsvTable::Cell& CsvTable::cell(std::size_t row, std::string_view column) const {
    require(row < cells_.size(), "row of a table out of range");
    return cells_[row][column_index(column)];
}

bool CsvTable::has_column(std::string_view column) const {
    return std::ranges::find(columns_, column) != columns_.end();
}

Position CsvTable::position(std::size_t row, std::string_view column) const {
    const auto& found = cell(row, column);
    return {name_, found.line, found.column};
}

const std::string& CsvTable::text(std::size_t row, std::string_view column) const {
    return cell(row, column).text;
}

bool CsvTable::empty(std::size_t row, std::string_view column) const {
    return cell(row, column).text.empty();
}

double CsvTable::number(std::size_t row, std::string_view column, double low, double high) const {
    const auto& found = cell(row, column);
    const Position place{name_, found.line, found.column};
    const std::string& text = found.text;
    if (text.empty())
        throw InputError(place, fmt::format("'{}' is empty; a number is needed", column));
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        throw InputError(place, fmt::format("'{}' is out of reach: {}", column, shortened(text)));
    if (error != std::errc{} || end != text.data() + text.size()) {
        const bool comma = text.find(',') != std::string::npos;
        throw InputError(place, fmt::format("'{}' is not a number: '{}'{}", column, shortened(text),
                                            comma ? "; write a decimal point, no comma" : ""));
    }
    if (!std::isfinite(value))
        throw InputError(
            place, fmt::format("'{}' must be a finite number, not {}", column, shortened(text)));
    if (value < low || value > high)
        throw InputError(place, fmt::format("'{}' is {}, but must be {}", column, shortened(text),
                                            allowed_range(low, high)));
    return value;
}

double CsvTable::percent_as_share(std::size_t row, std::string_view column) const {
    return number(row, column, 0.0, 100.0) / 100.0;
}

Date CsvTable::date(std::size_t row, std::string_view column) const {
    const auto& found = cell(row, column);
    const auto date = parse_date(found.text);
    if (!date)
        throw InputError({name_, found.line, found.column},
                         fmt::format("'{}' is not a date of the calendar: '{}'; write 2023-12-05",
                                     column, shortened(found.text)));
    return *date;
}

int CsvTable::code(std::size_t row, std::string_view column,
                   std::span<const std::string_view> allowed, std::string_view kind) const {
    const auto& found = cell(row, column);
    const auto index = index_of(allowed, found.text);
    if (!index)
        throw InputError::unknown_name({name_, found.line, found.column}, kind,
                                       shortened(found.text), allowed);
    return *index;
}

} // namespace kozqaras
