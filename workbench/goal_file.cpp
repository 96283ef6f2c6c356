// Goals and costs written as TOML.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "model/inputs/region_names.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/changes_reader.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/table_reader.hpp"
#include "support/file_bytes.hpp"
#include "support/numbers.hpp"
#include "workbench/search.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 5> kFileKeys{"cost_unit", "goal", "budgets", "lever",
                                                    "measure"};
constexpr std::array<std::string_view, 6> kGoalKeys{"value",         "region", "at_least",
                                                    "gain_at_least", "date",   "members"};
constexpr std::array<std::string_view, 6> kLeverKeys{"name",  "to",   "value",
                                                     "steps", "cost", "date"};
constexpr std::array<std::string_view, 2> kMeasureKeys{"scenario", "cost"};
constexpr double kHighestCost = 1e12;
constexpr int kDefaultSteps = 4, kMostSteps = 20;

/// One of the level and the gain; neither only where budgets say what is wanted.
void read_aim(TableReader& reader, bool budgets, Goal& goal) {
    goal.gain = reader.has("gain_at_least") || !reader.has("at_least");
    if (reader.has("gain_at_least") && reader.has("at_least"))
        reader.fault("gain_at_least", "give 'at_least' (the level) or 'gain_at_least', not both");
    else if (!budgets && !reader.has("at_least") && !reader.has("gain_at_least"))
        reader.fault("", "[goal] needs 'at_least' (the level), 'gain_at_least' (against the status "
                         "quo), or 'budgets' beside it");
    goal.at_least =
        reader.number(goal.gain ? "gain_at_least" : "at_least", -100, 100, "points of net");
}

Goal read_goal(TableReader& file, const Country& country, Faults& faults) {
    Goal goal;
    goal.value = country.composite();
    file.need("goal");
    const auto* table = file.table("goal");
    if (!table)
        return goal;
    TableReader reader(*table, "[goal]", kGoalKeys, faults);
    reader.need("date");
    goal.origin = reader.position_of("region");
    if (reader.has("value"))
        goal.value = reader.code("value", country.index_values).value_or(country.composite());
    goal.value_code = country.index_values[static_cast<std::size_t>(goal.value)];
    goal.place = reader.text("region").value_or("");
    try {
        if (!goal.place.empty())
            goal.place = place_called(goal.place, country.regions, goal.origin).name;
    } catch (const InputError& error) {
        faults.add(goal.origin, error);
    }
    read_aim(reader, file.has("budgets"), goal);
    goal.date = reader.date("date").value_or(Date{});
    if (reader.has("members"))
        goal.members = reader.number("members", 0.01, 0.99, "share of members");
    return goal;
}

/// Equal steps from the status quo to `to`; of whole numbers the nearest to each.
void add_number_degrees(TableReader& reader, const Lever& lever, const LeverSetting& base,
                        double cost, const Environment& record, Measure& measure) {
    reader.need("to");
    const auto from = status_quo_value(lever, record);
    const auto to = reader.number("to", lever.low, lever.high, lever.unit);
    const int steps = reader.whole_number("steps", 1, kMostSteps, "steps").value_or(kDefaultSteps);
    if (!from)
        reader.fault("name",
                     fmt::format("{} has no status quo to count the cost from", lever.name));
    if (to && lever.whole && !is_whole(*to))
        reader.fault("to", fmt::format("'to' of {} must be a whole number ({}), not {}", lever.name,
                                       lever.unit, *to));
    if (!from || !to)
        return;
    for (int step = 1; step <= steps; ++step) {
        LeverSetting setting = base;
        const double exact = *from + (*to - *from) * step / steps;
        const double value = lever.whole ? std::round(exact) : exact;
        setting.value = value;
        Degree degree{
            fmt::format("{} = {:g}", lever.name, value), cost * std::abs(value - *from), {}};
        degree.changes.levers.push_back(std::move(setting));
        measure.degrees.push_back(std::move(degree));
    }
}

std::optional<Measure> read_lever(const TomlValue& table, const Environment& record,
                                  Faults& faults) {
    TableReader reader(table, "[[lever]]", kLeverKeys, faults);
    for (const char* key : {"name", "cost"})
        reader.need(key);
    const auto names = settable_lever_names();
    const auto which = reader.code("name", names);
    const auto cost = reader.number("cost", 0, kHighestCost, "cost");
    const auto date = reader.date("date").value_or(default_start());
    if (!which || !cost)
        return std::nullopt;
    const Lever& lever = *find_lever(names[static_cast<std::size_t>(*which)]);
    Measure measure{std::string(lever.name), {}};
    LeverSetting setting;
    setting.lever = lever.name;
    setting.date = date;
    setting.origin = table.position;
    if (lever.kind == LeverKind::choice) {
        reader.need("value");
        const auto word = reader.text("value").value_or("");
        setting.value = word;
        if (const auto fault = value_fault(setting))
            reader.fault("value", *fault);
        Degree degree{fmt::format("{} = {}", lever.name, word), *cost, {}};
        degree.changes.levers.push_back(std::move(setting));
        measure.degrees.push_back(std::move(degree));
    } else {
        add_number_degrees(reader, lever, setting, *cost, record, measure);
    }
    return measure;
}

/// A scenario file that is carried out or not.
std::optional<Measure> read_measure(const TomlValue& table, const std::filesystem::path& folder,
                                    const InputData& inputs, Faults& faults) {
    TableReader reader(table, "[[measure]]", kMeasureKeys, faults);
    for (const auto key : kMeasureKeys)
        reader.need(key);
    const auto name = reader.text("scenario");
    const auto cost = reader.number("cost", 0, kHighestCost, "cost");
    if (!name || !cost)
        return std::nullopt;
    const auto scenario = read_scenario(folder / *name, inputs);
    if (scenario.changes.empty())
        reader.fault("scenario",
                     fmt::format("{} changes nothing itself (variants are not taken)", *name));
    return Measure{scenario.id, {{scenario.id, *cost, scenario.changes}}};
}

/// Degrees of one lever exclude each other: two tables of it would both be paid and one would
/// count.
void add_measure(Measure measure, const Position& place, SearchTask& task, Faults& faults) {
    if (std::ranges::find(task.measures, measure.name, &Measure::name) != task.measures.end())
        faults.add(place,
                   fmt::format("'{}' is given twice; one table holds all its steps", measure.name));
    else
        task.measures.push_back(std::move(measure));
}

} // namespace

SearchTask read_search_task(const std::filesystem::path& path, const InputData& inputs) {
    const auto name = path.string();
    const auto tree = parse_toml(read_file(path, name), name);
    const Environment record = historical_environment(inputs);
    Faults faults;
    TableReader file(tree, "the file", kFileKeys, faults);
    SearchTask task;
    task.goal = read_goal(file, *inputs.country, faults);
    task.cost_unit = file.text("cost_unit").value_or("units of cost");
    task.budgets = file.numbers("budgets", 0, kHighestCost, "cost");
    std::ranges::sort(task.budgets);
    for (const auto* table : file.tables("lever"))
        if (auto measure = read_lever(*table, record, faults))
            add_measure(std::move(*measure), table->position, task, faults);
    for (const auto* table : file.tables("measure"))
        if (auto measure = read_measure(*table, path.parent_path(), inputs, faults))
            add_measure(std::move(*measure), table->position, task, faults);
    faults.throw_if_any();
    if (task.measures.empty())
        throw InputError({name}, "holds no [[lever]] and no [[measure]]: nothing may be done");
    return task;
}

} // namespace kozqaras
