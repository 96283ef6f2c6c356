#pragma once
// Simulation time: whole weeks counted from Wednesday 1 January 2020. Week 0 starts that day.

#include <chrono>
#include <compare>

#include "support/dates.hpp"

namespace kozqaras {

/// A week of simulated time; negative before 2020.
struct Week {
    int value = 0;

    friend constexpr auto operator<=>(Week, Week) = default;

    friend constexpr Week operator+(Week week, int weeks) { return {week.value + weeks}; }

    friend constexpr int operator-(Week left, Week right) { return left.value - right.value; }
};

/// First day of the simulation, 2020-01-01.
[[nodiscard]] constexpr Date first_day() {
    return Date{std::chrono::year{2020} / std::chrono::January / 1};
}

/// The week that holds `date`.
[[nodiscard]] Week week_of(Date date);

/// First day of `week`.
[[nodiscard]] Date date_of(Week week);

/// The last simulated week, the one that holds 31 December 2030.
[[nodiscard]] Week last_week();

} // namespace kozqaras
