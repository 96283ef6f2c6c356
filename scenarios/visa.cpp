#include "scenarios/visa.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/lever.hpp"
#include "scenarios/whole_weeks.hpp"

namespace kozqaras {
namespace {

/// Whether visas are required under the regime `word`.
bool is_required(const std::string& word) {
    return word == kVisaRequired || word == kVisaDebated;
}

/// A stretch of time in which the withdrawal of visa-free travel is in people's minds: from a
/// debate until visas fall again, open if `to` is empty.
struct Withdrawn {
    Date from{};
    std::optional<Date> to;
    std::vector<Date> debates{}; ///< first days of debates
};

/// A withdrawal that nobody debates moves travel, and no opinion by itself.
std::vector<Withdrawn> withdrawals(const std::vector<LeverSetting>& settings) {
    std::vector<Withdrawn> stretches;
    for (std::size_t s = 0; s < settings.size(); ++s) {
        const auto& word = std::get<std::string>(settings[s].value);
        const bool goes_on = !stretches.empty() && stretches.back().to == settings[s].date;
        if (word != kVisaDebated && !(goes_on && is_required(word)))
            continue;
        std::optional<Date> to = settings[s].until;
        if (s + 1 < settings.size())
            to = to ? std::min(*to, settings[s + 1].date) : settings[s + 1].date;
        if (goes_on)
            stretches.back().to = to; // required twice in a row: one stretch
        else
            stretches.push_back({settings[s].date, to});
        if (word == kVisaDebated)
            stretches.back().debates.push_back(settings[s].date);
    }
    return stretches;
}

std::size_t visa_free_event(const Environment& environment) {
    const auto in_force = visa_evidence().in_force;
    const auto found = std::ranges::find_if(environment.events, [&](const Event& event) {
        return event.event_class == EventClass::travel && event.start == in_force && !event.end;
    });
    if (found == environment.events.end())
        throw InputError({"events of the data"},
                         "no open event of class travel starts on 2023-11-10, which visa.regime = "
                         "required must end");
    return static_cast<std::size_t>(found - environment.events.begin());
}

Event withdrawal(const Event& visa_free, Date from, const Country& country) {
    const auto evidence = visa_evidence();
    Event event = visa_free; // concerns the same people and regions
    event.id = fmt::format("{}.withdrawn.{}", visa_free.id, to_string(from));
    event.title = fmt::format("Visas between {} and China required again", country.name);
    event.source = "lever visa.regime";
    event.start = from;
    event.end = from + std::chrono::days{evidence.withdrawal_debate_days};
    event.salience = evidence.withdrawal_salience;
    event.direction = -1;
    return event;
}

double travel_of(const LeverSetting& setting, double with_visas, double recorded) {
    const auto& word = std::get<std::string>(setting.value);
    if (is_required(word))
        return with_visas;
    return word == kVisaExtended ? recorded * visa_evidence().extension_factor : recorded;
}

} // namespace

double visa_trips(const LeverSetting& setting, double recorded_trips) {
    return travel_of(setting, visa_evidence().trips_visa_required, recorded_trips);
}

double visa_visitors(const LeverSetting& setting, double recorded_visitors) {
    return travel_of(setting, visa_evidence().visitors_visa_required, recorded_visitors);
}

void apply_visa_events(const std::vector<LeverSetting>& settings, Environment& environment) {
    const auto stretches = withdrawals(settings);
    if (stretches.empty())
        return;
    const auto index = visa_free_event(environment);
    const Event original = environment.events[index];
    environment.events[index].end = stretches.front().from;
    for (std::size_t s = 0; s < stretches.size(); ++s) {
        for (const Date from : stretches[s].debates)
            std::ranges::copy(happening_in_weeks(withdrawal(original, from, *environment.country)),
                              std::back_inserter(environment.events));
        const std::optional<Date> to = stretches[s].to;
        if (!to)
            return;
        Event again = original;
        again.id = fmt::format("{}.again.{}", original.id, to_string(*to));
        again.source = "lever visa.regime";
        again.start = *to;
        if (s + 1 < stretches.size())
            again.end = stretches[s + 1].from - std::chrono::days{1};
        std::ranges::copy(state_in_weeks(again), std::back_inserter(environment.events));
    }
}

} // namespace kozqaras
