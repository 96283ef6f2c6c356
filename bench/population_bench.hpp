#pragma once

namespace kozqaras::bench {

/// Adds the benchmarks of population and network at one agent per adult: minutes and gigabytes, so
/// they are there only when asked for.
void add_whole_country();

} // namespace kozqaras::bench
