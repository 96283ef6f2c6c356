#include "support/shell_text.hpp"

#include <algorithm>

namespace kozqaras {
namespace {

bool is_plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("_@%+=:,./-").find(letter) != std::string_view::npos;
}

} // namespace

std::string shell_quoted(std::string_view word) {
    if (!word.empty() && std::ranges::all_of(word, is_plain))
        return std::string(word);
    std::string text = "'";
    for (const char letter : word)
        if (letter == '\'')
            text += R"('\'')"; // ends the quotes, a quote, begins them again
        else
            text += letter;
    return text + '\'';
}

std::string shell_quoted_path(const std::filesystem::path& path) {
    const std::string text = path.string();
    return shell_quoted((text.starts_with('-') ? "./" : "") + text);
}

std::optional<std::vector<std::string>> shell_words(std::string_view line) {
    std::vector<std::string> words;
    bool inside = false, quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char letter = line[at];
        if (letter == ' ' && !quoted) {
            inside = false;
            continue;
        }
        if (!inside)
            words.emplace_back();
        inside = true;
        if (letter == '\'')
            quoted = !quoted;
        else if (letter == '\\' && !quoted && at + 1 < line.size())
            words.back() += line[++at];
        else
            words.back() += letter;
    }
    if (quoted)
        return std::nullopt;
    return words;
}

std::string shell_line(std::span<const std::string> words) {
    std::string line;
    for (const std::string& word : words) {
        line += line.empty() ? "" : " ";
        line += shell_quoted(word);
    }
    return line;
}

} // namespace kozqaras
