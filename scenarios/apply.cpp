#include "scenarios/apply.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/daily_series.hpp"
#include "scenarios/exposure_rules.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/table_events.hpp"
#include "scenarios/visa.hpp"
#include "scenarios/whole_weeks.hpp"

namespace kozqaras {
namespace {

/// The series of the record that levers move, day by day.
struct DailyDrivers {
    DailySeries trips, visitors, cars, war;

    explicit DailyDrivers(const Environment& environment)
        : trips(daily(environment.trips_to_china)),
          visitors(daily(environment.visitors_from_china)),
          cars(daily(environment.chinese_car_share)),
          war(daily(environment.war_intensity.empty() ? constant_series(1.0)
                                                      : environment.war_intensity)) {}

    void put_into(Environment& environment) const {
        environment.trips_to_china = weekly_means(trips);
        environment.visitors_from_china = weekly_means(visitors);
        environment.chinese_car_share = weekly_means(cars);
        environment.war_intensity = weekly_means(war);
        if (environment.war_intensity == constant_series(1.0))
            environment.war_intensity.clear(); // the status quo
    }
};

/// Moves the series of the record that a lever stands for; other levers are no series.
void apply_to_series(const LeverSetting& setting, const Environment& baseline,
                     DailyDrivers& drivers) {
    if (setting.lever == "visa.regime") {
        const auto& word = std::get<std::string>(setting.value);
        move_series(drivers.trips, setting, [&](std::size_t week) {
            return visa_trips(word, baseline.trips_to_china[week]);
        });
        move_series(drivers.visitors, setting, [&](std::size_t week) {
            return visa_visitors(word, baseline.visitors_from_china[week]);
        });
        return;
    }
    const auto constant = [&](std::size_t) { return std::get<double>(setting.value); };
    if (setting.lever == "travel.trips_per_week")
        move_series(drivers.trips, setting, constant);
    else if (setting.lever == "travel.visitors_per_week")
        move_series(drivers.visitors, setting, constant);
    else if (setting.lever == "goods.chinese_car_share")
        move_series(drivers.cars, setting, constant);
    else if (setting.lever == "war.intensity")
        move_series(drivers.war, setting, constant);
}

/// A closed border stops its share of whatever travel the other levers leave.
void close_border(std::span<const LeverSetting> settings, DailyDrivers& drivers) {
    DailySeries closed(drivers.trips.size(), 0.0);
    for (const auto& setting : settings)
        if (setting.lever == "border.closure")
            move_series(closed, setting,
                        [&](std::size_t) { return std::get<double>(setting.value); });
    for (auto* series : {&drivers.trips, &drivers.visitors})
        for (std::size_t day = 0; day < series->size(); ++day)
            if (closed[day] != 0.0)
                (*series)[day] *= 1.0 - closed[day];
}

std::vector<LeverSetting> in_order(std::vector<LeverSetting> settings, const Country& country) {
    const auto key = [&](const LeverSetting& setting) {
        return std::tuple(setting.date, find_lever(setting.lever), setting.regions,
                          to_string(setting, country));
    };
    std::ranges::stable_sort(settings, [&](const LeverSetting& left, const LeverSetting& right) {
        return key(left) < key(right);
    });
    return settings;
}

/// Tables in an order of their own, so that that of the file does not matter: sums of events and
/// numbers of plants depend on it.
std::vector<TableSetting> in_order(std::vector<TableSetting> tables, const Country& country) {
    const auto key = [&](const TableSetting& setting) {
        const auto start = setting.date(setting.lever == "plant" ? "opening" : "start");
        return std::tuple(start.value_or(Date{}), find_lever(setting.lever), setting.text("name"),
                          setting.text("title"), to_string(setting, country));
    };
    std::ranges::stable_sort(tables, [&](const TableSetting& left, const TableSetting& right) {
        return key(left) < key(right);
    });
    return tables;
}

void apply_tables(const Changes& changes, Environment& environment) {
    const Country& country = *environment.country;
    for (const auto& setting : in_order(changes.tables, country)) {
        if (setting.lever == "plant")
            environment.plants.push_back(plant_of(setting));
        if (const auto event = event_of(setting, country))
            std::ranges::copy(happening_in_weeks(*event), std::back_inserter(environment.events));
        for (auto& exposure : exposures_of_table(setting, country))
            environment.exposures.push_back(std::move(exposure));
    }
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
        return std::tie(p.name, p.region, p.opening, p.investment_musd, p.jobs, p.local_hiring,
                        p.chinese_worker_share);
    };
    return tied(left) == tied(right);
}

void warn_about(const Changes& changes, std::vector<std::string>& warnings) {
    for (const auto& setting : changes.levers) {
        const auto* lever = find_lever(setting.lever);
        const auto* value = std::get_if<double>(&setting.value);
        if (!value || (*value >= lever->evidence_low && *value <= lever->evidence_high))
            continue;
        warnings.push_back(
            lever->evidence_low == lever->evidence_high
                ? fmt::format("{}: {} = {}: no value but the status quo was ever observed",
                              to_string(setting.origin), lever->name, *value)
                : fmt::format("{}: {} = {} lies outside what was ever observed ({} to {} {})",
                              to_string(setting.origin), lever->name, *value, lever->evidence_low,
                              lever->evidence_high, lever->unit));
    }
}

ScenarioSetting setting_of(std::string id, std::string title, const Changes& changes,
                           const Environment& baseline, const LeverDraws& draws) {
    ScenarioSetting setting{std::move(id), std::move(title), apply_changes(changes, baseline), {}};
    if (has_uncertainty(changes))
        for (std::size_t m = 0; m < draws.members; ++m)
            setting.member_environments.push_back(apply_changes(
                drawn_changes(changes, *baseline.country, draws.seed, draws.first_member + m),
                baseline));
    return setting;
}

} // namespace

