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

/// How an agent's lanes lie in vectors. Half a vector of lanes: two ties are read at once.
template <std::size_t Stride> struct Shape {
    static constexpr std::size_t kTiesAtOnce = Stride < kShorts ? 2 : 1;
    static constexpr std::size_t kVectors = Stride * kTiesAtOnce / kShorts; ///< of 16-bit lanes
    static constexpr std::size_t kParts = Stride / kFloats;                 ///< of 32-bit lanes
    /// Ties from the one that is read to the one that is fetched: the fewer bytes each brings, the
    /// more must be under way.
    static constexpr std::size_t kAhead = Stride <= kLineLanes ? 128 : 48;
};

template <std::size_t Stride>
[[gnu::always_inline]] inline void fetch(const WeeklyKernelInput& in, std::size_t agent) {
    const std::int16_t* coming = in.last + agent * Stride;
#pragma GCC unroll 6
    for (std::size_t lane = 0; lane < Stride; lane += kLineLanes)
        _mm_prefetch(reinterpret_cast<const char*>(coming + lane), _MM_HINT_T0);
}

/// Adds the terms of ties first .. last-1 of an agent to `pull`. The rules are odd functions: the
/// gap is taken from the agent's side and the terms are subtracted, which saves a load.
template <class Rule, std::size_t Stride>
[[gnu::always_inline]] inline void add_ties(const WeeklyKernelInput& in, const std::int16_t* agent,
                                            const Shorts* own, std::size_t first, std::size_t last,
                                            Floats* pull) {
    using Lanes = Shape<Stride>;
    const Rule rule;
    const std::uint32_t* ahead =
        in.tie_targets + (last + Lanes::kAhead <= in.tie_ends ? Lanes::kAhead : 0);
    Shorts sums[Lanes::kVectors];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < Lanes::kVectors; ++v)
        sums[v] = all_shorts(0);
    for (std::size_t tie = first; tie < last; tie += Lanes::kTiesAtOnce) {
        fetch<Stride>(in, ahead[tie]);
        const std::int16_t* other = in.last + in.tie_targets[tie] * Stride;
        if constexpr (Lanes::kTiesAtOnce == 2) {
            const bool both = tie + 1 < last; // a tie with itself has no gap
            fetch<Stride>(in, ahead[both ? tie + 1 : tie]);
            const std::int16_t* second = both ? in.last + in.tie_targets[tie + 1] * Stride : agent;
            sums[0] = subtract_saturated(
                sums[0], rule(subtract_saturated(own[0], load_halves(other, second))));
        } else {
#pragma GCC unroll 6
            for (std::size_t v = 0; v < Lanes::kVectors; ++v)
                sums[v] = subtract_saturated(
                    sums[v], rule(subtract_saturated(own[v], load_shorts(other + v * kShorts))));
        }
    }
#pragma GCC unroll 6
    for (std::size_t v = 0; v < Lanes::kVectors; ++v) {
        Floats& high = pull[Lanes::kTiesAtOnce == 2 ? 0 : 2 * v + 1]; // whole numbers: exact
        pull[2 * v] = add(pull[2 * v], low_floats(sums[v]));
        high = add(high, high_floats(sums[v]));
    }
}

/// What ties do to an agent: the mean of their terms, as far as it is susceptible; quanta.
template <class Rule, std::size_t Stride>
[[gnu::always_inline]] inline void social_change(const WeeklyKernelInput& in, std::size_t agent,
                                                 float* change) {
    using Lanes = Shape<Stride>;
    constexpr std::size_t kTies = Rule::kTies * Lanes::kTiesAtOnce;
    const std::int16_t* mine = in.last + agent * Stride;
    Shorts own[Lanes::kVectors];
    Floats pull[Lanes::kParts];
#pragma GCC unroll 6
    for (std::size_t v = 0; v < Lanes::kVectors; ++v)
        own[v] =
            Lanes::kTiesAtOnce == 2 ? load_halves(mine, mine) : load_shorts(mine + v * kShorts);
#pragma GCC unroll 12
    for (std::size_t part = 0; part < Lanes::kParts; ++part)
        pull[part] = all_floats(0.0F);
    const std::size_t begin = in.tie_offsets[agent], end = in.tie_offsets[agent + 1];
    for (std::size_t first = begin; first < end; first += kTies)
        add_ties<Rule, Stride>(in, mine, own, first, first + kTies < end ? first + kTies : end,
                               pull);
    const Floats share = all_floats(end > begin ? 1.0F / static_cast<float>(end - begin) : 0.0F);
#pragma GCC unroll 12
    for (std::size_t part = 0; part < Lanes::kParts; ++part)
        store_floats(change + part * kFloats,
                     multiply(multiply(pull[part], share),
                              load_floats(in.lanes->susceptible + part * kFloats)));
}

