#pragma once
// Answered claims as text, table, JSON and page of docs.

#include <string>
#include <vector>

#include "output/claim_answers.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// At most 100 columns.
[[nodiscard]] std::string claims_text(const std::vector<ClaimAnswer>& answers);
/// Columns: docs/formats/run.md.
[[nodiscard]] std::string claims_csv(const std::vector<ClaimAnswer>& answers);
[[nodiscard]] std::string claims_json(const std::vector<ClaimAnswer>& answers);
/// `how`: the command that made the page.
[[nodiscard]] std::string claims_markdown(const std::vector<ClaimAnswer>& answers,
                                          const std::string& how);

/// The statements of the run's documentation, answered; none without them.
[[nodiscard]] std::vector<ClaimAnswer> answers_of_run(const RunPlan& plan, const RunResult& result,
                                                      const RunDocumentation& documentation);

/// claims.csv of a run folder.
[[nodiscard]] std::string claims_of_run_csv(const RunPlan& plan, const RunResult& result,
                                            const RunDocumentation& documentation);
/// The line of the summary; empty without claims.
[[nodiscard]] std::string claims_line(const RunPlan& plan, const RunResult& result,
                                      const RunDocumentation& documentation);

} // namespace kozqaras
