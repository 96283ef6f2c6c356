#include "model/dynamics/batch.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "model/dynamics/encounters.hpp"
#include "model/dynamics/exposed_adults.hpp"
#include "model/dynamics/own_experience.hpp"
#include "model/dynamics/week_tables.hpp"
#include "model/dynamics/weekly_kernel.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kA = kAttitudeCount;

/// The quantum is a share of the confidence width, so that the kernel needs no width; averaging has
/// no width, there it is a share of one latent standard deviation.
float quantum_of(const DynamicsParameters& member, Influence influence) {
    require(member.confidence_width > 0.0, "the confidence width must be positive");
    const double unit = is_averaging(influence) ? 1.0 : member.confidence_width;
    return static_cast<float>(unit) / kQuantaPerUnit;
}

LaneValues quanta(std::span<const DynamicsParameters> members, Influence influence) {
    LaneValues values{};
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t member, std::size_t) {
        values[lane] = quantum_of(members[member], influence);
    });
    return values;
}

KernelLanes make_lanes(std::span<const DynamicsParameters> members, const Switches& switches) {
    KernelLanes lanes{};
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t member, std::size_t) {
        const DynamicsParameters& d = members[member];
        const float quantum = quantum_of(d, switches.influence);
        lanes.susceptible[lane] = switches.social ? static_cast<float>(d.susceptibility) : 0.0F;
        lanes.keep[lane] = static_cast<float>(1.0 - d.anchor_rate);
        lanes.deviation[lane] = static_cast<float>(d.anchor_rate * d.personal_deviation) / quantum;
        lanes.noise[lane] = static_cast<float>(d.noise) / quantum;
        for (std::size_t t = 0; t < kAttentionCount; ++t)
            lanes.attention[t][lane] = static_cast<float>(d.attention[t]);
    });
    return lanes;
}

/// The members as the rule of influence knows them: DeGroot's have no anchor.
std::vector<DynamicsParameters> as_ruled(std::span<const DynamicsParameters> members,
                                         Influence influence) {
    std::vector<DynamicsParameters> ruled(members.begin(), members.end());
    if (influence == Influence::degroot)
        for (DynamicsParameters& member : ruled)
            member.anchor_rate = 0.0;
    return ruled;
}

constexpr std::size_t kDraws = 128; ///< draws and what they bring stay in the first cache

/// What chance gives up to kDraws consecutive agents in a week. Idiosyncratic change: uniform with
/// variance 1, one 16-bit word per attitude; its sum over weeks is normal. Three 32-bit words hold
/// those of favour; that of fear is their bitwise sum, which is independent of any five of them.
/// The word left over decides about trips and meetings, its lower half about rounding.
struct WeeklyDraws {
    std::array<std::uint32_t, 4 * kDraws> words;
    std::array<AgentDraw, kDraws> of_agent;

    void draw(std::uint64_t seed, std::size_t first, std::size_t count, std::uint32_t week) {
        constexpr float kHalfRange = 1.7320508F, kStep = 2.0F * kHalfRange / 65536.0F;
        random_blocks(seed, Purpose::weekly_noise, first, week, count, words.data());
        const auto half = [](std::uint32_t word) { return static_cast<float>(word) + 0.5F; };
        for (std::size_t i = 0; i < count; ++i) {
            const auto noise = [&](std::uint32_t word) { return half(word) * kStep - kHalfRange; };
            std::uint32_t all = 0;
            for (std::size_t w = 0; w < kFavourCount / 2; ++w) {
                const std::uint32_t word = words[w * count + i];
                of_agent[i].noise[2 * w] = noise(word & 0xFFFFU);
                of_agent[i].noise[2 * w + 1] = noise(word >> 16U);
                all ^= word;
            }
            of_agent[i].noise[kFavourCount] = noise((all ^ (all >> 16U)) & 0xFFFFU);
            of_agent[i].noise[kAttitudeCount] = 0.0F;
            of_agent[i].dither = half(chance(i, count) & 0xFFFFU) * 0x1p-16F - 0.5F;
            of_agent[i].extra = nullptr;
        }
    }

    [[nodiscard]] std::uint32_t chance(std::size_t i, std::size_t count) const {
        return words[3 * count + i];
    }
};

std::int16_t to_count(double value) {
    return static_cast<std::int16_t>(std::lround(std::clamp(value, -32767.0, 32767.0)));
}

} // namespace

