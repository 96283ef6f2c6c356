#include "model/dynamics/experience.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "support/random.hpp"

namespace kozqaras {

namespace {

// Relative chances besides the country's traits (age, wealth, settlement), all judgement:
// travellers live near the border or are experienced; visitors from China are met in the
// metropolises and the border regions.
constexpr float kBorderTrip = 2.0F, kExperiencedTrip = 4.0F, kMetropolisMeeting = 3.0F,
                kBorderMeeting = 2.0F;

std::vector<float> floats(std::span<const double> values) {
    return {values.begin(), values.end()};
}

void scale_to_mean_one(std::vector<float>& values) {
    double sum = 0.0;
    for (const float value : values)
        sum += value;
    const auto factor = static_cast<float>(static_cast<double>(values.size()) / sum);
    for (float& value : values)
        value *= factor;
}

} // namespace

ExperiencePropensities experience_propensities(const Population& population) {
    const Country& country = *population.country;
    const auto by_age = floats(country.trait(Trait::trip, Factor::age)),
               by_wealth = floats(country.trait(Trait::trip, Factor::wealth)),
               by_settlement = floats(country.trait(Trait::trip, Factor::settlement)),
               border = floats(country.trait(Trait::border, Factor::region)),
               metropolis = floats(country.trait(Trait::metropolis, Factor::region));
    ExperiencePropensities result;
    result.trip.resize(population.size());
    result.meeting.resize(population.size());
    for (std::size_t i = 0; i < population.size(); ++i) {
        const std::uint8_t region = population.region[i];
        result.trip[i] = by_age[population.age[i]] * by_wealth[population.wealth[i]] *
                         by_settlement[population.settlement[i]] *
                         (border[region] > 0 ? kBorderTrip : 1.0F) *
                         (population.contact[i] == Contact::has_visited ? kExperiencedTrip : 1.0F);
        result.meeting[i] = metropolis[region] > 0 ? kMetropolisMeeting
                            : border[region] > 0   ? kBorderMeeting
                                                   : 1.0F;
    }
    scale_to_mean_one(result.trip);
    scale_to_mean_one(result.meeting);
    return result;
}

std::vector<float> trips_of_kin(std::span<const float> trip, const Network& network) {
    std::vector<float> trips(trip.size(), 0.0F);
    for (std::size_t agent = 0; agent < trip.size(); ++agent) {
        const auto neighbours = network.neighbours(agent);
        const auto kinds = network.tie_kinds(agent);
        for (std::size_t tie = 0; tie < neighbours.size(); ++tie)
            trips[agent] += tells_of_china(kinds[tie]) ? trip[neighbours[tie]] : 0.0F;
    }
    return trips;
}

std::vector<std::uint32_t> plant_workers(const Population& population, const Plant& plant,
                                         std::size_t plant_number, std::uint64_t seed) {
    const auto& ages = population.country->ages;
    const auto may_work = [&](std::size_t i) { return ages[population.age[i]].works; };
    const auto here = [&](std::size_t i) { return population.region[i] == plant.region; };
    std::array<double, 2> candidates{}; // elsewhere, in the region
    for (std::size_t i = 0; i < population.size(); ++i)
        candidates[here(i) ? 1 : 0] += may_work(i) ? population.adults_per_agent : 0.0;
    const std::array<double, 2> jobs{plant.jobs * (1.0 - plant.local_hiring),
                                     plant.jobs * plant.local_hiring};
    std::array<double, 2> chance{};
    for (std::size_t place = 0; place < 2; ++place)
        chance[place] = candidates[place] > 0.0 ? jobs[place] / candidates[place] : 0.0;
    std::vector<std::uint32_t> workers;
    for (std::size_t i = 0; i < population.size(); ++i)
        if (may_work(i) &&
            random_uniform(seed, Purpose::job, i, static_cast<std::uint32_t>(plant_number)) <
                chance[here(i) ? 1 : 0])
            workers.push_back(static_cast<std::uint32_t>(i));
    return workers;
}

double plant_strength(const Plant& plant, Week week, double worker_risk) {
    if (week < plant.opening)
        return 0.0;
    constexpr double kLastingShare = 0.15, kHalfLifeWeeks = 52.0;
    const double fading = std::exp2(-(week - plant.opening) / kHalfLifeWeeks);
    return plant.projects * (1.0 - worker_risk * plant.chinese_worker_share) *
           (kLastingShare + (1.0 - kLastingShare) * fading);
}

double plant_volume(const Environment& environment, std::span<const double> adults_of_region,
                    std::string_view sector, Week week, const DynamicsParameters& parameters) {
    const double adults = std::accumulate(adults_of_region.begin(), adults_of_region.end(), 0.0);
    double volume = 0.0;
    for (const Plant& plant : environment.plants)
        if (plant.sector == sector) {
            const double here = adults_of_region[static_cast<std::size_t>(plant.region)] / adults;
            volume += plant_strength(plant, week, 0.0) *
                      (here + (1.0 - here) * parameters.outside_concern);
        }
    return volume;
}

double plant_fear(const Plant& plant, Week week, const DynamicsParameters& parameters) {
    return plant_strength(plant, week, 0.0) *
           (parameters.plant_effect[static_cast<std::size_t>(Attitude::threat)] +
            parameters.imported_worker_fear * plant.chinese_worker_share);
}

} // namespace kozqaras
