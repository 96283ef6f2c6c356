// The report's maps and its tables by group.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/report_page.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kRegionFactor = "region";

/// The last date at which groups are written.
Date last_group_date(const GroupCourses& courses) {
    Date last{};
    for (const auto& [group, course] : courses)
        if (group.second != "all")
            last = std::max(last, course.back().date);
    return last;
}

/// Of the days at which groups are written, the first after the last wave, when most is known.
Date last_wave_date(const FinishedRun& run, const GroupCourses& courses) {
    for (const auto& [group, course] : courses)
        if (group.first == kRegionFactor)
            for (const ChartPoint& point : course)
                if (point.date >= run.known_until())
                    return point.date;
    return last_group_date(courses);
}

/// Of the days at which groups are written, that on which all adults differ most.
Date strongest_group_date(const GroupCourses& differences) {
    const auto group = std::ranges::find_if(
        differences, [](const auto& one) { return one.first.first == kRegionFactor; });
    const auto& everyone = differences.at({"all", "all"});
    Date strongest = last_group_date(differences);
    double greatest = -1;
    if (group != differences.end())
        for (const ChartPoint& point : group->second)
            if (const ChartPoint* all = point_at(everyone, point.date);
                all != nullptr && std::abs(all->median) > greatest) {
                greatest = std::abs(all->median);
                strongest = point.date;
            }
    return strongest;
}

std::vector<RegionValue> region_values(const GroupCourses& courses, Date date,
                                       const PageWords& words, const PageNames& names) {
    std::vector<RegionValue> values;
    for (const auto& [group, course] : courses)
        if (group.first == kRegionFactor)
            if (const ChartPoint* point = point_at(course, date))
                values.push_back({group.second, group_name(group, words, names), point->median,
                                  point->low90, point->high90});
    return values;
}

std::string map_figure(const ReportSource& source, const ReportedRun& of,
                       const FinishedScenario* scenario, const PageWords& words,
                       const PageNames& names) {
    const GroupCourses& courses = scenario == nullptr ? of.run.baseline : scenario->differences;
    const Date date =
        scenario == nullptr ? last_wave_date(of.run, courses) : strongest_group_date(courses);
    const auto values = region_values(courses, date, words, names);
    if (values.empty())
        return "";
    const PageWords::Values filled{{"what", words.of("value.composite")},
                                   {"date", words.day(date)}};
    const std::string label =
        words.of(scenario == nullptr ? "map.level" : "map.difference", filled);
    const double step = ColourSteps(values, scenario != nullptr).step;
    return fmt::format(
        "<figure><figcaption>{}</figcaption>\n<p class=\"note\">{}. {}</p>\n{}"
        "</figure>\n",
        html_safe(run_and_scenario(source, of, scenario, words)), html_safe(label),
        html_safe(words.of("report.map.step", {{"step", words.number(step, step < 1 ? 1 : 0)}})),
        source.maps.map(values, scenario != nullptr, label, words));
}

std::string level_cell(const ChartPoint* point, const PageWords& words) {
    if (point == nullptr || !std::isfinite(point->median))
        return words.number(std::nan(""));
    return std::isfinite(point->low90) ? fmt::format("{} ({})", words.signed_number(point->median),
                                                     words.range(point->low90, point->high90))
                                       : words.signed_number(point->median);
}

/// The status quo and some scenarios of a run, group by group.
std::string group_table(const ReportedRun& of, std::span<const FinishedScenario> scenarios,
                        const PageWords& words, const PageNames& names) {
    const Date last = last_group_date(of.run.baseline);
    std::vector<std::string> head{words.of("group"),
                                  fmt::format("{}, {}", words.of("report.quo"), words.day(last))};
    std::vector<Date> dates;
    for (const FinishedScenario& scenario : scenarios) {
        dates.push_back(strongest_group_date(scenario.differences));
        head.push_back(fmt::format("{}, {}", scenario_name(scenario.id, scenario.title, words),
                                   words.day(dates.back())));
    }
    std::vector<bool> numbers(head.size(), true);
    numbers.front() = false;
    HtmlTable table(head, numbers);
    std::string factor;
    for (const GroupKey& group : of.run.groups) {
        const auto course = of.run.baseline.find(group);
        if (group.first == "sample" || course == of.run.baseline.end())
            continue;
        if (group.first != factor && group.first != "all")
            table.add_heading(factor_name(group.first, words));
        factor = group.first;
        std::vector<std::string> cells{group_name(group, words, names),
                                       level_cell(point_at(course->second, last), words)};
        for (std::size_t k = 0; k < scenarios.size(); ++k) {
            const auto found = scenarios[k].differences.find(group);
            cells.push_back(level_cell(found == scenarios[k].differences.end()
                                           ? nullptr
                                           : point_at(found->second, dates[k]),
                                       words));
        }
        table.add(cells);
    }
    return table.text();
}

/// "Status quo; A; B"
std::string names_of(const ReportSource& source, const ReportedRun& of,
                     std::span<const FinishedScenario> scenarios, const PageWords& words) {
    std::string text = run_and_scenario(source, of, nullptr, words);
    for (const FinishedScenario& scenario : scenarios)
        text += "; " + scenario_name(scenario.id, scenario.title, words);
    return text;
}

} // namespace

std::string report_maps(const ReportSource& source, const PageWords& words,
                        const PageNames& names) {
    if (source.maps.empty())
        return fmt::format("<p>{}</p>\n", html_safe(words.of("report.no.map")));
    std::string text = "<div class=\"side\">\n";
    for (const ReportedRun& of : source.runs) {
        text += map_figure(source, of, nullptr, words, names);
        for (const FinishedScenario& scenario : of.run.scenarios)
            if (scenario.tells())
                text += map_figure(source, of, &scenario, words, names);
    }
    return text + fmt::format("</div>\n<p class=\"note\">{}</p>\n",
                              html_safe(words.of("report.map.note")));
}

std::string report_groups(const ReportSource& source, const PageWords& words,
                          const PageNames& names) {
    constexpr std::size_t kScenarioColumns = 3;
    std::string text =
        fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.groups.note")));
    for (const ReportedRun& of : source.runs) {
        const std::span<const FinishedScenario> all = of.run.scenarios;
        for (std::size_t k = 0; k == 0 || k < all.size(); k += kScenarioColumns) {
            const auto some = all.subspan(k, std::min(kScenarioColumns, all.size() - k));
            text += fmt::format("<details{}><summary>{}</summary>\n{}</details>\n",
                                k == 0 && &of == &source.runs.front() ? " open" : "",
                                html_safe(names_of(source, of, some, words)),
                                group_table(of, some, words, names));
        }
    }
    return text;
}

} // namespace kozqaras
