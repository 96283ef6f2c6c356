#pragma once
// Events and plants that levers and tables stand for.

#include <span>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// The plant of a [[plant]] table.
[[nodiscard]] Plant plant_of(const TableSetting& setting);

/// The event of a table that says all of it.
[[nodiscard]] Event dated_event(const TableSetting& setting, const Country& country);

/// The event of a table with a kind: the template of its kind with what the table says instead.
[[nodiscard]] Event templated_event(const TableSetting& setting, const Country& country);

/// Events of levers whose words or levels stand for events; `settings` in order of date.
[[nodiscard]] std::vector<Event> events_of_levers(std::span<const LeverSetting> settings,
                                                  const Country& country);

} // namespace kozqaras
