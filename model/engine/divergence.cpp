#include "model/engine/divergence.hpp"

#include <algorithm>
#include <tuple>

namespace kozqaras {

namespace {

auto key(const Concern& c) {
    return std::tie(c.settlements, c.ages, c.ethnicities, c.languages, c.wealth_classes);
}

auto key_without_end(const Event& e) {
    return std::tuple_cat(
        std::tie(e.event_class, e.start, e.salience, e.direction, e.national, e.regions),
        key(e.concern));
}

int first_difference_of(const std::vector<double>& left, const std::vector<double>& right,
                        int none) {
    const auto shortest = std::min(left.size(), right.size());
    for (std::size_t week = 0; week < shortest; ++week)
        if (left[week] != right[week])
            return static_cast<int>(week);
    return left.size() == right.size() ? none : 0;
}

/// Events are compared in order: adding or removing one makes all that follow differ in place, not
/// in kind, so each event is searched in the other list.
int first_event_difference(const std::vector<Event>& events, const std::vector<Event>& others,
                           int none) {
    int first = none;
    for (const Event& event : events) {
        if (std::ranges::any_of(others, [&](const Event& o) { return same_event(event, o); }))
            continue;
        int from = week_of(event.start).value;
        for (const Event& other : others)
            if (key_without_end(event) == key_without_end(other)) {
                const Date end =
                    std::min(event.end.value_or(Date::max()), other.end.value_or(Date::max()));
                from = std::max(from, week_of(end).value);
            }
        first = std::min(first, from);
    }
    return first;
}

/// An empty series stands for 1 throughout.
int first_war_difference(const std::vector<double>& left, const std::vector<double>& right,
                         int none) {
    const auto full = [](const std::vector<double>& series, std::size_t size) {
        return series.empty() ? std::vector<double>(size, 1.0) : series;
    };
    const auto size = std::max(left.size(), right.size());
    return first_difference_of(full(left, size), full(right, size), none);
}

int first_exposure_difference(const std::vector<Exposure>& exposures,
                              const std::vector<Exposure>& others, int none) {
    int first = none;
    for (const Exposure& exposure : exposures)
        if (std::ranges::find(others, exposure) == others.end())
            first = std::min(first, first_exposed_week(exposure).value);
    return first;
}

} // namespace

bool same_event(const Event& left, const Event& right) {
    return key_without_end(left) == key_without_end(right) && left.end == right.end;
}

bool same_plant(const Plant& left, const Plant& right) {
    const auto tied = [](const Plant& p) {
        return std::tie(p.region, p.opening, p.investment_musd, p.jobs, p.local_hiring,
                        p.chinese_worker_share);
    };
    return tied(left) == tied(right);
}

Week first_difference(const Environment& baseline, const Environment& scenario, Week end) {
    const int none = end.value + 1;
    int first = none;
    const auto earlier = [&](int week) { first = std::min(first, week); };
    earlier(first_difference_of(baseline.trips_to_china, scenario.trips_to_china, none));
    earlier(first_difference_of(baseline.visitors_from_china, scenario.visitors_from_china, none));
    earlier(first_difference_of(baseline.chinese_car_share, scenario.chinese_car_share, none));
    earlier(first_event_difference(baseline.events, scenario.events, none));
    earlier(first_event_difference(scenario.events, baseline.events, none));
    earlier(first_war_difference(baseline.war_intensity, scenario.war_intensity, none));
    earlier(first_exposure_difference(baseline.exposures, scenario.exposures, none));
    earlier(first_exposure_difference(scenario.exposures, baseline.exposures, none));
    const std::size_t plants = std::max(baseline.plants.size(), scenario.plants.size());
    for (std::size_t p = 0; p < plants; ++p) {
        const bool both = p < baseline.plants.size() && p < scenario.plants.size();
        if (both && same_plant(baseline.plants[p], scenario.plants[p]))
            continue;
        if (p < baseline.plants.size())
            earlier(baseline.plants[p].opening.value);
        if (p < scenario.plants.size())
            earlier(scenario.plants[p].opening.value);
    }
    return {std::clamp(first, 0, none)};
}

} // namespace kozqaras
