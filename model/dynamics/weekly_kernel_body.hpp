#pragma once
// Source of the weekly kernel for all widths of vectors; see weekly_kernel.hpp.

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

/// Adds the terms of ties first .. last-1 of an agent to `pull`, 2 * V vectors of quanta. The rules
/// are odd functions: the gap is taken from the agent's side and the terms are subtracted, which
/// saves a load.
template <class Rule, std::size_t V>
[[gnu::always_inline]] inline void add_ties(const WeeklyKernelInput& in, const Shorts* own,
                                            std::size_t first, std::size_t last, Floats* pull) {
    constexpr std::size_t kStride = V * kShorts, kAhead = 16;
    const Rule rule;
    const std::uint32_t* ahead = in.tie_targets + (last + kAhead <= in.tie_ends ? kAhead : 0);
    Shorts sums[V];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v)
        sums[v] = all_shorts(0);
    for (std::size_t tie = first; tie < last; ++tie) {
        const std::int16_t* coming = in.last + ahead[tie] * kStride;
#pragma GCC unroll 6
        for (std::size_t lane = 0; lane < kStride; lane += kLineLanes)
            _mm_prefetch(reinterpret_cast<const char*>(coming + lane), _MM_HINT_T0);
        const std::int16_t* other = in.last + in.tie_targets[tie] * kStride;
#pragma GCC unroll 6
        for (std::size_t v = 0; v < V; ++v)
            sums[v] = subtract_saturated(
                sums[v], rule(subtract_saturated(own[v], load_shorts(other + v * kShorts))));
    }
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v) {
        pull[2 * v] = add(pull[2 * v], low_floats(sums[v]));
        pull[2 * v + 1] = add(pull[2 * v + 1], high_floats(sums[v]));
    }
}

/// What ties do to an agent: the mean of their terms, as far as it is susceptible; quanta.
template <class Rule, std::size_t V>
[[gnu::always_inline]] inline void social_change(const WeeklyKernelInput& in, std::size_t agent,
                                                 float* change) {
    Shorts own[V];
    Floats pull[2 * V];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < V; ++v) {
        own[v] = load_shorts(in.last + (agent * V + v) * kShorts);
        pull[2 * v] = pull[2 * v + 1] = all_floats(0.0F);
    }
    const std::size_t begin = in.tie_offsets[agent], end = in.tie_offsets[agent + 1];
    for (std::size_t first = begin; first < end; first += Rule::kTies)
        add_ties<Rule, V>(in, own, first, first + Rule::kTies < end ? first + Rule::kTies : end,
                          pull);
    const Floats share = all_floats(end > begin ? 1.0F / static_cast<float>(end - begin) : 0.0F);
#pragma GCC unroll 12
    for (std::size_t v = 0; v < 2 * V; ++v)
        store_floats(
            change + v * kFloats,
            multiply(multiply(pull[v], share), load_floats(in.lanes->susceptible + v * kFloats)));
}

/// Agents whose ties are summed before they move: what lies between stays in the first cache.
inline constexpr std::size_t kTogether = 32;

/// Consecutive agents of one region on their way from last week to this one.
template <std::size_t V> struct Group {
    static constexpr std::size_t kStride = V * kShorts;
    std::size_t first, count;
    const AgentDraw* draws;

    struct {
        const float *media_low, *media_high, *anchor, *attention, *events;
    } rows[kTogether];

    alignas(64) float change[kTogether * kStride]; ///< by ties and own experience

    /// Takes agents from `begin` on, as many of one region as there are.
    [[gnu::always_inline]] void take(const WeeklyKernelInput& in, std::size_t begin,
                                     std::size_t end) {
        first = begin;
        count = 0;
        while (count < kTogether && begin + count < end &&
               in.rows[begin + count].region == in.rows[begin].region) {
            const AgentRows& agent = in.rows[begin + count];
            const std::size_t low = agent.media_diet & ((1U << in.low_sources) - 1U),
                              high = agent.media_diet >> in.low_sources;
            rows[count++] = {.media_low = in.media_low + low * kStride,
                             .media_high = in.media_high + high * kStride,
                             .anchor = in.anchor + agent.anchor_profile * kStride,
                             .attention = in.lanes->attention[agent.attention],
                             .events = in.events + agent.event_profile * kStride};
        }
    }
};

