#pragma once
// Choosing a fixed number of agents, each with its own chance, from keyed draws.

#include <cstdint>
#include <span>
#include <vector>

namespace kozqaras {

/// Marks the `count` smallest of `keys` (equal keys: the earlier agent first). Infinite keys are
/// never marked, so that fewer than `count` may be.
[[nodiscard]] std::vector<std::uint8_t> mark_smallest(std::span<const double> keys,
                                                      std::size_t count);

} // namespace kozqaras
