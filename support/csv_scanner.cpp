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
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

} // namespace

CsvScanner::CsvScanner(std::string_view text, const std::string& shown_name)
    : text_(text), name_(shown_name) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark))
        text_.remove_prefix(byte_order_mark.size());
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
            fail(row.front().line, 0, "this row has more than 1000 cells");
        if (++cells_ > kMostCells)
            fail(row.front().line, 0, "the table has more than two million cells");
        if (at_end())
            return row;
        if (at_line_end()) {
            while (take() != '\n') {
            }
            return row;
        }
        take(); // the comma
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
    while (!at_end() && text_[at_] != ',' && !at_line_end()) {
        if (text_[at_] == '"')
            fail(line_, column_, "a quotation mark inside a cell that does not start with one");
        if (text_[at_] == '\r')
            fail(line_, column_, "a carriage return without a line feed");
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
            if (!at_end() && text_[at_] != ',' && !at_line_end())
                fail(line_, column_, "text after the closing quotation mark of a cell");
            return trimmed(text);
        }
    }
    fail(cell.line, cell.column, "the quotation mark that opens this cell is never closed");
}

} // namespace kozqaras
