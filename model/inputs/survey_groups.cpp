// data/survey: groups of respondents of 2023, their answers and indicators, and the sample's
// make-up.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

/// Factors by whose groups the sample is weighted.
constexpr std::array kSampledFactors{Factor::age, Factor::settlement, Factor::ethnicity,
                                     Factor::language, Factor::wealth};

struct Group {
    Factor factor{};
    int index = 0;
};

/// The survey reports three age groups, otherwise the classes of the population.
std::span<const std::string_view> group_codes(Factor factor) {
    if (factor == Factor::age)
        return kSurveyAgeCodes;
    return codes_of(factor);
}

Group group_of(const CsvTable& table, std::size_t row) {
    const auto factor = code_as<Factor>(table, row, "factor", kFactorCodes, "factor");
    return {factor, table.code(row, "group", group_codes(factor), "group")};
}

std::string described(Factor factor, int group) {
    return fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                       group_codes(factor)[static_cast<std::size_t>(group)]);
}

/// Size of a group in group_sizes_2023.csv, if it stands there.
std::optional<int> size_of(const SurveyTables& tables, Group group) {
    for (const auto& known : tables.groups)
        if (known.factor == group.factor && known.group == group.index)
            return known.respondents;
    return std::nullopt;
}

void require_size(const CsvTable& table, std::size_t row, const SurveyTables& tables, Group group,
                  int respondents) {
    const auto size = size_of(tables, group);
    if (size && *size != respondents)
        throw InputError(table.position(row, "respondents"),
                         fmt::format("{} has {} respondents here, but {} in group_sizes_2023.csv",
                                     described(group.factor, group.index), respondents, *size));
}

BreakdownShare share_row(const CsvTable& table, std::size_t row, const SurveyTables& tables) {
    const auto group = group_of(table, row);
    const BreakdownShare share{group.factor,
                               group.index,
                               table.code(row, "question_id", question_ids(tables), "question"),
                               table.percent_as_share(row, "positive_percent"),
                               static_cast<int>(table.number(row, "respondents")),
                               status_of(table, row)};
    if (!size_of(tables, group))
        throw InputError(table.position(row, "group"),
                         described(group.factor, group.index) + " is not in group_sizes_2023.csv");
    require_size(table, row, tables, group, share.respondents);
    return share;
}

/// Every group needs every question of an indicator of which the table reports any.
void require_all_shares(const CsvTable& table, const SurveyTables& tables) {
    std::set<Indicator> reported;
    std::set<std::array<int, 3>> found;
    const auto& questions = tables.questions;
    for (const auto& share : tables.breakdowns) {
        reported.insert(questions[static_cast<std::size_t>(share.question)].indicator);
        found.insert({static_cast<int>(share.factor), share.group, share.question});
    }
    Faults faults;
    for (const auto& group : tables.groups)
        for (int question = 0; question < kQuestionCount; ++question) {
            const Question& asked = questions[static_cast<std::size_t>(question)];
            if (asked.asked.back() && reported.contains(asked.indicator) &&
                !found.contains({static_cast<int>(group.factor), group.group, question}))
                faults.add(table.end_position(),
                           fmt::format("the row for {}, question {} is missing",
                                       described(group.factor, group.group), asked.id),
                           "missing");
        }
    faults.throw_if_any();
}

/// Rules of a table of groups; more columns follow.
TableRules group_rules() {
    constexpr int kFewest = 1, kMost = 100'000;
    return with_origin_and_year()
        .code("factor", kFactorCodes, "factor")
        .text("group")
        .whole("respondents", kFewest, kMost, "persons");
}

BreakdownIndicator breakdown_row(const CsvTable& table, std::size_t row,
                                 const SurveyTables& tables) {
    const auto group = group_of(table, row);
    BreakdownIndicator value{
        group.factor,
        group.index,
        code_as<Indicator>(table, row, "indicator", kIndicatorCodes, "indicator"),
        table.number(row, "value"),
        std::nullopt,
        status_of(table, row)};
    if (!table.empty(row, "respondents")) {
        value.respondents = static_cast<int>(table.number(row, "respondents"));
        require_size(table, row, tables, group, *value.respondents);
    }
    return value;
}

/// A group that has one indicator has all four.
void require_all_indicators(const CsvTable& table, const SurveyTables& tables) {
    std::map<std::pair<Factor, int>, std::set<Indicator>> found;
    for (const auto& value : tables.breakdown_indicators)
        found[{value.factor, value.group}].insert(value.indicator);
    Faults faults;
    for (const auto& [group, indicators] : found)
        for (std::size_t i = 0; i < kIndicatorCodes.size(); ++i)
            if (!indicators.contains(static_cast<Indicator>(i)))
                faults.add(table.end_position(),
                           fmt::format("the row for {}, indicator {} is missing",
                                       described(group.first, group.second), kIndicatorCodes[i]),
                           "missing");
    faults.throw_if_any();
}

} // namespace

void load_groups(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("group_sizes_2023.csv", group_rules().key({"factor", "group"}));
    tables.groups = rows_of(table, [](const CsvTable& rows, std::size_t row) {
        const auto group = group_of(rows, row);
        return GroupSize{group.factor, group.index,
                         static_cast<int>(rows.number(row, "respondents"))};
    });
    Faults faults;
    for (const Factor factor : kSampledFactors)
        for (int group = 0; group < std::ssize(group_codes(factor)); ++group)
            if (!size_of(tables, {factor, group}))
                faults.add(table.end_position(),
                           fmt::format("the row for {} is missing", described(factor, group)),
                           "missing");
    faults.throw_if_any();
}

void load_breakdowns(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("breakdown_positive_2023.csv",
                                    group_rules()
                                        .code("question_id", question_ids(tables), "question")
                                        .percent("positive_percent")
                                        .key({"factor", "group", "question_id"}));
    tables.breakdowns = rows_of(
        table, [&](const CsvTable& rows, std::size_t row) { return share_row(rows, row, tables); });
    require_all_shares(table, tables);
}

void load_breakdown_indicators(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("breakdown_indicators_2023.csv",
                                    group_rules()
                                        .or_empty()
                                        .code("indicator", kIndicatorCodes, "indicator")
                                        .number("value", -1.0, 1.0)
                                        .key({"factor", "group", "indicator"}));
    tables.breakdown_indicators = rows_of(table, [&](const CsvTable& rows, std::size_t row) {
        return breakdown_row(rows, row, tables);
    });
    require_all_indicators(table, tables);
}

void load_sample(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("sample_2023.csv", with_origin_and_year()
                                                           .text("attribute")
                                                           .text("category")
                                                           .percent("percent", 0.1, 99.9)
                                                           .or_empty()
                                                           .remark("order_in_figure")
                                                           .key({"attribute", "category"}));
    const auto share_of = [&](std::string_view attribute, std::string_view category) {
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (table.text(row, "attribute") == attribute &&
                table.text(row, "category") == category)
                return table.percent_as_share(row, "percent");
        throw InputError(table.end_position(),
                         fmt::format("the row for {} {} is missing", attribute, category));
    };
    tables.sample_share_higher_education = share_of("education", "higher");
    tables.sample_share_women = share_of("sex", "women");
    const double sexes = tables.sample_share_women + share_of("sex", "men");
    constexpr double kRounding = 0.002;
    if (std::abs(sexes - 1.0) > kRounding)
        throw InputError(
            table.position(0, "percent"),
            fmt::format("women and men add up to {:.1f} %, not to 100 %", 100.0 * sexes));
}

} // namespace kozqaras
