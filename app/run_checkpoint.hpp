#pragma once
// Checkpoints of a run, in a file beside its folder.

#include <chrono>
#include <filesystem>
#include <string>

#include "model/engine/checkpoint.hpp"

namespace kozqaras {

/// FOLDER.checkpoint.h5
[[nodiscard]] std::filesystem::path checkpoint_path(const std::filesystem::path& run_folder);

/// SHA-256 of all that the results of `plan` depend on: settings, data, parameters, version.
[[nodiscard]] std::string run_hash(const RunPlan& plan, const std::string& resolved_settings);

/// Keeps a checkpoint each `seconds`, and when the run is broken off; never if `seconds` is 0. A
/// checkpoint that cannot be written is a warning: the run goes on.
class FileCheckpoints final : public CheckpointKeeper {
  public:
    FileCheckpoints(std::filesystem::path path, std::string run, double seconds);

    [[nodiscard]] bool due() override;
    void keep(const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
              const RunResult& result) override;

    /// Whether one was written by this object.
    [[nodiscard]] bool kept() const { return kept_; }

    /// Removes the file: the run is complete.
    void remove() const;

  private:
    using Clock = std::chrono::steady_clock;

    std::filesystem::path path_;
    std::string run_;
    double seconds_;
    Clock::time_point last_ = Clock::now();
    bool kept_ = false;
};

} // namespace kozqaras
