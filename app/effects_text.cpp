// How effects_check.hpp is shown: text, JSON, Markdown.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/effects_check.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

std::string expected_interval(const CheckedExpectation& checked) {
    return fmt::format("{:+g} to {:+g}", checked.expected_low, checked.expected_high);
}

std::string published_text(const CheckedExpectation& checked) {
    return fmt::format("{:+g} ({:g})", checked.published->mean,
                       checked.published->standard_deviation);
}

std::string simulated_text(const CheckedExpectation& checked) {
    return fmt::format("{:+.2f} ({:.2f}) +- {:.2f} ({:.2f})", checked.effect.mean,
                       checked.deviation, checked.mean_error(), checked.deviation_error());
}

std::string counts_text(const std::vector<CheckedExpectation>& checked) {
    const MatchingCounts counts = count_matches(checked);
    return fmt::format(
        "{} of {} estimates are met: the simulated mean lies within one published s.d. of the "
        "published mean ({}), and the spread over the members is 0.67 to 1.5 times the published "
        "s.d. widened 1.5 times for transfer. A model without effects would meet none; by its mean "
        "of 0 alone it would pass {}.",
        counts.met, counts.estimates, counts.mean_met, counts.zero_mean_met);
}

/// Rows of the lines that have an estimate.
std::vector<std::vector<std::string>>
matching_rows(const std::vector<CheckedExpectation>& checked) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& line : checked)
        if (line.published && line.of_members.size() > 1)
            rows.push_back({line.scenario, line.what, to_string(line.date), published_text(line),
                            line.published->judgement ? "judgement" : "published",
                            simulated_text(line), fmt::format("{:.2f}", line.spread_ratio()),
                            line.met()        ? "met"
                            : line.mean_met() ? "spread off"
                                              : "mean off"});
    return rows;
}

Json matching_json(const CheckedExpectation& line) {
    if (!line.published)
        return nullptr;
    return {{"mean", line.published->mean},
            {"standard_deviation", line.published->standard_deviation},
            {"status", line.published->judgement ? "judgement" : "published"},
            {"simulated_standard_deviation", line.deviation},
            {"spread_ratio", line.spread_ratio()},
            {"met", line.met()}};
}

Json lever_effect_json(const PairedEffect& effect) {
    return {{"mean", effect.mean}, {"q05", effect.low}, {"q95", effect.high}};
}

} // namespace

std::string_view describe_status(const CheckedExpectation& checked) {
    return checked.within              ? "within"
           : checked.undecided()       ? "undecided"
           : checked.explained.empty() ? "outside"
                                       : "outside (explained)";
}

std::string expectations_text(const std::vector<CheckedExpectation>& checked) {
    std::vector<std::vector<std::string>> rows{
        {"SCENARIO", "VALUE", "DATE", "MODEL [90 %]", "EXPECTED", "STATUS"}};
    for (const auto& line : checked)
        rows.push_back({line.scenario, line.what, to_string(line.date), mean_to_string(line.effect),
                        expected_interval(line), std::string(describe_status(line))});
    std::string text =
        format_table(rows) +
        "\nDifferences to the baseline, paired by member, points of net (share positive minus "
        "negative).\nWithin: the mean lies in the expected interval; undecided: outside by less "
        "than "
        "two standard errors of the\nsimulation (more --members decide).\n";
    auto matching = matching_rows(checked);
    if (matching.empty())
        return text;
    matching.insert(matching.begin(), {"SCENARIO", "VALUE", "DATE", "PUBLISHED (S.D.)", "STATUS",
                                       "SIMULATED (S.D.) +- ERRORS", "SPREAD", "VERDICT"});
    return text + "\n" + format_table(matching) + "\n" + counts_text(checked) + "\n";
}

