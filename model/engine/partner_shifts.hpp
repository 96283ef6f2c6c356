#pragma once
// What circumstances do to the naming of friendly countries beside the simulated attitudes: the
// war, and a scenario's approval of the rival power.

#include <vector>

#include "model/dynamics/environment.hpp"
#include "model/engine/run.hpp"
#include "model/inputs/partner_tables.hpp"

namespace kozqaras {

/// Strength of the war in `week`: 1 as recorded, 0 without one.
[[nodiscard]] double war_level(const Environment& environment, Week week);

/// What is added to each partner's utility in `week`, against the circumstances of the survey in
/// which the countries were named. A scenario that says how approval of the rival changes has said
/// it: what the war does is then not added.
[[nodiscard]] std::vector<double> partner_shifts(const PartnerTables& tables,
                                                 const Environment& environment, Week week);

/// What member `member` of the plan lives in.
[[nodiscard]] const Environment& environment_of(const RunPlan& plan, std::size_t scenario,
                                                std::size_t member);

/// Places among `weeks` in which the countries are named: the survey's, the ends of years, the
/// last. Rising.
[[nodiscard]] std::vector<std::size_t> partner_times(const PartnerTables& tables,
                                                     const RunResult& result);

} // namespace kozqaras
