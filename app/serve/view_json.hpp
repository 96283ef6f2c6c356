#pragma once
// What the page draws of a run, as JSON. Values in points of net (index x 100), dates as ISO text.

#include <string>

#include <nlohmann/json.hpp>

#include "workbench/comparison.hpp"

namespace kozqaras {

/// What the page shows of a run.
struct PageView {
    int value = 0; ///< place in shown_values()
    Date date{};   ///< of tables, maps and dots
    int group = 0; ///< of charts: place among the groups of a report
};

/// Codes of what a page may show of a run: the indicators and their composite; then the questions
/// outside the index and the pairs of questions, each by the share of all adults who answer
/// positively (of a pair: both).
[[nodiscard]] std::vector<std::string> shown_values(const ComparedRuns& runs,
                                                    const SurveyTables& survey);

/// Whether `value`, a place in shown_values(), is an index: it has groups and causes. The shares
/// are known of all adults alone.
[[nodiscard]] bool is_index(const ComparedRuns& runs, int value);

/// The baseline: its course (5, 25, 50, 75, 95 % of the draws, paths of the country's own change
/// included), 50 draws at the date, all groups at the date.
[[nodiscard]] nlohmann::ordered_json
baseline_view(const ComparedRuns& runs, const SurveyTables& survey, const PageView& view);

/// The scenario (number 1 of `runs`) beside the baseline. `whole`: also its own course and dots;
/// without, only what a first impression needs. `rows`, `course` and so on are those of compare().
[[nodiscard]] nlohmann::ordered_json scenario_view(const ComparedRuns& runs,
                                                   const SurveyTables& survey, const PageView& view,
                                                   bool whole);

} // namespace kozqaras
