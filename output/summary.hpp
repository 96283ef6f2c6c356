#pragma once
// What an analyst reads first: a run in numbers and sentences.

#include <string>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// Plain text, at most 100 columns.
[[nodiscard]] std::string run_summary(const RunPlan& plan, const RunResult& result,
                                      const RunDocumentation& documentation);

/// What the terminal shows: each scenario told in a few lines; of a run without scenarios the
/// status quo. Plain text, at most 100 columns.
[[nodiscard]] std::string run_story(const RunPlan& plan, const RunResult& result,
                                    const RunDocumentation& documentation);

/// The same numbers as JSON text.
[[nodiscard]] std::string run_summary_json(const RunPlan& plan, const RunResult& result,
                                           const RunDocumentation& documentation);

} // namespace kozqaras
