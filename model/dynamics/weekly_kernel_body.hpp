#pragma once
// Source of the weekly kernel for both instruction sets; see weekly_kernel.hpp.

#include "model/dynamics/simd_lanes.hpp"
#include "model/dynamics/weekly_kernel.hpp"
#include "model/population/lanes.hpp"

namespace kozqaras { // NOLINT(google-build-namespaces)

namespace {

// Terms of one tie in quanta; kTies of them fit into a sum of 16 bits.

/// Fractions are of the confidence width w = 4096 quanta. Three doublings that saturate at w turn
/// the gap into 15 fractional bits; near = 1 - gap^2 has 14 and is never negative; near^2 has 12.
/// The largest term is 0.286 w.
struct SmoothBoundedConfidence {
    static constexpr std::size_t kTies = 27;
    const Shorts one = all_shorts(16384);

    [[nodiscard]] Shorts operator()(Shorts gap) const {
        for (int doubling = 0; doubling < 3; ++doubling)
            gap = add_saturated(gap, gap);
        const Shorts near = subtract(one, product_high(gap, gap));
        return product_rounded(product_high(near, near), gap);
    }
};

struct DeGroot {
    static constexpr std::size_t kTies = 1; // a gap may fill all 16 bits

    [[nodiscard]] Shorts operator()(Shorts gap) const { return gap; }
};

struct HegselmannKrause {
    static constexpr std::size_t kTies = 7;
    const Shorts width = all_shorts(4096);

    [[nodiscard]] Shorts operator()(Shorts gap) const { return within(gap, width); }
};

/// Adds the terms of ties first .. last-1 of an agent to `pull`, 2 * V vectors of quanta.
template <class Rule, std::size_t V>
[[gnu::always_inline]] inline void add_ties(const WeeklyKernelInput& in, const Shorts* own,
                                            std::size_t first, std::size_t last, Floats* pull) {
    constexpr std::size_t kStride = V * kShorts, kAhead = 8;
    const Rule rule;
    Shorts sums[V];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v)
        sums[v] = all_shorts(0);
    for (std::size_t tie = first; tie < last; ++tie) {
        const std::size_t ahead = tie + kAhead < in.tie_ends ? tie + kAhead : tie;
        const std::int16_t* coming = in.last + in.tie_targets[ahead] * kStride;
#pragma GCC unroll 6
        for (std::size_t lane = 0; lane < kStride; lane += kLineLanes)
            _mm_prefetch(reinterpret_cast<const char*>(coming + lane), _MM_HINT_T0);
        const std::int16_t* other = in.last + in.tie_targets[tie] * kStride;
#pragma GCC unroll 6
        for (std::size_t v = 0; v < V; ++v)
            sums[v] =
                add(sums[v], rule(subtract_saturated(load_shorts(other + v * kShorts), own[v])));
    }
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v) {
        pull[2 * v] = add(pull[2 * v], low_floats(sums[v]));
        pull[2 * v + 1] = add(pull[2 * v + 1], high_floats(sums[v]));
    }
}

/// The change of one vector of lanes, rounded.
[[gnu::always_inline]] inline Ints next_opinion(const WeeklyKernelInput& in, const AgentRows& rows,
                                                const AgentDraw& draw, std::size_t stride,
                                                std::size_t v, Floats own, Floats pull,
                                                __m256 personal, __m256 noise) {
    const auto at = [lane = v * kFloats](const float* table, std::size_t place = 0) {
        return load_floats(table + place + lane);
    };
    const std::size_t low = rows.media_diet & ((1U << in.low_sources) - 1U),
                      high = rows.media_diet >> in.low_sources;
    Floats x =
        add(add(at(in.media_low, low * stride), at(in.media_high, high * stride)),
            add(at(in.local, rows.region * stride), at(in.anchor, rows.anchor_profile * stride)));
    x = multiply_add(at(in.lanes->susceptible), pull, x);
    x = multiply_add(at(in.lanes->attention[rows.attention]),
                     at(in.events, rows.event_profile * stride), x);
    x = multiply_add(at(in.lanes->deviation), repeat_six(personal, v % 3), x);
    x = multiply_add(at(in.lanes->noise), repeat_six(noise, v % 3), x);
    if (draw.extra != nullptr)
        x = add(x, at(draw.extra));
    return to_ints(add(multiply_add(at(in.lanes->keep), own, x), all_floats(draw.dither)));
}

template <class Rule, std::size_t V>
void update_agent(const WeeklyKernelInput& in, std::size_t agent, const AgentDraw& draw,
                  std::int32_t* lane_sums) {
    constexpr std::size_t kStride = V * kShorts;
    Shorts own[V];
    Floats pull[2 * V];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v) {
        own[v] = load_shorts(in.last + agent * kStride + v * kShorts);
        pull[2 * v] = pull[2 * v + 1] = all_floats(0.0F);
    }
    const std::size_t begin = in.tie_offsets[agent], end = in.tie_offsets[agent + 1];
    for (std::size_t first = begin; first < end; first += Rule::kTies)
        add_ties<Rule, V>(in, own, first, first + Rule::kTies < end ? first + Rule::kTies : end,
                          pull);
    const Floats share = all_floats(end > begin ? 1.0F / static_cast<float>(end - begin) : 0.0F);
    const __m256 personal = _mm256_loadu_ps(in.personal + agent * kAttitudeCount);
    const __m256 noise = _mm256_loadu_ps(draw.noise); // six, the dither, and one not used
    const AgentRows rows = in.rows[agent];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v) {
        const Ints low = next_opinion(in, rows, draw, kStride, 2 * v, low_floats(own[v]),
                                      multiply(pull[2 * v], share), personal, noise);
        const Ints high = next_opinion(in, rows, draw, kStride, 2 * v + 1, high_floats(own[v]),
                                       multiply(pull[2 * v + 1], share), personal, noise);
        add_to(lane_sums + 2 * v * kFloats, low);
        add_to(lane_sums + (2 * v + 1) * kFloats, high);
        store_shorts(in.next + agent * kStride + v * kShorts, join_saturated(low, high));
    }
}

template <class Rule, std::size_t V>
void update_block(const WeeklyKernelInput& in, std::size_t begin, std::size_t end,
                  const AgentDraw* draws, std::int32_t* lane_sums) {
    constexpr std::size_t kAhead = 8;
    for (std::size_t agent = begin; agent < end; ++agent) {
        const std::size_t coming = agent + kAhead < end ? agent + kAhead : agent;
        _mm_prefetch(reinterpret_cast<const char*>(in.personal + coming * kAttitudeCount),
                     _MM_HINT_T0);
        _mm_prefetch(reinterpret_cast<const char*>(in.rows + coming), _MM_HINT_T0);
        update_agent<Rule, V>(in, agent, draws[agent - begin], lane_sums);
    }
}

template <class Rule> WeeklyKernel kernel_of_width(std::size_t lines) {
    constexpr std::size_t kVectors = kLineLanes / kShorts;
    return lines == 1   ? &update_block<Rule, kVectors>
           : lines == 2 ? &update_block<Rule, 2 * kVectors>
                        : &update_block<Rule, 3 * kVectors>;
}

WeeklyKernel kernel_of(Influence influence, std::size_t lines) {
    switch (influence) {
    case Influence::degroot:
        return kernel_of_width<DeGroot>(lines);
    case Influence::hegselmann_krause:
        return kernel_of_width<HegselmannKrause>(lines);
    default:
        return kernel_of_width<SmoothBoundedConfidence>(lines);
    }
}

} // namespace
} // namespace kozqaras
