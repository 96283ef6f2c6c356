// data/survey/samples.csv: who was asked, wave by wave.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "model/inputs/survey_loading.hpp"

namespace kozqaras {

namespace {

/// Characteristics that are printed of a sample, but that no adult of the model has.
constexpr std::array<std::string_view, 2> kOtherCharacteristics{"marital_status", "occupation"};

TableRules sample_rules(const std::vector<std::string_view>& waves) {
    constexpr int kFewest = 1, kMost = 100'000, kMostRanks = 1000;
    std::vector<std::string_view> factors(kFactorCodes.begin(), kFactorCodes.end());
    factors.insert(factors.end(), kOtherCharacteristics.begin(), kOtherCharacteristics.end());
    return with_origin()
        .code("wave", waves, "wave")
        .code("factor", factors, "factor")
        .text("group")
        .whole("respondents", kFewest, kMost, "persons")
        .or_empty()
        .percent("percent", 0.1, 99.9)
        .or_empty()
        .whole("rank", 1, kMostRanks)
        .or_empty()
        .key({"wave", "factor", "group"});
}

SampleComposition& sample_of(SurveyTables& tables, const CsvTable& table, std::size_t row) {
    const std::string& wave = table.text(row, "wave");
    const auto found = std::ranges::find(tables.samples, wave, &SampleComposition::wave);
    if (found == tables.samples.end())
        throw InputError(
            table.position(row, "wave"),
            fmt::format("no wave of waves.csv has the sample of {} (column sample_of)", wave));
    return *found;
}

void add_row(const CsvTable& table, std::size_t row, const Country& country, SurveyTables& tables) {
    if (std::ranges::find(kOtherCharacteristics, table.text(row, "factor")) !=
        kOtherCharacteristics.end())
        return;
    const auto factor = code_as<Factor>(table, row, "factor", kFactorCodes, "factor");
    const int group = table.code(row, "group", country.reported_codes(factor), "group");
    SampleComposition& sample = sample_of(tables, table, row);
    if (!table.empty(row, "respondents"))
        sample.groups.push_back(
            {factor, group, static_cast<int>(table.number(row, "respondents"))});
    else if (!table.empty(row, "percent"))
        sample.parts.push_back({factor, group, table.percent_as_share(row, "percent")});
    else if (table.empty(row, "rank"))
        throw InputError(table.position(row, "respondents"),
                         "give 'respondents', 'percent' or 'rank'");
}

/// A factor of which any group is counted has all of its groups.
void require_all_groups(const CsvTable& table, const SampleComposition& sample,
                        const Country& country, Faults& faults) {
    std::map<Factor, std::vector<int>> found;
    for (const GroupSize& size : sample.groups)
        found[size.factor].push_back(size.group);
    for (const auto& [factor, groups] : found)
        for (int group = 0; group < country.reported_classes(factor); ++group)
            if (std::ranges::find(groups, group) == groups.end())
                faults.add(table.end_position(),
                           fmt::format("the row for {} of {} is missing",
                                       described(country, factor, group), sample.wave),
                           "missing");
    if (found.empty())
        faults.add(table.end_position(),
                   fmt::format("no row counts the respondents of {}, whose sample waves.csv names",
                               sample.wave),
                   "empty");
}

/// Percentages of all groups of a factor add up to 100.
void check_parts(const CsvTable& table, const SampleComposition& sample, const Country& country,
                 Faults& faults) {
    constexpr double kRounding = 0.002;
    std::map<Factor, std::pair<double, std::ptrdiff_t>> sums;
    for (const GroupPart& part : sample.parts) {
        sums[part.factor].first += part.share;
        ++sums[part.factor].second;
    }
    for (const auto& [factor, sum] : sums)
        if (sum.second == country.reported_classes(factor) && std::abs(sum.first - 1.0) > kRounding)
            faults.add(table.position(0, "percent"),
                       fmt::format("the groups by {} of {} add up to {:.1f} %, not to 100 %",
                                   kFactorCodes[static_cast<std::size_t>(factor)], sample.wave,
                                   100.0 * sum.first),
                       "parts");
}

/// Estimates of sizes that no report prints; the table may be missing.
void load_assumed_sizes(const DataFolder& survey, const Country& country, SurveyTables& tables) {
    constexpr const char* kFile = "assumed_sizes.csv";
    constexpr int kFewest = 1, kMost = 100'000;
    if (!std::filesystem::exists(survey.path() / kFile))
        return;
    const auto waves = wave_ids(tables);
    const auto table = survey.table(kFile, with_origin()
                                               .code("wave", waves, "wave")
                                               .code("factor", kFactorCodes, "factor")
                                               .text("group")
                                               .whole("respondents", kFewest, kMost, "persons")
                                               .key({"wave", "factor", "group"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto factor = code_as<Factor>(table, row, "factor", kFactorCodes, "factor");
        const int group = table.code(row, "group", country.reported_codes(factor), "group");
        sample_of(tables, table, row)
            .assumed.push_back({factor, group, static_cast<int>(table.number(row, "respondents"))});
    }
}

} // namespace

std::string described(const Country& country, Factor factor, int group) {
    return fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                       country.reported_codes(factor)[static_cast<std::size_t>(group)]);
}

void load_samples(const DataFolder& survey, const Country& country, SurveyTables& tables) {
    const auto table = survey.table("samples.csv", sample_rules(wave_ids(tables)));
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            add_row(table, row, country, tables);
        } catch (const InputError& error) {
            faults.add(table.position(row, "group"), error, "row");
        }
    faults.throw_if_any();
    for (const SampleComposition& sample : tables.samples) {
        require_all_groups(table, sample, country, faults);
        check_parts(table, sample, country, faults);
    }
    faults.throw_if_any();
    load_assumed_sizes(survey, country, tables);
}

} // namespace kozqaras
