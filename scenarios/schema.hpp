#pragma once
// The registry of levers as the draft-4 JSON schema of scenario files: editors such as Taplo
// complete and check by it.

#include <string>
#include <vector>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// JSON schema (draft 4) of a scenario file, ending in a newline.
[[nodiscard]] std::string scenario_schema(const Country& country);

} // namespace kozqaras
