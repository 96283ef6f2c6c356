#pragma once
// A batch of members that share adults, ties, weeks and random numbers, and differ in parameters.
// The attitudes of all members of an agent lie together, so that one visit to a neighbour serves
// all members. The country's own change is not in here: it moves all adults alike and is added
// when answers are read off (model/engine/national_change.hpp).

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/core/week.hpp"
#include "model/dynamics/dynamics_parameters.hpp"
#include "model/dynamics/dynamics_world.hpp"
#include "model/dynamics/environment.hpp"
#include "model/dynamics/switches.hpp"
#include "model/population/opinions.hpp"

namespace kozqaras {

/// State of a batch between two weeks; copying it makes a snapshot from which another scenario can
/// go on.
struct BatchState {
    Week next{}; ///< the week that will be simulated next
    Opinions opinions;
    std::vector<double> mean;       ///< mean opinion per [member][attitude], latent s.d.
    std::vector<MediaMemory> media; ///< per member
    /// [plant][member]: factor on what a plant does to favour, as its sector was liked when it
    /// opened (model/engine/sector_appeal.hpp); empty: 1 for all.
    std::vector<double> plant_appeal;
    /// [exposure][member]: the same of an exposure that has a sector, as the country liked it when
    /// it began; empty: 1 for all.
    std::vector<double> exposure_appeal;
};

/// The state of member `member` alone, as a batch of one would have reached it.
[[nodiscard]] BatchState member_state(const BatchState& state, std::size_t member);

/// One scenario for one batch of members.
class BatchSimulation {
  public:
    /// `members` holds 1 to kMostMembers parameter sets. References must outlive the simulation.
    BatchSimulation(const DynamicsWorld& world, const Environment& environment,
                    std::span<const DynamicsParameters> members, const Switches& switches);
    ~BatchSimulation();
    BatchSimulation(BatchSimulation&&) noexcept;

    /// Opinions at their anchors, then `weeks` weeks of burn-in in the circumstances of week 0.
    [[nodiscard]] BatchState start(int burn_in_weeks);

    /// Simulates week `state.next`:
    ///   1. tables of the week: events, plants, media impulses
    ///   2. for every agent, from last week's opinions: social pull, media, events, anchor, noise
    ///   3. own experience: trips and meetings of the week, jobs; exposures of a scenario
    void step(BatchState& state);

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// The ordered parts of the weekly step, in words, for documentation.
[[nodiscard]] std::span<const std::string_view> weekly_step_description();

} // namespace kozqaras
