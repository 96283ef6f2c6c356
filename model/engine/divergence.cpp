#include "model/engine/divergence.hpp"

#include <algorithm>

namespace kozqaras {

namespace {

// One function for each type of member of Environment: the first week in which two differ, or
// `none`.

/// An empty series stands for `when_empty` throughout.
int difference(const std::vector<double>& left, const std::vector<double>& right,
               std::optional<double> when_empty, int none) {
    const auto size = std::max(left.size(), right.size());
    const auto full = [&](const std::vector<double>& series) {
        return series.empty() && when_empty ? std::vector<double>(size, *when_empty) : series;
    };
    const auto one = full(left), other = full(right);
    if (one.size() != other.size())
        return 0;
    const auto found = std::ranges::mismatch(one, other).in1;
    return found == one.end() ? none : static_cast<int>(found - one.begin());
}

/// What events do: all but what only names them.
std::vector<Event> effects_of(std::vector<Event> events) {
    for (Event& event : events) {
        event.id = event.title = event.source = {};
        event.expected = false;
    }
    return events;
}

bool equal_but_for_end(Event left, const Event& right) {
    left.end = right.end;
    return left == right;
}

/// Events are compared in order: adding or removing one makes all that follow differ in place, not
/// in kind, so each event is searched in the other list.
int first_other_event(const std::vector<Event>& events, const std::vector<Event>& others,
                      int none) {
    int first = none;
    for (const Event& event : events) {
        if (std::ranges::find(others, event) != others.end())
            continue;
        int from = week_of(event.start).value;
        for (const Event& other : others)
            if (equal_but_for_end(event, other)) {
                const Date end =
                    std::min(event.end.value_or(Date::max()), other.end.value_or(Date::max()));
                from = std::max(from, week_of(end).value);
            }
        first = std::min(first, from);
    }
    return first;
}

int difference(const std::vector<Event>& left, const std::vector<Event>& right,
               std::optional<double>, int none) {
    const auto one = effects_of(left), other = effects_of(right);
    return std::min(first_other_event(one, other, none), first_other_event(other, one, none));
}

int difference(const std::vector<Plant>& left, const std::vector<Plant>& right,
               std::optional<double>, int none) {
    int first = none;
    const auto same = [](Plant one, const Plant& other) {
        one.name = other.name;
        return one == other;
    };
    for (std::size_t place = 0; place < std::max(left.size(), right.size()); ++place) {
        if (place < left.size() && place < right.size() && same(left[place], right[place]))
            continue;
        for (const auto* plants : {&left, &right})
            if (place < plants->size())
                first = std::min(first, (*plants)[place].opening.value);
    }
    return first;
}

int difference(const std::vector<Exposure>& left, const std::vector<Exposure>& right,
               std::optional<double>, int none) {
    int first = none;
    for (const auto& [exposures, others] : {std::pair(&left, &right), std::pair(&right, &left)})
        for (const Exposure& exposure : *exposures)
            if (std::ranges::find(*others, exposure) == others->end())
                first = std::min(first, first_exposed_week(exposure).value);
    return first;
}

int difference(const SharedCountry& left, const SharedCountry& right, std::optional<double>,
               int none) {
    return left == right ? none : 0;
}

} // namespace

Week first_difference(const Environment& baseline, const Environment& scenario, Week end) {
    const int none = end.value + 1;
    int first = none;
    visit_environment_fields([&](const auto& field) {
        first = std::min(first, difference(baseline.*field.member, scenario.*field.member,
                                           field.when_empty, none));
    });
    return {std::clamp(first, 0, none)};
}

} // namespace kozqaras
