#pragma once
// The model steps by weeks that begin on Wednesdays; what people set begins on any day. A thing
// that begins d days into a week is (7 - d)/7 of the thing beginning with that week and d/7 of the
// same thing a week later: its sum over time does not depend on the day. What begins with a week
// stays as it is. docs/decisions/0048-weeks-in-proportion.md.

#include <vector>

#include "model/dynamics/environment.hpp"

namespace kozqaras {

/// A happening: whole weeks, at least one, whatever the day it begins. The parts add up to it.
[[nodiscard]] std::vector<Event> happening_in_weeks(const Event& event);

/// A state that holds from its start to its end or for good: its last week in proportion too.
[[nodiscard]] std::vector<Event> state_in_weeks(const Event& event);

/// An exposure whose weeks begin `late` days (0..6) after those of the model; its series stand as
/// if they began with them.
[[nodiscard]] std::vector<Exposure> exposure_in_weeks(const Exposure& exposure, int late);

} // namespace kozqaras
