#pragma once
// Commands and paths that a reader pastes into a shell.

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kozqaras {

/// `word` as one word of a POSIX shell: as it is if it holds nothing but letters and digits of
/// ASCII and _ @ % + = : , . / -, else in single quotes.
[[nodiscard]] std::string shell_quoted(std::string_view word);

/// A path as one word that no program takes for an option: "./" goes before a dash.
[[nodiscard]] std::string shell_quoted_path(const std::filesystem::path& path);

/// The words of a line that shell_line() wrote; nothing if it is none (quotes that stay open).
[[nodiscard]] std::optional<std::vector<std::string>> shell_words(std::string_view line);

/// All words, quoted and parted by blanks.
[[nodiscard]] std::string shell_line(std::span<const std::string> words);

} // namespace kozqaras
