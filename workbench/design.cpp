#include "workbench/design.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/random/sobol.hpp>
#include <fmt/format.h>

#include "scenarios/changes_reader.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/numbers.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

using Value = std::variant<double, std::string>;

constexpr std::size_t kMostPoints = 100'000;
constexpr int kMostDesignSteps = 1000;
/// Subjects of the stream of drawn levers that no drawn lever uses (those are members).
constexpr std::uint64_t kDesignSubjects = std::uint64_t{1} << 63U;

/// The key of a table lever that `name` stands for ("plant.jobs"), or null.
const Field* find_table_number(std::string_view name) {
    const auto dot = name.find('.');
    const auto* lever = dot == std::string_view::npos ? nullptr : find_lever(name.substr(0, dot));
    if (!lever || lever->kind != LeverKind::table)
        return nullptr;
    const auto key = name.substr(dot + 1);
    const auto field = std::ranges::find(lever->fields, key, &Field::name);
    return field != lever->fields.end() && takes_number(field->kind) ? &*field : nullptr;
}

/// Whether the values of `name`, a lever or a number of a table, have no fractions.
bool takes_whole_numbers(std::string_view name) {
    const auto* field = find_table_number(name);
    const auto* lever = find_lever(name);
    return field ? field->kind != FieldKind::number : lever && lever->whole;
}

std::vector<std::string> variable_names() {
    std::vector<std::string> names;
    for (const auto name : settable_lever_names())
        names.emplace_back(name);
    for (const auto name : table_lever_names())
        for (const Field& field : find_lever(name)->fields)
            if (takes_number(field.kind))
                names.push_back(fmt::format("{}.{}", name, field.name));
    return names;
}

void check_name(const VariedLever& varied) {
    const auto names = variable_names();
    const std::vector<std::string_view> views(names.begin(), names.end());
    if (std::ranges::find(names, varied.name) == names.end())
        throw InputError::unknown_name(varied.origin, "lever", varied.name, views);
}

void check_value(const VariedLever& varied, const Value& value) {
    if (const Field* field = find_table_number(varied.name)) {
        const auto* number = std::get_if<double>(&value);
        if (!number || *number < field->low || *number > field->high)
            throw InputError(varied.origin,
                             fmt::format("{} = {}: must be {} to {} {}", varied.name,
                                         value_text(value), field->low, field->high, field->unit));
        if (field->kind != FieldKind::number && !is_whole(*number))
            throw InputError(varied.origin, fmt::format("{} = {}: must be a whole number of {}",
                                                        varied.name, *number, field->unit));
        return;
    }
    LeverSetting setting;
    setting.lever = varied.name;
    setting.value = value;
    if (const auto fault = value_fault(setting))
        throw InputError(varied.origin, *fault);
}

void read_range(std::string_view text, VariedLever& varied) {
    const auto dots = text.find("..");
    const auto colon = text.find(':', dots);
    const auto low = read_real(text.substr(0, dots));
    const auto high = read_real(text.substr(dots + 2, colon - dots - 2));
    const auto steps = colon == std::string_view::npos ? std::optional<std::uint64_t>(0)
                                                       : read_whole(text.substr(colon + 1));
    if (!low || !high || !steps || *steps > kMostDesignSteps ||
        (colon != std::string_view::npos && *steps == 0))
        throw InputError(varied.origin,
                         fmt::format("write lever=LOW..HIGH:STEPS with 2 to {} steps, in {}; "
                                     "e.g. travel.trips_per_week=4000..12000:5",
                                     kMostDesignSteps, describe_real()));
    varied.low = *low;
    varied.high = *high;
    varied.steps = static_cast<int>(*steps);
}

Value as_value(std::string_view text) {
    if (const auto number = read_real(text))
        return *number;
    return std::string(text);
}

double step_value(const VariedLever& lever, int step) {
    return lever.low + static_cast<double>(step) * (lever.high - lever.low) / (lever.steps - 1);
}

