// The charts of brief and report, and a whole page.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/brief_page.hpp"
#include "output/page_style.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kBeforeChange = 3; ///< reported weeks shown before

const GroupKey& everyone() {
    static const GroupKey key{"all", "all"};
    return key;
}

/// Place of the first point that differs from the status quo; the size if none does.
std::size_t first_difference(const std::vector<ChartPoint>& points) {
    const auto first = std::ranges::find_if(points, [](const ChartPoint& point) {
        return point.median != 0 || point.low90 != 0 || point.high90 != 0;
    });
    return static_cast<std::size_t>(first - points.begin());
}

/// The points from shortly before the first difference on.
std::vector<ChartPoint> since_change(const std::vector<ChartPoint>& points) {
    const std::size_t at = first_difference(points);
    if (at == points.size())
        return points;
    return {points.begin() + static_cast<std::ptrdiff_t>(at - std::min(at, kBeforeChange)),
            points.end()};
}

void widen(const std::vector<ChartPoint>& points, double& low, double& high) {
    for (const ChartPoint& point : points)
        for (const double value : {point.low90, point.median, point.high90})
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
}

bool drawn(const FinishedWave& wave) {
    return wave.kind == "indicator" && wave.id == "composite" && std::isfinite(wave.published);
}

std::string sign(std::string_view classes, const std::string& text) {
    return fmt::format("<li><span class=\"{}\"></span>{}</li>", classes, html_safe(text));
}

/// The reported day nearest to that on which half of the peak is gone; null if it is not.
const ChartPoint* half_point(const FinishedScenario& scenario) {
    if (!scenario.half_life_weeks)
        return nullptr;
    constexpr int kDays = 7;
    const Date day =
        scenario.peak->date + std::chrono::days(std::lround(kDays * *scenario.half_life_weeks));
    return point_at(scenario.differences.at(everyone()), day);
}

} // namespace

Date day_before_change(const FinishedScenario& scenario) {
    const auto& points = scenario.differences.at(everyone());
    const std::size_t at = first_difference(points);
    return points[at == points.size() || at == 0 ? 0 : at - 1].date;
}

std::pair<double, double> difference_range(const FinishedRun& run,
                                           const FinishedScenario& scenario) {
    constexpr double kLeast = 0.5, kMargin = 0.06, kFarSide = 0.35;
    double low = 0, high = 0;
    widen(scenario.differences.at(everyone()), low, high);
    const double reach = std::max({-low, high, kLeast});
    const double seen = run.survey_size && run.seen_at_best < 2.5 * reach ? run.seen_at_best : 0;
    const bool down = -low >= high;
    low = std::min(low, -std::max(kFarSide * reach, down ? seen : 0));
    high = std::max(high, std::max(kFarSide * reach, down ? 0 : seen));
    const double margin = kMargin * (high - low);
    return {low - margin, high + margin};
}

std::string difference_chart(const FinishedRun& run, const FinishedScenario& scenario,
                             const ChartBox& box, const std::string& label,
                             const PageWords& words) {
    const auto points = since_change(scenario.differences.at(everyone()));
    SvgChart chart({box.width, 270, points.front().date, points.back().date, box.low, box.high},
                   label, words);
    if (run.survey_size)
        chart.zone(-run.seen_at_best, run.seen_at_best);
    chart.axes();
    chart.fan(points, "changed");
    if (!scenario.tells())
        return chart.text();
    const double peak = scenario.peak->median;
    chart.mark(scenario.peak->date, peak,
               words.of(scenario.still_growing ? "peak.growing" : "peak",
                        {{"value", words.signed_number(peak)}}),
               peak > 0);
    if (const ChartPoint* half = half_point(scenario))
        chart.mark(half->date, half->median,
                   words.of("half.life", {{"weeks", words.number(*scenario.half_life_weeks, 0)}}),
                   peak < 0);
    return chart.text();
}

std::pair<double, double> level_range(const FinishedRun& run, const FinishedScenario* scenario) {
    constexpr double kRoom = 0.05, kErrors = 2;
    double low = 0, high = 0;
    widen(run.course(), low, high);
    if (scenario != nullptr)
        widen(scenario->levels.at(everyone()), low, high);
    for (const FinishedWave& wave : run.waves)
        if (drawn(wave)) {
            const double reach = std::isfinite(wave.error) ? kErrors * wave.error : 0;
            low = std::min(low, wave.published - reach);
            high = std::max(high, wave.published + reach);
        }
    const double room = kRoom * (high - low);
    return {low - room, high + room};
}

std::string level_chart(const FinishedRun& run, const FinishedScenario* scenario,
                        const ChartBox& box, const std::string& label, const PageWords& words) {
    constexpr double kErrors = 2;
    const auto& course = run.course();
    SvgChart chart({box.width, 270, course.front().date, course.back().date, box.low, box.high},
                   label, words);
    chart.axes();
    chart.fan(course, "base");
    if (scenario != nullptr) {
        const auto& changed = scenario->levels.at(everyone());
        const Date from = day_before_change(*scenario);
        std::vector<ChartPoint> later;
        std::ranges::copy_if(changed, std::back_inserter(later),
                             [&](const ChartPoint& point) { return point.date >= from; });
        chart.median(later, "changed");
    }
    chart.divider(run.known_until(), words.of("data.until"), words.of("projection"));
    for (const FinishedWave& wave : run.waves)
        if (drawn(wave))
            chart.wave({wave.dates_printed ? wave.middle : wave.from, wave.middle,
                        wave.dates_printed ? wave.middle : wave.to, wave.published,
                        kErrors * wave.error, fmt::format("{} {}", wave.pollster, wave.wave)});
    return chart.text();
}

std::string difference_legend(const FinishedRun& run, const PageWords& words) {
    std::string items = sign("lc", words.of("legend.difference"));
    if (run.survey_size)
        items +=
            sign("li", words.of("legend.invisible", {{"n", words.number(*run.survey_size, 0)},
                                                     {"points", words.number(run.seen_at_best)},
                                                     {"all", words.number(run.seen_surely)}}));
    return fmt::format("<ul class=\"legend\">{}</ul>\n<p class=\"note\">{}</p>\n", items,
                       html_safe(words.of("brief.chart.note")));
}

std::string level_legend(const FinishedRun& run, bool scenario, const PageWords& words) {
    std::string items = sign("lb", words.of("legend.base"));
    if (scenario)
        items += sign("lc", words.of("brief.legend.changed"));
    bool known = false, unknown = false;
    for (const FinishedWave& wave : run.waves)
        if (drawn(wave))
            (std::isfinite(wave.error) ? known : unknown) = true;
    if (known)
        items += sign("lw", words.of("legend.wave"));
    if (unknown)
        items += sign("lh", words.of("legend.wave.unknown"));
    return fmt::format("<ul class=\"legend\">{}</ul>\n", items);
}

std::string whole_page(const std::string& title, const std::string& body, const PageWords& words) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'\">\n"
                       "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n"
                       "</html>\n",
                       words.language(), html_safe(title), kPageStyle, body);
}

} // namespace kozqaras
