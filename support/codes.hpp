#pragma once
// Short names that tables use, and their positions in a list.

#include <optional>
#include <span>
#include <string_view>

namespace kozqaras {

/// Position of `code` in `codes`; nothing if absent.
[[nodiscard]] std::optional<int> index_of(std::span<const std::string_view> codes,
                                          std::string_view code);

} // namespace kozqaras
