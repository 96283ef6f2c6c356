#pragma once
// Parts of the survey loader. Internal to model/inputs.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/loading.hpp"

namespace kozqaras {

/// Ids of the waves, in order of time; they live as long as `tables`.
[[nodiscard]] std::vector<std::string_view> wave_ids(const SurveyTables& tables);

/// "age 18_34".
[[nodiscard]] std::string described(const Country& country, Factor factor, int group);

// In this order: each needs those before it.
void load_waves(const DataFolder& survey, SurveyTables& tables);
void load_samples(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_questions(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_methodologies(const DataFolder& survey, const Country& country, SurveyTables& tables);
void load_observations(const DataFolder& survey, const Country& country, SurveyTables& tables);

/// Refuses rows that say different things about the same number: nets and answers, indicators and
/// the nets they are means of, groups and the whole sample. InputError with all faults.
void check_agreement(const DataFolder& survey, const SurveyTables& tables);

} // namespace kozqaras
