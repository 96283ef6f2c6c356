#include "scenarios/changes_reader.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/event_templates.hpp"
#include "scenarios/field_reader.hpp"
#include "scenarios/lever.hpp"
#include "support/numbers.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 7> kLeverKeys{"name",       "value",   "date",   "until",
                                                     "ramp_weeks", "regions", "concern"};
/// Longest ramp: two years.
constexpr int kLongestRampWeeks = 104;

/// The value of a lever of known name; a fault if it does not fit.
void read_value(TableReader& reader, const TomlValue& table, const std::string& name,
                LeverSetting& setting, Faults& faults) {
    const auto* entry = table.find("value");
    if (!entry)
        return;
    const auto& value = entry->value;
    const auto& lever = *find_lever(setting.lever);
    const bool is_number = value.kind == TomlKind::integer || value.kind == TomlKind::real;
    if (is_number) {
        setting.value = value.number;
    } else if (value.kind == TomlKind::text) {
        setting.value = value.text;
    } else if (value.kind == TomlKind::table && lever.kind == LeverKind::number) {
        setting.spread = read_distribution(value, fmt::format("'value' in {}", name), lever.low,
                                           lever.high, lever.unit, faults);
        if (setting.spread)
            setting.value = central_value(*setting.spread);
        return;
    } else {
        reader.fault("value", fmt::format("'value' in [[lever]] must be a number or a word, not {}",
                                          describe(value.kind)));
        return;
    }
    if (const auto fault = value_fault(setting))
        reader.fault("value", *fault);
}

std::optional<LeverSetting> read_lever(const TomlValue& table, const std::string& name,
                                       std::optional<Date> start, const Country& country,
                                       Faults& faults) {
    TableReader reader(table, name, kLeverKeys, faults);
    reader.need("name");
    reader.need("value");
    LeverSetting setting;
    setting.origin = table.position;
    const auto names = settable_lever_names();
    const auto which = reader.code("name", names);
    if (which) {
        setting.lever = names[static_cast<std::size_t>(*which)];
        read_value(reader, table, name, setting, faults);
    }
    const auto date = reader.date("date");
    if (!reader.has("date") && !start)
        reader.fault("date", fmt::format("{} needs a 'date' (or the file a 'start')", name));
    setting.until = reader.date("until");
    setting.ramp_weeks =
        reader.whole_number("ramp_weeks", 0, kLongestRampWeeks, "weeks").value_or(0);
    setting.regions = reader.region_list("regions", country.regions);
    setting.concern = read_concern(reader, "concern", name, country, faults);
    if (!which || (!date && (reader.has("date") || !start)))
        return std::nullopt;
    setting.date = date ? *date : *start;
    if (const auto fault = setting_fault(setting, country))
        reader.fault(fault->first, fault->second);
    return setting;
}

/// The fault of a later setting of the same lever: on the same day, or within the ramp of the
/// earlier one.
std::optional<std::string> overlap(const LeverSetting& one, const LeverSetting& other) {
    if (one.date == other.date)
        return fmt::format("'{}' is set for {} already at line {}", one.lever, to_string(one.date),
                           other.origin.line);
    const auto& earlier = one.date < other.date ? one : other;
    const auto& later = one.date < other.date ? other : one;
    const Date reached = earlier.date + std::chrono::days{7 * earlier.ramp_weeks};
    if (later.date >= reached || (earlier.until && *earlier.until <= later.date))
        return std::nullopt;
    return fmt::format("'{}' overlaps the setting at line {}: one ramp runs from {} to {}, the "
                       "other begins on {}",
                       one.lever, other.origin.line, to_string(earlier.date), to_string(reached),
                       to_string(later.date));
}

/// Two settings of one lever on one day, or in one ramp, contradict each other.
void check_overlaps(const std::vector<LeverSetting>& settings, Faults& faults) {
    for (std::size_t later = 1; later < settings.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (!same_lever_and_target(settings[later], settings[earlier]))
                continue;
            if (const auto fault = overlap(settings[later], settings[earlier])) {
                faults.add(settings[later].origin, *fault);
                break;
            }
        }
}

} // namespace

