#pragma once
// What a visa regime does to travel and events.

#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Travel of one week under the regime that is set: its level does not depend on earlier settings.
[[nodiscard]] double visa_trips(const LeverSetting& setting, double recorded_trips);
[[nodiscard]] double visa_visitors(const LeverSetting& setting, double recorded_visitors);

/// Ends the event of the visa-free regime where visas are required again, adds the news of a
/// debated withdrawal, and lets the event start anew where visas fall again. `settings` are those
/// of visa.regime, in order of date.
void apply_visa_events(const std::vector<LeverSetting>& settings, Environment& environment);

} // namespace kozqaras