/// The value at `share` (0..1) of a lever; of whole numbers each has an equal share.
Value value_at(const VariedLever& lever, double share) {
    if (lever.values.empty() && takes_whole_numbers(lever.name))
        return std::min(lever.high, lever.low + std::floor(share * (lever.high - lever.low + 1)));
    if (lever.values.empty())
        return lever.low + share * (lever.high - lever.low);
    const auto slice = static_cast<std::size_t>(share * static_cast<double>(lever.values.size()));
    return lever.values[std::min(slice, lever.values.size() - 1)];
}

/// What a grid or a list uses of a lever.
std::vector<Value> steps_of(const VariedLever& lever) {
    if (!lever.values.empty())
        return lever.values;
    if (lever.steps < 2)
        throw InputError(lever.origin,
                         fmt::format("{}: a grid or a list needs the number of steps: "
                                     "{}={}..{}:5",
                                     lever.name, lever.name, lever.low, lever.high));
    std::vector<Value> values;
    for (int step = 0; step < lever.steps; ++step)
        values.emplace_back(step_value(lever, step));
    return values;
}

/// Latin and Sobol points choose values by themselves.
void refuse_steps(const std::vector<VariedLever>& levers) {
    for (const auto& lever : levers)
        if (lever.steps > 0)
            throw InputError(lever.origin,
                             fmt::format("{}: steps are for a grid or a list; latin and sobol "
                                         "take the range alone: {}={}..{}",
                                         lever.name, lever.name, lever.low, lever.high));
}

std::vector<DesignPoint> grid(const std::vector<VariedLever>& levers) {
    std::vector<DesignPoint> points{{}};
    for (const auto& lever : levers) {
        std::vector<DesignPoint> longer;
        for (const auto& point : points)
            for (const auto& value : steps_of(lever)) {
                longer.push_back(point);
                longer.back().push_back(value);
                if (longer.size() > kMostPoints)
                    throw InputError(lever.origin,
                                     fmt::format("the grid has more than {} points", kMostPoints));
            }
        points = std::move(longer);
    }
    return points;
}

std::vector<DesignPoint> list(const std::vector<VariedLever>& levers) {
    std::vector<DesignPoint> points(levers.empty() ? 0 : steps_of(levers.front()).size());
    for (const auto& lever : levers) {
        const auto values = steps_of(lever);
        if (values.size() != points.size())
            throw InputError(lever.origin,
                             fmt::format("{}: a list takes the k-th value of every lever, so all "
                                         "need as many: {} against {}",
                                         lever.name, values.size(), points.size()));
        for (std::size_t p = 0; p < points.size(); ++p)
            points[p].push_back(values[p]);
    }
    return points;
}

std::vector<DesignPoint> latin(const std::vector<VariedLever>& levers, std::size_t count,
                               std::uint64_t seed) {
    refuse_steps(levers);
    std::vector<DesignPoint> points(count);
    for (std::size_t lever = 0; lever < levers.size(); ++lever) {
        RandomStream stream(seed, Purpose::lever_draw, kDesignSubjects + lever);
        std::vector<std::size_t> slices(count);
        std::iota(slices.begin(), slices.end(), std::size_t{0});
        for (std::size_t i = count; i > 1; --i) // Fisher and Yates
            std::swap(slices[i - 1], slices[stream.below(static_cast<std::uint32_t>(i))]);
        for (std::size_t p = 0; p < count; ++p)
            points[p].push_back(
                value_at(levers[lever], (static_cast<double>(slices[p]) + stream.uniform()) /
                                            static_cast<double>(count)));
    }
    return points;
}

std::vector<DesignPoint> sobol(const std::vector<VariedLever>& levers, std::size_t count) {
    refuse_steps(levers);
    boost::random::sobol engine(levers.size()); // leaves out the origin itself
    std::vector<DesignPoint> points(count);
    for (auto& point : points)
        for (const auto& lever : levers)
            point.push_back(value_at(lever, static_cast<double>(engine()) * 0x1p-64));
    return points;
}

