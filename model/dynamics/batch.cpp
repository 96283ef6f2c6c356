#include "model/dynamics/batch.hpp"

#include <cmath>

#include "model/core/errors.hpp"
#include "model/core/parallel.hpp"
#include "model/core/random.hpp"
#include "model/dynamics/social_pull.hpp"
#include "model/dynamics/week_tables.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kA = kAttitudeCount;
constexpr std::size_t kBlock = 1024;
using Lanes = std::array<float, kMostLanes * kA>;

/// What the inner loop needs of one batch, ready per lane.
struct LaneParameters {
    Lanes social{}, inverse_width_squared{}, rate{}, personal{}, noise{};
    std::array<Lanes, kAttentionCount> attention{};
    Lanes trip{}, meeting{};
    float meetings_per_visitor = 0;
};

LaneParameters make_lanes(std::span<const DynamicsParameters> members, const Switches& switches) {
    LaneParameters lanes;
    for (std::size_t m = 0; m < members.size(); ++m)
        for (std::size_t a = 0; a < kA; ++a) {
            const DynamicsParameters& d = members[m];
            const std::size_t lane = m * kA + a;
            lanes.social[lane] = switches.social ? static_cast<float>(d.susceptibility) : 0.0F;
            lanes.inverse_width_squared[lane] =
                static_cast<float>(1.0 / (d.confidence_width * d.confidence_width));
            lanes.rate[lane] = static_cast<float>(d.anchor_rate);
            lanes.personal[lane] = static_cast<float>(d.anchor_rate * d.personal_deviation);
            lanes.noise[lane] = static_cast<float>(d.noise);
            for (std::size_t t = 0; t < kAttentionCount; ++t)
                lanes.attention[t][lane] = static_cast<float>(d.attention[t]);
            lanes.trip[lane] = static_cast<float>(d.trip_effect[a]);
            lanes.meeting[lane] = static_cast<float>(d.meeting_effect[a]);
        }
    return lanes;
}

/// Weekly idiosyncratic change: uniform with variance 1, one 16-bit word per attitude; its sum over
/// weeks is normal. The two words left over decide about trips and meetings.
struct WeeklyDraw {
    std::array<float, kA> noise;
    std::uint32_t chance;
};

WeeklyDraw weekly_draw(std::uint64_t seed, std::size_t agent, Week week) {
    constexpr float kHalfRange = 1.7320508F, kStep = 2.0F * kHalfRange / 65536.0F;
    const auto block =
        random_block(seed, Purpose::weekly_noise, agent, static_cast<std::uint32_t>(week.value));
    WeeklyDraw draw{};
    for (std::size_t a = 0; a < kA; ++a) {
        const std::uint32_t word = a % 2 == 0 ? block[a / 2] & 0xFFFFU : block[a / 2] >> 16U;
        draw.noise[a] = (static_cast<float>(word) + 0.5F) * kStep - kHalfRange;
    }
    draw.chance = block[3];
    return draw;
}

} // namespace

struct BatchSimulation::Implementation {
    const DynamicsWorld& world;
    const Environment& environment;
    std::vector<DynamicsParameters> members;
    Switches switches;
    WeekTableBuilder builder;
    LaneParameters lanes;
    WeekTables tables;
    std::vector<std::uint16_t> event_profile;        ///< per agent
    std::vector<std::vector<std::uint32_t>> workers; ///< per plant
    std::vector<float> next;

    Implementation(const DynamicsWorld& w, const Environment& e,
                   std::span<const DynamicsParameters> m, const Switches& s,
                   const ProcessNoise& noise)
        : world(w),
          environment(e),
          members(m.begin(), m.end()),
          switches(s),
          builder(w, e, m, s, noise),
          lanes(make_lanes(m, s)) {
        event_profile.resize(world.population.size());
        for (std::size_t i = 0; i < event_profile.size(); ++i)
            event_profile[i] = builder.profiles().profile_of_cell[world.cells.cell_of_agent[i]];
        for (std::size_t p = 0; p < environment.plants.size(); ++p)
            workers.push_back(
                switches.experience
                    ? plant_workers(world.population, environment.plants[p], p, world.seed)
                    : std::vector<std::uint32_t>{});
    }

