#include "app/compare_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/workbench_setup.hpp"
#include "output/summary_data.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kComparisonWidth = 100, kScenariosAcross = 3;

/// "2 of 8"; of one member "-".
std::string in_members(double share, std::size_t members) {
    if (std::isnan(share))
        return "-";
    return fmt::format("{:.0f} of {}", std::round(share * static_cast<double>(members)), members);
}

std::string section(std::string_view title, const Rows& rows) {
    return rows.size() < 2 ? "" : fmt::format("\n{}\n{}", title, format_table(rows));
}

std::string header(const ComparisonReport& report) {
    const auto& runs = report.runs;
    std::string text = wrap(fmt::format("{} member{}, {} agents (scale {:g}), seed "
                                        "{}; parameters: {}.",
                                        runs.result.members, runs.result.members == 1 ? "" : "s",
                                        runs.agents, runs.scale, runs.seed, runs.parameters),
                            kComparisonWidth, "");
    text +=
        wrap(fmt::format("China Perception Index, {}. Differences are paired by member, in points "
                         "of net (share positive minus negative, times 100): median, 90 % of the "
                         "members in brackets; IMPROVES: members above 0.",
                         runs.result.methodology),
             kComparisonWidth, "");
    text += wrap(fmt::format("Dates: {}.", dates_in_words(report.dates, runs.result.weeks)),
                 kComparisonWidth, "");
    text += few_members_note(runs.result.members);
    text += '\n';
    for (std::size_t s = 0; s < runs.result.scenarios(); ++s)
        text += fmt::format("  {:<32} {}\n", runs.result.scenario_ids[s],
                            runs.result.scenario_titles[s]);
    return text;
}

bool is_national(const ComparedRow& row) {
    return row.factor == "all";
}

/// "GENERAL", "GEOPOL.".
std::string heading_of(std::string_view code) {
    constexpr std::size_t kLongest = 8;
    std::string heading(code.substr(0, code.size() > kLongest ? kLongest - 2 : code.size()));
    for (char& letter : heading)
        letter = letter == '_'
                     ? ' '
                     : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return heading + (code.size() > kLongest ? "." : "");
}

/// Composite with interval and the medians of the indicators, one line per pair and date. The rows
/// of a group follow each other, composite first, then the indicators, the last one first.
std::string national_text(const ComparisonReport& report, bool each_other) {
    const auto& rows = report.comparison.rows;
    const auto& ids = report.runs.result.scenario_ids;
    Rows table{
        {"DATE", "SCENARIO", each_other ? "MINUS" : "LEVEL", "COMPOSITE [90 %]", "IMPROVES"}};
    const CodeList& indicators = report.runs.country->indicators;
    for (const std::string_view code : indicators)
        table.front().push_back(heading_of(code));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (!is_national(row) || row.value != "composite" || (row.reference > 0) != each_other)
            continue;
        const auto indicator = [&](std::size_t position) {
            return fmt::format("{:+.2f}",
                               rows[i + indicators.size() - position].effect.median + 0.0);
        };
        table.push_back(
            {to_string(row.date), ids[row.scenario],
             each_other ? ids[row.reference] : fmt::format("{:.1f}", row.scenario_median),
             to_string(row.effect), in_members(row.improves, report.runs.result.members)});
        for (std::size_t position = 0; position < indicators.size(); ++position)
            table.back().push_back(indicator(position));
    }
    return section(each_other ? "AGAINST EACH OTHER" : "DIFFERENCE TO THE BASELINE, all adults",
                   table);
}

/// Groups down, scenarios across, one date and breakdown.
std::string group_table(const ComparisonReport& report, const std::string& factor, Date date,
                        std::size_t first) {
    const auto& ids = report.runs.result.scenario_ids;
    const std::size_t last = std::min(first + kScenariosAcross, ids.size());
    Rows table{{"GROUP", "BASELINE"}};
    for (std::size_t s = first; s < last; ++s)
        table[0].push_back(ids[s]);
    for (const auto& row : report.comparison.rows) {
        if (row.factor != factor || row.date != date || row.reference != 0 ||
            (row.value != "composite" && row.value != "net") || row.scenario < first ||
            row.scenario >= last)
            continue;
        const std::string& name = factor == "question" ? row.group : row.label;
        if (row.scenario == first)
            table.push_back({name, fmt::format("{:.1f}", row.reference_median)});
        const auto line =
            std::ranges::find(table, name, [](const auto& cells) { return cells.front(); });
        if (line != table.end())
            line->push_back(to_string(row.effect));
    }
    return section(fmt::format("BY {}, {}, {}", factor, to_string(date),
                               factor == "question" ? "net of the sample as fielded" : "composite"),
                   table);
}

std::string groups_text(const ComparisonReport& report) {
    std::vector<std::pair<std::string, Date>> seen;
    std::string text;
    for (const auto& row : report.comparison.rows) {
        const std::pair key{row.factor, row.date};
        if (is_national(row) || std::ranges::find(seen, key) != seen.end())
            continue;
        seen.push_back(key);
        for (std::size_t s = 1; s < report.runs.result.scenarios(); s += kScenariosAcross)
            text += group_table(report, row.factor, row.date, s);
    }
    return text;
}

