#include "model/inputs/partner_tables.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestUtility = 5.0; ///< beyond it nobody or everybody names a country
constexpr std::string_view kBar = "bar";

std::vector<std::string_view> partner_ids(const PartnerTables& tables) {
    std::vector<std::string_view> ids;
    for (const Partner& partner : tables.partners)
        ids.emplace_back(partner.id);
    return ids;
}

void read_partner_rows(const DataFolder& folder, const SurveyTables& survey,
                       PartnerTables& tables) {
    std::vector<std::string_view> questions;
    for (const Question& question : survey.questions)
        questions.emplace_back(question.id);
    const auto rules = with_origin()
                           .text("partner")
                           .text("label")
                           .code("question", questions, "question")
                           .or_empty()
                           .number("war_shift", -kLargestUtility, kLargestUtility)
                           .number("approval_shift", -kLargestUtility, kLargestUtility)
                           .key({"partner"})
                           .most_rows(kMostPartners);
    const auto table = folder.table("partners.csv", rules);
    if (table.rows() < 2)
        throw InputError(table.end_position(), "a choice needs two countries or more");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        Partner partner;
        partner.id = table.text(row, "partner");
        partner.label = table.text(row, "label");
        if (!table.empty(row, "question"))
            partner.question =
                static_cast<std::size_t>(table.code(row, "question", questions, "question"));
        partner.war_shift = table.number(row, "war_shift");
        partner.approval_shift = table.number(row, "approval_shift");
        tables.partners.push_back(std::move(partner));
    }
}

/// The lanes are what utilities.csv names beside the bar.
std::vector<std::string> lanes_of(const CsvTable& table) {
    std::vector<std::string> lanes;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (const auto& name = table.text(row, "parameter");
            name != kBar && std::ranges::find(lanes, name) == lanes.end())
            lanes.push_back(name);
    return lanes;
}

void read_utilities(const DataFolder& folder, PartnerTables& tables) {
    constexpr std::size_t kMostLanesOfChoice = 3; // own deviations come in blocks of four
    const auto ids = partner_ids(tables);
    const auto rules = with_origin()
                           .text("parameter")
                           .code("partner", ids, "partner")
                           .number("value", -kLargestUtility, kLargestUtility)
                           .number("error", 0.0, kLargestUtility)
                           .or_empty()
                           .code("fitted", kYesNo, "answer in 'fitted'")
                           .key({"parameter", "partner"});
    const auto table = folder.table("utilities.csv", rules);
    tables.lanes = lanes_of(table);
    if (tables.lanes.size() > kMostLanesOfChoice)
        throw InputError(table.end_position(),
                         fmt::format("at most {} lanes are allowed beside '{}'; there are {}",
                                     kMostLanesOfChoice, kBar, tables.lanes.size()));
    const std::size_t expected = ids.size() * (tables.lanes.size() + 1);
    if (table.rows() != expected)
        throw InputError(table.end_position(),
                         fmt::format("every country needs a bar and a loading on each lane: {} "
                                     "rows are needed, there are {}",
                                     expected, table.rows()));
    std::vector<double> values;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        PartnerNumber number;
        const auto lane = std::ranges::find(tables.lanes, table.text(row, "parameter"));
        if (lane != tables.lanes.end())
            number.lane = static_cast<std::size_t>(lane - tables.lanes.begin());
        number.partner = static_cast<std::size_t>(table.code(row, "partner", ids, "partner"));
        number.value = table.number(row, "value");
        number.fitted = yes_or_no(table, row, "fitted");
        values.push_back(number.value);
        tables.numbers.push_back(number);
    }
    for (Partner& partner : tables.partners)
        partner.loadings.assign(tables.lanes.size(), 0.0);
    set_numbers(tables, values);
}

void read_leanings(const DataFolder& folder, const Country& country, PartnerTables& tables) {
    const auto ids = partner_ids(tables);
    const auto rules = with_origin()
                           .code("partner", ids, "partner")
                           .code("factor", kFactorCodes, "factor")
                           .text("group")
                           .number("shift", -kLargestUtility, kLargestUtility)
                           .key({"partner", "factor", "group"});
    const auto table = folder.table("leanings.csv", rules);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        PartnerLeaning leaning;
        leaning.partner = static_cast<std::size_t>(table.code(row, "partner", ids, "partner"));
        leaning.factor = static_cast<Factor>(table.code(row, "factor", kFactorCodes, "factor"));
        leaning.group = table.code(row, "group", country.reported_codes(leaning.factor), "group");
        leaning.shift = table.number(row, "shift");
        tables.leanings.push_back(leaning);
    }
}

