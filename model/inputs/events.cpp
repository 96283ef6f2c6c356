// data/events: dated events and yearly drivers.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestSalience = 3.0;
/// Days that an event or a period of a driver may have: recent enough to matter, not beyond plans.
constexpr Date kEarliest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
constexpr Date kLatest = std::chrono::sys_days{std::chrono::year{2050} / 12 / 31};

/// A driver that drivers.csv may hold.
struct Driver {
    std::string_view name, unit;
    double most = 0;       ///< of a row
    bool required = false; ///< the model reads it; the others are for reference
};

constexpr std::array<Driver, 7> kDrivers{
    {{"kazakh_visitors_to_china", "persons", 2e7, true},
     {"chinese_visitors_to_kazakhstan", "persons", 2e7, true},
     {"chinese_brands_share_new_cars", "percent", 100, true},
     {"new_cars_sold", "cars", 1e7, false},
     {"trade_turnover_kazakh_statistics", "million USD", 1e6, false},
     {"fdi_gross_inflow_china", "million USD", 1e6, false},
     {"chinese_workers_under_permits", "persons", 1e6, false}}};

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

TableRules event_rules() {
    return TableRules()
        .text("event_id")
        .date("start", kEarliest, kLatest)
        .date("end", kEarliest, kLatest)
        .or_empty()
        .code("event_class", kEventClassCodes, "event class")
        .number("direction", -1.0, 1.0)
        .number("salience", 0.0, kLargestSalience)
        .code("national", kYesNo, "answer in 'national'")
        .text("regions")
        .or_empty()
        .text("settlement")
        .or_empty()
        .text("age")
        .or_empty()
        .text("ethnicity")
        .or_empty()
        .text("language")
        .or_empty()
        .text("wealth")
        .or_empty()
        .code("expected", kYesNo, "answer in 'expected'")
        .text("title")
        .text("source")
        .text("status")
        .text("fact_status")
        .remark("note")
        .key({"event_id"});
}

Event event_of(const CsvTable& table, std::size_t row) {
    Event event;
    event.id = table.text(row, "event_id");
    event.title = table.text(row, "title");
    event.source = table.text(row, "source");
    event.event_class =
        code_as<EventClass>(table, row, "event_class", kEventClassCodes, "event class");
    read_period(table, row, event);
    event.expected = yes_or_no(table, row, "expected");
    event.salience = table.number(row, "salience");
    event.direction = table.number(row, "direction");
    event.national = yes_or_no(table, row, "national");
    event.regions = class_list(table, row, "regions", kRegionCodes, "region");
    event.concern = concern_of(table, row);
    if (!event.national && event.regions.empty())
        throw InputError(table.position(row, "regions"),
                         "an event that is not national needs at least one region");
    return event;
}

TableRules driver_rules() {
    std::vector<std::string_view> names, units;
    double most = 0;
    for (const Driver& driver : kDrivers) {
        names.push_back(driver.name);
        units.push_back(driver.unit);
        most = std::max(most, driver.most);
    }
    return with_origin()
        .code("driver", names, "driver")
        .date("start", kEarliest, kLatest)
        .date("end", kEarliest, kLatest)
        .number("value", 0.0, most)
        .code("unit", units, "unit")
        .key({"driver", "start", "end"});
}

DriverValue driver_of(const CsvTable& table, std::size_t row) {
    const auto& driver = *std::ranges::find(kDrivers, table.text(row, "driver"), &Driver::name);
    const std::array<std::string_view, 1> unit{driver.unit};
    (void)table.code(row, "unit", unit, fmt::format("unit of {}", driver.name));
    DriverValue value{
        table.text(row, "driver"), table.date(row, "start"),
        table.date(row, "end"),    table.number(row, "value", 0.0, driver.most, driver.unit),
        table.text(row, "unit"),   status_of(table, row)};
    if (value.end < value.start)
        throw InputError(table.position(row, "end"),
                         fmt::format("the period ends on {}, before it starts on {}",
                                     to_string(value.end), to_string(value.start)));
    return value;
}

} // namespace

std::vector<Event> load_events(const DataFolder& events) {
    auto list = rows_of(events.table("events.csv", event_rules()), event_of);
    std::ranges::stable_sort(list, {}, &Event::start);
    return list;
}

std::vector<DriverValue> load_drivers(const DataFolder& events) {
    const auto table = events.table("drivers.csv", driver_rules());
    auto values = rows_of(table, driver_of);
    Faults faults;
    for (const Driver& driver : kDrivers)
        if (driver.required &&
            std::ranges::find(values, driver.name, &DriverValue::driver) == values.end())
            faults.add(table.end_position(), fmt::format("no row for the driver '{}', which the "
                                                         "model needs",
                                                         driver.name));
    faults.throw_if_any();
    return values;
}

} // namespace kozqaras