std::string courses_text(const ComparisonReport& report) {
    Rows table{{"SCENARIO", "FROM", "PEAK [90 %]", "HALF OF IT AFTER", "PEAK AFTER", "HALF-LIFE"}};
    for (const auto& course : report.comparison.courses)
        table.push_back(
            {report.runs.result.scenario_ids[course.scenario], to_string(course.diverges),
             to_string(course.peak), fmt::format("{:.0f} weeks", course.half_effect_week),
             course.at_end ? "still growing" : fmt::format("{:.0f} weeks", course.peak_week),
             course.half_life_weeks ? fmt::format("{:.0f} weeks", *course.half_life_weeks)
             : std::isnan(course.decayed)
                 ? "not by the end"
                 : fmt::format("not by the end ({} do)",
                               in_members(course.decayed, report.runs.result.members))});
    return section("TIME TO EFFECT AND DECAY, composite, of the median over members, to 4 weeks",
                   table);
}

std::string polarisation_text(const ComparisonReport& report) {
    Rows table{{"SCENARIO", "SPREAD", "BASELINE", "CHANGE [90 %]", "WIDENS"}};
    for (const auto& row : report.comparison.polarisation)
        table.push_back({report.runs.result.scenario_ids[row.scenario], row.what,
                         fmt::format("{:.1f}", row.baseline_mean), to_string(row.effect),
                         in_members(row.widens, report.runs.result.members)});
    return section("POLARISATION at the last date (s.d. over adults: latent s.d. x 100; gap: best "
                   "group's composite minus the worst's)",
                   table);
}

std::string changes_text(const ComparisonReport& report) {
    Rows table{{"FROM", "TO", "SCENARIO", "VALUE", "CHANGE [90 %]", "SHARE OF THE BASELINE'S"}};
    for (const auto& row : report.comparison.changes)
        table.push_back(
            {to_string(row.from), to_string(row.to), report.runs.result.scenario_ids[row.scenario],
             row.value, to_string(row.change),
             row.share && std::isnan(row.share->low) ? fmt::format("{:.2f}", row.share->median)
             : row.share ? fmt::format("{:.2f} [{:.2f}, {:.2f}]", row.share->median, row.share->low,
                                       row.share->high)
             : row.scenario == 0 ? ""
                                 : "baseline does not rise in all members"});
    return section("CHANGE OVER TIME", table);
}

std::string survey_text(const ComparisonReport& report) {
    const auto& comparison = report.comparison;
    if (comparison.detectable.empty())
        return {};
    Rows table{{"VALUE", "SMALLEST VISIBLE CHANGE"}};
    for (const auto& row : comparison.detectable)
        table.push_back(
            {row.value, fmt::format("{:.1f} to {:.1f} points", row.independent, row.correlated)});
    std::string text =
        section(fmt::format("WHAT A NEXT SURVEY OF {} COULD SEE, against the last wave's {}",
                            comparison.respondents, comparison.last_respondents),
                table);
    text += wrap(fmt::format("In 8 of 10 surveys, at the 5 % level, under simple random sampling; "
                             "from independent to fully correlated questions. With the design "
                             "effect of {} that is assumed elsewhere: {:.2f} times as much.",
                             kDesignEffect, std::sqrt(kDesignEffect)),
                 kComparisonWidth, "");
    const auto& composite = comparison.detectable.front();
    const DetectableEffect bounds{comparison.respondents,
                                  {composite.independent, composite.correlated}};
    Date last{};
    for (const auto& row : comparison.rows)
        last = std::max(last, row.date);
    for (const auto& row : comparison.rows)
        if (is_national(row) && row.value == "composite" && row.reference == 0 && row.date == last)
            text += fmt::format("  {:<32} {:+.2f}: {}\n",
                                report.runs.result.scenario_ids[row.scenario], row.effect.median,
                                visibility_words(visibility_of(row.effect.median, bounds)));
    return text;
}

std::string pairing_text(const ComparisonReport& report) {
    if (report.runs.result.members < 2)
        return {}; // no standard error of one
    Rows table{{"SCENARIO", "ERROR PAIRED", "UNPAIRED", "FEWER MEMBERS"}};
    for (std::size_t s = 1; s < report.runs.result.scenarios(); ++s) {
        const auto& gain = report.comparison.pairing[s - 1];
        table.push_back({report.runs.result.scenario_ids[s],
                         fmt::format("{:.3f}", kPointsPerShare * gain.paired_error),
                         fmt::format("{:.3f}", kPointsPerShare * gain.unpaired_error),
                         fmt::format("{:.0f} times", gain.factor)});
    }
    return section("WHAT PAIRING IS WORTH: standard error of the mean difference (points), and how "
                   "many times fewer\nmembers it needs",
                   table);
}

} // namespace

std::string comparison_text(const ComparisonReport& report) {
    std::string text = comparison_story(report);
    if (report.all)
        text += comparison_parts(report);
    if (report.all || report.dated)
        text += '\n' + header(report) + national_text(report, false);
    if (report.all)
        text += national_text(report, true);
    if (report.all || report.groups)
        text += groups_text(report);
    if (report.all)
        text += courses_text(report) + polarisation_text(report);
    if (report.all || report.changes)
        text += changes_text(report);
    if (report.all || report.survey)
        text += survey_text(report);
    if (report.all)
        text += pairing_text(report);
    if (!report.warnings.empty())
        text += "\nOUTSIDE WHAT WAS EVER OBSERVED\n";
    for (const auto& warning : report.warnings)
        text += wrap(warning, kComparisonWidth, "  ");
    return text;
}

} // namespace kozqaras
