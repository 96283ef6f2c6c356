#pragma once
// The texts of the CSV files of a run folder. Columns: docs/formats/run.md.

#include <string>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// Quantiles of the index: everyone and the sample at every reported week, groups at the waves and
/// at year ends.
[[nodiscard]] std::string index_csv(const RunPlan& plan, const RunResult& result,
                                    const RunDocumentation& documentation);

/// Every scenario minus the baseline, member by member.
[[nodiscard]] std::string differences_csv(const RunPlan& plan, const RunResult& result,
                                          const RunDocumentation& documentation);

/// Shares of the adults who answer questions outside the index, and pairs of questions, positively,
/// at year ends and waves, and what scenarios do to them.
[[nodiscard]] std::string shares_csv(const RunPlan& plan, const RunResult& result,
                                     const RunDocumentation& documentation);

/// Each scenario's peak, half-life and end, what its parts do, and on what it rests.
[[nodiscard]] std::string story_csv(const RunPlan& plan, const RunResult& result,
                                    const RunDocumentation& documentation);

/// The table of forecast hubs (hubverse), yearly.
[[nodiscard]] std::string hub_csv(const RunPlan& plan, const RunResult& result,
                                  const RunDocumentation& documentation);

/// Published and simulated waves, question by question and indicator by indicator.
[[nodiscard]] std::string waves_csv(const RunPlan& plan, const RunResult& result);

/// The printed shares of 2023 by group, published and simulated.
[[nodiscard]] std::string breakdowns_csv(const RunPlan& plan, const RunResult& result);

/// Friendly countries: who is named, and what besides what, with the print; header only without
/// them.
[[nodiscard]] std::string friends_csv(const RunPlan& plan, const RunResult& result);

/// The information funnel year by year: how many hear of China, seek, are curious, have talked with
/// Chinese citizens, have been there.
[[nodiscard]] std::string funnel_csv(const RunPlan& plan, const RunResult& result,
                                     const RunDocumentation& documentation);

/// Joint projects: how many know of each, and what those think of it.
[[nodiscard]] std::string projects_csv(const RunPlan& plan, const RunResult& result,
                                       const RunDocumentation& documentation);

/// Every cell of every margin: aimed at, after fitting, among the agents.
[[nodiscard]] std::string population_fit_csv(const FitReport& fit);

/// Degree, clustering and mixing of the ties beside what was aimed at.
[[nodiscard]] std::string network_csv(const NetworkReport& report, const Country& country);

/// "seen", "derived" or "estimate".
[[nodiscard]] std::string_view status_code(Status status);

} // namespace kozqaras
