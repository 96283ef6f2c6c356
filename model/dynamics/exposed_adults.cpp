#include "model/dynamics/exposed_adults.hpp"

#include <algorithm>
#include <cmath>

#include "model/dynamics/event_intensity.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kExposedAttitudes = kAttitudeCount;

bool lists(const std::vector<int>& values, int value) {
    return std::ranges::find(values, value) != values.end();
}

bool may_reach(const Audience& audience, const Population& people, std::size_t agent) {
    return (audience.regions.empty() || lists(audience.regions, people.region[agent])) &&
           (audience.outlets == 0 || (audience.outlets & people.media_diet[agent]) != 0) &&
           (audience.languages.empty() || lists(audience.languages, people.language[agent]));
}

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

/// Share of the audience exposed in `week`, -1..1.
double threshold(const Exposure& exposure, double adults, Week week) {
    if (week.value < 0)
        return 0.0;
    if (!exposure.persons.empty())
        return adults > 0.0 ? std::clamp(at(exposure.persons, week) / adults, -1.0, 1.0) : 0.0;
    return exposure.reach.empty() ? 1.0 : at(exposure.reach, week);
}

} // namespace

ExposedAdults::ExposedAdults(const DynamicsWorld& world, const Environment& environment,
                             std::span<const DynamicsParameters> members, const Switches& switches,
                             const LaneValues& quantum)
    : world_(world), members_(members.begin(), members.end()) {
    for (std::size_t lane = 0; lane < members.size() * kExposedAttitudes; ++lane)
        per_quantum_[lane] = 1.0F / quantum[lane];
    for (const Exposure& exposure : environment.exposures)
        if (is_on(switches, channel_of(exposure.kind))) {
            Prepared prepared;
            prepared.exposure = &exposure;
            for (const DynamicsParameters& member : members_)
                prepared.strength.push_back(exposure_strength(exposure, member));
            prepared_.push_back(std::move(prepared));
        }
    if (!prepared_.empty())
        find_audiences();
}

void ExposedAdults::find_audiences() {
    const Population& people = world_.population;
    offsets_.assign(people.size() + 1, 0);
    for (std::size_t agent = 0; agent < people.size(); ++agent) {
        mean_reading_ += reading(people, agent) / static_cast<double>(people.size());
        const auto& groups = world_.cells.groups[world_.cells.cell_of_agent[agent]];
        for (std::size_t e = 0; e < prepared_.size(); ++e) {
            const Exposure& exposure = *prepared_[e].exposure;
            const bool concerned =
                kozqaras::concerns(*people.country, exposure.audience.concern, groups);
            if ((exposure.audience.concern_only && !concerned) ||
                !may_reach(exposure.audience, people, agent))
                continue;
            prepared_[e].audience_adults += people.adults_per_agent;
            const double place =
                random_uniform(world_.seed, Purpose::exposure, agent, hash_of(exposure.key));
            reached_.push_back(
                {static_cast<std::uint32_t>(e), static_cast<float>(place), concerned});
        }
        offsets_[agent + 1] = static_cast<std::uint32_t>(reached_.size());
    }
}

void ExposedAdults::prepare_week(Prepared& prepared, Week week, bool held) {
    const Exposure& exposure = *prepared.exposure;
    const auto share = [&](Week w) { return threshold(exposure, prepared.audience_adults, w); };
    const Week last{week.value - 1};
    prepared.threshold = held ? 0.0 : share(week);
    prepared.last_threshold = held ? 0.0 : share(last);
    for (std::size_t m = 0; m < members_.size(); ++m) {
        prepared.level[m] = std::copysign(1.0, prepared.threshold) * at(prepared.strength[m], week);
        prepared.last_level[m] =
            std::copysign(1.0, prepared.last_threshold) * at(prepared.strength[m], last);
        active_ = active_ || (prepared.threshold != 0.0 && prepared.level[m] != 0.0) ||
                  (prepared.last_threshold != 0.0 && prepared.last_level[m] != 0.0);
    }
}

void ExposedAdults::set_week(Week week, bool held) {
    active_ = false;
    for (Prepared& prepared : prepared_)
        prepare_week(prepared, week, held);
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
        for (std::size_t a = 0; a < kExposedAttitudes; ++a)
            if (exposure.attitudes.empty() || exposure.attitudes[a])
                change[m * kExposedAttitudes + a] +=
                    static_cast<float>(weight * (d.exposure_effect[kind][a] +
                                                 differs * d.exposure_reading_contrast)) *
                    per_quantum_[m * kExposedAttitudes + a];
    }
}

} // namespace kozqaras
