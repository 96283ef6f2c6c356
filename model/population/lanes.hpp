#pragma once
// How the opinions of a batch lie in memory: [agent][member][lane], eight lanes of 16 bits for the
// attitudes of a member (those behind the last attitude hold 0), padded to whole cache lines of 32
// lanes: 4 members travel in one line and 12 in three. One or two members take a quarter or half of
// a line: several agents share it.

#include "model/core/categories.hpp"

namespace kozqaras {

inline constexpr std::size_t kLineLanes = 32; ///< 16-bit lanes of a cache line
inline constexpr std::size_t kMostLines = 3;  ///< widest batch, in cache lines per agent
inline constexpr std::size_t kMostLanes = kLineLanes * kMostLines;
inline constexpr std::size_t kMemberLanes = 8; ///< lanes of a member
static_assert(kAttitudeCount <= kMemberLanes);
/// Widest batch. Results of a member do not depend on the batch it travels in.
inline constexpr std::size_t kMostMembers = kMostLanes / kMemberLanes;
inline constexpr float kQuantaPerUnit = 4096.0F;

/// Lanes of an agent in a batch of `members`: 8, 16 or a multiple of 32.
[[nodiscard]] constexpr std::size_t padded_lanes(std::size_t members) {
    if (members <= 2)
        return members * kMemberLanes;
    return (members * kMemberLanes + kLineLanes - 1) / kLineLanes * kLineLanes;
}

/// Lane of an attitude of a member.
[[nodiscard]] constexpr std::size_t lane_of(std::size_t member, std::size_t attitude) {
    return member * kMemberLanes + attitude;
}

/// Calls visit(lane, member, attitude) for all attitudes of the first `members` of a batch.
template <class Visit> constexpr void for_each_lane(std::size_t members, const Visit& visit) {
    for (std::size_t member = 0; member < members; ++member)
        for (std::size_t attitude = 0; attitude < kAttitudeCount; ++attitude)
            visit(lane_of(member, attitude), member, attitude);
}

} // namespace kozqaras
