#include "scenarios/apply.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "scenarios/daily_series.hpp"
#include "scenarios/exposure_rules.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_parts.hpp"
#include "scenarios/table_events.hpp"
#include "scenarios/whole_weeks.hpp"

namespace kozqaras {
namespace {

/// The series of the record, day by day, as levers move them.
class DailyDrivers {
  public:
    explicit DailyDrivers(const Environment& environment) {
        visit_environment_fields([&](const auto& field) {
            if constexpr (std::is_convertible_v<decltype(field.member), EnvironmentSeries>) {
                auto recorded = environment.*field.member;
                if (recorded.empty() && field.when_empty)
                    recorded = constant_series(*field.when_empty);
                auto days = daily(recorded);
                drivers_.push_back(
                    {field.member, field.when_empty, std::move(recorded), std::move(days)});
            }
        });
    }

    struct Driver {
        EnvironmentSeries series = nullptr;
        std::optional<double> when_empty;
        std::vector<double> recorded; ///< one per week
        DailySeries days;
    };

    [[nodiscard]] Driver& of(EnvironmentSeries series) {
        return *std::ranges::find(drivers_, series, &Driver::series);
    }

    void put_into(Environment& environment) const {
        for (const Driver& driver : drivers_) {
            auto& series = environment.*driver.series;
            series = weekly_means(driver.days);
            if (driver.when_empty && series == constant_series(*driver.when_empty))
                series.clear(); // the status quo
        }
    }

  private:
    std::vector<Driver> drivers_;
};

void move_drivers(const LeverSetting& setting, DailyDrivers& drivers) {
    for (const SeriesAction& action : find_lever(setting.lever)->action.series) {
        auto& driver = drivers.of(action.series);
        move_series(driver.days, setting,
                    [&](std::size_t week) { return action.level(setting, driver.recorded[week]); });
    }
}

/// What levers stop of flows, of whatever the other levers leave.
void stop_flows(std::span<const LeverSetting> settings, DailyDrivers& drivers) {
    for (const Lever& lever : lever_registry())
        for (const EnvironmentSeries flow : lever.action.stops) {
            DailySeries& series = drivers.of(flow).days;
            DailySeries stopped(series.size(), 0.0);
            for (const auto& setting : settings)
                if (find_lever(setting.lever) == &lever)
                    move_series(stopped, setting,
                                [&](std::size_t) { return std::get<double>(setting.value); });
            for (std::size_t day = 0; day < series.size(); ++day)
                if (stopped[day] != 0.0)
                    series[day] *= 1.0 - stopped[day];
        }
}

/// Levers that change what the record says of events.
void rewrite_record(const std::vector<LeverSetting>& settings, Environment& environment) {
    for (const Lever& lever : lever_registry()) {
        if (lever.action.rewrite_record == nullptr)
            continue;
        std::vector<LeverSetting> own;
        std::ranges::copy_if(settings, std::back_inserter(own), [&](const LeverSetting& setting) {
            return find_lever(setting.lever) == &lever;
        });
        lever.action.rewrite_record(own, environment);
    }
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
        const Lever* lever = find_lever(setting.lever);
        const auto start = setting.date(lever->action.table.first_day);
        return std::tuple(start.value_or(Date{}), lever, setting.text("name"),
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
        const TableAction& action = find_lever(setting.lever)->action.table;
        if (action.plant != nullptr)
            environment.plants.push_back(action.plant(setting));
        if (action.event != nullptr)
            std::ranges::copy(happening_in_weeks(action.event(setting, country)),
                              std::back_inserter(environment.events));
        if (action.exposures != nullptr)
            std::ranges::move(action.exposures(setting, country),
                              std::back_inserter(environment.exposures));
    }
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

} // namespace

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

Environment apply_changes(const Changes& changes, const Environment& baseline) {
    Environment environment = baseline;
    const Country& country = *baseline.country;
    const auto settings = in_order(changes.levers, country);
    DailyDrivers drivers(baseline);
    for (const auto& setting : settings)
        move_drivers(setting, drivers);
    stop_flows(settings, drivers);
    drivers.put_into(environment);
    rewrite_record(settings, environment);
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
    for (const ScenarioLine& line : lines_of(scenario))
        settings.push_back(setting_of(line.id, line.title, line.changes, baseline, draws));
    return settings;
}

std::vector<std::string> evidence_warnings(const Scenario& scenario) {
    std::vector<std::string> warnings;
    warn_about(scenario.changes, warnings);
    for (const auto& variant : scenario.variants)
        warn_about(variant.changes, warnings);
    return warnings;
}

} // namespace kozqaras
