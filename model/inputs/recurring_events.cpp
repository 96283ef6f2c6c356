// data/events/recurring.csv: classes of events that come every year, and the years they are drawn
// from.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

constexpr const char* kRecurringFile = "recurring.csv";
constexpr int kEarliestRecurring = 1990, kLatestRecurring = 2050;

} // namespace

std::vector<RecurringEvents> load_recurring_events(const DataFolder& events,
                                                   const std::vector<Event>& record) {
    if (!std::filesystem::exists(events.path() / kRecurringFile))
        return {};
    const auto rules = with_origin()
                           .code("event_class", kEventClassCodes, "event class")
                           .whole("first_year", kEarliestRecurring, kLatestRecurring, "year")
                           .whole("last_year", kEarliestRecurring, kLatestRecurring, "year")
                           .key({"event_class"});
    const auto table = events.table(kRecurringFile, rules);
    std::vector<RecurringEvents> recurring;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        RecurringEvents entry;
        entry.event_class =
            code_as<EventClass>(table, row, "event_class", kEventClassCodes, "event class");
        entry.first_year = static_cast<int>(table.number(row, "first_year"));
        entry.last_year = static_cast<int>(table.number(row, "last_year"));
        if (entry.last_year < entry.first_year)
            throw InputError(table.position(row, "last_year"),
                             fmt::format("{} lies before the first year, {}", entry.last_year,
                                         entry.first_year));
        const auto repeats = [&](const Event& event) { return entry.draws_from(event); };
        if (std::ranges::none_of(record, repeats))
            throw InputError(
                table.position(row, "event_class"),
                fmt::format("no ended event of class {} starts from {} to {}: there "
                            "is nothing to draw from",
                            kEventClassCodes[static_cast<std::size_t>(entry.event_class)],
                            entry.first_year, entry.last_year));
        recurring.push_back(entry);
    }
    return recurring;
}

} // namespace kozqaras
