#include "output/report_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kozqaras {

namespace {

constexpr int kWideChart = 720, kSmallChart = 440;

struct ReportSection {
    std::string_view id, title; ///< title: a key of the texts
};

constexpr std::array kReportSections{ReportSection{"summary", "report.summary"},
                                     ReportSection{"course", "fan"},
                                     ReportSection{"differences", "difference"},
                                     ReportSection{"regions", "map"},
                                     ReportSection{"groups", "table"},
                                     ReportSection{"fit", "report.fit"},
                                     ReportSection{"claims", "report.claims"},
                                     ReportSection{"record", "report.record"},
                                     ReportSection{"limits", "report.limits"},
                                     ReportSection{"method", "report.method"},
                                     ReportSection{"manifest", "report.manifest"}};

std::string interval_cell(const ChartPoint& point, const PageWords& words) {
    return std::isfinite(point.low90) ? fmt::format("{} ({})", words.signed_number(point.median),
                                                    words.range(point.low90, point.high90))
                                      : words.signed_number(point.median);
}

/// "trips to China -0.2, news of events -5.4", of one kind.
std::string parts_text(const FinishedScenario& scenario, std::string_view kind,
                       const PageWords& words, const PageNames& names) {
    std::vector<std::string> parts;
    for (const PartEffect& part : scenario.parts)
        if (part.kind == kind)
            parts.push_back(fmt::format("{} {}", part_name(part, words, names),
                                        words.signed_number(part.at_peak.median)));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string told_line(std::string_view key, const std::string& text, const PageWords& words) {
    return text.empty()
               ? ""
               : fmt::format("<dt>{}</dt><dd>{}</dd>\n", html_safe(words.of(key)), html_safe(text));
}

std::string who_moves(const FinishedRun& run, const FinishedScenario& scenario,
                      const PageWords& words, const PageNames& names) {
    if (!scenario.tells() || run.members < 2)
        return "";
    std::vector<std::string> groups;
    for (const TellingGroup& group : scenario.stand_out)
        groups.push_back(fmt::format("{} {}", labelled_group(run, group.label, words, names),
                                     words.signed_number(group.effect.median)));
    return groups.empty() ? words.of("report.nobody") : fmt::format("{}", fmt::join(groups, "; "));
}

std::string told_of(const FinishedRun& run, const FinishedScenario* scenario,
                    const PageWords& words, const PageNames& names) {
    auto told = three_sentences(run, scenario, words, names);
    if (scenario != nullptr) // where the level comes from is said once, of the status quo
        told.rests_on = grounds_in_words(*scenario, words, names);

    std::string text = "<dl class=\"told\">\n" + told_line("brief.how.much", told.how_much, words) +
                       told_line("brief.how.sure", told.how_sure, words) +
                       told_line("brief.rests.on", told.rests_on, words);
    if (scenario != nullptr)
        text += told_line("report.through", parts_text(*scenario, "channel", words, names), words) +
                told_line("report.by.lever", parts_text(*scenario, "lever", words, names), words) +
                told_line("report.who", who_moves(run, *scenario, words, names), words);
    return text + "</dl>\n";
}

void add_scenario_row(HtmlTable& table, const ReportSource& source, const ReportedRun& of,
                      const FinishedScenario& scenario, const PageWords& words) {
    const std::string dash = words.number(std::nan(""));
    std::vector<std::string> cells{run_and_scenario(source, of, &scenario, words)};
    if (scenario.tells())
        cells.insert(cells.end(),
                     {interval_cell(*scenario.peak, words), words.month(scenario.peak->date),
                      scenario.half_life_weeks ? words.number(*scenario.half_life_weeks, 0) : dash,
                      interval_cell(scenario.end, words),
                      fmt::format("{} / {}", scenario.agreeing, of.run.members)});
    else
        cells.insert(cells.end(),
                     {words.signed_number(0), dash, dash, words.signed_number(0), dash});
    table.add(cells);
}

} // namespace

HtmlTable::HtmlTable(const std::vector<std::string>& head, std::vector<bool> numbers)
    : numbers_(std::move(numbers)),
      text_("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>") {
    for (std::size_t k = 0; k < head.size(); ++k)
        text_ += fmt::format("<th scope=\"col\"{}>{}</th>", numbers_[k] ? " class=\"n\"" : "",
                             html_safe(head[k]));
    text_ += "</tr></thead>\n<tbody>\n";
}

void HtmlTable::add(const std::vector<std::string>& cells) {
    text_ += fmt::format("<tr><th scope=\"row\">{}</th>", html_safe(cells.front()));
    for (std::size_t k = 1; k < cells.size(); ++k)
        text_ +=
            fmt::format("<td{}>{}</td>", numbers_[k] ? " class=\"n\"" : "", html_safe(cells[k]));
    text_ += "</tr>\n";
}

void HtmlTable::add_heading(const std::string& text) {
    text_ += fmt::format("<tr><th colspan=\"{}\" class=\"kicker\">{}</th></tr>\n", numbers_.size(),
                         html_safe(text));
}

std::string HtmlTable::text() const {
    return text_ + "</tbody></table></div>\n";
}

std::string run_and_scenario(const ReportSource& source, const ReportedRun& of,
                             const FinishedScenario* scenario, const PageWords& words) {
    const std::string name = scenario == nullptr
                                 ? words.of("report.quo")
                                 : scenario_name(scenario->id, scenario->title, words);
    return source.runs.size() > 1 ? fmt::format("{}: {}", of.run.name, name) : name;
}

std::string report_summary(const ReportSource& source, const PageWords& words,
                           const PageNames& names) {
    HtmlTable table({words.of("brief.scenario"), words.of("brief.most"), words.of("brief.when"),
                     words.of("brief.half.short"), words.of("brief.at.end"),
                     words.of("report.agreeing")},
                    {false, true, true, true, true, true});
    std::string told;
    bool any = false;
    for (const ReportedRun& of : source.runs) {
        told +=
            fmt::format("<h3>{}</h3>\n", html_safe(run_and_scenario(source, of, nullptr, words))) +
            told_of(of.run, nullptr, words, names);
        for (const FinishedScenario& scenario : of.run.scenarios) {
            any = true;
            add_scenario_row(table, source, of, scenario, words);
            told += fmt::format("<h3>{}</h3>\n",
                                html_safe(run_and_scenario(source, of, &scenario, words))) +
                    told_of(of.run, &scenario, words, names);
        }
    }
    return (any ? table.text() : "") + told +
           fmt::format("<p class=\"trust\"><strong>{}</strong> {}</p>\n",
                       html_safe(words.of("brief.trust")),
                       html_safe(trust_line(source.record, words)));
}

std::string report_courses(const ReportSource& source, const PageWords& words) {
    double low = 0, high = 0;
    for (const ReportedRun& of : source.runs) {
        const auto range = level_range(of.run, nullptr);
        low = std::min(low, range.first);
        high = std::max(high, range.second);
    }
    const bool several = source.runs.size() > 1;
    const ChartBox box{low, high, several ? kSmallChart : kWideChart};
    std::string text = several ? "<div class=\"side\">\n" : "<div>\n";
    for (const ReportedRun& of : source.runs) {
        const auto title = run_and_scenario(source, of, nullptr, words);
        text += fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", html_safe(title),
                            level_chart(of.run, nullptr, box, title, words));
    }
    return text + "</div>\n" + level_legend(source.runs.front().run, false, words) +
           fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("fan.note")));
}

