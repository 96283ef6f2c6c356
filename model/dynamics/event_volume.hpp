#pragma once
// How much news of each class of event there is, as it reaches the mean adult: what the events of a
// week add up to before anybody's attention or attitude comes in.

#include <array>
#include <span>
#include <vector>

#include "model/dynamics/dynamics_parameters.hpp"
#include "model/dynamics/environment.hpp"
#include "model/dynamics/switches.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

/// Value of a weekly series; before it the first, after it the last, 0 of an empty one.
[[nodiscard]] double weekly_value(const std::vector<double>& series, Week week);

/// event_strength() with the half-life of its class; of an event of the war, times the intensity of
/// the war.
[[nodiscard]] double strength_in(const Environment& environment, const Event& event, Week week,
                                 const DynamicsParameters& parameters);

/// Whether the switches let it happen: a drawn event may be switched off.
[[nodiscard]] bool happens(const Event& event, const Switches& switches);

/// Whether the event starts when no wave has shown yet what events of its class do
/// (DynamicsParameters::events_known_until).
[[nodiscard]] bool is_later(const Event& event, const DynamicsParameters& parameters);

using ClassVolume = std::array<double, kEventClassCount>;

/// Of one scenario, for the members of a batch.
class EventVolume {
  public:
    /// `environment` must outlive the volume.
    EventVolume(const ReportingCells& cells, const Environment& environment,
                std::span<const DynamicsParameters> members, const Switches& switches);

    /// Sum over the events of each class of strength_in() times their reach, the mean over all
    /// adults; of class goods also the share of Chinese cars. 1: one event of salience 3 that
    /// reaches everyone. BugError if there is no such member.
    [[nodiscard]] ClassVolume at(std::size_t member, Week week) const;

  private:
    const Environment& environment_;
    Switches switches_;
    std::vector<DynamicsParameters> members_;
    std::vector<double> reach_; ///< [member][event]
};

} // namespace kozqaras
