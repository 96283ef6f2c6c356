#pragma once
// Cuts CSV text (RFC 4180) into cells that know where they start.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

/// What a text needs to be cut into cells.
struct CsvDialect {
    char separator = ',';
    std::size_t header_begin = 0; ///< bytes before the header line
};

struct ScannedCell {
    std::string text; ///< without quotes and surrounding blanks
    int line = 0;     ///< of its first character, from 1
    int column = 0;   ///< in characters, from 1
};

/// Reads valid UTF-8 text without a byte order mark row by row. Memory is bounded by limits on
/// cells, whatever the text.
class CsvScanner {
  public:
    CsvScanner(std::string_view text, const std::string& shown_name, CsvDialect dialect = {});

    /// The next row that is not blank; empty at the end of the text. InputError if it is malformed.
    [[nodiscard]] std::vector<ScannedCell> next_row();

  private:
    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    [[nodiscard]] bool at_line_end() const;
    char take();
    void skip_blank_lines();
    [[nodiscard]] ScannedCell next_cell();
    [[nodiscard]] std::string quoted_text(const ScannedCell& cell);
    [[noreturn]] void fail(int line, int column, std::string_view message) const;

    std::string_view text_;
    std::string name_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t cells_ = 0;
    int line_ = 1, column_ = 1;
};

} // namespace kozqaras
