#pragma once
// Text of a CSV file (RFC 4180, UTF-8, decimal points, empty cell = missing).

#include <cmath>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace kozqaras {

class CsvText {
  public:
    CsvText(std::initializer_list<std::string_view> columns) { add(columns); }

    void add(std::initializer_list<std::string_view> cells) {
        bool first = true;
        for (const auto cell : cells) {
            if (!first)
                text_ += ',';
            first = false;
            add_cell(cell);
        }
        text_ += '\n';
    }

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void add_cell(std::string_view cell) {
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            text_ += cell;
            return;
        }
        text_ += '"';
        for (const char letter : cell) {
            if (letter == '"')
                text_ += '"';
            text_ += letter;
        }
        text_ += '"';
    }

    std::string text_;
};

/// An index value, share or difference with 5 decimals; empty for NaN.
[[nodiscard]] inline std::string number_cell(double value) {
    if (std::isnan(value))
        return "";
    const auto text = fmt::format("{:.5f}", value);
    return text == "-0.00000" ? "0.00000" : text;
}

[[nodiscard]] inline std::string number_cell(const std::optional<double>& value) {
    return value ? number_cell(*value) : "";
}

/// Counts and parameters: 6 significant digits.
[[nodiscard]] inline std::string short_cell(double value) {
    return std::isnan(value) ? "" : fmt::format("{:.6g}", value);
}

} // namespace kozqaras
