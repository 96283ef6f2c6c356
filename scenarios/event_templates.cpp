#include "scenarios/event_templates.hpp"

#include <fmt/format.h>

namespace kozqaras {

Event make_event(const EventTemplate& entry, Date start, std::optional<Date> end) {
    Event event;
    event.id = fmt::format("{}.{}.{}", entry.lever, entry.word, to_string(start));
    event.title = entry.title;
    event.source = fmt::format("lever {}", entry.lever);
    event.event_class = entry.event_class;
    event.direction = entry.direction;
    event.salience = entry.salience;
    event.start = start;
    event.end = end;
    if (!end && entry.weeks > 0)
        event.end = start + std::chrono::days{7 * entry.weeks - 1};
    event.national = entry.national;
    event.regions = entry.regions;
    event.concern = entry.concern;
    return event;
}

} // namespace kozqaras
