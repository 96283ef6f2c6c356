// data/events: dated events and yearly drivers.
#include <algorithm>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

constexpr double kLargestSalience = 3.0;
/// Days that an event or a period of a driver may have: recent enough to matter, not beyond plans.
constexpr Date kEarliest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
constexpr Date kLatest = std::chrono::sys_days{std::chrono::year{2050} / 12 / 31};

/// Series of the model, in the order of DriverUse.
constexpr std::array<std::string_view, 3> kUses{"trips_to_china", "visitors_from_china",
                                                "chinese_car_share"};
/// The model takes shares in percent and counts.
constexpr double kMostPercent = 100.0, kMostOfAny = 1e12;

/// A driver that drivers.csv may hold (driver_list.csv).
struct Driver {
    std::string name, unit;
    double most = 0;              ///< of a row
    std::optional<DriverUse> use; ///< nothing: for reference
};

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
    auto rules = TableRules()
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
                     .code("expected", kYesNo, "answer in 'expected'")
                     .text("title")
                     .text("source")
                     .text("status")
                     .text("fact_status")
                     .remark("note")
                     .key({"event_id"});
    return concern_columns(rules);
}

Event event_of(const CsvTable& table, std::size_t row, const Country& country) {
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
    event.regions = class_list(table, row, "regions", country.codes_of(Factor::region), "region");
    event.concern = concern_of(table, row, country);
    if (!event.national && event.regions.empty())
        throw InputError(table.position(row, "regions"),
                         "an event that is not national needs at least one region");
    return event;
}

/// All drivers, and which of them the model reads: one for each series.
std::vector<Driver> driver_list(const DataFolder& events) {
    const auto rules = with_origin()
                           .text("driver")
                           .code("use", kUses, "use of a driver")
                           .or_empty()
                           .text("unit")
                           .number("most", 0.0, kMostOfAny)
                           .key({"driver"});
    const auto table = events.table("driver_list.csv", rules);
    std::vector<Driver> drivers;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        Driver driver{table.text(row, "driver"), table.text(row, "unit"), table.number(row, "most"),
                      std::nullopt};
        if (!table.empty(row, "use"))
            driver.use = code_as<DriverUse>(table, row, "use", kUses, "use of a driver");
        if (driver.use == DriverUse::chinese_car_share)
            driver.most = std::min(driver.most, kMostPercent);
        drivers.push_back(std::move(driver));
    }
    for (std::size_t use = 0; use < kUses.size(); ++use)
        if (std::ranges::count(drivers, static_cast<DriverUse>(use), &Driver::use) != 1)
            throw InputError(table.end_position(),
                             fmt::format("one driver must be '{}'", kUses[use]));
    return drivers;
}

TableRules driver_rules(const std::vector<Driver>& drivers) {
    std::vector<std::string_view> names, units;
    for (const Driver& driver : drivers) {
        names.emplace_back(driver.name);
        units.emplace_back(driver.unit);
    }
    return with_origin()
        .code("driver", names, "driver")
        .date("start", kEarliest, kLatest)
        .date("end", kEarliest, kLatest)
        .number("value", 0.0, kMostOfAny)
        .code("unit", units, "unit")
        .key({"driver", "start", "end"});
}

DriverValue driver_of(const CsvTable& table, std::size_t row, const std::vector<Driver>& drivers) {
    const auto& driver = *std::ranges::find(drivers, table.text(row, "driver"), &Driver::name);
    const std::array<std::string_view, 1> unit{driver.unit};
    (void)table.code(row, "unit", unit, fmt::format("unit of {}", driver.name));
    DriverValue value{driver.name,
                      driver.use,
                      table.date(row, "start"),
                      table.date(row, "end"),
                      table.number(row, "value", 0.0, driver.most, driver.unit),
                      driver.unit,
                      status_of(table, row)};
    if (value.end < value.start)
        throw InputError(table.position(row, "end"),
                         fmt::format("the period ends on {}, before it starts on {}",
                                     to_string(value.end), to_string(value.start)));
    return value;
}

} // namespace

std::vector<Event> load_events(const DataFolder& events, const Country& country) {
    auto list = rows_of(
        events.table("events.csv", event_rules()),
        [&](const CsvTable& table, std::size_t row) { return event_of(table, row, country); });
    std::ranges::stable_sort(list, {}, &Event::start);
    return list;
}

std::vector<DriverValue> load_drivers(const DataFolder& events) {
    const auto drivers = driver_list(events);
    const auto table = events.table("drivers.csv", driver_rules(drivers));
    auto values = rows_of(table, [&](const CsvTable& read, std::size_t row) {
        return driver_of(read, row, drivers);
    });
    Faults faults;
    for (const Driver& driver : drivers)
        if (driver.use &&
            std::ranges::find(values, driver.name, &DriverValue::driver) == values.end())
            faults.add(table.end_position(), fmt::format("no row for the driver '{}', which the "
                                                         "model needs",
                                                         driver.name));
    faults.throw_if_any();
    return values;
}

} // namespace kozqaras
