#include "model/dynamics/week_tables.hpp"

#include <algorithm>
#include <cmath>

#include "model/dynamics/event_volume.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kTableAttitudes = kAttitudeCount;
constexpr std::size_t kProfilesTogether = 32; ///< event profiles whose sums stay in the first cache

} // namespace

WeekTableBuilder::WeekTableBuilder(const DynamicsWorld& world, const Environment& environment,
                                   std::span<const DynamicsParameters> members,
                                   const Switches& switches, const LaneValues& quantum)
    : world_(world),
      environment_(environment),
      members_(members.begin(), members.end()),
      stride_(padded_lanes(members.size())),
      switches_(switches),
      profiles_(make_event_profiles(world.cells, environment.events)),
      users_(world.traits.outlets.slant.size(), 0.0) {
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t member, std::size_t) {
        per_quantum_[lane] = 1.0F / quantum[lane];
        rate_[lane] = static_cast<float>(members[member].anchor_rate);
    });
    prepare_reach();
    for (const std::uint16_t diet : world.population.media_diet)
        for (std::size_t s = 0; s < users_.size(); ++s)
            users_[s] += (diet >> s & 1U) != 0 ? 1.0 : 0.0;
    for (double& share : users_)
        share /= static_cast<double>(world.population.media_diet.size());
}

void WeekTableBuilder::to_quanta(LaneTable& table) const {
    for (std::size_t row = 0; row < table.size(); row += stride_)
        for (std::size_t lane = 0; lane < stride_; ++lane)
            table[row + lane] *= per_quantum_[lane];
}

NewsVolume WeekTableBuilder::news_volume(Week week, const DynamicsParameters& parameters) const {
    NewsVolume volume{};
    for (const Event& event : environment_.events)
        if (happens(event, switches_))
            volume[static_cast<std::size_t>(event.event_class)] +=
                strength_in(environment_, event, week, parameters);
    volume[static_cast<std::size_t>(EventClass::goods)] +=
        weekly_value(environment_.chinese_car_share, week) / kFullCarShare;
    return volume;
}

void WeekTableBuilder::prepare_reach() {
    const std::size_t profiles = profiles_.profiles.size(), events = environment_.events.size();
    reach_.resize(members_.size() * profiles * events);
    for (std::size_t m = 0; m < members_.size(); ++m)
        for (std::size_t p = 0; p < profiles; ++p)
            for (std::size_t e = 0; e < events; ++e)
                reach_[(m * events + e) * profiles + p] = static_cast<float>(
                    event_reach(environment_.events[e], profiles_.profiles[p], e, members_[m]));
}

LaneTable WeekTableBuilder::event_level(Week week) const {
    const std::size_t profiles = profiles_.profiles.size(), events = environment_.events.size();
    LaneTable level(profiles * stride_, 0.0F);
    if (!switches_.events)
        return level;
    const double cars = weekly_value(environment_.chinese_car_share, week) / kFullCarShare;
    std::vector<std::vector<std::pair<std::size_t, double>>> active(members_.size());
    for (std::size_t m = 0; m < members_.size(); ++m)
        for (std::size_t e = 0; e < events; ++e) {
            const Event& event = environment_.events[e];
            const double felt = strength_in(environment_, event, week, members_[m]);
            if (std::abs(felt) > 1e-6 && happens(event, switches_))
                active[m].emplace_back(e, felt);
        }
    for_blocks(profiles, kProfilesTogether, [&](std::size_t begin, std::size_t end) {
        for (std::size_t m = 0; m < members_.size(); ++m)
            level_of_profiles(m, begin, end, active[m], cars, level);
    });
    return level;
}

