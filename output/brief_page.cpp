#include "output/brief_page.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace kozqaras {

namespace {

constexpr std::size_t kMostBriefRows = 6;

std::string head_row(const std::vector<std::string>& cells) {
    std::string row = "<tr>";
    for (std::size_t k = 0; k < cells.size(); ++k)
        row += fmt::format("<th scope=\"col\"{}>{}</th>", k == 0 ? "" : " class=\"n\"",
                           html_safe(cells[k]));
    return row + "</tr>\n";
}

std::string body_row(const std::vector<std::string>& cells) {
    std::string row = fmt::format("<tr><th scope=\"row\">{}</th>", html_safe(cells.front()));
    for (std::size_t k = 1; k < cells.size(); ++k)
        row += fmt::format("<td class=\"n\">{}</td>", html_safe(cells[k]));
    return row + "</tr>\n";
}

/// At most four of the ends of years, the first and the last among them.
std::vector<Date> shown_years(const FinishedRun& run, Date from) {
    constexpr std::size_t kMost = 4;
    const auto ends = ends_of_years(run.course(), from);
    if (ends.size() <= kMost)
        return ends;
    std::vector<Date> shown;
    for (std::size_t k = 0; k < kMost; ++k)
        shown.push_back(ends[k * (ends.size() - 1) / (kMost - 1)]);
    return shown;
}

std::string level_with_interval(const ChartPoint* point, const PageWords& words) {
    if (point == nullptr)
        return words.number(std::nan(""));
    return std::isfinite(point->low90) ? fmt::format("{} ({})", words.signed_number(point->median),
                                                     words.range(point->low90, point->high90))
                                       : words.signed_number(point->median);
}

/// Ends of years: the status quo, and with one scenario what it changes.
std::string years_table(const FinishedRun& run, const FinishedScenario* scenario,
                        const PageWords& words) {
    const GroupKey everyone{"all", "all"};
    std::vector<std::string> head{words.of("date"), words.of("brief.quo.interval")};
    if (scenario != nullptr)
        head.insert(head.end(), {words.of("scenario"), words.of("brief.change.interval")});
    std::string rows;
    const Date from = scenario != nullptr && scenario->diverges ? day_before_change(*scenario)
                                                                : run.known_until();
    for (const Date date : shown_years(run, from)) {
        std::vector<std::string> cells{words.day(date),
                                       level_with_interval(point_at(run.course(), date), words)};
        if (scenario != nullptr) {
            const ChartPoint* level = point_at(scenario->levels.at(everyone), date);
            cells.push_back(words.signed_number(level ? level->median : std::nan("")));
            cells.push_back(
                level_with_interval(point_at(scenario->differences.at(everyone), date), words));
        }
        rows += body_row(cells);
    }
    return "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead>" + head_row(head) +
           "</thead>\n<tbody>" + rows + "</tbody>\n</table></div>\n";
}

std::vector<std::string> scenario_cells(const FinishedScenario& scenario, const PageWords& words) {
    std::vector<std::string> cells{scenario_name(scenario.id, scenario.title, words)};
    if (!scenario.tells()) {
        cells.insert(cells.end(), {words.signed_number(0), "–", "–", words.signed_number(0)});
        return cells;
    }
    cells.push_back(level_with_interval(&*scenario.peak, words));
    cells.push_back(words.month(scenario.peak->date));
    cells.push_back(scenario.half_life_weeks ? words.number(*scenario.half_life_weeks, 0) : "–");
    cells.push_back(level_with_interval(&scenario.end, words));
    return cells;
}

/// All scenarios of the run, that of the page first.
std::string scenarios_table(const FinishedRun& run, const FinishedScenario& first,
                            const PageWords& words) {
    std::string rows = body_row(scenario_cells(first, words));
    std::size_t shown = 1;
    for (const FinishedScenario& scenario : run.scenarios)
        if (&scenario != &first && shown++ < kMostBriefRows)
            rows += body_row(scenario_cells(scenario, words));
    std::string text =
        "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead>" +
        head_row({words.of("brief.scenario"), words.of("brief.most"), words.of("brief.when"),
                  words.of("brief.half.short"), words.of("brief.at.end")}) +
        "</thead>\n<tbody>" + rows + "</tbody>\n</table></div>\n";
    if (run.scenarios.size() > kMostBriefRows)
        text += fmt::format(
            "<p class=\"note\">{}</p>\n",
            html_safe(
                words.of("brief.more",
                         {{"n", words.number(double(run.scenarios.size() - kMostBriefRows), 0)}})));
    return text;
}

std::string told_list(const ThreeSentences& told, const PageWords& words) {
    return fmt::format("<dl class=\"told\">\n<dt>{}</dt><dd class=\"much\">{}</dd>\n<dt>{}</dt>"
                       "<dd>{}</dd>\n<dt>{}</dt><dd>{}</dd>\n</dl>\n",
                       html_safe(words.of("brief.how.much")), html_safe(told.how_much),
                       html_safe(words.of("brief.how.sure")), html_safe(told.how_sure),
                       html_safe(words.of("brief.rests.on")), html_safe(told.rests_on));
}

ChartBox box_of(const std::pair<double, double>& range) {
    return {range.first, range.second};
}

std::string chart_of(const FinishedRun& run, const FinishedScenario* scenario,
                     const std::string& sentence, const PageWords& words) {
    if (scenario != nullptr && scenario->diverges)
        return fmt::format("<figure><figcaption>{}</figcaption>\n{}{}</figure>\n",
                           html_safe(words.of("brief.chart.difference")),
                           difference_chart(run, *scenario,
                                            box_of(difference_range(run, *scenario)), sentence,
                                            words),
                           difference_legend(run, words));

    return fmt::format(
        "<figure><figcaption>{}</figcaption>\n{}{}</figure>\n",
        html_safe(words.of("brief.chart.level")),
        level_chart(run, nullptr, box_of(level_range(run, nullptr)), sentence, words),
        level_legend(run, false, words));
}

std::string foot_of(const FinishedRun& run, const PageWords& words) {
    const auto made = parse_date(run.created.substr(0, 10));
    return fmt::format(
        "<footer><p>{}</p>\n<p>{}</p></footer>\n", html_safe(words.of("brief.points")),
        html_safe(words.of("brief.foot", {{"run", run.name},
                                          {"date", made ? words.day(*made) : run.created},
                                          {"agents", words.number(double(run.agents), 0)},
                                          {"members", words.number(double(run.members), 0)},
                                          {"parameters", run.posterior},
                                          {"seed", run.seed},
                                          {"version", run.version}})));
}

} // namespace

