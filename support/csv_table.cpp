#include "support/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <regex>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "support/codes.hpp"
#include "support/csv_dialect.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kLongestColumnName = 100; ///< keeps the search for the nearest name cheap

/// InputError if `value`, written as `text`, is not between `low` and `high`.
void check_range(const Position& place, std::string_view column, const std::string& text,
                 double value, double low, double high, std::string_view unit) {
    if (value >= low && value <= high)
        return;
    const auto limits = std::isinf(high) ? fmt::format("{} or more", low)
                                         : fmt::format("between {} and {}", low, high);
    throw InputError(place, fmt::format("'{}' is {}, but must be {}{}{}", column, shortened(text),
                                        limits, unit.empty() ? "" : " ", unit));
}

/// "86 %" -> "86".
std::string without_percent_sign(std::string_view text) {
    if (text.ends_with('%'))
        text.remove_suffix(1);
    while (text.ends_with(' ') || text.ends_with("\u00A0") || text.ends_with("\u202F"))
        text.remove_suffix(text.ends_with(' ') ? 1 : text.ends_with("\u00A0") ? 2 : 3);
    return std::string(text);
}

/// "5.12.2023" -> "2023-12-05"; other texts stay.
std::string iso_form(const std::string& text) {
    static const std::regex dotted(R"((\d{1,2})\.(\d{1,2})\.(\d{4}))");
    std::smatch part;
    if (!std::regex_match(text, part, dotted))
        return text;
    return fmt::format("{}-{:0>2}-{:0>2}", part[3].str(), part[2].str(), part[1].str());
}

void check_length(const std::vector<ScannedCell>& row, std::size_t columns,
                  const std::string& name) {
    if (row.size() == columns)
        return;
    const ScannedCell& at = row[std::min(columns, row.size() - 1)];
    throw InputError(
        {name, at.line, at.column},
        fmt::format("this row has {} cells, but the header line has {}", row.size(), columns));
}

std::vector<std::string> header_of(const std::vector<ScannedCell>& cells, const std::string& name) {
    std::vector<std::string> columns;
    std::set<std::string_view> seen;
    for (const auto& cell : cells) {
        const Position place{name, cell.line, cell.column};
        if (columns.empty() && cell.text.starts_with('#'))
            throw InputError(place, "the first line must name the columns; lines that begin with # "
                                    "are no remarks here: remove them");
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
    constexpr std::string_view byte_order_mark = "\uFEFF";
    CsvTable table;
    table.name_ = std::move(shown_name);
    if (text.size() > kLargestFile)
        throw InputError({table.name_, 1, 1}, "the file is larger than 64 MiB");
    check_text(text, table.name_);
    if (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    const CsvDialect dialect = dialect_of(text);
    CsvScanner scanner(text, table.name_, dialect);
    table.separator_ = dialect.separator;
    table.header_ = scanner.next_row();
    if (table.header_.empty())
        throw InputError({table.name_, 1, 1}, "the file is empty; it needs a header line");
    table.last_line_ = table.header_.front().line;
    for (auto row = scanner.next_row(); !row.empty(); row = scanner.next_row())
        table.cells_.push_back(std::move(row));
    remove_padding(table.header_, table.cells_);
    if (table.header_.empty())
        throw InputError({table.name_, table.last_line_, 1}, "the header line names no column");
    table.columns_ = header_of(table.header_, table.name_);
    for (auto& row : table.cells_) {
        check_length(row, table.columns_.size(), table.name_);
        table.last_line_ = row.back().line;
        for (ScannedCell& cell : row)
            if (means_nothing(cell.text))
                cell.text.clear();
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
    throw InputError(header_position(nearest),
                     fmt::format("the column '{}' is missing{}", column, hint));
}

Position CsvTable::header_position(std::string_view column) const {
    const auto found = std::ranges::find(header_, column, &ScannedCell::text);
    const ScannedCell& at = found == header_.end() ? header_.front() : *found;
    return {name_, at.line, at.column};
}

Position CsvTable::end_position() const {
    return {name_, last_line_ + 1, 1};
}

const ScannedCell& CsvTable::cell(std::size_t row, std::string_view column) const {
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

void CsvTable::replace(std::size_t row, std::string_view column, std::string text) {
    cells_[row][column_index(column)].text = std::move(text);
}

const std::string& CsvTable::text(std::size_t row, std::string_view column) const {
    return cell(row, column).text;
}

bool CsvTable::empty(std::size_t row, std::string_view column) const {
    return cell(row, column).text.empty();
}

double CsvTable::parsed(const ScannedCell& cell, std::string_view column,
                        const std::string& text) const {
    const Position place{name_, cell.line, cell.column};
    if (text.empty())
        throw InputError(place, fmt::format("'{}' is empty; a number is needed", column));
    const std::string digits = plain_number(text, separator_ != ',');
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range)
        throw InputError(place, fmt::format("'{}' is out of reach: {}", column, shortened(text)));
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        const bool comma = digits.find(',') != std::string::npos;
        throw InputError(place, fmt::format("'{}' is not a number: '{}'{}", column, shortened(text),
                                            comma ? "; write a decimal point, no comma" : ""));
    }
    if (!std::isfinite(value))
        throw InputError(
            place, fmt::format("'{}' must be a finite number, not {}", column, shortened(text)));
    return value;
}

double CsvTable::number(std::size_t row, std::string_view column, double low, double high,
                        std::string_view unit) const {
    const ScannedCell& found = cell(row, column);
    const double value = parsed(found, column, found.text);
    check_range(position(row, column), column, found.text, value, low, high, unit);
    return value;
}

double CsvTable::percent_as_share(std::size_t row, std::string_view column, double low,
                                  double high) const {
    const ScannedCell& found = cell(row, column);
    const double value = parsed(found, column, without_percent_sign(found.text));
    check_range(position(row, column), column, found.text, value, low, high, "%");
    return value / 100.0;
}

int CsvTable::decimals(std::size_t row, std::string_view column) const {
    const auto digits = plain_number(without_percent_sign(text(row, column)), separator_ != ',');
    const auto point = digits.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point) - 1;
}

Date CsvTable::date(std::size_t row, std::string_view column) const {
    const auto& found = cell(row, column);
    const auto date = parse_date(iso_form(found.text));
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
