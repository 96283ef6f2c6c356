#pragma once

namespace kozqaras::bench {

/// Adds the benchmarks of whole runs: minutes each, so they are there only when asked for.
void add_whole_runs();

} // namespace kozqaras::bench
