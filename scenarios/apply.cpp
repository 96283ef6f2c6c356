#include "scenarios/apply.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/lever.hpp"
#include "scenarios/visa.hpp"

namespace kozqaras {
namespace {

/// Moves `series` towards target(week) from the setting's date to its end; all others stay to the
/// last bit.
template <typename Target>
void move_series(std::vector<double>& series, const LeverSetting& setting, Target target) {
    const auto weeks = static_cast<int>(series.size());
    const int from = std::clamp(week_of(setting.date).value, 0, weeks);
    const int to = setting.until ? std::clamp(week_of(*setting.until).value, from, weeks) : weeks;
    for (int week = from; week < to; ++week) {
        auto& value = series[static_cast<std::size_t>(week)];
        const double goal = target(static_cast<std::size_t>(week));
        const bool reached = week - from + 1 >= setting.ramp_weeks;
        value = reached ? goal : value + (goal - value) * (week - from + 1) / setting.ramp_weeks;
    }
}

void apply_setting(const LeverSetting& setting, const Environment& baseline,
                   Environment& environment) {
    if (setting.lever == "visa.regime") {
        const auto& word = std::get<std::string>(setting.value);
        move_series(environment.trips_to_china, setting, [&](std::size_t week) {
            return visa_trips(word, baseline.trips_to_china[week]);
        });
        move_series(environment.visitors_from_china, setting, [&](std::size_t week) {
            return visa_visitors(word, baseline.visitors_from_china[week]);
        });
        return;
    }
    const double value = std::get<double>(setting.value);
    const auto constant = [&](std::size_t) { return value; };
    if (setting.lever == "travel.trips_per_week")
        move_series(environment.trips_to_china, setting, constant);
    else if (setting.lever == "travel.visitors_per_week")
        move_series(environment.visitors_from_china, setting, constant);
    else if (setting.lever == "goods.chinese_car_share")
        move_series(environment.chinese_car_share, setting, constant);
    else
        throw BugError(fmt::format("lever '{}' has no rule", setting.lever));
}

std::vector<LeverSetting> in_order(std::vector<LeverSetting> settings) {
    const auto rank = [](const LeverSetting& setting) { return find_lever(setting.lever); };
    std::ranges::stable_sort(settings, [&](const LeverSetting& left, const LeverSetting& right) {
        return std::tuple(left.date, rank(left)) < std::tuple(right.date, rank(right));
    });
    return settings;
}

/// Changes of a scenario with those of one of its variants on top.
Changes combined(const Changes& below, const Changes& over) {
    Changes all = below;
    for (const auto& setting : over.levers) {
        std::erase_if(all.levers, [&](const LeverSetting& old) {
            return old.lever == setting.lever && old.date == setting.date;
        });
        all.levers.push_back(setting);
    }
    all.plants.insert(all.plants.end(), over.plants.begin(), over.plants.end());
    all.events.insert(all.events.end(), over.events.begin(), over.events.end());
    return all;
}

auto fields(const Concern& concern) {
    return std::tie(concern.settlements, concern.ages, concern.ethnicities, concern.languages,
                    concern.wealth_classes);
}

bool same_event(const Event& left, const Event& right) {
    const auto tied = [](const Event& e) {
        return std::tie(e.id, e.title, e.source, e.event_class, e.start, e.end, e.expected,
                        e.salience, e.direction, e.national, e.regions);
    };
    return tied(left) == tied(right) && fields(left.concern) == fields(right.concern);
}

bool same_plant(const Plant& left, const Plant& right) {
    const auto tied = [](const Plant& p) {
        return std::tie(p.name, p.region, p.opening, p.investment_musd, p.jobs,
                        p.chinese_worker_share);
    };
    return tied(left) == tied(right);
}

void warn_about(const Changes& changes, std::vector<std::string>& warnings) {
    for (const auto& setting : changes.levers) {
        const auto* lever = find_lever(setting.lever);
        const auto* value = std::get_if<double>(&setting.value);
        if (value && (*value < lever->evidence_low || *value > lever->evidence_high))
            warnings.push_back(
                fmt::format("{}: {} = {} lies outside what was ever observed ({} to {} {})",
                            to_string(setting.origin), lever->name, *value, lever->evidence_low,
                            lever->evidence_high, lever->unit));
    }
}

} // namespace

Environment apply_changes(const Changes& changes, const Environment& baseline) {
    Environment environment = baseline;
    const auto settings = in_order(changes.levers);
    std::vector<LeverSetting> visa;
    for (const auto& setting : settings) {
        apply_setting(setting, baseline, environment);
        if (setting.lever == "visa.regime")
            visa.push_back(setting);
    }
    apply_visa_events(visa, environment);
    for (const auto& plant : changes.plants)
        environment.plants.push_back(plant.plant);
    for (const auto& event : changes.events)
        environment.events.push_back(event.event);
    return environment;
}

std::vector<ScenarioSetting> resolve(const Scenario& scenario, const Environment& baseline) {
    std::vector<ScenarioSetting> settings;
    if (scenario.variants.empty() || !scenario.changes.empty())
        settings.push_back(
            {scenario.id, scenario.title, apply_changes(scenario.changes, baseline)});
    for (const auto& variant : scenario.variants)
        settings.push_back({fmt::format("{}.{}", scenario.id, variant.id), variant.title,
                            apply_changes(combined(scenario.changes, variant.changes), baseline)});
    return settings;
}

bool same_environment(const Environment& left, const Environment& right) {
    return left.trips_to_china == right.trips_to_china &&
           left.visitors_from_china == right.visitors_from_china &&
           left.chinese_car_share == right.chinese_car_share &&
           std::ranges::equal(left.events, right.events, same_event) &&
           std::ranges::equal(left.plants, right.plants, same_plant);
}

std::vector<std::string> evidence_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    warn_about(scenario.changes, warnings);
    for (const auto& variant : scenario.variants)
        warn_about(variant.changes, warnings);
    return warnings;
}

} // namespace kozqaras
