#pragma once
// What levers and tables expose people to.

#include <span>
#include <vector>

#include "model/dynamics/environment.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// Exposures of all number levers that are no series of the record (trade, permits, prices,
/// studies, ...), against their status quo. `settings` in the order in which they act. A lever that
/// stays at its status quo gives none.
[[nodiscard]] std::vector<Exposure> exposures_of_levers(std::span<const LeverSetting> settings,
                                                        const Country& country);

// Of one table, in the weeks of the model; empty if it exposes nobody.

/// A message of the tone that the table gives.
[[nodiscard]] std::vector<Exposure> campaign_exposures(const TableSetting& setting,
                                                       const Country& country);

/// A hostile message, and its correction.
[[nodiscard]] std::vector<Exposure> rumour_exposures(const TableSetting& setting,
                                                     const Country& country);

/// Pollution by a plant, on its day.
[[nodiscard]] std::vector<Exposure> pollution_exposures(const TableSetting& setting,
                                                        const Country& country);

} // namespace kozqaras
