#pragma once
// Events and plants that levers and tables stand for.

#include <optional>
#include <span>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// The plant of a [[plant]] table.
[[nodiscard]] Plant plant_of(const TableSetting& setting);

/// The event of an [[event]], [[visit]] or [[incident]] table; nothing for other tables.
[[nodiscard]] std::optional<Event> event_of(const TableSetting& setting, const Country& country);

/// Events of levers whose words stand for events (land.law, nuclear.contractor, lrt.service) and of
/// a closed border; `settings` in order of date.
[[nodiscard]] std::vector<Event> events_of_levers(std::span<const LeverSetting> settings,
                                                  const Country& country);

} // namespace kozqaras