/// Steps that fit, and give whole numbers where these are meant.
void check_steps(const VariedLever& varied) {
    if (varied.steps == 0)
        return;
    if (varied.steps < 2 || varied.steps > kMostDesignSteps)
        throw InputError(varied.origin, fmt::format("{}: {} steps; a range has 2 to {}",
                                                    varied.name, varied.steps, kMostDesignSteps));
    for (int step = 0; step < varied.steps && takes_whole_numbers(varied.name); ++step)
        if (const double value = step_value(varied, step); !is_whole(value))
            throw InputError(
                varied.origin,
                fmt::format("{}: {} steps from {} to {} give {:.2f}, but only whole numbers are "
                            "possible. Take steps that divide the range, or list the values",
                            varied.name, varied.steps, varied.low, varied.high, value));
}

} // namespace

void check_varied(const VariedLever& varied) {
    check_name(varied);
    for (const auto& value : varied.values)
        check_value(varied, value);
    if (!varied.values.empty())
        return;
    check_value(varied, varied.low);
    check_value(varied, varied.high);
    if (!(varied.low < varied.high))
        throw InputError(varied.origin, fmt::format("{}: the range {}..{} is empty", varied.name,
                                                    varied.low, varied.high));
    check_steps(varied);
}

std::string value_text(const Value& value) {
    const auto* number = std::get_if<double>(&value);
    return number ? fmt::format("{}", *number) : std::get<std::string>(value);
}

VariedLever read_varied(std::string_view text, Date start) {
    VariedLever varied;
    varied.origin = {fmt::format("--vary {}", text)};
    varied.date = start;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        throw InputError(varied.origin, "write lever=LOW..HIGH:STEPS or lever=VALUE,VALUE");
    varied.name = text.substr(0, equals);
    auto values = text.substr(equals + 1);
    if (const auto at = values.find('@'); at != std::string_view::npos) {
        varied.date = read_scenario_date(values.substr(at + 1), varied.origin);
        values = values.substr(0, at);
    }
    if (values.find("..") != std::string_view::npos) {
        read_range(values, varied);
    } else {
        for (std::size_t begin = 0; begin <= values.size();) {
            const auto end = std::min(values.find(',', begin), values.size());
            varied.values.push_back(as_value(values.substr(begin, end - begin)));
            begin = end + 1;
        }
    }
    check_varied(varied);
    return varied;
}

std::vector<DesignPoint> design_points(Design design, const std::vector<VariedLever>& levers,
                                       int points, std::uint64_t seed) {
    const auto count = static_cast<std::size_t>(points);
    switch (design) {
    case Design::grid:
        return grid(levers);
    case Design::list:
        return list(levers);
    case Design::latin:
        return latin(levers, count, seed);
    case Design::sobol:
        return sobol(levers, count);
    }
    return {};
}

Changes with_point(Changes changes, const std::vector<VariedLever>& levers,
                   const DesignPoint& point) {
    for (std::size_t i = 0; i < levers.size(); ++i) {
        const auto& lever = levers[i];
        if (!find_table_number(lever.name)) {
            Changes own;
            own.levers.push_back({lever.name, point[i], lever.date, std::nullopt, 0, lever.origin});
            changes = overlaid(std::move(changes), own);
            continue;
        }
        const auto dot = lever.name.find('.');
        const auto table = lever.name.substr(0, dot), key = lever.name.substr(dot + 1);
        bool found = false;
        for (auto& setting : changes.tables)
            if (setting.lever == table) {
                setting.values.insert_or_assign(key, std::get<double>(point[i]));
                setting.spreads.erase(key);
                found = true;
            }
        if (!found)
            throw InputError(
                lever.origin,
                fmt::format("the scenario has no [[{}]] whose '{}' could be varied", table, key));
    }
    return changes;
}

} // namespace kozqaras
