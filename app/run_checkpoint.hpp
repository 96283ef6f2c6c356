#pragma once
// Checkpoints of a run, in a file beside its folder.

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

#include "model/engine/checkpoint.hpp"
#include "support/run_identity.hpp"

namespace kozqaras {

/// FOLDER.checkpoint.h5; of several processes each has its own, FOLDER.checkpoint.1of3.h5 and so
/// on.
[[nodiscard]] std::vector<std::filesystem::path>
checkpoint_paths(const std::filesystem::path& run_folder, std::size_t processes);

/// Keeps a checkpoint each `seconds`, and when the run is broken off; never if `seconds` is 0. A
/// checkpoint that cannot be written is a warning: the run goes on.
class FileCheckpoints final : public CheckpointKeeper {
  public:
    /// Of the run that writes to `run_folder`; `exchange` may be null.
    FileCheckpoints(const std::filesystem::path& run_folder, const MemberExchange* exchange,
                    double seconds);

    /// FileError if no process has a checkpoint.
    void require_some() const;

    /// What the results of the run depend on.
    void set_run(RunIdentity run) { run_ = std::move(run); }

    /// That of this process; none if it had not kept one when the others did. InputError if it is
    /// of another run or damaged.
    [[nodiscard]] std::optional<RunCheckpoint> last_kept() const;

    [[nodiscard]] bool due() override;
    void keep(const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
              const RunResult& result) override;

    /// Whether one was written by this object.
    [[nodiscard]] bool kept() const { return kept_; }

    /// Removes the files of all processes: the run is complete.
    void remove() const;

  private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] const std::filesystem::path& path() const { return paths_[rank_]; }

    std::vector<std::filesystem::path> paths_; ///< by process
    std::size_t rank_;
    RunIdentity run_;
    double seconds_;
    Clock::time_point last_ = Clock::now();
    bool kept_ = false;
};

} // namespace kozqaras
