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

/// Exposures of one table: campaign, misinformation, pollution of a plant; empty for others.
[[nodiscard]] std::vector<Exposure> exposures_of_table(const TableSetting& setting,
                                                       const Country& country);

} // namespace kozqaras