    [[nodiscard]] std::size_t stride() const { return members.size() * kA; }

    void advance(BatchState& state, Week week, bool held, std::uint32_t noise_week);
    template <std::size_t L> void update_agents(BatchState& state, Week noise_week, Week week);
    template <std::size_t L>
    void update_agent(const float* x, std::size_t agent, float* result,
                      const WeeklyDraw& draw) const;
    void add_experience(std::size_t agent, std::uint32_t chance, Week week, float* result) const;
    void add_jobs(Week week);
};

template <std::size_t L>
void BatchSimulation::Implementation::update_agent(const float* x, std::size_t agent, float* result,
                                                   const WeeklyDraw& draw) const {
    std::array<float, L> pull;
    const float* own = x + agent * L;
    social_pull<L>(x, own, world.network.neighbours(agent), lanes.inverse_width_squared.data(),
                   pull.data());
    const float* events = &tables.events[event_profile[agent] * L];
    const float* local = &tables.local[world.population.region[agent] * L];
    const float* anchor = &tables.anchor[world.traits.anchor_profile[agent] * L];
    const std::uint16_t diet = world.population.media_diet[agent];
    const float* media_low = &tables.media_low[(diet & ((1U << kLowSources) - 1U)) * L];
    const float* media_high = &tables.media_high[(diet >> kLowSources) * L];
    const float* attention = lanes.attention[world.population.attention[agent]].data();
    const float* personal = &world.traits.personal[agent * kA];
    std::array<float, L> own_deviation, own_noise;
    for (std::size_t m = 0; m < L / kA; ++m)
        for (std::size_t a = 0; a < kA; ++a) {
            own_deviation[m * kA + a] = personal[a];
            own_noise[m * kA + a] = draw.noise[a];
        }
#pragma GCC ivdep // result is the next week's array: it overlaps none of the tables
    for (std::size_t lane = 0; lane < L; ++lane) {
        float change = lanes.social[lane] * pull[lane];
        change += media_low[lane] + media_high[lane];
        change += attention[lane] * events[lane] + local[lane] + anchor[lane];
        change += lanes.personal[lane] * own_deviation[lane] - lanes.rate[lane] * own[lane];
        change += lanes.noise[lane] * own_noise[lane];
        result[lane] = own[lane] + change;
    }
}

void BatchSimulation::Implementation::add_experience(std::size_t agent, std::uint32_t chance,
                                                     Week week, float* result) const {
    // One uniform number serves both: trips from its lower end, meetings from its upper end, so
    // that a scenario with more trips has the same travellers and more.
    const double u = to_uniform(chance);
    const auto at = static_cast<std::size_t>(week.value);
    const double adults =
        static_cast<double>(world.population.size()) * world.population.adults_per_agent;
    const double trips = environment.trips_to_china.empty() ? 0 : environment.trips_to_china[at];
    const double visitors =
        environment.visitors_from_china.empty() ? 0 : environment.visitors_from_china[at];
    if (u < world.traits.experience.trip[agent] * trips / adults)
        for (std::size_t lane = 0; lane < stride(); ++lane)
            result[lane] += lanes.trip[lane];
    for (std::size_t m = 0; m < members.size(); ++m)
        if (1.0 - u < world.traits.experience.meeting[agent] * visitors *
                          members[m].meetings_per_visitor / adults)
            for (std::size_t lane = m * kA; lane < (m + 1) * kA; ++lane)
                result[lane] += lanes.meeting[lane];
}

template <std::size_t L>
void BatchSimulation::Implementation::update_agents(BatchState& state, Week noise_week, Week week) {
    const float* x = state.x.data();
    for_blocks(world.population.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t agent = begin; agent < end; ++agent) {
            const WeeklyDraw draw = weekly_draw(world.seed, agent, noise_week);
            update_agent<L>(x, agent, &next[agent * L], draw);
            if (switches.experience)
                add_experience(agent, draw.chance, week, &next[agent * L]);
        }
    });
}

