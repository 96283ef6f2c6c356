#include "model/dynamics/dynamics_world.hpp"

#include <map>

#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

std::array<std::uint8_t, 6> anchor_classes_of(const Population& people, std::size_t i) {
    const auto reported = [&](Factor factor) {
        return static_cast<std::uint8_t>(
            people.country->reported_as(factor, people.classes(factor)[i]));
    };
    return {reported(Factor::settlement), reported(Factor::age),    reported(Factor::ethnicity),
            reported(Factor::language),   reported(Factor::wealth), reported(Factor::education)};
}

} // namespace

AgentTraits make_agent_traits(const Population& population, const Network& network,
                              const InputData& inputs, std::uint64_t seed) {
    AgentTraits traits;
    traits.anchor_profile.resize(population.size());
    traits.adults_of_region.resize(population.country->regions.size());
    std::map<std::array<std::uint8_t, 6>, std::uint16_t> numbers;
    for (std::size_t i = 0; i < population.size(); ++i) {
        const auto classes = anchor_classes_of(population, i);
        const auto [place, added] =
            numbers.try_emplace(classes, static_cast<std::uint16_t>(numbers.size()));
        if (added)
            traits.anchor_classes.push_back(classes);
        traits.anchor_profile[i] = place->second;
        traits.adults_of_region[population.region[i]] += population.adults_per_agent;
    }
    traits.personal.resize(population.size() * kMemberLanes);
    for_blocks(population.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto first = random_normals(seed, Purpose::personal_anchor, i, 0);
            const auto second = random_normals(seed, Purpose::personal_anchor, i, 1);
            for (std::size_t a = 0; a < kAttitudeCount; ++a)
                traits.personal[lane_of(i, a)] =
                    static_cast<float>(a < 4 ? first[a] : second[a - 4]);
        }
    });
    traits.experience = experience_propensities(population);
    traits.trips_of_kin = trips_of_kin(traits.experience.trip, network);
    traits.outlets = make_outlets(inputs.news_sources);
    return traits;
}

} // namespace kozqaras
