#pragma once
// The inner loop of the model: one week of a block of agents, all members and attitudes at once.
//
// The loop exists for AVX2 and AVX-512, from one source (weekly_kernel_body.hpp); the ties are
// visited in 16-bit integers and the rest in fused single precision, operation by operation, so
// that both give the same bytes. Nothing here may use a standard template: what the AVX-512 file
// emits must not be linked into code for other machines.

#include <cstddef>
#include <cstdint>

#include "model/dynamics/influence.hpp"
#include "model/population/lanes.hpp"

namespace kozqaras {

/// Where an agent looks up its rows in the tables of the week.
struct AgentRows {
    std::uint16_t event_profile, anchor_profile, media_diet;
    std::uint8_t region, attention;
};

/// What chance gives an agent in one week.
struct AgentDraw {
    float noise[kMemberLanes]; ///< one per attitude, variance 1; behind the last 0
    float dither;              ///< rounding: uniform in -0.5 .. 0.5
    const float* extra;        ///< change by own experience and jobs per lane, quanta; null if none
};

/// Parameters of the weekly step per lane; changes in quanta.
struct alignas(64) KernelLanes {
    float susceptible[kMostLanes]; ///< share of the pull followed
    float keep[kMostLanes];        ///< 1 - anchor rate
    float deviation[kMostLanes];   ///< pull of the personal anchor
    float noise[kMostLanes];
    float attention[kAttentionCount][kMostLanes]; ///< share of an event felt
};

/// Tables of the week, [row][lane] with the stride of the opinions, in quanta.
struct WeeklyKernelInput {
    const std::int16_t* last; ///< opinions of last week, [agent][lane]
    std::int16_t* next;       ///< opinions of this week
    const std::uint32_t* tie_offsets;
    const std::uint32_t* tie_targets;
    std::size_t tie_ends; ///< number of targets
    const AgentRows* rows;
    const float* personal; ///< [agent][lane of a member]
    const float *events, *local, *anchor, *media_low, *media_high;
    unsigned low_sources; ///< bits of the diet looked up in media_low
    const KernelLanes* lanes;
};

/// Simulates agents begin .. end-1; draws[0] belongs to `begin`. Adds the new opinions to lane_sums
/// (one per lane). `begin`..`end` may hold at most 65536 agents.
using WeeklyKernel = void (*)(const WeeklyKernelInput& input, std::size_t begin, std::size_t end,
                              const AgentDraw* draws, std::int32_t* lane_sums);

enum class InstructionSet : std::uint8_t { avx2, avx512 };

/// The best set this machine has.
[[nodiscard]] InstructionSet best_instruction_set();

/// Kernel for a batch of `lanes` per agent: 8, 16, 32, 64 or 96, as padded_lanes() gives.
[[nodiscard]] WeeklyKernel weekly_kernel(InstructionSet set, Influence influence,
                                         std::size_t lanes);

} // namespace kozqaras