std::string expectations_json(const std::vector<CheckedExpectation>& checked,
                              const std::vector<Interaction>& interactions,
                              const std::string& parameters) {
    Json json{{"unit", "points of net"}, {"parameters", parameters}};
    json["expected"] = Json::array();
    for (const auto& line : checked)
        json["expected"].push_back({{"scenario", line.scenario},
                                    {"value", line.what},
                                    {"date", to_string(line.date)},
                                    {"effect", lever_effect_json(line.effect)},
                                    {"expected", {line.expected_low, line.expected_high}},
                                    {"status", describe_status(line)},
                                    {"estimate", matching_json(line)},
                                    {"source", line.source},
                                    {"explained", line.explained}});
    json["interactions"] = Json::array();
    for (const auto& line : interactions)
        json["interactions"].push_back({{"scenario", line.scenario},
                                        {"changes", line.changes},
                                        {"together", lever_effect_json(line.together)},
                                        {"sum_alone", lever_effect_json(line.sum_alone)},
                                        {"interaction", lever_effect_json(line.interaction)}});
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string expectations_markdown(const std::vector<Scenario>& scenarios,
                                  const std::vector<CheckedExpectation>& checked,
                                  std::string_view how_run) {
    std::string text = fmt::format(
        "# Library of scenarios\n\nWritten by `{}`. Each file holds a story, its sources, and what "
        "the literature leads one to expect (`[[expected]]`). Differences to the baseline are "
        "paired by member, in points of net (share positive minus negative); 90 % of the members "
        "lie in the brackets. A scenario, not a forecast: effects beyond the fitted events rest on "
        "priors from elsewhere ([levers](levers.md)). *Within*: the mean lies in the cited "
        "interval; *undecided*: outside by less than two standard errors of the simulation. "
        "Intervals are our arithmetic on the numbers cited: two standard deviations, and "
        "a point of share as about two points of net. One that holds 0 tests little; it is what "
        "the literature allows.\n\n| scenario | story |\n|---|---|\n",
        how_run);
    for (const auto& scenario : scenarios)
        text += fmt::format("| [{}](../scenarios/library/{}.toml) | {} |\n", scenario.id,
                            scenario.id, scenario.title);
    text += "\n| line | value | date | model [90 %] | expected | status | source |\n"
            "|---|---|---|---|---|---|---|\n";
    for (const auto& line : checked)
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", line.scenario, line.what,
                            to_string(line.date), mean_to_string(line.effect),
                            expected_interval(line), describe_status(line), line.source);
    if (const auto rows = matching_rows(checked); !rows.empty()) {
        text += fmt::format("\n## Estimates and what the agents make of them\n\n{} SPREAD: "
                            "simulated s.d. over 1.5 times the published one.\n\n"
                            "| line | value | date | published (s.d.) | status | simulated (s.d.) "
                            "+- errors | spread | verdict |\n|---|---|---|---|---|---|---|---|\n",
                            counts_text(checked));
        for (const auto& row : rows)
            text += fmt::format("| {} |\n", fmt::join(row, " | "));
    }
    std::string explained;
    for (const auto& line : checked)
        if ((!line.within || (line.published && !line.met())) && !line.explained.empty())
            explained += fmt::format("- {}, {}, {}: {}\n", line.scenario, line.what,
                                     to_string(line.date), line.explained);
    return explained.empty() ? text : text + "\nWhere the model differs, and why:\n\n" + explained;
}

std::string interactions_text(const std::vector<Interaction>& interactions) {
    std::vector<std::vector<std::string>> rows{
        {"SCENARIO", "CHANGES", "TOGETHER [90 %]", "SUM OF EACH ALONE", "INTERACTION"}};
    for (const auto& line : interactions)
        rows.push_back({line.scenario, fmt::format("{}", line.changes),
                        mean_to_string(line.together), mean_to_string(line.sum_alone),
                        mean_to_string(line.interaction)});
    return format_table(rows) + "\nComposite, all adults, at the last date; interaction = together "
                                "minus the sum. 0: the "
                                "changes add up.\n";
}

} // namespace kozqaras
