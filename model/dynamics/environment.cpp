#include "model/dynamics/environment.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "support/random.hpp"

namespace kozqaras {

namespace {

/// Values of the driver that is `use`, in date order.
std::vector<DriverValue> values_of(const InputData& inputs, DriverUse use) {
    std::vector<DriverValue> values;
    std::ranges::copy_if(inputs.drivers, std::back_inserter(values),
                         [&](const DriverValue& value) { return value.use == use; });
    std::ranges::sort(values, [](const DriverValue& left, const DriverValue& right) {
        return std::pair(left.start, left.end) < std::pair(right.start, right.end);
    });
    return values;
}

Date middle(const DriverValue& value) {
    return value.start + (value.end - value.start) / 2;
}

/// Counts over periods become a rate per week, constant within a period; between periods and after
/// the last the last rate goes on, before the first it is 0.
std::vector<double> weekly_rate(const std::vector<DriverValue>& values, int weeks) {
    std::vector<double> rate(static_cast<std::size_t>(weeks), 0.0);
    for (const DriverValue& value : values) {
        const double length = static_cast<double>((value.end - value.start).count() + 1) / 7.0;
        for (int week = std::max(0, week_of(value.start).value); week < weeks; ++week)
            rate[static_cast<std::size_t>(week)] = value.value / length;
    }
    return rate;
}

/// Yearly levels become a line through the middles of their periods, flat outside.
std::vector<double> weekly_level(const std::vector<DriverValue>& values, int weeks) {
    std::vector<double> level(static_cast<std::size_t>(weeks), 0.0);
    for (int week = 0; week < weeks && !values.empty(); ++week) {
        const Date day = date_of({week});
        std::size_t next = 0;
        while (next < values.size() && middle(values[next]) <= day)
            ++next;
        double& result = level[static_cast<std::size_t>(week)];
        if (next == 0 || next == values.size()) {
            result = values[next == 0 ? 0 : next - 1].value;
            continue;
        }
        const auto &left = values[next - 1], &right = values[next];
        const double part = static_cast<double>((day - middle(left)).count()) /
                            static_cast<double>((middle(right) - middle(left)).count());
        result = left.value + part * (right.value - left.value);
    }
    return level;
}

/// The same day in `year`; 29 February becomes the 28th.
Date in_year(Date day, int years_later) {
    auto moved = std::chrono::year_month_day(day) + std::chrono::years{years_later};
    if (!moved.ok())
        moved = moved.year() / moved.month() / std::chrono::last;
    return std::chrono::sys_days{moved};
}

/// Events that go on behind the record: every year repeats those of a year drawn by key, the same
/// in all runs, so that scenarios and their baseline share them.
std::vector<Event> drawn_events(const InputData& inputs, const RecurringEvents& recurring) {
    constexpr std::uint64_t kSeed = 1;
    const auto last = static_cast<int>(std::chrono::year_month_day(date_of(last_week())).year());
    const auto years = static_cast<std::uint32_t>(recurring.last_year - recurring.first_year + 1);
    std::vector<Event> drawn;
    for (int year = recurring.last_year + 1; year <= last; ++year) {
        RandomStream stream(kSeed, Purpose::recurring_event,
                            static_cast<std::uint64_t>(year) * kEventClassCount +
                                static_cast<std::uint64_t>(recurring.event_class));
        const int like = recurring.first_year + static_cast<int>(stream.below(years));
        const RecurringEvents one{recurring.event_class, like, like};
        for (const Event& event : inputs.events) {
            if (!one.draws_from(event))
                continue;
            Event again = event;
            again.drawn = true;
            again.id = fmt::format("{}.drawn.{}", event.id, year);
            again.title = fmt::format("Drawn for {}: as in {} ({})", year, like, event.title);
            again.start = in_year(event.start, year - like);
            again.end = again.start + (event.end.value_or(event.start) - event.start);
            drawn.push_back(std::move(again));
        }
    }
    return drawn;
}

} // namespace

bool operator==(const Environment& left, const Environment& right) {
    bool equal = true;
    visit_environment_fields(
        [&](const auto& field) { equal = equal && left.*field.member == right.*field.member; });
    return equal;
}

Environment historical_environment(const InputData& inputs) {
    const int weeks = last_week().value + 1;
    Environment environment;
    environment.country = inputs.country;
    std::ranges::copy_if(inputs.events, std::back_inserter(environment.events),
                         [](const Event& event) { return !event.expected; });
    for (const RecurringEvents& recurring : inputs.recurring_events)
        std::ranges::move(drawn_events(inputs, recurring), std::back_inserter(environment.events));
    environment.trips_to_china = weekly_rate(values_of(inputs, DriverUse::trips_to_china), weeks);
    environment.visitors_from_china =
        weekly_rate(values_of(inputs, DriverUse::visitors_from_china), weeks);
    // Printed in percent.
    environment.chinese_car_share =
        weekly_level(values_of(inputs, DriverUse::chinese_car_share), weeks);
    for (double& share : environment.chinese_car_share)
        share /= 100.0;
    return environment;
}

} // namespace kozqaras