std::optional<std::string> value_fault(const LeverSetting& setting) {
    const auto* lever = find_lever(setting.lever);
    if (!lever)
        return fmt::format("unknown lever '{}'", setting.lever);
    if (lever->kind == LeverKind::choice) {
        const auto* word = std::get_if<std::string>(&setting.value);
        if (word && index_of(lever->choices, *word))
            return std::nullopt;
        const auto nearest = word ? nearest_name(*word, lever->choices) : std::string_view{};
        return fmt::format("value of {} must be one of {}{}", lever->name,
                           fmt::join(lever->choices, ", "),
                           nearest.empty() ? "." : fmt::format(". Did you mean '{}'?", nearest));
    }
    const auto* number = std::get_if<double>(&setting.value);
    const auto kind = lever->whole ? "whole number" : "number";
    if (!number)
        return fmt::format("value of {} must be a {} ({}) in {}", lever->name, kind, lever->unit,
                           lever->whole ? describe_whole() : describe_real());
    if (!std::isfinite(*number) || *number < lever->low || *number > lever->high)
        return fmt::format("value of {} must lie between {} and {} ({}), not {}", lever->name,
                           lever->low, lever->high, lever->unit, *number);
    if (lever->whole && !is_whole(*number))
        return fmt::format("value of {} must be a whole number ({}), not {}", lever->name,
                           lever->unit, *number);
    return std::nullopt;
}

std::optional<std::pair<std::string, std::string>> setting_fault(const LeverSetting& setting,
                                                                 const Country& country) {
    using Fault = std::pair<std::string, std::string>;
    const auto& lever = *find_lever(setting.lever);
    if (setting.until && *setting.until <= setting.date)
        return Fault{"until", fmt::format("'until' ({}) must come after 'date' ({})",
                                          to_string(*setting.until), to_string(setting.date))};
    if (lever.settable_from && setting.date < *lever.settable_from)
        return Fault{"date",
                     fmt::format("{} can be set from {} on: before, the record is that of "
                                 "{}",
                                 lever.name, to_string(*lever.settable_from), lever.record_before)};
    const bool stands_for_events = lever.action.words_are_events;
    const auto* word = std::get_if<std::string>(&setting.value);
    if (stands_for_events && word && *word != lever.choices.front() && // the status quo
        !country.find_template(lever.name, *word))
        return Fault{"value", fmt::format("events/templates.csv does not say what '{}' of {} is",
                                          *word, lever.name)};
    if (stands_for_events && setting.ramp_weeks > 0)
        return Fault{"ramp_weeks", fmt::format("{} changes at once and takes no ramp", lever.name)};
    const bool aimed = !setting.regions.empty() || setting.concern;
    if (lever.targets == Targets::none && aimed)
        return Fault{setting.regions.empty() ? "concern" : "regions",
                     fmt::format("{} acts on the whole country and takes no target", lever.name)};
    if (lever.targets == Targets::regions_required && setting.regions.empty())
        return Fault{"name", fmt::format("{} needs 'regions'", lever.name)};
    return std::nullopt;
}

Changes read_changes(TableReader& parent, const std::string& prefix, std::optional<Date> start,
                     const Country& country, Faults& faults) {
    Changes changes;
    for (const auto* table : parent.tables("lever"))
        if (auto setting = read_lever(*table, "[[" + prefix + "lever]]", start, country, faults))
            changes.levers.push_back(std::move(*setting));
    for (const auto name : table_lever_names())
        for (const auto* table : parent.tables(name))
            changes.tables.push_back(read_table_setting(
                *table, fmt::format("[[{}{}]]", prefix, name), *find_lever(name), country, faults));
    check_overlaps(changes.levers, faults);
    return changes;
}

} // namespace kozqaras
