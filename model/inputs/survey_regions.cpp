// data/survey: what is printed of single regions: values and signs of 2020 and 2021, and the order
// of macro-regions in 2023.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kCountry = "KZ", kOthers = "others";

constexpr std::array<std::string_view, 2> kSigns{"negative", "positive"};
/// A topic of the order of macro-regions that is no question and no indicator.
constexpr std::string_view kOtherTopic = "china_is_threat";

TableRules region_index_rules() {
    std::vector<std::string_view> units(kRegionCodes.begin(), kRegionCodes.end());
    units.push_back(kCountry);
    units.push_back(kOthers);
    return with_origin()
        .code("region_pre2022", units, "region")
        .text("wave")
        .code("methodology", kMethodologies, "methodology")
        .code("indicator", kIndexNames, "indicator")
        .number("value", -1.0, 1.0)
        .or_empty()
        .code("sign", kSigns, "sign")
        .key({"region_pre2022", "wave", "methodology", "indicator"});
}

RegionIndex region_row(const CsvTable& table, std::size_t row) {
    RegionIndex region;
    region.unit = table.text(row, "region_pre2022");
    region.wave = wave_of(table, row);
    region.methodology = table.text(row, "methodology");
    region.indicator = index_name_of(table, row);
    region.positive = table.text(row, "sign") == kSigns[1];
    region.status = status_of(table, row);
    if (!table.empty(row, "value")) {
        region.value = table.number(row, "value");
        if ((*region.value >= 0.0) != region.positive)
            throw InputError(table.position(row, "sign"),
                             fmt::format("the value {} has another sign", *region.value));
    }
    return region;
}

TableRules rank_rules(const SurveyTables& tables) {
    constexpr int kLowest = 20;
    auto topics = question_ids(tables);
    topics.insert(topics.end(), kIndexNames.begin(), kIndexNames.end());
    topics.push_back(kOtherTopic);
    return with_origin_and_year()
        .code("topic", topics, "topic")
        .whole("rank", 1, kLowest)
        .code("macro_region", kMacroRegions, "macro-region")
        .key({"macro_region", "topic"});
}

/// A topic with one macro-region, or with equal ranks only, says nothing: a row is lost.
void require_orders(const CsvTable& table, const std::vector<MacroRegionRank>& order) {
    Faults faults;
    std::map<std::string, std::set<int>> ranks;
    for (const MacroRegionRank& rank : order)
        ranks[rank.name].insert(rank.rank);
    for (const auto& [topic, found] : ranks)
        if (found.size() < 2 || *found.begin() != 1)
            faults.add(table.end_position(),
                       fmt::format("the order of '{}' lacks rank 1 or any other rank; a row is "
                                   "missing",
                                   topic),
                       "order");
    faults.throw_if_any();
}

MacroRegionRank rank_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    MacroRegionRank rank;
    rank.name = table.text(row, "topic");
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
    rank.rank = static_cast<int>(table.number(row, "rank"));
    rank.macro_region = table.text(row, "macro_region");
    rank.status = status_of(table, row);
    return rank;
}

} // namespace

void load_region_index(const DataFolder& survey, SurveyTables& tables) {
    tables.region_index =
        rows_of(survey.table("region_index_2021.csv", region_index_rules()), region_row);
}

void load_macro_region_order(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("macro_region_ordering_2023.csv", rank_rules(tables));
    tables.macro_region_order = rows_of(
        table, [&](const CsvTable& rows, std::size_t row) { return rank_row(rows, row, tables); });
    require_orders(table, tables.macro_region_order);
}

} // namespace kozqaras