std::string brief_page(const FinishedRun& run, const FinishedScenario* scenario,
                       const TrackRecord& record, const PageWords& words, const PageNames& names) {
    const std::string question =
        scenario == nullptr
            ? words.of("brief.question.quo")
            : words.of("brief.question",
                       {{"title", scenario_name(scenario->id, scenario->title, words)}});
    const auto told = three_sentences(run, scenario, words, names);
    std::string body =
        fmt::format("<main class=\"brief\">\n<p class=\"kicker\">{} · {}</p>\n<h1>{}</h1>\n",
                    html_safe(words.of("value.composite")), html_safe(words.of("badge.short")),
                    html_safe(question));
    if (!run.calibrated)
        body += fmt::format("<p class=\"beware\">{}</p>\n", html_safe(words.of("not.calibrated")));
    body += told_list(told, words) + chart_of(run, scenario, told.how_much, words);
    body += scenario != nullptr && run.scenarios.size() > 1 ? scenarios_table(run, *scenario, words)
                                                            : years_table(run, scenario, words);
    body += fmt::format("<p class=\"trust\"><strong>{}</strong> {}</p>\n",
                        html_safe(words.of("brief.trust")), html_safe(trust_line(record, words)));
    return whole_page(question, body + foot_of(run, words) + "</main>\n", words);
}

} // namespace kozqaras