void WeekTableBuilder::level_of_profiles(std::size_t member, std::size_t begin, std::size_t end,
                                         const std::vector<std::pair<std::size_t, double>>& active,
                                         double cars, LaneTable& level) const {
    const std::size_t profiles = profiles_.profiles.size(), events = environment_.events.size(),
                      count = end - begin;
    std::array<std::array<double, kProfilesTogether>, kEventClassCount> volume{};
    std::array<double, kProfilesTogether> later{}; // how far events the waves have not seen depart
    volume[static_cast<std::size_t>(EventClass::goods)].fill(cars);
    for (const auto& [e, strength] : active) {
        const Event& event = environment_.events[e];
        const auto event_class = static_cast<std::size_t>(event.event_class);
        const double departure =
            is_later(event, members_[member]) ? members_[member].later_event[event_class] : 0.0;
        const float* reach = &reach_[(member * events + e) * profiles + begin];
        for (std::size_t p = 0; p < count; ++p) {
            const double felt = strength * static_cast<double>(reach[p]);
            volume[event_class][p] += felt;
            later[p] += felt * departure;
        }
    }
    std::array<std::array<double, kProfilesTogether>, kTableAttitudes> sum{};
    for (std::size_t a = 0; a < kFavourCount; ++a)
        sum[a] = later;
    for (std::size_t c = 0; c < volume.size(); ++c)
        for (std::size_t a = 0; a < kTableAttitudes; ++a)
            for (std::size_t p = 0; p < count; ++p)
                sum[a][p] += volume[c][p] * members_[member].event_effect[c][a];
    for (std::size_t p = 0; p < count; ++p)
        for (std::size_t a = 0; a < kTableAttitudes; ++a)
            level[(begin + p) * stride_ + lane_of(member, a)] = static_cast<float>(sum[a][p]);
}

LaneTable WeekTableBuilder::local_level(Week week, std::span<const double> appeal) const {
    const bool liked = appeal.size() == environment_.plants.size() * members_.size();
    const std::size_t regions = world_.traits.adults_of_region.size();
    LaneTable level(regions * stride_, 0.0F);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const DynamicsParameters& d = members_[m];
        std::vector<double> strength(regions, 0.0), feared(regions, 0.0);
        for (std::size_t p = 0; p < environment_.plants.size() && switches_.experience; ++p) {
            const Plant& plant = environment_.plants[p];
            const auto region = static_cast<std::size_t>(plant.region);
            strength[region] += plant_strength(plant, week, d.worker_risk) *
                                (liked ? appeal[p * members_.size() + m] : 1.0);
            feared[region] += plant_fear(plant, week, d);
        }
        for (std::size_t r = 0; r < regions; ++r)
            for (std::size_t a = 0; a < kTableAttitudes; ++a)
                level[r * stride_ + lane_of(m, a)] = static_cast<float>(
                    d.region[r][a] + (is_fear(a) ? feared[r] : strength[r] * d.plant_effect[a]));
    }
    return level;
}

LaneTable WeekTableBuilder::group_anchors() const {
    const auto& profiles = world_.traits.anchor_classes;
    LaneTable anchors(profiles.size() * stride_);
    for (std::size_t p = 0; p < profiles.size(); ++p)
        for (std::size_t m = 0; m < members_.size(); ++m)
            for (std::size_t a = 0; a < kTableAttitudes; ++a) {
                const auto& c = profiles[p];
                const DynamicsParameters& d = members_[m];
                anchors[p * stride_ + lane_of(m, a)] = static_cast<float>(
                    d.settlement[c[0]][a] + d.age[c[1]][a] + d.ethnicity[c[2]][a] +
                    d.language[c[3]][a] + d.wealth[c[4]][a] + d.education[c[5]][a]);
            }
    return anchors;
}

LaneTable WeekTableBuilder::group_growth() const {
    const auto& profiles = world_.traits.anchor_classes;
    std::vector<double> share(profiles.size(), 0.0); // of the adults
    for (const std::uint16_t profile : world_.traits.anchor_profile)
        share[profile] += 1.0 / static_cast<double>(world_.traits.anchor_profile.size());
    LaneTable growth(profiles.size() * stride_, 0.0F);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        std::vector<double> sum(profiles.size(), 0.0);
        double of_all = 0.0;
        for (std::size_t p = 0; p < profiles.size(); ++p) {
            for (std::size_t f = 0; f < kAnchorFactors.size(); ++f)
                if (!members_[m].growth[f].empty())
                    sum[p] += members_[m].growth[f][profiles[p][f]];
            of_all += share[p] * sum[p];
        }
        for (std::size_t p = 0; p < profiles.size(); ++p)
            for (std::size_t a = 0; a < kFavourCount; ++a)
                growth[p * stride_ + lane_of(m, a)] = static_cast<float>(sum[p] - of_all);
    }
    return growth;
}

