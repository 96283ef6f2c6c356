#pragma once
// How a comparison is shown: text of about 110 columns, JSON, one long CSV.

#include <string>
#include <vector>

#include "workbench/comparison.hpp"

namespace kozqaras {

struct ComparisonReport {
    ComparedRuns runs;
    Comparison comparison;
    std::vector<std::string> warnings; ///< values outside what was ever observed
    std::string how;                   ///< the command line
    std::vector<Date> dates;           ///< as asked for; the tables show their reported weeks
    std::vector<ScenarioNote> notes;   ///< on what scenarios rest, and their parts
    bool all = false;                  ///< every table, not only the first lines
    bool dated = false, groups = false, changes = false,
         survey = false; ///< these tables were asked for
};

/// At most ten lines: each scenario's peak, half-life and end, the strongest first.
[[nodiscard]] std::string comparison_story(const ComparisonReport& report);
/// What the parts of scenarios do; empty if none were run.
[[nodiscard]] std::string comparison_parts(const ComparisonReport& report);
/// The story, and with `all` every table; without it the tables that were asked for.
[[nodiscard]] std::string comparison_text(const ComparisonReport& report);
[[nodiscard]] std::string comparison_json(const ComparisonReport& report);
/// One number with its interval per row; `table` says which table: difference, course,
/// polarisation, change, detectable, pairing.
[[nodiscard]] std::string comparison_csv(const ComparisonReport& report);

} // namespace kozqaras
