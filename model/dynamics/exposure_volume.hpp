#pragma once
// How much of an exposure there is, as it reaches the mean adult: what the exposures of a kind add
// up to in a week, before anybody's attitude comes in.

#include <array>
#include <span>
#include <vector>

#include "model/dynamics/dynamics_world.hpp"
#include "model/dynamics/exposure.hpp"
#include "model/dynamics/switches.hpp"

namespace kozqaras {

/// Of one scenario, for the members of a batch. The record holds no exposures, so that the volume
/// of a baseline is 0.
class ExposureVolume {
  public:
    /// `environment` must outlive the volume. Exposures whose channel is off have none.
    ExposureVolume(const Population& population, const ReportingCells& cells,
                   const Environment& environment, std::span<const DynamicsParameters> members,
                   const Switches& switches);

    /// Sum over the exposures of `kind` of exposure_strength() times the share of all adults who
    /// are exposed in `week`; those whom it does not concern count outside_concern, and where
    /// attention to news is needed each adult counts their attention. 1: a dose of 1 that all
    /// adults feel in full. Those who hear of it from relatives are not counted. BugError if there
    /// is no such member.
    [[nodiscard]] double at(std::size_t member, ExposureKind kind, Week week) const;

    /// The same over the exposures of `sector`, of whatever kind.
    [[nodiscard]] double of_sector(std::size_t member, std::string_view sector, Week week) const;

  private:
    /// One exposure; shares are of all adults.
    struct Counted {
        const Exposure* exposure = nullptr;
        double audience_adults = 0;
        std::array<std::array<double, kAttentionCount>, 2> share{}; ///< [concerned][attention]
        std::vector<std::vector<double>> strength;                  ///< [member][week]
    };

    /// Of one exposure.
    [[nodiscard]] double volume(const Counted& counted, std::size_t member, Week week) const;
    [[nodiscard]] double reach(const Counted& counted, std::size_t member) const;

    std::vector<DynamicsParameters> members_;
    std::vector<Counted> counted_;
};

} // namespace kozqaras
