#include "model/dynamics/own_experience.hpp"

#include <algorithm>
#include <map>

#include "support/random.hpp"

namespace kozqaras {

namespace {

double rate_at(const std::vector<double>& series, Week week) {
    return series.empty() ? 0.0 : series[static_cast<std::size_t>(week.value)];
}

float largest(const std::vector<float>& values) {
    return values.empty() ? 0.0F : *std::ranges::max_element(values);
}

} // namespace

OwnExperience::OwnExperience(const DynamicsWorld& world, const Environment& environment,
                             std::span<const DynamicsParameters> members, const Switches& switches,
                             const LaneValues& quantum)
    : world_(world),
      environment_(environment),
      members_(members.begin(), members.end()),
      on_(switches.experience),
      job_(environment.plants.size()) {
    for_each_lane(members.size(), [&](std::size_t lane, std::size_t m, std::size_t a) {
        const DynamicsParameters& d = members_[m];
        per_quantum_[lane] = 1.0F / quantum[lane];
        trip_[lane] = static_cast<float>(d.trip_effect[a]) * per_quantum_[lane];
        kin_trip_[lane] = static_cast<float>(d.kin_effect[a]) * per_quantum_[lane];
        meeting_[lane] = static_cast<float>(d.meeting_effect[a]) * per_quantum_[lane];
    });
    if (!on_)
        return;
    find_workers(world.seed);
    most_trips_ = largest(world.traits.experience.trip);
    most_trips_of_kin_ = largest(world.traits.trips_of_kin);
    most_meetings_ = largest(world.traits.experience.meeting);
}

void OwnExperience::find_workers(std::uint64_t seed) {
    std::map<std::uint32_t, std::vector<std::uint16_t>> plants_of_agent;
    for (std::size_t p = 0; p < environment_.plants.size(); ++p)
        for (const std::uint32_t agent :
             plant_workers(world_.population, environment_.plants[p], p, seed))
            plants_of_agent[agent].push_back(static_cast<std::uint16_t>(p));
    if (plants_of_agent.empty())
        return;
    job_number_.assign(world_.population.size(), 0);
    std::map<std::vector<std::uint16_t>, std::uint16_t> numbers;
    for (const auto& [agent, plants] : plants_of_agent) {
        const auto [place, added] =
            numbers.try_emplace(plants, static_cast<std::uint16_t>(jobs_.size()));
        if (added)
            jobs_.push_back(plants);
        job_number_[agent] = place->second;
    }
}

void OwnExperience::set_week(Week week, bool held) {
    const double adults =
        static_cast<double>(world_.population.size()) * world_.population.adults_per_agent;
    trips_per_adult_ = rate_at(environment_.trips_to_china, week) / adults;
    most_meetings_per_adult_ = 0.0;
    for (std::size_t m = 0; m < members_.size(); ++m) {
        meetings_per_adult_[m] = rate_at(environment_.visitors_from_china, week) *
                                 members_[m].meetings_per_visitor / adults;
        most_meetings_per_adult_ = std::max(most_meetings_per_adult_, meetings_per_adult_[m]);
    }
    likeliest_trip_ = most_trips_ * trips_per_adult_;
    likeliest_kin_trip_ = most_trips_of_kin_ * trips_per_adult_;
    likeliest_meeting_ = most_meetings_ * most_meetings_per_adult_;
    for (std::size_t p = 0; p < job_.size(); ++p)
        for_each_lane(members_.size(), [&](std::size_t lane, std::size_t m, std::size_t a) {
            // At once when the plant opens; then the anchor has moved with it.
            const DynamicsParameters& d = members_[m];
            const Week opening = environment_.plants[p].opening;
            const double weight = held || week < opening ? 0.0
                                  : week == opening      ? 1.0
                                                         : d.anchor_rate;
            job_[p][lane] = static_cast<float>(weight * d.job_effect[a]) * per_quantum_[lane];
        });
}

bool OwnExperience::drawn(std::size_t agent, double u) const {
    const ExperiencePropensities& propensity = world_.traits.experience;
    return u < propensity.trip[agent] * trips_per_adult_ || hears_of_trip(agent, u) ||
           1.0 - u < propensity.meeting[agent] * most_meetings_per_adult_;
}

void OwnExperience::change(std::size_t agent, std::uint32_t chance, float* change) const {
    const double u = to_uniform(chance);
    const ExperiencePropensities& propensity = world_.traits.experience;
    const bool trip = u < propensity.trip[agent] * trips_per_adult_,
               heard = hears_of_trip(agent, u);
    for (std::size_t lane = 0; lane < kMostLanes; ++lane)
        change[lane] = trip ? trip_[lane] : heard ? kin_trip_[lane] : 0.0F;
    for (std::size_t m = 0; m < members_.size(); ++m)
        if (1.0 - u < propensity.meeting[agent] * meetings_per_adult_[m])
            for (std::size_t lane = lane_of(m, 0); lane < lane_of(m + 1, 0); ++lane)
                change[lane] += meeting_[lane];
    if (job_number_.empty())
        return;
    for (const std::uint16_t plant : jobs_[job_number_[agent]])
        for (std::size_t lane = 0; lane < kMostLanes; ++lane)
            change[lane] += job_[plant][lane];
}

} // namespace kozqaras
