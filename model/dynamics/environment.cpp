#include "model/dynamics/environment.hpp"

#include <algorithm>

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
