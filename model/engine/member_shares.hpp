#pragma once
// Members in parts: those that failed, and those that other processes simulated.

#include <functional>
#include <stop_token>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// The members that process `rank` of `processes` simulates, as a plan of its own: consecutive,
/// their numbers differ by at most one between processes; none if there are more processes than
/// members.
[[nodiscard]] RunPlan share_of(const RunPlan& plan, std::size_t rank, std::size_t processes);

/// Members whose index of the sample is not finite in some reported week.
[[nodiscard]] std::vector<std::size_t> members_not_finite(const RunResult& result);

/// Throws BugError if a member failed.
void require_all(const RunResult& result);

/// Takes the members in `result.failed` out of all arrays; `result.members` counts the others.
void leave_out_failed(RunResult& result);

/// The plan without the members that failed in `result`.
void leave_out_failed(RunPlan& plan, const RunResult& result);

/// Simulates the share of this process with `simulate_own` and puts the shares of all together.
/// `empty`: a result of the whole plan with scenarios, weeks and the size of its arrays set.
/// What is thrown in one process is thrown in all.
[[nodiscard]] RunResult
simulate_shared(const RunPlan& plan, RunResult empty,
                const std::function<RunResult(const RunPlan&)>& simulate_own);

} // namespace kozqaras
