#pragma once
// How the opinions of a batch lie in memory: [agent][member][attitude], padded to whole cache lines
// of 32 lanes of 16 bits, so that 5 members of six attitudes travel in one line and 16 in three.
// One or two members are padded to a quarter or half of a line: several agents share it.

#include "model/core/categories.hpp"

namespace kozqaras {

inline constexpr std::size_t kLineLanes = 32; ///< 16-bit lanes of a cache line
inline constexpr std::size_t kMostLines = 3;  ///< widest batch, in cache lines per agent
inline constexpr std::size_t kMostLanes = kLineLanes * kMostLines;
/// Widest batch. Results of a member do not depend on the batch it travels in.
inline constexpr std::size_t kMostMembers = kMostLanes / kAttitudeCount;
inline constexpr float kQuantaPerUnit = 4096.0F;

/// Lanes of an agent in a batch of `members`: 8, 16 or a multiple of 32.
[[nodiscard]] constexpr std::size_t padded_lanes(std::size_t members) {
    if (members <= 2)
        return members * kLineLanes / 4;
    return (members * kAttitudeCount + kLineLanes - 1) / kLineLanes * kLineLanes;
}

} // namespace kozqaras
