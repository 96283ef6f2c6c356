#pragma once
// The registry of levers as JSON: the draft-4 schema of scenario files (editors such as Taplo
// complete and check by it), and the list of levers.

#include <string>
#include <vector>

#include "model/dynamics/environment.hpp"

namespace kozqaras {

/// JSON schema (draft 4) of a scenario file, ending in a newline.
[[nodiscard]] std::string scenario_schema(const std::vector<Region>& regions);

/// All levers with labels, units, ranges, status quo and evidence, as a JSON array.
[[nodiscard]] std::string levers_json(const Environment& baseline);

} // namespace kozqaras