Environment apply_changes(const Changes& changes, const Environment& baseline) {
    Environment environment = baseline;
    const Country& country = *baseline.country;
    const auto settings = in_order(changes.levers, country);
    DailyDrivers drivers(baseline);
    std::vector<LeverSetting> visa;
    for (const auto& setting : settings) {
        apply_to_series(setting, baseline, drivers);
        if (setting.lever == "visa.regime")
            visa.push_back(setting);
    }
    close_border(settings, drivers);
    drivers.put_into(environment);
    apply_visa_events(visa, environment);
    for (auto& event : events_of_levers(settings, country))
        environment.events.push_back(std::move(event));
    for (auto& exposure : exposures_of_levers(settings, country))
        environment.exposures.push_back(std::move(exposure));
    apply_tables(changes, environment);
    return environment;
}

Changes drawn_changes(const Changes& changes, const Country& country, std::uint64_t seed,
                      std::uint64_t member) {
    Changes drawn = changes;
    for (auto& setting : drawn.levers)
        if (setting.spread) {
            const auto& lever = *find_lever(setting.lever);
            LeverSetting name = setting; // names the draw: all but the value
            name.value = std::string();
            name.spread.reset();
            setting.value = draw_value(
                *setting.spread, lever.low, lever.high,
                fmt::format("{} {}", setting.lever, to_string(name, country)), seed, member);
            setting.spread.reset();
        }
    for (auto& setting : drawn.tables) {
        TableSetting name = setting; // all but what is uncertain
        for (const auto& [key, spread] : setting.spreads)
            name.values.erase(key);
        name.spreads.clear();
        for (const Field& field : find_lever(setting.lever)->fields) {
            const auto spread = setting.spreads.find(field.name);
            if (spread != setting.spreads.end())
                setting.values.insert_or_assign(
                    std::string(field.name),
                    draw_value(spread->second, field.low, field.high,
                               fmt::format("{} {} {}", setting.lever, field.name,
                                           to_string(name, country)),
                               seed, member));
        }
        setting.spreads.clear();
    }
    return drawn;
}

bool has_uncertainty(const Changes& changes) {
    return std::ranges::any_of(changes.levers,
                               [](const LeverSetting& s) { return s.spread.has_value(); }) ||
           std::ranges::any_of(changes.tables,
                               [](const TableSetting& s) { return !s.spreads.empty(); });
}

std::vector<ScenarioSetting> resolve(const Scenario& scenario, const Environment& baseline,
                                     const LeverDraws& draws) {
    std::vector<ScenarioSetting> settings;
    if (scenario.variants.empty() || !scenario.changes.empty())
        settings.push_back(
            setting_of(scenario.id, scenario.title, scenario.changes, baseline, draws));
    for (const auto& variant : scenario.variants)
        settings.push_back(setting_of(fmt::format("{}.{}", scenario.id, variant.id), variant.title,
                                      overlaid(scenario.changes, variant.changes), baseline,
                                      draws));
    return settings;
}

bool same_environment(const Environment& left, const Environment& right) {
    return left.trips_to_china == right.trips_to_china &&
           left.visitors_from_china == right.visitors_from_china &&
           left.chinese_car_share == right.chinese_car_share &&
           left.war_intensity == right.war_intensity && left.exposures == right.exposures &&
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
