#pragma once
// How much memory this process can still get.

#include <filesystem>
#include <optional>

namespace kozqaras {

/// Bytes: the least of what the machine has free, what the limits of the process (ulimit -v, -d)
/// leave, and what its control groups (containers, jobs of a cluster) leave. 0 if none of them
/// says.
[[nodiscard]] double available_memory();

/// Bytes that the control group of a process leaves: the least over the group and those above it.
/// `membership`: /proc/self/cgroup; `mount`: /sys/fs/cgroup. Reads versions 1 and 2. File cache
/// that can be dropped counts as free. Nothing if no limit is set or the files cannot be read.
[[nodiscard]] std::optional<double> memory_of_control_group(const std::filesystem::path& membership,
                                                            const std::filesystem::path& mount);

} // namespace kozqaras