void BatchSimulation::Implementation::add_jobs(Week week) {
    for (std::size_t p = 0; p < workers.size(); ++p) {
        const Plant& plant = environment.plants[p];
        if (week < plant.opening)
            continue;
        for (const std::uint32_t agent : workers[p])
            for (std::size_t lane = 0; lane < stride(); ++lane) {
                const DynamicsParameters& d = members[lane / kA];
                const double weight = week == plant.opening ? 1.0 + d.anchor_rate : d.anchor_rate;
                next[agent * stride() + lane] +=
                    static_cast<float>(weight * d.job_effect[lane % kA]);
            }
    }
}

void BatchSimulation::Implementation::advance(BatchState& state, Week week, bool held,
                                              std::uint32_t noise_week) {
    builder.fill(week, held, state, tables);
    next.resize(state.x.size());
    const Week noise{static_cast<int>(noise_week)};
    switch (members.size()) {
    case 1:
        update_agents<1 * kA>(state, noise, week);
        break;
    case 2:
        update_agents<2 * kA>(state, noise, week);
        break;
    case 3:
        update_agents<3 * kA>(state, noise, week);
        break;
    case 4:
        update_agents<4 * kA>(state, noise, week);
        break;
    case 5:
        update_agents<5 * kA>(state, noise, week);
        break;
    case 6:
        update_agents<6 * kA>(state, noise, week);
        break;
    case 7:
        update_agents<7 * kA>(state, noise, week);
        break;
    default:
        update_agents<8 * kA>(state, noise, week);
        break;
    }
    if (!held)
        add_jobs(week);
    std::swap(state.x, next);
}

BatchSimulation::BatchSimulation(const DynamicsWorld& world, const Environment& environment,
                                 std::span<const DynamicsParameters> members,
                                 const Switches& switches, ProcessNoise noise)
    : implementation_(
          std::make_unique<Implementation>(world, environment, members, switches, noise)) {
    require(!members.empty() && members.size() <= kMostLanes, "a batch holds 1 to 8 members");
    if (noise.member_keys.size() != members.size())
        require(noise.member_keys.empty() && noise.from > last_week(),
                "national shocks need a key for each member");
}

BatchSimulation::~BatchSimulation() = default;
BatchSimulation::BatchSimulation(BatchSimulation&&) noexcept = default;

std::size_t BatchSimulation::agent_stride() const {
    return implementation_->stride();
}

BatchState BatchSimulation::start(int burn_in_weeks) {
    Implementation& s = *implementation_;
    const std::size_t lanes = s.stride(), agents = s.world.population.size();
    const auto events = s.builder.event_level({0}), local = s.builder.local_level({0}),
               anchors = s.builder.group_anchors();
    BatchState state;
    state.x.resize(agents * lanes);
    for (std::size_t i = 0; i < agents; ++i)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const DynamicsParameters& d = s.members[lane / kA];
            state.x[i * lanes + lane] = anchors[s.world.traits.anchor_profile[i] * lanes + lane] +
                                        local[s.world.population.region[i] * lanes + lane] +
                                        s.lanes.attention[s.world.population.attention[i]][lane] *
                                            events[s.event_profile[i] * lanes + lane] +
                                        static_cast<float>(d.personal_deviation) *
                                            s.world.traits.personal[i * kA + lane % kA];
        }
    for (const DynamicsParameters& member : s.members)
        state.media.emplace_back(s.world.traits.outlets, s.builder.news_volume({0}, member),
                                 member);
    state.national.resize(s.members.size());
    for (int week = 0; week < burn_in_weeks; ++week)
        s.advance(state, {0}, true, static_cast<std::uint32_t>((1 << 20) + week));
    return state;
}

void BatchSimulation::step(BatchState& state) {
    implementation_->advance(state, state.next, false,
                             static_cast<std::uint32_t>(state.next.value));
    state.next = state.next + 1;
}

std::span<const std::string_view> weekly_step_description() {
    static constexpr std::array<std::string_view, 8> steps{
        "events of the week: strength (salience, half-life), place and those concerned",
        "news: outlets take events up with their slant; what is new beyond the held tone moves "
        "users",
        "social pull: ties closer than the confidence width draw an adult towards them",
        "events: those who hear of them move at once, in proportion to their attention",
        "local circumstances: plants nearby, region, national shock",
        "anchor: part of the way back to upbringing, group, region and person",
        "noise: idiosyncratic change",
        "own experience: trips to China, meeting visitors, jobs at Chinese plants"};
    return steps;
}

} // namespace kozqaras
