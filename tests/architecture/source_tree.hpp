#pragma once
// The arrows of the house, and other rules that a compiler does not check.

#include <filesystem>
#include <string>
#include <vector>

namespace kozqaras::architecture {

/// Reads every .cpp and .hpp below `root` in the folders of the program and returns one line per
/// broken rule, "file:line: what is wrong". Empty: all rules hold.
[[nodiscard]] std::vector<std::string> broken_rules(const std::filesystem::path& root);

/// Number of files that broken_rules() reads: 0 would make it pass for nothing.
[[nodiscard]] std::size_t files_read(const std::filesystem::path& root);

/// Whether a file of the folder `from` ("model/survey", "app", ...) may include one of `to`.
[[nodiscard]] bool may_include(const std::string& from, const std::string& to);

} // namespace kozqaras::architecture
