#include "support/csv_scanner.hpp"

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kMostCells = 2'000'000;   ///< of a file: some 150 MB in memory
constexpr std::size_t kMostCellsOfARow = 1'000; ///< no table of ours has more than 20

bool is_blank(char character) {
    return character == ' ' || character == '\t';
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view no_break = "\u00A0"; // of texts copied from pages and documents
    while (!text.empty() && (is_blank(text.front()) || text.starts_with(no_break)))
        text.remove_prefix(is_blank(text.front()) ? 1 : no_break.size());
    while (!text.empty() && (is_blank(text.back()) || text.ends_with(no_break)))
        text.remove_suffix(is_blank(text.back()) ? 1 : no_break.size());
    return std::string(text);
}

} // namespace

CsvScanner::CsvScanner(std::string_view text, const std::string& shown_name, CsvDialect dialect)
    : text_(text), name_(shown_name), separator_(dialect.separator) {
    while (at_ < dialect.header_begin)
        take();
}

void CsvScanner::fail(int line, int column, std::string_view message) const {
    throw InputError({name_, line, column}, message);
}

bool CsvScanner::at_line_end() const {
    return text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n");
}

char CsvScanner::take() {
    const char character = text_[at_++];
    const bool continuation = (static_cast<unsigned char>(character) & 0xC0U) == 0x80U;
    if (character == '\n') {
        ++line_;
        column_ = 1;
    } else if (!continuation) {
        ++column_;
    }
    return character;
}

void CsvScanner::skip_blank_lines() {
    while (!at_end() && at_line_end())
        while (take() != '\n') {
        }
}

std::vector<ScannedCell> CsvScanner::next_row() {
    std::vector<ScannedCell> row;
    skip_blank_lines();
    if (at_end())
        return row;
    while (true) {
        row.push_back(next_cell());
        if (row.size() > kMostCellsOfARow)
            fail(row.back().line, row.back().column, "this row has more than 1000 cells");
        if (++cells_ > kMostCells)
            fail(row.back().line, row.back().column, "the table has more than two million cells");
        if (at_end())
            return row;
        if (at_line_end()) {
            while (take() != '\n') {
            }
            return row;
        }
        take(); // the separator
    }
}

ScannedCell CsvScanner::next_cell() {
    ScannedCell cell{{}, line_, column_};
    if (!at_end() && text_[at_] == '"') {
        take();
        cell.text = quoted_text(cell);
        return cell;
    }
    const std::size_t begin = at_;
    while (!at_end() && text_[at_] != separator_ && !at_line_end()) {
        if (text_[at_] == '"')
            fail(line_, column_, "a quotation mark inside a cell that does not start with one");
        if (text_[at_] == '\r')
            fail(line_, column_,
                 "a carriage return without a line feed; save the table as 'CSV UTF-8'");
        take();
    }
    cell.text = trimmed(text_.substr(begin, at_ - begin));
    return cell;
}

std::string CsvScanner::quoted_text(const ScannedCell& cell) {
    std::string text;
    while (!at_end()) {
        const char character = take();
        if (character != '"') {
            text.push_back(character);
        } else if (!at_end() && text_[at_] == '"') {
            text.push_back(take());
        } else {
            if (!at_end() && text_[at_] != separator_ && !at_line_end())
                fail(line_, column_, "text after the closing quotation mark of a cell");
            return trimmed(text);
        }
    }
    fail(cell.line, cell.column, "the quotation mark that opens this cell is never closed");
}

} // namespace kozqaras
