// data/survey: groups of respondents of 2023, their answers and indicators, and the sample's
// make-up.
#include <optional>
#include <set>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

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
                               whole_number(table, row, "respondents"),
                               status_of(table, row)};
    if (!size_of(tables, group))
        throw InputError(table.position(row, "group"),
                         described(group.factor, group.index) + " is not in group_sizes_2023.csv");
    require_size(table, row, tables, group, share.respondents);
    return share;
}

/// Every group needs every question that the table reports at all.
void require_all_shares(const CsvTable& table, const SurveyTables& tables) {
    std::set<int> questions;
    std::set<std::array<int, 3>> found;
    for (const auto& share : tables.breakdowns) {
        questions.insert(share.question);
        found.insert({static_cast<int>(share.factor), share.group, share.question});
    }
    for (const auto& group : tables.groups)
        for (const int question : questions)
            if (!found.contains({static_cast<int>(group.factor), group.group, question}))
                throw InputError(
                    {table.name(), 0, 0},
                    fmt::format("the row for {}, question {} is missing",
                                described(group.factor, group.group),
                                tables.questions[static_cast<std::size_t>(question)].id));
}

} // namespace

void load_groups(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("group_sizes_2023.csv");
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto group = group_of(table, row);
        keys.add(table.position(row, "group"), described(group.factor, group.index));
        const int respondents = whole_number(table, row, "respondents");
        if (respondents == 0)
            throw InputError(table.position(row, "respondents"), "a group without respondents");
        (void)status_of(table, row);
        tables.groups.push_back({group.factor, group.index, respondents});
    }
}

void load_breakdowns(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("breakdown_positive_2023.csv");
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto share = share_row(table, row, tables);
        keys.add(table.position(row, "group"),
                 fmt::format("{}, question {}", described(share.factor, share.group),
                             table.text(row, "question_id")));
        tables.breakdowns.push_back(share);
    }
    require_all_shares(table, tables);
}

void load_breakdown_indicators(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("breakdown_indicators_2023.csv");
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto group = group_of(table, row);
        BreakdownIndicator value{
            group.factor,
            group.index,
            code_as<Indicator>(table, row, "indicator", kIndicatorCodes, "indicator"),
            table.number(row, "value", -1.0, 1.0),
            std::nullopt,
            status_of(table, row)};
        if (!table.empty(row, "respondents")) {
            value.respondents = whole_number(table, row, "respondents");
            require_size(table, row, tables, group, *value.respondents);
        }
        keys.add(table.position(row, "group"),
                 fmt::format("{}, {}", described(group.factor, group.index),
                             table.text(row, "indicator")));
        tables.breakdown_indicators.push_back(value);
    }
}

void load_sample(const DataFolder& survey, SurveyTables& tables) {
    const auto table = survey.table("sample_2023.csv");
    const auto share_of = [&](std::string_view attribute, std::string_view category) {
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (table.text(row, "attribute") == attribute &&
                table.text(row, "category") == category)
                return table.percent_as_share(row, "percent");
        throw InputError({table.name(), 0, 0},
                         fmt::format("the row for {} {} is missing", attribute, category));
    };
    tables.sample_share_higher_education = share_of("education", "higher");
    tables.sample_share_women = share_of("sex", "women");
}

} // namespace kozqaras
