#include "scenarios/event_templates.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

constexpr int kUrban = 0, kRural = 1, kKazakh = 0;

} // namespace

Concern villagers_and_kazakh_speakers() {
    Concern concern;
    concern.settlements = {kRural};
    concern.languages = {kKazakh};
    return concern;
}

Concern kazakh_speakers() {
    Concern concern;
    concern.languages = {kKazakh};
    return concern;
}

Concern ethnic_kazakhs() {
    Concern concern;
    concern.ethnicities = {kKazakh};
    return concern;
}

Concern villagers() {
    Concern concern;
    concern.settlements = {kRural};
    return concern;
}

Concern townspeople() {
    Concern concern;
    concern.settlements = {kUrban};
    return concern;
}

Concern young_adults() {
    Concern concern;
    concern.ages = {0, 1};
    return concern;
}

Concern those_who_can_afford_goods() {
    Concern concern;
    concern.wealth_classes = {2, 3, 4};
    return concern;
}

const EventTemplate* find_event_template(std::span<const EventTemplate> templates,
                                         std::string_view word) {
    const auto found = std::ranges::find(templates, word, &EventTemplate::word);
    return found == templates.end() ? nullptr : &*found;
}

Event make_event(std::string_view lever, const EventTemplate& entry, Date start,
                 std::optional<Date> end) {
    Event event;
    event.id = fmt::format("{}.{}.{}", lever, entry.word, to_string(start));
    event.title = entry.title;
    event.source = fmt::format("lever {}", lever);
    event.event_class = entry.event_class;
    event.direction = entry.direction;
    event.salience = entry.salience;
    event.start = start;
    event.end = end;
    if (!end && entry.weeks > 0)
        event.end = start + std::chrono::days{7 * entry.weeks - 1};
    event.national = entry.national;
    for (const auto code : entry.regions) {
        const auto region = index_of(kRegionCodes, code);
        require(region.has_value(), "template of an event names an unknown region");
        event.regions.push_back(*region);
    }
    if (entry.concern != nullptr)
        event.concern = entry.concern();
    return event;
}

} // namespace kozqaras