struct BatchSimulation::Implementation {
    const DynamicsWorld& world;
    std::vector<DynamicsParameters> members;
    LaneValues quantum;
    KernelLanes lanes;
    WeekTableBuilder builder;
    OwnExperience experience;
    ExposedAdults exposed;
    WeekTables tables;
    std::vector<AgentRows> rows;
    WeeklyKernel kernel;
    std::optional<Encounters> encounters; ///< in place of the ties
    LineVector<std::int16_t> next;

    Implementation(const DynamicsWorld& w, const Environment& environment,
                   std::span<const DynamicsParameters> given, const Switches& switches)
        : world(w),
          members(as_ruled(given, switches.influence)),
          quantum(quanta(members, switches.influence)),
          lanes(make_lanes(members, switches)),
          builder(w, environment, members, switches, quantum),
          experience(w, environment, members, switches, quantum),
          exposed(w, environment, members, switches, quantum),
          rows(w.population.size()),
          kernel(weekly_kernel(best_instruction_set(), switches.influence, stride())) {
        if (switches.influence == Influence::deffuant_weisbuch)
            encounters.emplace(w.network.row_starts(), w.network.targets(), w.seed);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = {builder.profiles().profile_of_cell[w.cells.cell_of_agent[i]],
                       w.traits.anchor_profile[i], w.population.media_diet[i],
                       w.population.region[i],
                       static_cast<std::uint8_t>(w.population.attention[i])};
    }

    [[nodiscard]] std::size_t stride() const { return padded_lanes(members.size()); }

    [[nodiscard]] WeeklyKernelInput kernel_input(const Opinions& opinions);
    void update(const WeeklyKernelInput& input, std::size_t begin, std::size_t end,
                std::uint32_t noise_week, std::int32_t* lane_sums) const;
    void advance(BatchState& state, Week week, bool held, std::uint32_t noise_week);
    [[nodiscard]] Opinions anchored_opinions() const;
};

WeeklyKernelInput BatchSimulation::Implementation::kernel_input(const Opinions& opinions) {
    const auto row_starts = encounters ? encounters->row_starts() : world.network.row_starts();
    const auto targets = encounters ? encounters->targets() : world.network.targets();
    return {.last = opinions.values.data(),
            .next = next.data(),
            .tie_offsets = row_starts.data(),
            .tie_targets = targets.data(),
            .tie_ends = targets.size(),
            .rows = rows.data(),
            .personal = world.traits.personal.data(),
            .events = tables.events.data(),
            .local = tables.local.data(),
            .anchor = tables.anchor.data(),
            .media_low = tables.media_low.data(),
            .media_high = tables.media_high.data(),
            .low_sources = low_sources(world.traits.outlets.slant.size()),
            .lanes = &lanes};
}

void BatchSimulation::Implementation::update(const WeeklyKernelInput& input, std::size_t begin,
                                             std::size_t end, std::uint32_t noise_week,
                                             std::int32_t* lane_sums) const {
    WeeklyDraws draws;
    alignas(64) std::array<float, kDraws * kMostLanes> extras;
    for (std::size_t first = begin; first < end; first += kDraws) {
        const std::size_t count = std::min(end - first, kDraws);
        draws.draw(world.seed, first, count, noise_week);
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t chance = draws.chance(i, count);
            const bool reached = exposed.concerns(first + i);
            if (reached || experience.concerns(first + i, chance)) {
                experience.change(first + i, chance, &extras[i * kMostLanes]);
                if (reached)
                    exposed.add_change(first + i, &extras[i * kMostLanes]);
                draws.of_agent[i].extra = &extras[i * kMostLanes];
            }
        }
        kernel(input, first, first + count, draws.of_agent.data(), lane_sums);
    }
}

void BatchSimulation::Implementation::advance(BatchState& state, Week week, bool held,
                                              std::uint32_t noise_week) {
    constexpr std::size_t kBlock = 1024;
    builder.fill(week, held, state, tables);
    experience.set_week(week, held);
    exposed.set_week(week, held, state.exposure_appeal);
    next.resize(state.opinions.values.size());
    const std::size_t agents = rows.size(), blocks = (agents + kBlock - 1) / kBlock;
    LineVector<std::int32_t> sums(blocks * stride(), 0);
    if (encounters)
        encounters->draw(noise_week);
    const WeeklyKernelInput input = kernel_input(state.opinions);
    for_blocks(agents, kBlock, [&](std::size_t begin, std::size_t end) {
        update(input, begin, end, noise_week, &sums[begin / kBlock * stride()]);
    });
    std::swap(state.opinions.values, next);
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t member, std::size_t attitude) {
        std::int64_t sum = 0;
        for (std::size_t block = 0; block < blocks; ++block)
            sum += sums[block * stride() + lane];
        state.mean[member * kA + attitude] = static_cast<double>(sum) /
                                             static_cast<double>(agents) *
                                             static_cast<double>(quantum[lane]);
    });
}

