#pragma once
// What the weekly step needs to know about the agents, prepared once per population and list of
// events.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "model/dynamics/event_intensity.hpp"
#include "model/dynamics/experience.hpp"
#include "model/dynamics/media.hpp"
#include "model/network/network.hpp"
#include "model/population/population.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Fixed traits of the agents: the same for all members and scenarios.
struct AgentTraits {
    /// Groups that share an anchor: settlement x age x ethnicity x language x wealth x education.
    std::vector<std::uint16_t> anchor_profile;
    /// Classes of each anchor profile, in that order (reported groups).
    std::vector<std::array<std::uint8_t, 6>> anchor_classes;
    std::vector<float> personal; ///< standard normal deviation, [agent][attitude]; two unused
    ExperiencePropensities experience;
    std::vector<float> trips_of_kin; ///< trips_of_kin() of the experience
    Outlets outlets;
    std::vector<double> adults_of_region;
};

[[nodiscard]] AgentTraits make_agent_traits(const Population& population, const Network& network,
                                            const InputData& inputs, std::uint64_t seed);

/// References to everything fixed during a run; the referenced objects must outlive it.
struct DynamicsWorld {
    const Population& population;
    const Network& network;
    const ReportingCells& cells;
    const AgentTraits& traits;
    std::uint64_t seed = 1;
};

} // namespace kozqaras