std::string report_differences(const ReportSource& source, const PageWords& words) {
    double low = 0, high = 0;
    std::size_t count = 0;
    for (const ReportedRun& of : source.runs)
        for (const FinishedScenario& scenario : of.run.scenarios)
            if (scenario.diverges) {
                const auto range = difference_range(of.run, scenario);
                low = std::min(low, range.first);
                high = std::max(high, range.second);
                ++count;
            }
    if (count == 0)
        return fmt::format("<p>{}</p>\n", html_safe(words.of("report.no.scenario")));
    const ChartBox box{low, high, count > 1 ? kSmallChart : kWideChart};
    std::string text = count > 1 ? "<div class=\"side\">\n" : "<div>\n";
    for (const ReportedRun& of : source.runs)
        for (const FinishedScenario& scenario : of.run.scenarios) {
            const auto title = run_and_scenario(source, of, &scenario, words);
            if (scenario.diverges)
                text += fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n",
                                    html_safe(title),
                                    difference_chart(of.run, scenario, box, title, words));
        }
    return text + "</div>\n" + difference_legend(source.runs.front().run, words) +
           fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("difference.note")));
}

std::string report_page(const ReportSource& source, const PageWords& words,
                        const PageNames& names) {
    const std::array texts{
        report_summary(source, words, names), report_courses(source, words),
        report_differences(source, words),    report_maps(source, words, names),
        report_groups(source, words, names),  report_fit(source, words, names),
        report_claims(source, words),         report_record(source, words),
        report_limits(source, words),         report_method(source, words, names),
        report_manifest(source, words)};
    static_assert(texts.size() == kReportSections.size());
    std::string links, sections;
    for (std::size_t k = 0; k < texts.size(); ++k) {
        const auto title = html_safe(words.of(kReportSections[k].title));
        links += fmt::format("<a href=\"#{}\">{}</a>\n", kReportSections[k].id, title);
        sections += fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n",
                                kReportSections[k].id, title, texts[k]);
    }
    return whole_page(
        words.of("report.title"),
        fmt::format("<header>\n<p class=\"kicker\">{}</p>\n<h1>{}</h1>\n</header>\n<nav>{}</nav>\n"
                    "<main>\n{}{}</main>\n",
                    html_safe(words.of("badge")), html_safe(words.of("report.title")), links,
                    source.maps.shapes(), sections),
        words);
}

} // namespace kozqaras
