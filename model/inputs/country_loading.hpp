#pragma once
// Parts of the country loader. Internal to model/inputs.

#include <span>
#include <string_view>
#include <vector>

#include "model/inputs/country.hpp"
#include "model/inputs/loading.hpp"

namespace kozqaras {

/// Class indices of a cell like "18-24;25-34", which `kind` names in messages.
[[nodiscard]] std::vector<int> class_list(const CsvTable& table, std::size_t row,
                                          std::string_view column,
                                          std::span<const std::string_view> codes,
                                          std::string_view kind);

/// The columns settlement, age, ethnicity, language and wealth, which say whom a row concerns.
TableRules& concern_columns(TableRules& rules);
[[nodiscard]] Concern concern_of(const CsvTable& table, std::size_t row, const Country& country);

// In this order: each needs those before it.
void load_regions(const DataFolder& geography, Country& country);
void load_classes(const DataFolder& folder, Country& country);
void load_traits(const DataFolder& folder, Country& country);
void load_source_codes(const DataFolder& media, Country& country);
void load_indicators(const DataFolder& survey, Country& country);
/// Nothing without the table.
void load_sectors(const DataFolder& survey, Country& country);
void load_event_templates(const DataFolder& events, Country& country);

} // namespace kozqaras
