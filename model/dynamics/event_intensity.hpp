#pragma once
// How strong an event is in a week, and for whom. The same kernel serves direct effects and the
// news.

#include <cstdint>
#include <span>
#include <vector>

#include "model/core/week.hpp"
#include "model/dynamics/dynamics_parameters.hpp"
#include "model/dynamics/environment.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Salience at which an event has its class's full effect (the top of the scale 0..3).
inline constexpr double kFullSalience = 3.0;
/// Share of Chinese brands among new cars that stands for the full effect of the class "goods": the
/// level of 2025.
inline constexpr double kFullCarShare = 0.39;

/// Strength of `event` in `week`: 0 before the start; direction * salience / 3 while it lasts;
/// halved every `half_life_weeks` after its end. Range -1..1.
[[nodiscard]] double event_strength(const Event& event, Week week, double half_life_weeks);

/// Whether an event concerns the members of a reporting cell (group and place apart).
[[nodiscard]] bool concerns(const Country& country, const Concern& concern,
                            const std::array<std::uint8_t, kReportedFactors.size()>& groups);

/// Agents that no event tells apart share an event profile: one region, one set of events that
/// concern them.
struct EventProfiles {
    struct Profile {
        int region = 0;
        std::vector<bool> concerned; ///< per event of the environment
    };

    std::vector<Profile> profiles;
    std::vector<std::uint16_t> profile_of_cell; ///< per reporting cell
};

[[nodiscard]] EventProfiles make_event_profiles(const ReportingCells& cells,
                                                std::span<const Event> events);

/// Factor by which `event` reaches a profile: place (where it happened more, elsewhere less), and
/// concern.
[[nodiscard]] double event_reach(const Event& event, const EventProfiles::Profile& profile,
                                 std::size_t event_number, const DynamicsParameters& parameters);

} // namespace kozqaras
