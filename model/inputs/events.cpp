// data/events: dated events and yearly drivers.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestSalience = 3.0;
constexpr double kLargestDriver = 1e15; ///< beyond any number of persons or dollars

/// Parts of a cell divided by semicolons, without blanks; nothing for an empty cell.
std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        auto part = text.substr(0, end);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// Class indices of a cell like "18-24;25-34".
std::vector<int> class_list(const CsvTable& table, std::size_t row, std::string_view column,
                            std::span<const std::string_view> codes, std::string_view kind) {
    std::vector<int> classes;
    for (const auto part : parts_of(table.text(row, column))) {
        const auto place = table.position(row, column);
        const auto index = index_of(codes, part);
        if (!index)
            throw InputError::unknown_name(place, kind, shortened(part), codes);
        if (std::ranges::find(classes, *index) != classes.end())
            throw InputError(place, fmt::format("'{}' is named twice", part));
        classes.push_back(*index);
    }
    return classes;
}

Concern concern_of(const CsvTable& table, std::size_t row) {
    return {class_list(table, row, "settlement", kSettlementCodes, "settlement"),
            class_list(table, row, "age", kAgeCodes, "age class"),
            class_list(table, row, "ethnicity", kEthnicityCodes, "ethnicity"),
            class_list(table, row, "language", kLanguageCodes, "language"),
            class_list(table, row, "wealth", kWealthCodes, "wealth class")};
}

void read_period(const CsvTable& table, std::size_t row, Event& event) {
    event.start = table.date(row, "start");
    if (!table.empty(row, "end"))
        event.end = table.date(row, "end");
    if (event.end && *event.end < event.start)
        throw InputError(table.position(row, "end"),
                         fmt::format("the event ends on {}, before it starts on {}",
                                     to_string(*event.end), to_string(event.start)));
}

Event event_of(const CsvTable& table, std::size_t row) {
    Event event;
    event.id = filled_text(table, row, "event_id");
    event.title = filled_text(table, row, "title");
    event.source = filled_text(table, row, "source");
    event.event_class =
        code_as<EventClass>(table, row, "event_class", kEventClassCodes, "event class");
    read_period(table, row, event);
    event.expected = yes_or_no(table, row, "expected");
    event.salience = table.number(row, "salience", 0.0, kLargestSalience);
    event.direction = table.number(row, "direction", -1.0, 1.0);
    event.national = yes_or_no(table, row, "national");
    event.regions = class_list(table, row, "regions", kRegionCodes, "region");
    event.concern = concern_of(table, row);
    if (!event.national && event.regions.empty())
        throw InputError(table.position(row, "regions"),
                         "an event that is not national needs at least one region");
    return event;
}

} // namespace

std::vector<Event> load_events(const DataFolder& events) {
    const auto table = events.table("events.csv");
    std::vector<Event> list;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        list.push_back(event_of(table, row));
        keys.add(table.position(row, "event_id"), fmt::format("event '{}'", list.back().id));
    }
    std::ranges::stable_sort(list, {}, &Event::start);
    return list;
}

std::vector<DriverValue> load_drivers(const DataFolder& events) {
    const auto table = events.table("drivers.csv");
    std::vector<DriverValue> values;
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        DriverValue value{filled_text(table, row, "driver"),
                          table.date(row, "start"),
                          table.date(row, "end"),
                          table.number(row, "value", -kLargestDriver, kLargestDriver),
                          filled_text(table, row, "unit"),
                          status_of(table, row)};
        if (value.end < value.start)
            throw InputError(table.position(row, "end"),
                             fmt::format("the period ends on {}, before it starts on {}",
                                         to_string(value.end), to_string(value.start)));
        keys.add(table.position(row, "driver"),
                 fmt::format("driver '{}' from {} to {}", value.driver, to_string(value.start),
                             to_string(value.end)));
        values.push_back(std::move(value));
    }
    return values;
}

} // namespace kozqaras
