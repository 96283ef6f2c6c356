#pragma once
// How much of a scenario's effect each of its parts makes: parts run alone beside the whole, with
// the first members of it (a batch, twelve at most).

#include <span>
#include <stop_token>
#include <vector>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"
#include "scenarios/scenario_parts.hpp"

namespace kozqaras {

/// Members with which parts are run, at most. One batch: members are spread, so that the first few
/// stand for all, and more would double the time of a run.
inline constexpr std::size_t kMembersOfParts = 12;

/// Runs `parts` on the world and members of `plan` (its scenarios are not looked at) and fills
/// `notes`, which holds one note per line of `result` that has parts. At the whole's peak and at
/// the end of the run; what the whole is more than the sum of its parts is a part of kind "rest".
/// Nothing is run without parts. Notes keep no parts where a member failed.
void add_parts(const RunPlan& plan, const RunResult& result, std::span<const ScenarioPart> parts,
               const std::stop_token& stop, ProgressSink& progress,
               std::vector<ScenarioNote>& notes);

} // namespace kozqaras
