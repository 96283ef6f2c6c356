#include "output/svg_chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "support/utf8.hpp"

namespace kozqaras {

namespace {

constexpr double kLeft = 50, kRight = 14, kTop = 24, kBottom = 26;

Date first_of_year(int year) {
    return std::chrono::year(year) / 1 / 1;
}

int year_of(Date date) {
    return static_cast<int>(std::chrono::year_month_day(date).year());
}

} // namespace

std::vector<double> axis_ticks(double low, double high, int most) {
    const double raw = (high - low) / most, power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * power >= raw)
            step = factor * power;
    std::vector<double> ticks;
    for (auto k = static_cast<int>(std::ceil(low / step - 1e-9)); k * step <= high + 1e-9; ++k)
        ticks.push_back(k * step);
    return ticks;
}

SvgChart::SvgChart(const ChartFrame& frame, const std::string& label, const PageWords& words)
    : frame_(frame), words_(words) {
    text_ = fmt::format("<svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" "
                        "aria-label=\"{}\">\n",
                        frame.width, frame.height, html_safe(label));
}

double SvgChart::x(Date date) const {
    const auto days = [&](Date to) { return static_cast<double>((to - frame_.first).count()); };
    return kLeft + days(date) / days(frame_.last) * (frame_.width - kLeft - kRight);
}

double SvgChart::y(double value) const {
    return kTop +
           (frame_.high - value) / (frame_.high - frame_.low) * (frame_.height - kTop - kBottom);
}

void SvgChart::line(double x1, double y1, double x2, double y2, std::string_view classes) {
    text_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
                         "class=\"{}\"/>\n",
                         x1, y1, x2, y2, classes);
}

void SvgChart::words_at(double x, double y, const std::string& text, std::string_view anchor,
                        std::string_view classes) {
    text_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}"
                         "</text>\n",
                         x, y, anchor, classes, html_safe(text));
}

void SvgChart::axes() {
    const auto ticks = axis_ticks(frame_.low, frame_.high, 5);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    for (const double value : ticks) {
        line(kLeft, y(value), frame_.width - kRight, y(value),
             std::abs(value) < step / 2 ? "zero" : "grid");
        words_at(kLeft - 6, y(value) + 4, words_.signed_number(value, step < 1 ? 1 : 0), "end",
                 "tick");
    }
    years();
}

void SvgChart::years() {
    constexpr double kRoom = 40, kLeast = 12;
    const int begin = year_of(frame_.first), end = year_of(frame_.last);
    const double room = (frame_.width - kLeft - kRight) / kRoom;
    const int every = std::max(1, static_cast<int>(std::ceil((end - begin + 1) / room)));
    for (int year = begin; year <= end; ++year) {
        const double from = std::max(x(first_of_year(year)), kLeft),
                     to = std::min(x(first_of_year(year + 1)), frame_.width - kRight);
        line(from, frame_.height - kBottom, from, frame_.height - kBottom + 5, "zero");
        if ((year - begin) % every == 0 && to - from > kLeast)
            words_at((from + to) / 2, frame_.height - 8, fmt::format("{}", year), "middle",
                     (year - begin) / every % 2 == 0 ? "tick" : "tick other");
    }
}

void SvgChart::band(const std::vector<ChartPoint>& points, double ChartPoint::*low,
                    double ChartPoint::*high, const std::string& classes) {
    if (std::ranges::any_of(points, [&](const ChartPoint& point) {
            return !std::isfinite(point.*low) || !std::isfinite(point.*high);
        }))
        return; // a single member has no interval
    std::string path;
    for (const ChartPoint& point : points)
        path +=
            fmt::format("{}{:.1f},{:.1f}", path.empty() ? "M" : "L", x(point.date), y(point.*high));
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        path += fmt::format("L{:.1f},{:.1f}", x(point->date), y((*point).*low));
    text_ += fmt::format("<path class=\"{}\" d=\"{}Z\"/>\n", classes, path);
}

void SvgChart::fan(const std::vector<ChartPoint>& points, std::string_view kind) {
    band(points, &ChartPoint::low90, &ChartPoint::high90, fmt::format("{} outer", kind));
    band(points, &ChartPoint::low50, &ChartPoint::high50, fmt::format("{} inner", kind));
    median(points, kind);
}

void SvgChart::median(const std::vector<ChartPoint>& points, std::string_view kind) {
    std::string path;
    for (const ChartPoint& point : points)
        if (std::isfinite(point.median))
            path += fmt::format("{}{:.1f},{:.1f}", path.empty() ? "M" : "L", x(point.date),
                                y(point.median));
    text_ += fmt::format("<path class=\"{} middle\" d=\"{}\"/>\n", kind, path);
}

void SvgChart::zone(double low, double high) {
    const double top = y(std::min(high, frame_.high)), foot = y(std::max(low, frame_.low));
    text_ += fmt::format("<rect class=\"invisible\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                         "height=\"{:.1f}\"/>\n",
                         kLeft, top, frame_.width - kLeft - kRight, foot - top);
}

void SvgChart::mark(Date date, double value, const std::string& text, bool above) {
    constexpr double kLetter = 13; // as wide as a bold one gets on a narrow screen
    const double left = kLeft, right = frame_.width - kRight, at = x(date);
    const auto letters =
        std::ranges::count_if(text, [](char byte) { return !is_utf8_continuation(byte); });
    const double half = std::min(kLetter * static_cast<double>(letters), right - left) / 2;
    text_ += fmt::format("<circle class=\"mark\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\"/>\n", at,
                         y(value));
    words_at(std::max(left + half, std::min(at, right - half)), y(value) + (above ? -10 : 19), text,
             "middle", "strong");
}

void SvgChart::wave(const Wave& wave) {
    const double at = x(wave.middle);
    const bool known = std::isfinite(wave.reach);
    if (wave.from < wave.to)
        line(x(wave.from), y(wave.value), x(wave.to), y(wave.value), "wave");
    if (known)
        line(at, y(wave.value - wave.reach), at, y(wave.value + wave.reach), "wave");
    text_ += fmt::format("<circle class=\"wave point{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\">"
                         "<title>{}: {}</title></circle>\n",
                         known ? "" : " hollow", at, y(wave.value), html_safe(wave.name),
                         words_.signed_number(wave.value));
}

void SvgChart::divider(Date date, const std::string& before, const std::string& after) {
    const double at = x(date);
    line(at, kTop - 4, at, frame_.height - kBottom, "divider");
    words_at(at - 5, kTop - 9, before, "end", "note");
    words_at(at + 5, kTop - 9, after, "start", "note");
}

std::string SvgChart::text() const {
    return text_ + "</svg>\n";
}

} // namespace kozqaras
