#include "scenarios/whole_weeks.hpp"

#include "scenarios/daily_series.hpp"

namespace kozqaras {

namespace {

constexpr std::chrono::weeks kWeek{1};

double share_of_week(int days) {
    return static_cast<double>(days) / kDaysInWeek;
}

/// Days that an ended event lasts, the last included.
int length_of(const Event& event) {
    return static_cast<int>((*event.end - event.start).count()) + 1;
}

Event with_share(Event event, double share) {
    event.salience *= share;
    return event;
}

/// `event` lasting `weeks` from the first day of its week.
Event lasting(Event event, int weeks) {
    event.end = date_of(week_of(event.start)) + weeks * kWeek - std::chrono::days{1};
    return event;
}

/// `event`, which begins with its week, begun `late` days later.
std::vector<Event> begun_late(const Event& event, int late) {
    if (late == 0)
        return {event};
    Event next = with_share(event, share_of_week(late));
    next.start = date_of(week_of(event.start) + 1);
    if (next.end)
        *next.end += kWeek;
    return {with_share(event, share_of_week(kDaysInWeek - late)), next};
}

std::vector<double> a_week_later(const std::vector<double>& series, double before) {
    std::vector<double> later{before};
    later.insert(later.end(), series.begin(), series.end() - 1);
    return later;
}

} // namespace

std::vector<Event> happening_in_weeks(const Event& event) {
    const int late = days_into_week(event.start);
    if (!event.end || late == 0)
        return begun_late(event, late);
    return begun_late(lasting(event, (length_of(event) + kDaysInWeek - 1) / kDaysInWeek), late);
}

std::vector<Event> state_in_weeks(const Event& event) {
    const int late = days_into_week(event.start);
    if (!event.end)
        return begun_late(event, late);
    const int weeks = length_of(event) / kDaysInWeek, rest = length_of(event) % kDaysInWeek;
    std::vector<Event> parts;
    const auto add = [&](int length, double share) {
        for (Event& part : begun_late(with_share(lasting(event, length), share), late))
            parts.push_back(std::move(part));
    };
    if (weeks > 0)
        add(weeks, share_of_week(kDaysInWeek - rest));
    if (rest > 0)
        add(weeks + 1, share_of_week(rest));
    return parts;
}

std::vector<Exposure> exposure_in_weeks(const Exposure& exposure, int late) {
    if (late == 0)
        return {exposure};
    Exposure first = exposure, next = exposure;
    next.dose = a_week_later(exposure.dose, 0.0);
    if (!exposure.persons.empty())
        next.persons = a_week_later(exposure.persons, 0.0);
    if (!exposure.reach.empty())
        next.reach = a_week_later(exposure.reach, exposure.reach.front());
    ++next.corrected_from.value;
    for (double& dose : first.dose)
        dose *= share_of_week(kDaysInWeek - late);
    for (double& dose : next.dose)
        dose *= share_of_week(late);
    return {first, next};
}

} // namespace kozqaras
