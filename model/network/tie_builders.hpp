#pragma once
// One function per kind of tie. Each fills blocks of ties; blocks have fixed borders and draws are
// keyed by agent, so that the ties do not depend on threads.

#include <cstdint>
#include <vector>

#include "model/network/network.hpp"
#include "model/network/tie_assembly.hpp"

namespace kozqaras {

/// Assumptions on the shape of the network that nobody is expected to vary; all judgement.
struct TieShape {
    /// Mean distance, in agents, to a neighbour (exponential): some four households to either side.
    /// Short, so that neighbours of a neighbour are often neighbours, too.
    double neighbour_distance = 8.0;
    double shared_neighbours =
        0.6; ///< share of neighbour ties looked for by the household together
    double neighbour_household =
        0.3;               ///< chance that the next tie goes to the household of the last one
    double kin_near = 0.4; ///< share of households whose family lives in the neighbourhood
    double kin_elsewhere =
        0.12; ///< of the other households: share whose family comes from another region
    double kin_any_language = 0.15; ///< share of households whose family may speak another language
    std::uint32_t smallest_family = 2, largest_family = 3; ///< households; uniform
    int search_attempts = 12;       ///< agents looked at for one tie before any is taken
    double largest_ties_factor = 5; ///< no one begins more online ties than this times the mean
    /// Agents among whom work places recruit; it also keeps colleagues near each other in memory.
    std::uint32_t work_zone = 4000;
    double team_share = 0.85; ///< of colleague ties: in a team in which everyone knows everyone
    std::uint32_t workplace =
        15; ///< how far, in agents of the order, colleagues outside the team are
    /// Online ties that a bilingual user begins inside the Kazakh or the Russian language community
    /// instead of among other bilinguals.
    double bilingual_bridge = 0.5;
};

/// Agents begin..end-1.
struct AgentRange {
    std::uint32_t begin = 0, end = 0;

    [[nodiscard]] std::uint32_t size() const { return end - begin; }
};

/// Runs of agents of the same region; with `by_settlement` of the same region and settlement.
[[nodiscard]] std::vector<AgentRange> find_ranges(const Population& population, bool by_settlement);

[[nodiscard]] TieBlocks household_ties(const Population& population);
/// Households of one ethnicity, one origin and mostly one language form families; those adults of a
/// family who keep up with relatives are all tied to each other across households. How many do
/// follows from the mean degree wanted; it is not reached if more is wanted than families hold.
[[nodiscard]] TieBlocks kin_ties(const Population& population, const NetworkSettings& settings,
                                 const TieShape& shape);
[[nodiscard]] TieBlocks neighbourhood_ties(const Population& population,
                                           const NetworkSettings& settings, const TieShape& shape);
[[nodiscard]] TieBlocks work_ties(const Population& population, const NetworkSettings& settings,
                                  const TieShape& shape);
[[nodiscard]] TieBlocks online_ties(const Population& population, const NetworkSettings& settings,
                                    const TieShape& shape);

/// A whole number with this mean: the floor or one more.
[[nodiscard]] inline std::uint32_t round_by_chance(double mean, double uniform) {
    return static_cast<std::uint32_t>(mean + uniform);
}

} // namespace kozqaras
