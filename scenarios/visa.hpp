#pragma once
// What a visa regime does to travel and events.

#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Travel of one week under the regime that is set: its level does not depend on earlier settings.
[[nodiscard]] double visa_trips(const LeverSetting& setting, double recorded_trips);
[[nodiscard]] double visa_visitors(const LeverSetting& setting, double recorded_visitors);

/// Where a withdrawal is debated: ends the event of the visa-free regime, adds the news of the
/// withdrawal, and lets the event start anew where visas fall again. A withdrawal without debate
/// changes travel alone: no study says what its news does. `settings` are those of visa.regime, in
/// order of date.
void apply_visa_events(const std::vector<LeverSetting>& settings, Environment& environment);

} // namespace kozqaras
