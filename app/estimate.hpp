#pragma once
// What a run will need, before it is run.

#include <cstdint>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

struct RunEstimate {
    double agents = 0, ties = 0; ///< ties undirected
    double state_bytes = 0;      ///< adults, ties, attitudes of one batch
    double result_bytes = 0;     ///< arrays of the result, all in memory at the end
    double agent_weeks = 0;      ///< agents x members x weeks x scenarios: the work
};

[[nodiscard]] RunEstimate estimate_run(const InputData& inputs, double scale, int members,
                                       std::size_t scenarios);

/// Bytes the machine can still give; 0 if it does not say.
[[nodiscard]] double available_memory();

/// UsageError with advice if the run does not fit into `available` bytes (0: unknown, no check).
void check_memory(const RunEstimate& estimate, double available);

} // namespace kozqaras
