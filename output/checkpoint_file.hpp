#pragma once
// A run that was broken off, in one HDF5 file: groups state, snapshot/WEEK and result, with plain
// one-dimensional datasets. Only the version that wrote it is meant to read it.

#include <filesystem>
#include <optional>
#include <string>

#include "model/engine/checkpoint.hpp"

namespace kozqaras {

/// Writes the file whole or not at all. `run` tells runs apart: a hash of all that results depend
/// on. Throws FileError.
void write_checkpoint(const std::filesystem::path& path, const std::string& run,
                      const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
                      const RunResult& result);

/// The share of the run that was done, 0 to 1; nothing if the file is no checkpoint or damaged.
[[nodiscard]] std::optional<double> share_done(const std::filesystem::path& path);

/// Throws FileError if there is no such file or it cannot be read, InputError if it is damaged or
/// belongs to a run other than `run`. That the arrays have the shape of the plan is checked by
/// simulate().
[[nodiscard]] RunCheckpoint read_checkpoint(const std::filesystem::path& path,
                                            const std::string& run);

} // namespace kozqaras