void read_mentions(const DataFolder& folder, PartnerTables& tables) {
    const auto ids = partner_ids(tables);
    const auto rules = with_origin()
                           .code("base", ids, "partner")
                           .code("also", ids, "partner")
                           .percent("percent", 0.1)
                           .key({"base", "also"});
    const auto table = folder.table("mentions.csv", rules);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        PrintedMention mention;
        mention.base = static_cast<std::size_t>(table.code(row, "base", ids, "partner"));
        mention.also = static_cast<std::size_t>(table.code(row, "also", ids, "partner"));
        mention.share = table.percent_as_share(row, "percent");
        mention.status = status_of(table, row);
        if (mention.base == mention.also)
            throw InputError(table.position(row, "also"),
                             "a country is not named besides itself: another one is needed");
        tables.mentions.push_back(mention);
    }
}

void read_links(const DataFolder& folder, PartnerTables& tables) {
    const auto ids = partner_ids(tables);
    const auto rules = with_origin()
                           .code("partner", ids, "partner")
                           .whole("one_way", 0, kMostPartners)
                           .whole("two_way", 0, kMostPartners)
                           .key({"partner"});
    const auto table = folder.table("links.csv", rules);
    for (std::size_t row = 0; row < table.rows(); ++row)
        tables.links.push_back(
            {static_cast<std::size_t>(table.code(row, "partner", ids, "partner")),
             static_cast<int>(table.number(row, "one_way")),
             static_cast<int>(table.number(row, "two_way"))});
}

void read_fieldwork(const DataFolder& folder, PartnerTables& tables) {
    constexpr double kFewest = 50, kMost = 1e6, kLargestEffect = 20;
    const auto rules = with_origin()
                           .date("field_start", date_of(Week{0}), date_of(last_week()))
                           .date("field_end", date_of(Week{0}), date_of(last_week()))
                           .whole("respondents", kFewest, kMost, "persons")
                           .or_empty()
                           .whole("assumed_respondents", kFewest, kMost, "persons")
                           .number("design_effect", 1.0, kLargestEffect)
                           .most_rows(1);
    const auto table = folder.table("survey.csv", rules);
    if (table.rows() != 1)
        throw InputError(table.end_position(), "one row is needed");
    tables.field_start = table.date(0, "field_start");
    tables.field_end = table.date(0, "field_end");
    if (tables.field_end < tables.field_start)
        throw InputError(table.position(0, "field_end"), "the fieldwork ends before it starts");
    if (!table.empty(0, "respondents"))
        tables.respondents = static_cast<int>(table.number(0, "respondents"));
    tables.assumed_respondents = static_cast<int>(table.number(0, "assumed_respondents"));
    tables.design_effect = table.number(0, "design_effect");
}

} // namespace

std::shared_ptr<const PartnerTables> load_partners(const std::filesystem::path& data,
                                                   const SurveyTables& survey) {
    if (!std::filesystem::exists(data / "partners"))
        return nullptr;
    const auto folder = DataFolder(data).below("partners");
    auto tables = std::make_shared<PartnerTables>();
    read_partner_rows(folder, survey, *tables);
    read_utilities(folder, *tables);
    read_leanings(folder, *survey.country, *tables);
    read_mentions(folder, *tables);
    read_links(folder, *tables);
    read_fieldwork(folder, *tables);
    return tables;
}

void set_numbers(PartnerTables& tables, const std::vector<double>& values) {
    require(values.size() == tables.numbers.size(), "other numbers than the utilities have");
    for (std::size_t place = 0; place < values.size(); ++place) {
        PartnerNumber& number = tables.numbers[place];
        number.value = values[place];
        Partner& partner = tables.partners[number.partner];
        (number.lane ? partner.loadings[*number.lane] : partner.bar) = number.value;
    }
}

} // namespace kozqaras
