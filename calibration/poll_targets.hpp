#pragma once
// What other pollsters found of single questions (SurveyTables::polls), as targets of a fit. Their
// respondents are weighted to the census, so the shares are those of adults at large. The question
// has thresholds of its own: the pollster's house effect on its level is fitted and tells nothing;
// what is told is the change from one of its polls to the next, and the level's place between the
// waves.

#include <vector>

#include "calibration/targets.hpp"
#include "model/inputs/survey.hpp"

namespace kozqaras {

/// Share positive and share negative of every poll, in the order of the table. Their waves are
/// those of the tables, then one for each poll. The set-up's item drift applies: a question's
/// meaning moves from poll to poll as from wave to wave (target_covariance.hpp).
[[nodiscard]] std::vector<Target> poll_targets(const SurveyTables& survey);

} // namespace kozqaras
