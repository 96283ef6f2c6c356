#pragma once
// Reads [[lever]], [[plant]] and [[event]] tables.

#include <optional>
#include <string>

#include "scenarios/scenario.hpp"
#include "scenarios/table_reader.hpp"

namespace kozqaras {

/// Reads the changes below `parent` (a file or a [[variant]]). `prefix` is how messages call what
/// is below it ("" or "variant."); `start` is the date of levers that name none; `id` begins the
/// ids of events.
[[nodiscard]] Changes read_changes(TableReader& parent, const std::string& prefix,
                                   const std::string& id, std::optional<Date> start,
                                   const std::vector<Region>& regions, Faults& faults);

/// Checks one value against the lever's kind and range; the fault in words, or nothing.
[[nodiscard]] std::optional<std::string> value_fault(const LeverSetting& setting);

} // namespace kozqaras
