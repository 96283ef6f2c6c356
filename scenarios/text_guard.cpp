#include "scenarios/text_guard.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

Position position_at(std::string_view text, std::size_t at, const std::string& shown_name) {
    const auto before = text.substr(0, at);
    const auto line = 1 + std::ranges::count(before, '\n');
    const auto line_start = before.rfind('\n');
    const auto column = line_start == std::string_view::npos ? at + 1 : at - line_start;
    return {shown_name, static_cast<int>(line), static_cast<int>(column)};
}

/// Position after the string or comment that starts at `at`, by the rules of TOML 1.0.
std::size_t skip_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool escapes = quote == '"';
    const bool many_lines = text.substr(at, 3) == std::string(3, quote);
    at += many_lines ? 3 : 1;
    while (at < text.size()) {
        if (escapes && text[at] == '\\') {
            at += 2;
        } else if (!many_lines && (text[at] == quote || text[at] == '\n')) {
            return at + 1;
        } else if (many_lines && text.substr(at, 3) == std::string(3, quote)) {
            at += 3; // up to two more quotes belong to the string
            for (int extra = 0; extra < 2 && at < text.size() && text[at] == quote; ++extra)
                ++at;
            return at;
        } else {
            ++at;
        }
    }
    return text.size();
}

} // namespace

void check_encoding(std::string_view text, const std::string& shown_name) {
    const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    if (utf16 || text.find('\0') != std::string_view::npos)
        throw InputError({shown_name},
                         "not a UTF-8 text (UTF-16, or a binary file?); save it as UTF-8");
    for (std::size_t at = 0; at < text.size();) {
        const auto length = utf8_length(text.substr(at, 4));
        if (length == 0)
            throw InputError(position_at(text, at, shown_name),
                             "not valid UTF-8 (Windows-1251?); save the file as UTF-8");
        at += length;
    }
    if (text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string_view::npos)
        throw InputError({shown_name}, "the file is empty");
}

void check_nesting(std::string_view text, const std::string& shown_name, int deepest) {
    int depth = 0, dots = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            at = skip_string(text, at);
            continue;
        }
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (c == '[' || c == '{')
            ++depth;
        else if ((c == ']' || c == '}') && depth > 0)
            --depth;
        if (c == '.')
            ++dots;
        else if (c == '\n' || c == ',' || c == '=')
            dots = 0;
        if (depth > deepest || dots > deepest)
            throw InputError(position_at(text, at, shown_name),
                             fmt::format("nested deeper than {} levels", deepest));
        ++at;
    }
}

} // namespace kozqaras
