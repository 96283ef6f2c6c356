#pragma once
// What a command will need, before it begins.

#include <cstdint>

#include "model/core/week.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// The largest ensemble that a command holds in memory at once.
struct EnsembleSize {
    double scale = 0; ///< agents per adult
    std::size_t members = 1;
    std::size_t scenarios = 1; ///< the baseline included
    Week end = last_week();
    int report_every_weeks = 4;       ///< besides the waves
    std::size_t paths = 0;            ///< of the country's own change, drawn
    double more_bytes_per_member = 0; ///< what is made of each member beside the arrays of a run
};

struct RunEstimate {
    double agents = 0, ties = 0; ///< ties undirected
    double state_bytes = 0;      ///< adults, ties, attitudes of one batch
    double result_bytes = 0;     ///< parameters and results of all members, in memory at the end
    double agent_weeks = 0;      ///< agents x members x weeks x scenarios: the work
};

/// `members` of which only the shipped survey waves are kept, twice: what calibrations run.
[[nodiscard]] EnsembleSize wave_ensemble(const InputData& inputs, double scale,
                                         std::size_t members);

[[nodiscard]] RunEstimate estimate_run(const InputData& inputs, const EnsembleSize& size);

/// "about 1.4 GiB: 1.2 GiB for adults and attitudes, 200 MiB for results"
[[nodiscard]] std::string describe_memory(const RunEstimate& estimate);

/// UsageError with advice if the run does not fit into `available` bytes (0: unknown, no check).
void check_memory(const RunEstimate& estimate, double available);

/// The same for the memory that this process can still get.
void check_memory(const RunEstimate& estimate);

} // namespace kozqaras
