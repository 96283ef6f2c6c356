#pragma once
// Own experience: who travels to China, who meets visitors, who lives near or works at a Chinese
// plant. Relative chances are judgement; totals come from the environment (border statistics).

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/dynamics/dynamics_parameters.hpp"
#include "model/dynamics/environment.hpp"
#include "model/network/network.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// Chance of each adult relative to the mean adult (mean 1).
struct ExperiencePropensities {
    std::vector<float> trip, meeting;
};

[[nodiscard]] ExperiencePropensities experience_propensities(const Population& population);

/// Whether somebody hears of another's time in China as extended contact: within the household and
/// among relatives (Zhou et al. 2019 speak of friends and family; other ties are left out).
[[nodiscard]] constexpr bool tells_of_china(TieKind kind) {
    return kind == TieKind::household || kind == TieKind::kin;
}

/// Per agent: what its relatives and household travel together, in trips of the mean adult.
/// `trip` as in ExperiencePropensities.
[[nodiscard]] std::vector<float> trips_of_kin(std::span<const float> trip, const Network& network);

/// Agents who work at a plant: keyed draws, so that a plant with more jobs employs the same people
/// and more. A share local_hiring of the jobs goes to the region, the rest to other regions.
[[nodiscard]] std::vector<std::uint32_t> plant_workers(const Population& population,
                                                       const Plant& plant, std::size_t plant_number,
                                                       std::uint64_t seed);

/// Effect of a plant on the residents of its region in `week`, as a factor of plant_effect:
/// projects as studies count them, whatever the number of residents, lessened by a Chinese
/// workforce (1 - worker_risk * share), full at the opening; 85 % of it fades with a half-life of a
/// year, 15 % stays (Wellner et al.: short-run effect of a completed project much above the
/// long-run one; the split is judgement).
[[nodiscard]] double plant_strength(const Plant& plant, Week week, double worker_risk);

/// What the plants of a sector add up to in `week`: their projects as above, not lessened, times
/// their reach, the mean over all adults of 1 in the region and outside_concern elsewhere. 1: one
/// project that has just opened and concerns everyone.
[[nodiscard]] double plant_volume(const Environment& environment,
                                  std::span<const double> adults_of_region, std::string_view sector,
                                  Week week, const DynamicsParameters& parameters);

/// What the plant adds to the fear of the same residents, latent s.d.: its projects as above, not
/// lessened, times plant_effect of fear, and imported_worker_fear times the share of Chinese
/// workers more.
[[nodiscard]] double plant_fear(const Plant& plant, Week week,
                                const DynamicsParameters& parameters);

} // namespace kozqaras
