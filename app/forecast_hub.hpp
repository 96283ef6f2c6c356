#pragma once
// A forecast as a table for forecast hubs.

#include <string>

#include "forecast/forecast_record.hpp"

namespace kozqaras {

/// Year ends from the year of issue on (of a hindcast: from that of the last known wave), and the
/// foreseen wave as `..._survey` with the error of the survey. Composite and indicators; location:
/// KZ, or a region as the survey would field it. Columns: docs/formats/run.md.
[[nodiscard]] std::string forecast_hub_csv(const ForecastRecord& record,
                                           const std::string& country);

} // namespace kozqaras