void WeekTableBuilder::fill_anchors(Week week, bool held, WeekTables& tables) const {
    const GrowthPeriod& period = members_.front().growth_period;
    const double is = period.share(week), was = held ? is : period.share(week + -1);
    if (tables.anchor_pull.empty()) {
        tables.anchor_pull = group_anchors();
        for (std::size_t i = 0; i < tables.anchor_pull.size(); ++i)
            tables.anchor_pull[i] *= rate_[i % stride_];
        to_quanta(tables.anchor_pull);
        tables.growth = group_growth();
        to_quanta(tables.growth);
    } else if (tables.grown == is && tables.grown_before == was) {
        return;
    }
    tables.grown = is;
    tables.grown_before = was;
    // As with events: the pull is towards last week's anchor, so that a group at its anchor lands
    // exactly at the new one.
    tables.anchor = tables.anchor_pull;
    for (std::size_t row = 0; row < tables.anchor.size(); row += stride_)
        for (std::size_t lane = 0; lane < stride_; ++lane)
            tables.anchor[row + lane] +=
                tables.growth[row + lane] * static_cast<float>((is - was) + rate_[lane] * was);
}

void WeekTableBuilder::fill(Week week, bool held, BatchState& state, WeekTables& tables) const {
    fill_anchors(week, held, tables);
    fill_events(week, held, tables);
    fill_local(week, held, state.plant_appeal, tables);
    fill_media(week, state, tables);
}

void WeekTableBuilder::fill_events(Week week, bool held, WeekTables& tables) const {
    // Opinions move with the level at once, and the anchor moves with it, so that the pull of the
    // anchor does not erase what still goes on. The pull is towards last week's anchor, as that of
    // group and person is: opinion that stood at its anchor lands exactly at the new one.
    const Week last = held ? week : Week{std::max(0, week.value - 1)};
    const LaneTable before =
        tables.level_week == last ? std::move(tables.event_level) : event_level(last);
    tables.event_level = last == week ? before : event_level(week);
    tables.level_week = week;
    tables.events.resize(before.size());
    for (std::size_t row = 0; row < before.size(); row += stride_)
        for (std::size_t lane = 0; lane < stride_; ++lane) {
            const float was = before[row + lane], is = tables.event_level[row + lane];
            tables.events[row + lane] = ((is - was) + rate_[lane] * was) * per_quantum_[lane];
        }
}

void WeekTableBuilder::fill_local(Week week, bool held, std::span<const double> appeal,
                                  WeekTables& tables) const {
    tables.local = local_level(week, appeal);
    const auto before = held ? tables.local : local_level({std::max(0, week.value - 1)}, appeal);
    for (std::size_t row = 0; row < before.size(); row += stride_)
        for (std::size_t lane = 0; lane < lane_of(members_.size(), 0); ++lane) {
            const float last = before[row + lane];
            float& value = tables.local[row + lane];
            value = (value - last) + rate_[lane] * last;
        }
    to_quanta(tables.local);
}

void WeekTableBuilder::fill_media(Week week, BatchState& state, WeekTables& tables) const {
    const std::size_t sources = world_.traits.outlets.slant.size(), low = low_sources(sources);
    tables.media_low.assign((std::size_t{1} << low) * stride_, 0.0F);
    tables.media_high.assign((std::size_t{1} << (sources - low)) * stride_, 0.0F);
    if (!switches_.media)
        return;
    const auto add = [&](LaneTable& table, std::size_t source, std::size_t m,
                         const AttitudeVector& impulse) {
        for (std::size_t bits = 0; bits < table.size() / stride_; ++bits)
            for (std::size_t a = 0; a < kTableAttitudes && (bits >> source & 1U) != 0; ++a)
                table[bits * stride_ + lane_of(m, a)] += static_cast<float>(impulse[a]);
    };
    for_blocks(members_.size(), 1, [&](std::size_t m, std::size_t) {
        const auto impulses = state.media[m].advance(world_.traits.outlets,
                                                     news_volume(week, members_[m]), members_[m]);
        AttitudeVector mean{}; // over adults: news sets users apart, and moves the country no way
        for (std::size_t s = 0; s < impulses.size(); ++s) {
            if (s < low)
                add(tables.media_low, s, m, impulses[s]);
            else
                add(tables.media_high, s - low, m, impulses[s]);
            for (std::size_t a = 0; a < kTableAttitudes; ++a)
                mean[a] += users_[s] * impulses[s][a];
        }
        for (std::size_t bits = 0; bits < tables.media_low.size() / stride_; ++bits)
            for (std::size_t a = 0; a < kTableAttitudes; ++a)
                tables.media_low[bits * stride_ + lane_of(m, a)] -= static_cast<float>(mean[a]);
    });
    to_quanta(tables.media_low);
    to_quanta(tables.media_high);
}

} // namespace kozqaras
