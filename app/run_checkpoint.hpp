#pragma once
// Checkpoints of a run, in a file beside its folder.

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

#include "model/engine/checkpoint.hpp"
#include "support/run_identity.hpp"
#include "support/target_path.hpp"

namespace kozqaras {

/// FOLDER.checkpoint.h5, or FOLDER.checkpoint.1of3.h5 and so on of several processes. Keeps a
/// checkpoint each `seconds`, and when the run is broken off; never if `seconds` is 0. A
/// checkpoint that cannot be written is a warning: the run goes on.
class FileCheckpoints final : public CheckpointKeeper {
  public:
    /// Of the run that writes to `target`; `exchange` may be null.
    FileCheckpoints(const TargetPath& target, const MemberExchange* exchange, double seconds);

    /// To be called by the process that writes, before the work. With `resume`, FileError if there
    /// is nothing to go on with, or it is of another number of processes; without it, if there is
    /// an unfinished run. With `force` what is in the way is removed instead.
    void begin(bool resume, bool force) const;

    /// What the results of the run depend on.
    void set_run(RunIdentity run) { run_ = std::move(run); }

    /// That of this process; none if it had not kept one when the others did. InputError if it is
    /// of another run or damaged.
    [[nodiscard]] std::optional<RunCheckpoint> last_kept() const;

    [[nodiscard]] bool due() override;
    void keep(const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
              const RunResult& result) override;

    /// Whether this process has one, to go on with.
    [[nodiscard]] bool kept() const;

    /// Removes the files of all processes: the run is complete.
    void remove() const;

  private:
    using Clock = std::chrono::steady_clock;

    [[noreturn]] void refuse(const std::filesystem::path& file) const;

    [[nodiscard]] const std::filesystem::path& path() const { return paths_[rank_]; }

    TargetPath target_;
    std::vector<std::filesystem::path> paths_; ///< by process
    std::size_t rank_;
    RunIdentity run_;
    double seconds_;
    Clock::time_point last_ = Clock::now();
};

} // namespace kozqaras
