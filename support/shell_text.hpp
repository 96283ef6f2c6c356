#pragma once
// Commands and paths that a reader pastes into a shell.

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace kozqaras {

/// `word` as one word of a POSIX shell: as it is if it holds nothing but letters and digits of
/// ASCII and _ @ % + = : , . / -, else in single quotes.
[[nodiscard]] std::string shell_quoted(std::string_view word);

/// A path as one word that no program takes for an option: "./" goes before a dash.
[[nodiscard]] std::string shell_quoted_path(const std::filesystem::path& path);

/// All words, quoted and parted by blanks.
[[nodiscard]] std::string shell_line(std::span<const std::string> words);

} // namespace kozqaras
