#include "model/dynamics/exposed_adults.hpp"

#include <algorithm>
#include <cmath>

#include "model/dynamics/event_intensity.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kExposedAttitudes = kAttitudeCount;

/// How far an adult reads trade with China as an opportunity, -1..1: youth, education, wealth.
double reading(const Population& people, std::size_t agent) {
    const auto sign = [&](Factor factor) {
        return people.country->trait(Trait::opportunity, factor)[people.classes(factor)[agent]];
    };
    return (sign(Factor::age) + sign(Factor::education) + sign(Factor::wealth)) / 3.0;
}

/// FNV-1a, 32 bits: the draw of an audience depends on the name of the exposure, not on its place.
std::uint32_t hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

double at(const std::vector<double>& series, Week week) {
    return week.value < 0 || series.empty() ? 0.0 : series[static_cast<std::size_t>(week.value)];
}

} // namespace

ExposedAdults::ExposedAdults(const DynamicsWorld& world, const Environment& environment,
                             std::span<const DynamicsParameters> members, const Switches& switches,
                             const LaneValues& quantum)
    : world_(world), members_(members.begin(), members.end()) {
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t, std::size_t) {
        per_quantum_[lane] = 1.0F / quantum[lane];
    });
    exposures_ = environment.exposures.size();
    for (std::size_t place = 0; place < exposures_; ++place)
        if (const Exposure& exposure = environment.exposures[place];
            is_on(switches, channel_of(exposure.kind))) {
            Prepared prepared;
            prepared.exposure = &exposure;
            prepared.place = place;
            for (const DynamicsParameters& member : members_)
                prepared.strength.push_back(exposure_strength(exposure, member));
            prepared_.push_back(std::move(prepared));
        }
    if (!prepared_.empty())
        find_audiences();
}

std::optional<ExposedAdults::Reached> ExposedAdults::reached_by(std::size_t e,
                                                                std::size_t agent) const {
    const Exposure& exposure = *prepared_[e].exposure;
    const Population& people = world_.population;
    const auto& groups = world_.cells.groups[world_.cells.cell_of_agent[agent]];
    const bool concerned = kozqaras::concerns(*people.country, exposure.audience.concern, groups);
    if ((exposure.audience.concern_only && !concerned) ||
        !may_reach(exposure.audience, people, agent))
        return std::nullopt;
    const double place =
        random_uniform(world_.seed, Purpose::exposure, agent, hash_of(exposure.key));
    return Reached{static_cast<std::uint32_t>(e), static_cast<float>(place), concerned, false};
}

void ExposedAdults::add_kin(std::size_t e, std::size_t agent) {
    if (!is_told_to_kin(prepared_[e].exposure->kind))
        return;
    const auto neighbours = world_.network.neighbours(agent);
    const auto kinds = world_.network.tie_kinds(agent);
    for (std::size_t tie = 0; tie < neighbours.size(); ++tie)
        if (auto reached =
                tells_of_china(kinds[tie]) ? reached_by(e, neighbours[tie]) : std::nullopt) {
            reached->heard_of = true;
            reached_.push_back(*reached);
        }
}

void ExposedAdults::find_audiences() {
    const Population& people = world_.population;
    offsets_.assign(people.size() + 1, 0);
    for (std::size_t agent = 0; agent < people.size(); ++agent) {
        mean_reading_ += reading(people, agent) / static_cast<double>(people.size());
        for (std::size_t e = 0; e < prepared_.size(); ++e) {
            if (const auto reached = reached_by(e, agent)) {
                prepared_[e].audience_adults += people.adults_per_agent;
                reached_.push_back(*reached);
            }
            add_kin(e, agent);
        }
        offsets_[agent + 1] = static_cast<std::uint32_t>(reached_.size());
    }
}

void ExposedAdults::prepare_week(Prepared& prepared, Week week, bool held,
                                 std::span<const double> appeal) {
    const Exposure& exposure = *prepared.exposure;
    const auto share = [&](Week w) { return share_exposed(exposure, prepared.audience_adults, w); };
    const Week last{week.value - 1};
    prepared.threshold = held ? 0.0 : share(week);
    prepared.last_threshold = held ? 0.0 : share(last);
    const bool liked = !exposure.sector.empty() && appeal.size() == exposures_ * members_.size();
    for (std::size_t m = 0; m < members_.size(); ++m) {
        prepared.beyond_mean[m] = liked ? appeal[prepared.place * members_.size() + m] - 1.0 : 0.0;
        prepared.level[m] = std::copysign(1.0, prepared.threshold) * at(prepared.strength[m], week);
        prepared.last_level[m] =
            std::copysign(1.0, prepared.last_threshold) * at(prepared.strength[m], last);
        active_ = active_ || (prepared.threshold != 0.0 && prepared.level[m] != 0.0) ||
                  (prepared.last_threshold != 0.0 && prepared.last_level[m] != 0.0);
    }
}

void ExposedAdults::set_week(Week week, bool held, std::span<const double> appeal) {
    active_ = false;
    for (Prepared& prepared : prepared_)
        prepare_week(prepared, week, held, appeal);
}

void ExposedAdults::add_change(std::size_t agent, float* change) const {
    for (std::size_t r = offsets_[agent]; r < offsets_[agent + 1]; ++r)
        add_exposure(reached_[r], agent, change);
}

void ExposedAdults::add_exposure(const Reached& reached, std::size_t agent, float* change) const {
    const Prepared& prepared = prepared_[reached.exposure];
    const Exposure& exposure = *prepared.exposure;
    const double place = static_cast<double>(reached.place);
    const bool left_out = place < exposure.skipped_share;
    const bool now = !left_out && place < std::abs(prepared.threshold);
    const bool before = !left_out && place < std::abs(prepared.last_threshold);
    if (!now && !before)
        return;
    const auto kind = static_cast<std::size_t>(exposure.kind);
    const double differs =
        reads_differently(exposure.kind) ? reading(world_.population, agent) - mean_reading_ : 0.0;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        const DynamicsParameters& d = members_[m];
        const double is = now ? prepared.level[m] : 0.0;
        const double was = before ? prepared.last_level[m] : 0.0;
        double weight = (is - was) + d.anchor_rate * was;
        if (needs_attention(exposure.kind))
            weight *= d.attention[world_.population.attention[agent]];
        if (!reached.concerned)
            weight *= d.outside_concern;
        const double on_favour = differs * d.exposure_reading_contrast +
                                 prepared.beyond_mean[m] * d.exposure_sector_contrast;
        for (std::size_t a = 0; a < kExposedAttitudes; ++a)
            if (exposure.attitudes.empty() || exposure.attitudes[a])
                change[lane_of(m, a)] +=
                    static_cast<float>(weight * ((reached.heard_of ? d.kin_effect[a]
                                                                   : d.exposure_effect[kind][a]) +
                                                 (is_fear(a) ? 0.0 : on_favour))) *
                    per_quantum_[lane_of(m, a)];
    }
}

} // namespace kozqaras
