#pragma once
// Dated and ramped settings, day by day, and what is left of them in a model that steps by weeks.

#include <algorithm>
#include <vector>

#include "model/core/week.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

inline constexpr int kDaysInWeek = 7;

/// One value a day from first_day() on, seven for each week.
using DailySeries = std::vector<double>;

/// Every day with the value of its week.
[[nodiscard]] DailySeries daily(const std::vector<double>& weekly);

/// The mean of each week, where weeks begin `late` days (0..6) after those of the model; seven
/// equal values give that value to the last bit. What the last week lacks then is its last day's.
[[nodiscard]] std::vector<double> weekly_means(const DailySeries& days, int late = 0);

/// One value per simulated week.
[[nodiscard]] std::vector<double> constant_series(double value);

/// Days from the first of the model's week to `date`, 0..6.
[[nodiscard]] int days_into_week(Date date);

/// Moves `days` towards target(week) from the setting's date to its end, linearly over its ramp:
/// a step every seven days. All other days stay to the last bit.
template <typename Target>
void move_series(DailySeries& days, const LeverSetting& setting, Target target) {
    const auto place = [&](Date date) {
        const auto since = (date - first_day()).count();
        return static_cast<int>(std::clamp<long>(since, 0, static_cast<long>(days.size())));
    };
    const int from = place(setting.date);
    const int to = setting.until ? std::max(from, place(*setting.until)) : place(Date::max());
    for (int day = from; day < to; ++day) {
        auto& value = days[static_cast<std::size_t>(day)];
        const double goal = target(static_cast<std::size_t>(day / kDaysInWeek));
        const int step = (day - from) / kDaysInWeek + 1;
        const bool reached = step >= setting.ramp_weeks;
        value = reached ? goal : value + (goal - value) * step / setting.ramp_weeks;
    }
}

} // namespace kozqaras
