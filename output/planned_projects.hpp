#pragma once
// What would people say of a project that a scenario adds? Reports printed approval of a few joint
// projects, and of fields of cooperation. A new project is taken to stand to its field as a printed
// one to its own: on the probit scale its share is that of the field plus an offset, drawn for each
// member from a Student t with the mean and spread of the printed projects' offsets. Few projects
// were printed, so the interval is wide, and it says so.

#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/claims.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// Answers to the projects (plants with a sector) that `scenario` adds to the record, as if asked
/// when the last wave was, before any effect of theirs: of everyone, then of the residents of the
/// project's region. Empty where fewer than three printed projects have a sector. Shares over
/// members; the same for any number of threads.
[[nodiscard]] std::vector<PlannedAnswer>
planned_project_answers(const RunPlan& plan, const RunResult& result,
                        const std::vector<ProjectRow>& printed, std::size_t scenario);

} // namespace kozqaras