/// Moves K vectors of lanes, from `lane` on, of all agents of the group. K is 3 as long as there
/// are lanes: after three vectors the attitudes repeat.
template <std::size_t V, std::size_t K>
[[gnu::noinline]] void move_lanes(const WeeklyKernelInput& in, const Group<V>& group,
                                  std::size_t lane, std::int32_t* lane_sums) {
    const auto load = [lane](const float* row, std::size_t k) {
        return load_floats(row + lane + k * kFloats);
    };
    const float* local = in.local + in.rows[group.first].region * group.kStride;
    Floats keep[K], deviation[K], noise[K], region[K];
    Ints places[K], sums[K];
#pragma GCC unroll 3
    for (std::size_t k = 0; k < K; ++k) {
        keep[k] = load(in.lanes->keep, k);
        deviation[k] = load(in.lanes->deviation, k);
        noise[k] = load(in.lanes->noise, k);
        region[k] = load(local, k);
        places[k] = places_of_six(k);
        sums[k] = no_ints();
    }
    for (std::size_t i = 0; i < group.count; ++i) {
        const auto& rows = group.rows[i];
        const std::size_t agent = group.first + i, place = agent * group.kStride + lane;
        const AgentDraw& draw = group.draws[i];
        const EightFloats personal = load_eight(in.personal + agent * kAttitudeCount),
                          chance = load_eight(draw.noise); // six, the dither, and one not used
        const Floats dither = all_floats(draw.dither);
#pragma GCC unroll 3
        for (std::size_t k = 0; k < K; ++k) {
            Floats x = add(add(region[k], load(rows.media_low, k)),
                           add(load(rows.anchor, k), load(rows.media_high, k)));
            x = add(x, load(group.change + i * group.kStride, k));
            x = multiply_add(load(rows.attention, k), load(rows.events, k), x);
            x = multiply_add(deviation[k], repeat_six(personal, places[k]), x);
            x = add(multiply_add(noise[k], repeat_six(chance, places[k]), x), dither);
            const Ints moved =
                to_ints(multiply_add(keep[k], load_as_floats(in.last + place + k * kFloats), x));
            sums[k] = add_ints(sums[k], moved);
            store_saturated(in.next + place + k * kFloats, moved);
        }
    }
#pragma GCC unroll 3
    for (std::size_t k = 0; k < K; ++k)
        add_to(lane_sums + lane + k * kFloats, sums[k]);
}

template <class Rule, std::size_t V>
void update_block(const WeeklyKernelInput& in, std::size_t begin, std::size_t end,
                  const AgentDraw* draws, std::int32_t* lane_sums) {
    constexpr std::size_t kThree = 3 * kFloats, kRest = V * kShorts % kThree;
    Group<V> group;
    for (std::size_t first = begin; first < end; first += group.count) {
        group.take(in, first, end);
        group.draws = draws + (first - begin);
        for (std::size_t i = 0; i < group.count; ++i) {
            float* change = group.change + i * group.kStride;
            social_change<Rule, V>(in, first + i, change);
            if (const float* extra = group.draws[i].extra)
                for (std::size_t lane = 0; lane < group.kStride; lane += kFloats)
                    store_floats(change + lane,
                                 add(load_floats(change + lane), load_floats(extra + lane)));
        }
        std::size_t lane = 0;
        for (; lane + kThree <= group.kStride; lane += kThree)
            move_lanes<V, 3>(in, group, lane, lane_sums);
        if constexpr (kRest > 0)
            move_lanes<V, kRest / kFloats>(in, group, lane, lane_sums);
    }
}

/// Narrow vectors serve parts of a cache line, the others one to three lines.
template <class Rule> WeeklyKernel kernel_of_width(std::size_t lanes) {
    constexpr std::size_t kStep = kShorts < kLineLanes / 2 ? kShorts : kLineLanes;
    constexpr std::size_t kVectors = kStep / kShorts;
    return lanes == kStep       ? &update_block<Rule, kVectors>
           : lanes == 2 * kStep ? &update_block<Rule, 2 * kVectors>
                                : &update_block<Rule, 3 * kVectors>;
}

WeeklyKernel kernel_of(Influence influence, std::size_t lanes) {
    switch (influence) {
    case Influence::degroot:
    case Influence::friedkin_johnsen:
        return kernel_of_width<DeGroot>(lanes);
    case Influence::hegselmann_krause:
    case Influence::deffuant_weisbuch:
        return kernel_of_width<HegselmannKrause>(lanes);
    default:
        return kernel_of_width<SmoothBoundedConfidence>(lanes);
    }
}

} // namespace
} // namespace kozqaras
