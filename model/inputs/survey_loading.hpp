#pragma once
// Parts of the survey loader. Internal to model/inputs.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/loading.hpp"

namespace kozqaras {

/// Ids of the questions, in order; they live as long as `tables`.
[[nodiscard]] std::vector<std::string_view> question_ids(const SurveyTables& tables);

/// Codes of a column `wave`: the waves, without 2022, which gets a message of its own.
[[nodiscard]] int wave_of(const CsvTable& table, std::size_t row);

/// The methodologies in which indicators were printed.
inline constexpr std::array<std::string_view, 2> kMethodologies{"published_2022", "revised_2023"};
/// Indicators, then the composite.
inline constexpr std::array<std::string_view, kIndicatorCount + 1> kIndexNames{
    "general", "geopolitical", "economic", "cultural", "composite"};

/// The indicator that a row names; nothing: the composite.
[[nodiscard]] std::optional<Indicator> index_name_of(const CsvTable& table, std::size_t row);

void load_region_index(const DataFolder& survey, SurveyTables& tables);
void load_macro_region_order(const DataFolder& survey, SurveyTables& tables);
void load_groups(const DataFolder& survey, SurveyTables& tables);
void load_breakdowns(const DataFolder& survey, SurveyTables& tables);
void load_breakdown_indicators(const DataFolder& survey, SurveyTables& tables);
void load_sample(const DataFolder& survey, SurveyTables& tables);

/// Refuses tables that say different things about the same number: nets and answers, indicators and
/// the nets they are means of, groups and the whole sample. InputError with all faults.
void check_agreement(const DataFolder& survey, const SurveyTables& tables);

} // namespace kozqaras
