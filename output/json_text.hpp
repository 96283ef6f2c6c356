#pragma once
// The JSON texts of a run folder. Only json_text.cpp sees the JSON library.

#include <cstdint>
#include <string>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// manifest.json: everything needed to repeat the run, and what was run.
[[nodiscard]] std::string manifest_json(const RunPlan& plan, const RunResult& result,
                                        const RunDocumentation& documentation);

/// FNV-1a 64 over all arrays of the result, hexadecimal: equal results, equal text, whatever the
/// wall time.
[[nodiscard]] std::string result_fingerprint(const RunResult& result);

} // namespace kozqaras
