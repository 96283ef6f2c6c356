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

/// The wave of a row; 2022 gets a message of its own.
[[nodiscard]] int wave_of(const CsvTable& table, std::size_t row);

/// The methodologies in which indicators were printed.
inline constexpr std::array<std::string_view, 2> kMethodologies{"published_2022", "revised_2023"};
/// Indicators, then the composite.
inline constexpr std::array<std::string_view, kIndicatorCount + 1> kIndexNames{
    "general", "geopolitical", "economic", "cultural", "composite"};

/// The indicator that a row names; nothing: the composite.
[[nodiscard]] std::optional<Indicator> index_name_of(const CsvTable& table, std::size_t row);

/// All rows of a table, each as `read` (of table and row) has it. InputError for a second row with
/// the same `key` columns, at the first of them.
template <class Read>
[[nodiscard]] auto rows_of(const CsvTable& table, const std::vector<std::string>& key,
                           const Read& read) {
    std::vector<decltype(read(table, std::size_t{0}))> rows;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        rows.push_back(read(table, row));
        std::string described;
        for (const std::string& column : key)
            described += (described.empty() ? "" : ", ") + column + ' ' + table.text(row, column);
        keys.add(table.position(row, key.front()), described);
    }
    return rows;
}

void load_region_index(const DataFolder& survey, SurveyTables& tables);
void load_macro_region_order(const DataFolder& survey, SurveyTables& tables);
void load_groups(const DataFolder& survey, SurveyTables& tables);
void load_breakdowns(const DataFolder& survey, SurveyTables& tables);
void load_breakdown_indicators(const DataFolder& survey, SurveyTables& tables);
void load_sample(const DataFolder& survey, SurveyTables& tables);

} // namespace kozqaras
