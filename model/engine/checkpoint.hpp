#pragma once
// Where a run stands, so that it can be broken off and go on to the same bytes.

#include <cstddef>
#include <map>
#include <optional>

#include "model/dynamics/batch.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// What is being simulated.
struct RunPosition {
    static constexpr std::size_t kWholeBatch = static_cast<std::size_t>(-1);
    std::size_t batch = 0;          ///< first member of the batch under way
    std::size_t scenario = 0;       ///< under way
    std::size_t lone = kWholeBatch; ///< place in the batch of the member under way, if it is alone
    double share_done = 0;          ///< of all weeks of the run, 0 to 1
};

/// The baseline in the weeks where scenarios leave it.
using Snapshots = std::map<int, BatchState>;

struct RunCheckpoint {
    RunPosition at;
    BatchState state; ///< of what is under way
    Snapshots snapshots;
    RunResult result; ///< what has been recorded; with `national`, if it is known
};

/// Keeps checkpoints, wherever that may be.
class CheckpointKeeper {
  public:
    virtual ~CheckpointKeeper() = default;
    /// Asked after every simulated week: is it time to keep one?
    [[nodiscard]] virtual bool due() = 0;
    virtual void keep(const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
                      const RunResult& result) = 0;
};

/// As simulate() in run.hpp, with checkpoints when they are due and before Interrupted is thrown;
/// goes on from `from` if given, which must be of the same plan (InputError if it cannot be).
[[nodiscard]] RunResult simulate(const RunPlan& plan, std::stop_token stop, ProgressSink& progress,
                                 CheckpointKeeper& keeper, std::optional<RunCheckpoint> from);

} // namespace kozqaras
