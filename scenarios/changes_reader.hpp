#pragma once
// Reads [[lever]] tables and those of the table levers.

#include <optional>
#include <string>

#include "model/inputs/input_data.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/table_reader.hpp"

namespace kozqaras {

/// Reads the changes below `parent` (a file or a [[variant]]). `prefix` is how messages call what
/// is below it ("" or "variant."); `start` is the date of levers that name none.
[[nodiscard]] Changes read_changes(TableReader& parent, const std::string& prefix,
                                   std::optional<Date> start, const Country& country,
                                   Faults& faults);

/// Checks one value against the lever's kind and range; the fault in words, or nothing.
[[nodiscard]] std::optional<std::string> value_fault(const LeverSetting& setting);
/// Checks dates, ramp and targets; the key at fault and the fault in words, or nothing.
[[nodiscard]] std::optional<std::pair<std::string, std::string>>
setting_fault(const LeverSetting& setting, const Country& country);

} // namespace kozqaras
