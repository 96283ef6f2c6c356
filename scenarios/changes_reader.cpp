#include "scenarios/changes_reader.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/lever.hpp"

namespace kozqaras {
namespace {

constexpr std::array<std::string_view, 5> kLeverKeys{"name", "value", "date", "until",
                                                     "ramp_weeks"};
constexpr std::array<std::string_view, 6> kPlantKeys{
    "name", "region", "opening", "amount_musd", "jobs", "chinese_worker_share"};
constexpr std::array<std::string_view, 10> kEventKeys{"id",       "title",  "class", "direction",
                                                      "salience", "start",  "end",   "national",
                                                      "regions",  "concern"};
constexpr std::array<std::string_view, 5> kConcernKeys{"settlement", "age", "ethnicity", "language",
                                                       "wealth"};
/// Longest ramp: two years.
constexpr int kLongestRampWeeks = 104;
constexpr double kLoudest = 3;

/// The value of a lever of known name; a fault if it does not fit.
void read_value(TableReader& reader, const TomlValue& table, LeverSetting& setting) {
    const auto* entry = table.find("value");
    if (!entry)
        return;
    const auto& value = entry->value;
    const bool is_number = value.kind == TomlKind::integer || value.kind == TomlKind::real;
    if (is_number) {
        setting.value = value.number;
    } else if (value.kind == TomlKind::text) {
        setting.value = value.text;
    } else {
        reader.fault("value", fmt::format("'value' in [[lever]] must be a number or a word, not {}",
                                          describe(value.kind)));
        return;
    }
    if (const auto fault = value_fault(setting))
        reader.fault("value", *fault);
}

void check_dates(TableReader& reader, const LeverSetting& setting) {
    if (setting.until && *setting.until <= setting.date)
        reader.fault("until", fmt::format("'until' ({}) must come after 'date' ({})",
                                          to_string(*setting.until), to_string(setting.date)));
    const auto in_force = visa_evidence().in_force;
    if (setting.lever == "visa.regime" && setting.date < in_force)
        reader.fault("date", fmt::format("visa.regime can be set from {} on: before, the record is "
                                         "that of another regime and of a closed border",
                                         to_string(in_force)));
}

std::optional<LeverSetting> read_lever(const TomlValue& table, const std::string& name,
                                       std::optional<Date> start, Faults& faults) {
    TableReader reader(table, name, kLeverKeys, faults);
    reader.need("name");
    reader.need("value");
    LeverSetting setting;
    setting.origin = table.position;
    const auto names = settable_lever_names();
    const auto which = reader.code("name", names);
    if (which) {
        setting.lever = names[static_cast<std::size_t>(*which)];
        read_value(reader, table, setting);
    }
    const auto date = reader.date("date");
    if (!reader.has("date") && !start)
        reader.fault("date", fmt::format("{} needs a 'date' (or the file a 'start')", name));
    setting.until = reader.date("until");
    setting.ramp_weeks =
        reader.whole_number("ramp_weeks", 0, kLongestRampWeeks, "weeks").value_or(0);
    if (!which || (!date && (reader.has("date") || !start)))
        return std::nullopt;
    setting.date = date ? *date : *start;
    check_dates(reader, setting);
    return setting;
}

PlantSetting read_plant(const TomlValue& table, const std::string& name,
                        const std::vector<Region>& regions, Faults& faults) {
    TableReader reader(table, name, kPlantKeys, faults);
    for (const auto* key : {"name", "region", "opening", "amount_musd", "jobs"})
        reader.need(key);
    constexpr PlantLimits kLimits{};
    PlantSetting setting;
    setting.origin = table.position;
    setting.plant.name = reader.text("name").value_or("");
    setting.plant.region = reader.region("region", regions).value_or(0);
    setting.opening = reader.date("opening").value_or(first_scenario_day());
    setting.plant.opening = week_of(setting.opening);
    setting.plant.investment_musd =
        reader.number("amount_musd", 0, kLimits.amount_musd, "million US dollars").value_or(0);
    setting.plant.jobs = reader.number("jobs", 0, kLimits.jobs, "local jobs").value_or(0);
    setting.plant.chinese_worker_share =
        reader.number("chinese_worker_share", 0, 1, "share of the workforce").value_or(0);
    return setting;
}

Concern read_concern(TableReader& event, const std::string& name, Faults& faults) {
    Concern concern;
    const auto* table = event.table("concern");
    if (!table)
        return concern;
    TableReader reader(*table, fmt::format("concern of {}", name), kConcernKeys, faults);
    concern.settlements = reader.codes("settlement", kSettlementCodes);
    concern.ages = reader.codes("age", kAgeCodes);
    concern.ethnicities = reader.codes("ethnicity", kEthnicityCodes);
    concern.languages = reader.codes("language", kLanguageCodes);
    concern.wealth_classes = reader.codes("wealth", kWealthCodes);
    return concern;
}

EventSetting read_event(const TomlValue& table, const std::string& name, const std::string& id,
                        const std::vector<Region>& regions, Faults& faults) {
    TableReader reader(table, name, kEventKeys, faults);
    for (const auto* key : {"title", "class", "start", "salience"})
        reader.need(key);
    EventSetting setting;
    setting.origin = table.position;
    auto& event = setting.event;
    event.id = reader.text("id", 60).value_or(id);
    event.title = reader.text("title").value_or("");
    event.source = fmt::format("scenario, {}", to_string(table.position));
    event.event_class = static_cast<EventClass>(reader.code("class", kEventClassCodes).value_or(0));
    event.direction = reader.number("direction", -1, 1, "sense of its class").value_or(1);
    event.salience = reader.number("salience", 0, kLoudest, "how much talked about").value_or(0);
    event.start = reader.date("start").value_or(first_scenario_day());
    event.end = reader.date("end");
    if (event.end && *event.end < event.start)
        reader.fault("end", fmt::format("'end' ({}) comes before 'start' ({})",
                                        to_string(*event.end), to_string(event.start)));
    event.regions = reader.region_list("regions", regions);
    event.national = reader.truth("national").value_or(event.regions.empty());
    if (!event.national && event.regions.empty() && !reader.has("regions"))
        reader.fault("national", "an event that is not national needs 'regions'");
    event.concern = read_concern(reader, name, faults);
    return setting;
}

/// Two settings of one lever on one day contradict each other.
void check_twice(const std::vector<LeverSetting>& settings, Faults& faults) {
    for (std::size_t later = 1; later < settings.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (settings[later].lever == settings[earlier].lever &&
                settings[later].date == settings[earlier].date) {
                faults.add(settings[later].origin,
                           fmt::format("'{}' is set for {} already at line {}",
                                       settings[later].lever, to_string(settings[later].date),
                                       settings[earlier].origin.line));
                break;
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
    if (!number)
        return fmt::format("value of {} must be a number ({})", lever->name, lever->unit);
    if (!std::isfinite(*number) || *number < lever->low || *number > lever->high)
        return fmt::format("value of {} must lie between {} and {} ({}), not {}", lever->name,
                           lever->low, lever->high, lever->unit, *number);
    return std::nullopt;
}

Changes read_changes(TableReader& parent, const std::string& prefix, const std::string& id,
                     std::optional<Date> start, const std::vector<Region>& regions,
                     Faults& faults) {
    Changes changes;
    for (const auto* table : parent.tables("lever"))
        if (auto setting = read_lever(*table, "[[" + prefix + "lever]]", start, faults))
            changes.levers.push_back(std::move(*setting));
    for (const auto* table : parent.tables("plant"))
        changes.plants.push_back(read_plant(*table, "[[" + prefix + "plant]]", regions, faults));
    for (const auto* table : parent.tables("event"))
        changes.events.push_back(
            read_event(*table, "[[" + prefix + "event]]",
                       fmt::format("{}.event{}", id, changes.events.size() + 1), regions, faults));
    check_twice(changes.levers, faults);
    return changes;
}

} // namespace kozqaras
