#pragma once
// A run made by hand: shipped inputs, a few hundred agents without ties, and smooth curves in place
// of the model.

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras::testing {

struct SampleRun {
    RunPlan plan;
    RunResult result;
    RunDocumentation documentation;
};

/// Four scenarios: baseline, one that raises the index from 2026, one that lowers it from 2027, and
/// one that changes nothing. The baseline meets the waves roughly.
[[nodiscard]] SampleRun make_sample_run(std::size_t members);

} // namespace kozqaras::testing
