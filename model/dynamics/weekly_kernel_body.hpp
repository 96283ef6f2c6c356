#pragma once
// Source of the weekly kernel for both instruction sets; see weekly_kernel.hpp.

#include "model/dynamics/lanes.hpp"
#include "model/dynamics/simd_lanes.hpp"
#include "model/dynamics/weekly_kernel.hpp"

namespace kozqaras { // NOLINT(google-build-namespaces)
namespace {

// Terms of one tie in 16 bits. kTies of them fit into a 16-bit sum; a term counts kQuanta quanta.

/// Fractions are of the confidence width w = 4096 quanta. Three doublings that saturate at w turn
/// the gap into 15 fractional bits; near = 1 - gap^2 has 14 and is never negative; near^2 has 12.
/// The largest term is 0.286 w.
struct SmoothBoundedConfidence {
    static constexpr std::size_t kTies = 27;
    static constexpr float kQuanta = 1.0F;
    const Shorts one = all_shorts(16384);

    [[nodiscard]] Shorts operator()(Shorts gap) const {
        for (int doubling = 0; doubling < 3; ++doubling)
            gap = add_saturated(gap, gap);
        const Shorts near = subtract(one, product_high(gap, gap));
        return product_rounded(product_high(near, near), gap);
    }
};

struct DeGroot {
    static constexpr std::size_t kTies = 7;
    static constexpr float kQuanta = 8.0F;
    const Shorts eighth = all_shorts(4096);

    [[nodiscard]] Shorts operator()(Shorts gap) const { return product_rounded(gap, eighth); }
};

struct HegselmannKrause {
    static constexpr std::size_t kTies = 7;
    static constexpr float kQuanta = 1.0F;
    const Shorts width = all_shorts(4096);

    [[nodiscard]] Shorts operator()(Shorts gap) const { return within(gap, width); }
};

/// Mean pull of the ties of one agent, 2 * V vectors of quanta.
template <class Rule, std::size_t V>
void pull_of_ties(const WeeklyKernelInput& in, std::size_t agent, Floats* pull) {
    constexpr std::size_t kStride = V * kShorts, kAhead = 12;
    const Rule rule;
    const std::int16_t* own = in.last + agent * kStride;
    const std::size_t begin = in.tie_offsets[agent], end = in.tie_offsets[agent + 1];
    for (std::size_t v = 0; v < 2 * V; ++v)
        pull[v] = all_floats(0.0F);
    for (std::size_t first = begin; first < end; first += Rule::kTies) {
        const std::size_t last = first + Rule::kTies < end ? first + Rule::kTies : end;
        Shorts sums[V];
        for (std::size_t v = 0; v < V; ++v)
            sums[v] = all_shorts(0);
        for (std::size_t tie = first; tie < last; ++tie) {
            const std::size_t ahead = tie + kAhead < in.tie_ends ? tie + kAhead : tie;
            const std::int16_t* coming = in.last + in.tie_targets[ahead] * kStride;
            for (std::size_t lane = 0; lane < kStride; lane += kLineLanes)
                _mm_prefetch(reinterpret_cast<const char*>(coming + lane), _MM_HINT_T0);
            const std::int16_t* other = in.last + in.tie_targets[tie] * kStride;
            for (std::size_t v = 0; v < V; ++v)
                sums[v] = add(sums[v],
                              rule(subtract_saturated(load_shorts(other + v * kShorts),
                                                      load_shorts(own + v * kShorts))));
        }
        for (std::size_t v = 0; v < V; ++v) {
            pull[2 * v] = add(pull[2 * v], low_floats(sums[v]));
            pull[2 * v + 1] = add(pull[2 * v + 1], high_floats(sums[v]));
        }
    }
    const Floats share =
        all_floats(end > begin ? Rule::kQuanta / static_cast<float>(end - begin) : 0.0F);
    for (std::size_t v = 0; v < 2 * V; ++v)
        pull[v] = multiply(pull[v], share);
}

template <class Rule, std::size_t V>
void update_agent(const WeeklyKernelInput& in, std::size_t agent, const AgentDraw& draw,
                  std::int32_t* lane_sums) {
    constexpr std::size_t kStride = V * kShorts;
    Floats pull[2 * V];
    pull_of_ties<Rule, V>(in, agent, pull);
    const AgentRows& rows = in.rows[agent];
    const float* events = in.events + std::size_t{rows.event_profile} * kStride;
    const float* local = in.local + std::size_t{rows.region} * kStride;
    const float* anchor = in.anchor + std::size_t{rows.anchor_profile} * kStride;
    const unsigned low = rows.media_diet & ((1U << in.low_sources) - 1U);
    const float* media_low = in.media_low + std::size_t{low} * kStride;
    const float* media_high =
        in.media_high + static_cast<std::size_t>(rows.media_diet >> in.low_sources) * kStride;
    const float* attention = in.attention + std::size_t{rows.attention} * kMostLanes;
    const __m256i six = _mm256_setr_epi32(-1, -1, -1, -1, -1, -1, 0, 0);
    const __m256 personal = _mm256_maskload_ps(in.personal + agent * kAttitudeCount, six);
    const __m256 noise = _mm256_maskload_ps(draw.noise, six);
    const Floats dither = all_floats(draw.dither);
    const std::int16_t* own = in.last + agent * kStride;
    const auto change = [&](std::size_t v, Floats own_opinion) {
        const std::size_t lane = v * kFloats;
        const auto at = [lane](const float* table) { return load_floats(table + lane); };
        Floats x = add(add(at(media_low), at(media_high)), add(at(local), at(anchor)));
        x = multiply_add(at(in.susceptible), pull[v], x);
        x = multiply_add(at(attention), at(events), x);
        x = multiply_add(at(in.deviation), repeat_six(personal, v % 3), x);
        x = multiply_add(at(in.noise), repeat_six(noise, v % 3), x);
        if (draw.extra != nullptr)
            x = add(x, at(draw.extra));
        const Ints rounded = to_ints(add(multiply_add(at(in.keep), own_opinion, x), dither));
        add_to(lane_sums + lane, rounded);
        return rounded;
    };
    for (std::size_t v = 0; v < V; ++v) {
        const Shorts before = load_shorts(own + v * kShorts);
        const Ints low_half = change(2 * v, low_floats(before));
        const Ints high_half = change(2 * v + 1, high_floats(before));
        store_shorts(in.next + agent * kStride + v * kShorts, join_saturated(low_half, high_half));
    }
}

template <class Rule, std::size_t V>
void update_block(const WeeklyKernelInput& in, std::size_t begin, std::size_t end,
                  const AgentDraw* draws, std::int32_t* lane_sums) {
    for (std::size_t agent = begin; agent < end; ++agent)
        update_agent<Rule, V>(in, agent, draws[agent - begin], lane_sums);
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
