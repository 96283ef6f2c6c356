#include "scenarios/table_events.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/event_templates.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/whole_weeks.hpp"

namespace kozqaras {

Event dated_event(const TableSetting& setting, const Country& /*country*/) {
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

Plant plant_of(const TableSetting& setting) {
    Plant plant;
    plant.name = setting.text("name");
    const auto region = setting.list("region");
    plant.region = region.empty() ? 0 : region.front();
    plant.opening = week_of(setting.date("opening").value_or(first_scenario_day()));
    const double size = setting.number("amount_musd");
    plant.projects = size / (size + find_lever(setting.lever)->size_of_half_a_dose);
    plant.jobs = setting.number("jobs");
    plant.local_hiring = setting.number("local_hiring", 1);
    plant.chinese_worker_share = setting.number("chinese_worker_share");
    if (setting.has("sector"))
        plant.sector = setting.text("sector");
    return plant;
}

namespace {

/// The template that a word, or a level above 0, stands for; null if there is none.
const EventTemplate* template_of(const LeverSetting& setting, const Country& country) {
    const LeverAction& action = find_lever(setting.lever)->action;
    if (const auto* word = std::get_if<std::string>(&setting.value))
        return action.words_are_events ? country.find_template(setting.lever, *word) : nullptr;
    const bool happens = !action.level_event.empty() && std::get<double>(setting.value) > 0.0;
    return happens ? country.find_template(setting.lever, action.level_event) : nullptr;
}

/// First day on which a later setting of the same lever replaces this one, or its own end.
std::optional<Date> replaced_on(std::span<const LeverSetting> settings, std::size_t place) {
    const auto& setting = settings[place];
    for (const auto& later : settings.subspan(place + 1))
        if (later.lever == setting.lever && (!setting.until || later.date < *setting.until))
            return later.date;
    return setting.until;
}

} // namespace

std::vector<Event> events_of_levers(std::span<const LeverSetting> settings,
                                    const Country& country) {
    std::vector<Event> events;
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const auto& setting = settings[s];
        const auto* entry = template_of(setting, country);
        if (entry == nullptr)
            continue;
        const bool news = entry->weeks > 0; // of a fixed length
        std::optional<Date> last_day;
        if (const auto until = replaced_on(settings, s); until && !news)
            last_day = *until - std::chrono::days{1};
        Event event = make_event(*entry, setting.date, last_day);
        if (const auto* level = std::get_if<double>(&setting.value))
            event.salience *= *level;
        std::ranges::copy(news ? happening_in_weeks(event) : state_in_weeks(event),
                          std::back_inserter(events));
    }
    return events;
}

} // namespace kozqaras
