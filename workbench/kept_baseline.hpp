#pragma once
// A baseline that is simulated once and kept, with its state in some weeks, so that one scenario
// after the other can be laid over it for the price of the weeks after it leaves the baseline.
// Members are simulated in parts, so that a first answer is there early. Results are those of
// simulate(), to the byte: neither parts nor kept states change them (model/engine/checkpoint.hpp).

#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

#include "model/dynamics/batch.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Members of one batch with their baseline.
class KeptBatch {
  public:
    /// Simulates the baseline of `plan`: its only scenario, one batch of members (kMostMembers or
    /// fewer). Keeps the state before each of the weeks `keep`.
    KeptBatch(RunPlan plan, const std::vector<Week>& keep, const std::stop_token& stop,
              ProgressSink& progress);

    [[nodiscard]] const RunPlan& plan() const { return plan_; }

    [[nodiscard]] const RunResult& baseline() const { return baseline_; }

    /// The baseline and `scenario`, as simulate() gives them. Throws Interrupted when `stop` is
    /// requested.
    [[nodiscard]] RunResult with(ScenarioSetting scenario, const std::stop_token& stop,
                                 ProgressSink& progress) const;

  private:
    /// The last state kept at or before `week`; null if there is none to be used.
    [[nodiscard]] const BatchState* state_before(Week week) const;

    RunPlan plan_;
    RunResult baseline_;
    std::map<int, BatchState> states_;
};

/// All members of a plan, in batches.
class KeptBaseline {
  public:
    /// Of the members so far.
    using Shown = std::function<void(const RunResult& result, bool whole)>;

    /// `plan` holds one scenario, the baseline. The first batch has `first` members (at least 1).
    KeptBaseline(const RunPlan& plan, std::size_t first, const std::vector<Week>& keep,
                 const std::stop_token& stop, ProgressSink& progress);

    /// Of all members.
    [[nodiscard]] RunResult baseline() const;

    [[nodiscard]] std::size_t batches() const { return batches_.size(); }

    /// The baseline and `scenario`: `shown` gets the members of the first batch as soon as they are
    /// there, then all of them.
    /// Throws Interrupted when `stop` is requested.
    void with(const ScenarioSetting& scenario, const std::stop_token& stop, ProgressSink& progress,
              const Shown& shown) const;

  private:
    std::vector<std::unique_ptr<KeptBatch>> batches_;
};

/// Results of consecutive members of one plan as one. BugError if their scenarios or weeks differ.
[[nodiscard]] RunResult joined(const std::vector<const RunResult*>& parts);

/// Weeks in which states are worth keeping: every half year from a year before `likely` on, earlier
/// every two years; `likely` is one of them.
[[nodiscard]] std::vector<Week> weeks_to_keep(Week likely, Week end);

} // namespace kozqaras
