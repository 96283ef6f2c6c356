#include "output/svg_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace kozqaras {

namespace {

constexpr int kMapWidth = 640, kMapSteps = 7;
constexpr double kMostPoints = 100; ///< of an index

/// 1, 2 or 5 times a power of ten, `value` at least.
double nice_step(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= value)
            return factor * power;
    return 10 * power;
}

double middle_of(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace

ColourSteps::ColourSteps(const std::vector<RegionValue>& values, bool around_zero) {
    if (values.empty())
        return;
    std::vector<double> widths;
    double low = values.front().value, high = low;
    for (const RegionValue& one : values) {
        low = std::min(low, one.value);
        high = std::max(high, one.value);
        const double width = one.high90 - one.low90;
        widths.push_back(std::isfinite(width) ? width : 0);
    }
    const double centre = around_zero || (low < 0 && high > 0) ? 0 : (low + high) / 2;
    const double reach = std::max({high - centre, centre - low, 0.05});
    step = nice_step(std::max({middle_of(widths) / 2, 2 * reach / kMapSteps, 0.1}));
    middle = std::round(centre / step) * step;
}

int ColourSteps::place(double value) const {
    const auto steps = static_cast<int>(std::round((value - middle) / step));
    return std::clamp(steps + kMapSteps / 2, 0, kMapSteps - 1);
}

RegionMaps::RegionMaps(RegionOutlines outlines, std::set<std::string> unheard)
    : outlines_(std::move(outlines)), unheard_(std::move(unheard)) {
    double east = -180, south = 90;
    west_ = 180;
    north_ = -90;
    for (const auto& [code, rings] : outlines_)
        for (const auto& ring : rings)
            for (const auto& [longitude, latitude] : ring) {
                west_ = std::min(west_, longitude);
                east = std::max(east, longitude);
                south = std::min(south, latitude);
                north_ = std::max(north_, latitude);
            }
    if (outlines_.empty() || east <= west_)
        return;
    down_ = kMapWidth / ((east - west_) * std::cos((south + north_) / 360 * std::numbers::pi));
    across_ = kMapWidth / (east - west_);
    height_ = static_cast<int>(std::ceil((north_ - south) * down_));
}

std::string RegionMaps::path_of(const std::string& code) const {
    std::string path;
    for (const auto& ring : outlines_.at(code)) {
        for (std::size_t k = 0; k < ring.size(); ++k)
            path +=
                fmt::format("{}{:.1f},{:.1f}", k == 0 ? "M" : "L",
                            (ring[k].first - west_) * across_, (north_ - ring[k].second) * down_);
        path += 'Z';
    }
    return path;
}

std::string RegionMaps::shapes() const {
    std::string text = "<svg class=\"hidden\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
                       "<pattern id=\"hatch\" width=\"6\" height=\"6\" "
                       "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                       "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"hatch\"/></pattern>\n";
    for (const auto& [code, rings] : outlines_)
        text += fmt::format("<path id=\"shape-{}\" fill-rule=\"evenodd\" d=\"{}\"/>\n",
                            html_safe(code), path_of(code));
    return text + "</defs></svg>\n";
}

std::string RegionMaps::map(const std::vector<RegionValue>& given, bool around_zero,
                            const std::string& label, const PageWords& words) const {
    std::vector<RegionValue> values;
    std::ranges::copy_if(given, std::back_inserter(values), [&](const RegionValue& one) {
        return outlines_.contains(one.code) && std::isfinite(one.value);
    });
    const ColourSteps steps(values, around_zero);
    std::ranges::sort(values, std::greater<>{}, [&](const RegionValue& one) { // cities on top
        return outlines_.at(one.code).front().size();
    });
    std::string text = fmt::format("<svg class=\"map\" viewBox=\"0 0 {} {}\" role=\"img\" "
                                   "aria-label=\"{}\">\n",
                                   kMapWidth, height_, html_safe(label));
    for (const RegionValue& one : values) {
        const bool unheard = unheard_.contains(one.code);
        text += fmt::format(
            "<use href=\"#shape-{0}\" class=\"region step{1}\"><title>{2}: {3} ({4}){5}</title>"
            "</use>\n",
            html_safe(one.code), steps.place(one.value), html_safe(one.name),
            words.signed_number(one.value), words.range(one.low90, one.high90),
            unheard ? "; " + html_safe(words.of("map.no.figures")) : "");
        if (unheard)
            text += fmt::format("<use href=\"#shape-{}\" class=\"cover\"/>\n", html_safe(one.code));
    }
    text += "</svg>\n<ul class=\"scale\">";
    for (int k = 0; k < kMapSteps; ++k)
        if (const double value = steps.middle + (k - kMapSteps / 2) * steps.step;
            std::abs(value) <= kMostPoints)
            text += fmt::format("<li><span class=\"swatch step{}\"></span>{}</li>", k,
                                words.signed_number(value, steps.step < 1 ? 1 : 0));
    text += "</ul>\n";
    if (std::ranges::all_of(values, [&](const RegionValue& one) {
            return steps.place(one.value) == steps.place(values.front().value);
        }))
        text += fmt::format("<p class=\"note\">{}</p>\n", html_safe(words.of("report.map.even")));
    return text;
}

} // namespace kozqaras
