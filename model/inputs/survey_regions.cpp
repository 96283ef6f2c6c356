// data/survey: what is printed of single regions: values and signs of 2020 and 2021, and the order
// of macro-regions in 2023.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kCountry = "KZ", kOthers = "others";

std::string unit_of(const CsvTable& table, std::size_t row) {
    std::vector<std::string_view> units(kRegionCodes.begin(), kRegionCodes.end());
    units.push_back(kCountry);
    units.push_back(kOthers);
    (void)table.code(row, "region_pre2022", units, "region");
    return table.text(row, "region_pre2022");
}

RegionIndex region_row(const CsvTable& table, std::size_t row) {
    constexpr std::array<std::string_view, 2> signs{"negative", "positive"};
    RegionIndex region;
    region.unit = unit_of(table, row);
    region.wave = wave_of(table, row);
    (void)table.code(row, "methodology", kMethodologies, "methodology");
    region.methodology = table.text(row, "methodology");
    region.indicator = index_name_of(table, row);
    region.positive = table.code(row, "sign", signs, "sign") == 1;
    region.status = status_of(table, row);
    if (!table.empty(row, "value")) {
        region.value = table.number(row, "value", -1.0, 1.0);
        if ((*region.value >= 0.0) != region.positive)
            throw InputError(table.position(row, "sign"),
                             fmt::format("the value {} has another sign", *region.value));
    }
    return region;
}

MacroRegionRank rank_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    constexpr int kLowest = 20;
    MacroRegionRank rank;
    rank.name = filled_text(table, row, "topic");
    const auto index = std::ranges::find(kIndexNames, rank.name);
    const auto question = std::ranges::find(tables.questions, rank.name, &Question::id);
    using Topic = MacroRegionRank::Topic;
    rank.topic = Topic::other;
    if (index == kIndexNames.end() - 1) {
        rank.topic = Topic::composite;
    } else if (index != kIndexNames.end()) {
        rank.topic = Topic::indicator;
        rank.indicator = static_cast<Indicator>(index - kIndexNames.begin());
    } else if (question != tables.questions.end()) {
        rank.topic = Topic::question;
        rank.question = static_cast<int>(question - tables.questions.begin());
    }
    rank.rank = static_cast<int>(table.number(row, "rank", 1, kLowest));
    (void)table.code(row, "macro_region", kMacroRegions, "macro-region");
    rank.macro_region = table.text(row, "macro_region");
    rank.status = status_of(table, row);
    return rank;
}

} // namespace

void load_region_index(const DataFolder& survey, SurveyTables& tables) {
    tables.region_index =
        rows_of(survey.table("region_index_2021.csv"),
                {"region_pre2022", "wave", "methodology", "indicator"}, region_row);
}

void load_macro_region_order(const DataFolder& survey, SurveyTables& tables) {
    tables.macro_region_order = rows_of(
        survey.table("macro_region_ordering_2023.csv"), {"macro_region", "topic"},
        [&](const CsvTable& table, std::size_t row) { return rank_row(table, row, tables); });
}

} // namespace kozqaras
