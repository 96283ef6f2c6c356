#pragma once
// Parts of the survey loader. Internal to model/inputs.

#include "model/inputs/loading.hpp"

namespace kozqaras {

/// Ids of the questions, in order; they live as long as `tables`.
[[nodiscard]] std::vector<std::string_view> question_ids(const SurveyTables& tables);

void load_groups(const DataFolder& survey, SurveyTables& tables);
void load_breakdowns(const DataFolder& survey, SurveyTables& tables);
void load_breakdown_indicators(const DataFolder& survey, SurveyTables& tables);
void load_sample(const DataFolder& survey, SurveyTables& tables);

} // namespace kozqaras