/// Agents whose ties are summed before they move: what lies between stays in the first cache.
inline constexpr std::size_t kTogether = 32;

/// Consecutive agents of one region on their way from last week to this one.
template <std::size_t Stride> struct Group {
    std::size_t first, count;
    const AgentDraw* draws;

    struct {
        const float *media_low, *media_high, *anchor, *attention, *events;
    } rows[kTogether];

    alignas(64) float change[kTogether * Stride]; ///< by ties and own experience

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
            rows[count++] = {.media_low = in.media_low + low * Stride,
                             .media_high = in.media_high + high * Stride,
                             .anchor = in.anchor + agent.anchor_profile * Stride,
                             .attention = in.lanes->attention[agent.attention],
                             .events = in.events + agent.event_profile * Stride};
        }
    }
};

/// Moves K vectors of lanes, from `lane` on, of all agents of the group; a vector holds the lanes
/// of one member, or of two.
template <std::size_t Stride, std::size_t K>
[[gnu::noinline]] void move_lanes(const WeeklyKernelInput& in, const Group<Stride>& group,
                                  std::size_t lane, std::int32_t* lane_sums) {
    const auto load = [lane](const float* row, std::size_t k) {
        return load_floats(row + lane + k * kFloats);
    };
    const float* local = in.local + in.rows[group.first].region * Stride;
    Floats keep[K], deviation[K], noise[K], region[K];
    Ints sums[K];
#pragma GCC unroll 3
    for (std::size_t k = 0; k < K; ++k) {
        keep[k] = load(in.lanes->keep, k);
        deviation[k] = load(in.lanes->deviation, k);
        noise[k] = load(in.lanes->noise, k);
        region[k] = load(local, k);
        sums[k] = no_ints();
    }
    for (std::size_t i = 0; i < group.count; ++i) {
        const auto& rows = group.rows[i];
        const std::size_t agent = group.first + i, place = agent * Stride + lane;
        const EightFloats personal = load_eight(in.personal + agent * kMemberLanes),
                          chance = load_eight(group.draws[i].noise);
        const Floats dither = all_floats(group.draws[i].dither);
#pragma GCC unroll 3
        for (std::size_t k = 0; k < K; ++k) {
            Floats x = add(add(region[k], load(rows.media_low, k)),
                           add(load(rows.anchor, k), load(rows.media_high, k)));
            x = add(x, load(group.change + i * Stride, k));
            x = multiply_add(load(rows.attention, k), load(rows.events, k), x);
            x = multiply_add(deviation[k], repeat_eight(personal), x);
            x = add(multiply_add(noise[k], repeat_eight(chance), x), dither);
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

template <class Rule, std::size_t Stride>
void update_block(const WeeklyKernelInput& in, std::size_t begin, std::size_t end,
                  const AgentDraw* draws, std::int32_t* lane_sums) {
    constexpr std::size_t kThree = 3 * kFloats, kRest = Stride % kThree;
    Group<Stride> group;
    for (std::size_t first = begin; first < end; first += group.count) {
        group.take(in, first, end);
        group.draws = draws + (first - begin);
        for (std::size_t i = 0; i < group.count; ++i) {
            float* change = group.change + i * Stride;
            social_change<Rule, Stride>(in, first + i, change);
            if (const float* extra = group.draws[i].extra)
                for (std::size_t lane = 0; lane < Stride; lane += kFloats)
                    store_floats(change + lane,
                                 add(load_floats(change + lane), load_floats(extra + lane)));
        }
        std::size_t lane = 0;
        for (; lane + kThree <= Stride; lane += kThree)
            move_lanes<Stride, 3>(in, group, lane, lane_sums);
        if constexpr (kRest > 0)
            move_lanes<Stride, kRest / kFloats>(in, group, lane, lane_sums);
    }
}

/// Half a vector of lanes at least.
template <class Rule> WeeklyKernel kernel_of_width(std::size_t lanes) {
    if constexpr (kShorts < kLineLanes)
        if (lanes == kLineLanes / 4)
            return &update_block<Rule, kLineLanes / 4>;
    return lanes == kLineLanes / 2   ? &update_block<Rule, kLineLanes / 2>
           : lanes == kLineLanes     ? &update_block<Rule, kLineLanes>
           : lanes == 2 * kLineLanes ? &update_block<Rule, 2 * kLineLanes>
                                     : &update_block<Rule, 3 * kLineLanes>;
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