Opinions BatchSimulation::Implementation::anchored_opinions() const {
    const auto events = builder.event_level({0}), local = builder.local_level({0}, {}),
               anchors = builder.group_anchors();
    Opinions opinions;
    opinions.members = members.size();
    opinions.stride = stride();
    opinions.quantum = quantum;
    opinions.values.assign(rows.size() * stride(), 0);
    for_blocks(rows.size(), 1024, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            for_each_lane(members.size(), [&](std::size_t lane, std::size_t m, std::size_t a) {
                const AgentRows& row = rows[i];
                const double level =
                    anchors[row.anchor_profile * stride() + lane] +
                    local[row.region * stride() + lane] +
                    lanes.attention[row.attention][lane] *
                        events[row.event_profile * stride() + lane] +
                    members[m].personal_deviation * world.traits.personal[lane_of(i, a)];
                opinions.values[i * stride() + lane] = to_count(level / quantum[lane]);
            });
    });
    return opinions;
}

BatchSimulation::BatchSimulation(const DynamicsWorld& world, const Environment& environment,
                                 std::span<const DynamicsParameters> members,
                                 const Switches& switches) {
    require(!members.empty() && members.size() <= kMostMembers, "a batch holds 1 to 12 members");
    implementation_ = std::make_unique<Implementation>(world, environment, members, switches);
}

BatchSimulation::~BatchSimulation() = default;
BatchSimulation::BatchSimulation(BatchSimulation&&) noexcept = default;

BatchState BatchSimulation::start(int burn_in_weeks) {
    Implementation& s = *implementation_;
    BatchState state;
    state.opinions = s.anchored_opinions();
    state.mean.resize(s.members.size() * kA);
    for (const DynamicsParameters& member : s.members)
        state.media.emplace_back(s.world.traits.outlets, s.builder.news_volume({0}, member),
                                 member);
    for (int week = 0; week < burn_in_weeks; ++week)
        s.advance(state, {0}, true, static_cast<std::uint32_t>((1 << 20) + week));
    return state;
}

void BatchSimulation::step(BatchState& state) {
    implementation_->advance(state, state.next, false,
                             static_cast<std::uint32_t>(state.next.value));
    state.next = state.next + 1;
}

BatchState member_state(const BatchState& state, std::size_t member) {
    BatchState alone;
    alone.next = state.next;
    alone.opinions.members = 1;
    alone.opinions.stride = padded_lanes(1);
    const std::size_t agents = state.opinions.agents(), from = lane_of(member, 0);
    alone.opinions.values.assign(agents * alone.opinions.stride, 0);
    for (std::size_t i = 0; i < agents; ++i)
        for (std::size_t a = 0; a < kA; ++a)
            alone.opinions.values[i * alone.opinions.stride + a] =
                state.opinions.values[i * state.opinions.stride + from + a];
    for (std::size_t a = 0; a < kA; ++a) {
        alone.opinions.quantum[a] = state.opinions.quantum[from + a];
        alone.mean.push_back(state.mean[member * kA + a]);
    }
    alone.media = {state.media[member]};
    const std::size_t members = state.opinions.members;
    for (const auto appeal : {&BatchState::plant_appeal, &BatchState::exposure_appeal})
        for (std::size_t at = member; at < (state.*appeal).size(); at += members)
            (alone.*appeal).push_back((state.*appeal)[at]);
    return alone;
}

std::span<const std::string_view> weekly_step_description() {
    static constexpr std::array<std::string_view, 9> steps{
        "events of the week: strength (salience, half-life), place and those concerned",
        "news: outlets take events up with their slant; what is new beyond the held tone moves "
        "users",
        "social pull: ties closer than the confidence width draw an adult towards them",
        "events: those who hear of them move at once, in proportion to their attention",
        "local circumstances: plants nearby, region",
        "anchor: part of the way back to upbringing, group, region and person",
        "noise: idiosyncratic change",
        "own experience: trips to China, meeting visitors, jobs at Chinese plants",
        "exposures of a scenario: campaigns, studies, courses, institutes, pollution, trade, "
        "prices, workers; the record holds none"};
    return steps;
}

} // namespace kozqaras
