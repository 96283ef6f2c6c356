#pragma once
// Which program this is; filled in by the build.

#include <string_view>

namespace kozqaras {

[[nodiscard]] std::string_view program_version();
/// Git revision, with "-dirty" if the tree had changes; "unknown" outside git.
[[nodiscard]] std::string_view git_revision();

} // namespace kozqaras
