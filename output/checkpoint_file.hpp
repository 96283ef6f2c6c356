#pragma once
// A run that was broken off, in one HDF5 file: groups state, snapshot/WEEK and result, with plain
// one-dimensional datasets. Its first 512 bytes hold the SHA-256 of all others. Only the version
// that wrote it is meant to read it.

#include <filesystem>
#include <optional>
#include <string>

#include "model/engine/checkpoint.hpp"
#include "support/run_identity.hpp"

namespace kozqaras {

/// Writes the file whole or not at all. `run`: all that results depend on. Throws FileError.
void write_checkpoint(const std::filesystem::path& path, const RunIdentity& run,
                      const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
                      const RunResult& result);

/// The share of the run that was done, 0 to 1; nothing if the file is no checkpoint or damaged.
[[nodiscard]] std::optional<double> share_done(const std::filesystem::path& path);

/// Throws FileError if there is no such file or it cannot be read, InputError if a byte of it was
/// altered or it belongs to a run other than `run`. That the arrays have the shape of the plan is
/// checked by simulate().
[[nodiscard]] RunCheckpoint read_checkpoint(const std::filesystem::path& path,
                                            const RunIdentity& run);

} // namespace kozqaras
