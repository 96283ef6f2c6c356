#pragma once
// Dated and ramped settings -> one value per week.

#include <algorithm>
#include <vector>

#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Moves `series` towards target(week) from the setting's date to its end, linearly over its ramp;
/// all other weeks stay to the last bit.
template <typename Target>
void move_series(std::vector<double>& series, const LeverSetting& setting, Target target) {
    const auto weeks = static_cast<int>(series.size());
    const int from = std::clamp(week_of(setting.date).value, 0, weeks);
    const int to = setting.until ? std::clamp(week_of(*setting.until).value, from, weeks) : weeks;
    for (int week = from; week < to; ++week) {
        auto& value = series[static_cast<std::size_t>(week)];
        const double goal = target(static_cast<std::size_t>(week));
        const bool reached = week - from + 1 >= setting.ramp_weeks;
        value = reached ? goal : value + (goal - value) * (week - from + 1) / setting.ramp_weeks;
    }
}

/// One value per simulated week.
[[nodiscard]] inline std::vector<double> constant_series(double value) {
    return std::vector<double>(static_cast<std::size_t>(last_week().value) + 1, value);
}

} // namespace kozqaras
