#include "support/csv_dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

#include <fmt/format.h>

namespace kozqaras {

namespace {

using Row = std::vector<ScannedCell>;

constexpr std::string_view kSeparators = ",;\t";

/// Where the line that begins at `begin` ends, behind its line feed.
std::size_t next_line(std::string_view text, std::size_t begin) {
    return std::min(text.find('\n', begin), text.size() - 1) + 1;
}

/// The separator named by a line `sep=;` (in any case, perhaps in quotes); 0 if it is no such line.
char named_separator(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    if (line.size() > 2 && line.starts_with('"') && line.ends_with('"'))
        line = line.substr(1, line.size() - 2);
    std::string name(line.substr(0, 4));
    for (char& letter : name)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    const bool names = name == "sep=" && line.size() == 5;
    return names && kSeparators.find(line.back()) != std::string_view::npos ? line.back() : '\0';
}

char most_frequent_separator(std::string_view header) {
    std::array<int, kSeparators.size()> times{};
    bool quoted = false;
    for (const char letter : header) {
        if (letter == '"')
            quoted = !quoted;
        const auto which = kSeparators.find(letter);
        if (!quoted && which != std::string_view::npos)
            ++times[which];
    }
    const auto most = std::ranges::max_element(times) - times.begin();
    return kSeparators[static_cast<std::size_t>(most)];
}

/// Whether the first cells of the rows are 0, 1, 2, ... or 1, 2, 3, ... and others follow them.
bool counts_rows(const std::vector<Row>& rows) {
    std::size_t next = !rows.empty() && rows.front().front().text == "0" ? 0 : 1;
    return !rows.empty() && std::ranges::all_of(rows, [&](const Row& row) {
        return row.size() > 1 && row.front().text == fmt::format("{}", next++);
    });
}

/// Whether no row has anything in `column`.
bool is_empty(const std::vector<Row>& rows, std::size_t column) {
    return std::ranges::all_of(
        rows, [&](const Row& row) { return column >= row.size() || row[column].text.empty(); });
}

void erase_cell(Row& row, std::size_t column) {
    if (column < row.size())
        row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
}

} // namespace

CsvDialect dialect_of(std::string_view text) {
    CsvDialect dialect;
    std::size_t begin = 0; // of the first line that is not blank
    while (begin < text.size() && (text[begin] == '\n' || text[begin] == '\r'))
        ++begin;
    const std::size_t end = begin < text.size() ? next_line(text, begin) : begin;
    const auto first = text.substr(begin, end - begin);
    if (const char named = named_separator(first)) {
        dialect.separator = named;
        dialect.header_begin = end;
    } else {
        dialect.separator = most_frequent_separator(first);
    }
    return dialect;
}

void remove_padding(Row& header, std::vector<Row>& rows) {
    std::erase_if(rows, [](const Row& row) {
        return std::ranges::all_of(row, [](const ScannedCell& cell) { return cell.text.empty(); });
    });
    for (std::size_t column = header.size(); column-- > 0;) {
        const bool row_names = column == 0 && header.size() > 1 && counts_rows(rows);
        if (!header[column].text.empty() || !(row_names || is_empty(rows, column)))
            continue;
        erase_cell(header, column);
        for (Row& row : rows)
            erase_cell(row, column);
    }
    for (Row& row : rows)
        while (row.size() > header.size() && row.back().text.empty())
            row.pop_back();
}

bool means_nothing(std::string_view cell) {
    constexpr std::array<std::string_view, 14> words{
        "", "NA", "N/A", "n/a", "#N/A", "#Н/Д", "н/д", "NaN", "nan", "NULL", ".", "-", "–", "—"};
    return std::ranges::find(words, cell) != words.end();
}

std::string plain_number(std::string_view cell, bool decimal_comma) {
    std::string number(cell);
    for (const std::string_view minus : {"\u2212", "\u2013"})
        if (number.starts_with(minus)) {
            number.erase(1, minus.size() - 1);
            number.front() = '-';
        }
    if (number.starts_with('+') && number.find_first_of("0123456789.,", 1) == 1)
        number.erase(0, 1);
    for (const std::string_view blank : {"\u00A0", "\u202F", "\u2009"}) // no-break, narrow, thin
        for (std::size_t at = 0; (at = number.find(blank, at)) != std::string::npos;) {
            number.erase(at, blank.size() - 1);
            number[at] = ' ';
        }
    static const std::regex thousands(R"(-?\d{1,3}( \d{3})+([.,]\d+)?)");
    if (number.find(' ') != std::string::npos && std::regex_match(number, thousands))
        std::erase(number, ' ');
    const auto comma = number.find(',');
    if (decimal_comma && comma != std::string::npos && comma == number.rfind(',') &&
        number.find('.') == std::string::npos)
        number[comma] = '.';
    return number;
}

} // namespace kozqaras
