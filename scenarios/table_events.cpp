#include "scenarios/table_events.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/event_templates.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/whole_weeks.hpp"

namespace kozqaras {
namespace {

Event dated_event(const TableSetting& setting) {
    Event event;
    event.start = setting.date("start").value_or(first_scenario_day());
    event.end = setting.date("end");
    event.id = setting.has("id")
                   ? setting.text("id")
                   : fmt::format("event.{}.{}", to_string(event.start), setting.text("title"));
    event.title = setting.text("title");
    event.source = fmt::format("scenario, {}", to_string(setting.origin));
    event.event_class =
        static_cast<EventClass>(index_of(kEventClassCodes, setting.text("class")).value_or(0));
    event.direction = setting.number("direction", 1);
    event.salience = setting.number("salience");
    event.regions = setting.list("regions");
    const auto national = setting.values.find("national");
    event.national =
        national == setting.values.end() ? event.regions.empty() : std::get<bool>(national->second);
    event.concern = setting.concern("concern");
    return event;
}

/// A visit or an incident: its kind's template with what the table says instead.
Event templated_event(const TableSetting& setting, const Country& country) {
    const auto* entry = country.find_template(setting.lever, setting.text("kind"));
    require(entry != nullptr, "a kind without a template");
    const auto start = setting.date("start").value_or(first_scenario_day());
    auto end = setting.date("end");
    if (setting.has("weeks"))
        end = start + std::chrono::days{7 * static_cast<int>(setting.number("weeks")) - 1};
    Event event = make_event(*entry, start, end);
    event.id += fmt::format(".{}", setting.text("title"));
    event.title = setting.text("title");
    event.source = fmt::format("scenario, {}", to_string(setting.origin));
    event.salience = setting.number("salience", event.salience) * setting.number("coverage", 1);
    if (setting.has("regions"))
        event.regions = setting.list("regions");
    return event;
}

} // namespace

Plant plant_of(const TableSetting& setting) {
    Plant plant;
    plant.name = setting.text("name");
    const auto region = setting.list("region");
    plant.region = region.empty() ? 0 : region.front();
    plant.opening = week_of(setting.date("opening").value_or(first_scenario_day()));
    plant.investment_musd = setting.number("amount_musd");
    plant.jobs = setting.number("jobs");
    plant.local_hiring = setting.number("local_hiring", 1);
    plant.chinese_worker_share = setting.number("chinese_worker_share");
    return plant;
}

std::optional<Event> event_of(const TableSetting& setting, const Country& country) {
    if (setting.lever == "event")
        return dated_event(setting);
    if (setting.lever == "visit" || setting.lever == "incident")
        return templated_event(setting, country);
    return std::nullopt;
}

std::vector<Event> events_of_levers(std::span<const LeverSetting> settings,
                                    const Country& country) {
    std::vector<Event> events;
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const auto& setting = settings[s];
        const auto* closed = std::get_if<double>(&setting.value);
        const bool border = setting.lever == "border.closure" && closed && *closed > 0.0;
        const auto* word = std::get_if<std::string>(&setting.value);
        const auto* entry = border ? country.find_template(setting.lever, "closed")
                            : word ? country.find_template(setting.lever, *word)
                                   : nullptr;
        if (entry == nullptr)
            continue;
        std::optional<Date> until = setting.until;
        for (std::size_t later = s + 1; later < settings.size() && entry->weeks == 0; ++later)
            if (settings[later].lever == setting.lever &&
                (!until || settings[later].date < *until)) {
                until = settings[later].date; // replaced by the next setting
                break;
            }
        const bool news = entry->weeks > 0; // of a fixed length
        std::optional<Date> last_day;
        if (until && !news)
            last_day = *until - std::chrono::days{1};
        Event event = make_event(*entry, setting.date, last_day);
        if (border)
            event.salience *= *closed;
        std::ranges::copy(news ? happening_in_weeks(event) : state_in_weeks(event),
                          std::back_inserter(events));
    }
    return events;
}

} // namespace kozqaras
