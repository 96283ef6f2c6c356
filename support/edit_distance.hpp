#pragma once
// How many slips of the pen lie between two words.

#include <cstddef>
#include <string_view>

namespace kozqaras {

/// Fewest insertions, deletions, replacements and swaps of neighbouring bytes that turn `left` into
/// `right` (optimal string alignment).
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

} // namespace kozqaras
