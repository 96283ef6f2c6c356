#include "model/dynamics/event_volume.hpp"

#include <algorithm>
#include <cmath>

#include "model/dynamics/event_intensity.hpp"
#include "support/errors.hpp"

namespace kozqaras {

double weekly_value(const std::vector<double>& series, Week week) {
    if (series.empty())
        return 0.0;
    const auto last = static_cast<int>(series.size()) - 1;
    return series[static_cast<std::size_t>(std::clamp(week.value, 0, last))];
}

double strength_in(const Environment& environment, const Event& event, Week week,
                   const DynamicsParameters& parameters) {
    const auto event_class = static_cast<std::size_t>(event.event_class);
    const double full = event_strength(event, week, parameters.half_life_weeks[event_class]);
    if (event.event_class != EventClass::war || environment.war_intensity.empty())
        return full;
    return full * weekly_value(environment.war_intensity, week);
}

bool is_later(const Event& event, const DynamicsParameters& parameters) {
    return week_of(event.start) > parameters.events_known_until;
}

bool happens(const Event& event, const Switches& switches) {
    return switches.drawn_events || !event.drawn;
}

EventVolume::EventVolume(const ReportingCells& cells, const Environment& environment,
                         std::span<const DynamicsParameters> members, const Switches& switches)
    : environment_(environment), switches_(switches), members_(members.begin(), members.end()) {
    const EventProfiles profiles = make_event_profiles(cells, environment.events);
    std::vector<double> share(profiles.profiles.size(), 0.0); // of the adults
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        share[profiles.profile_of_cell[cell]] +=
            static_cast<double>(cells.count(cell)) / static_cast<double>(cells.agents.size());
    for (const DynamicsParameters& member : members_)
        for (std::size_t e = 0; e < environment.events.size(); ++e) {
            double mean = 0.0;
            for (std::size_t p = 0; p < share.size(); ++p)
                mean +=
                    share[p] * event_reach(environment.events[e], profiles.profiles[p], e, member);
            reach_.push_back(mean);
        }
}

ClassVolume EventVolume::at(std::size_t member, Week week) const {
    require(member < members_.size(), "no such member of the batch");
    ClassVolume volume{};
    for (std::size_t e = 0; e < environment_.events.size(); ++e) {
        const Event& event = environment_.events[e];
        if (!happens(event, switches_))
            continue;
        volume[static_cast<std::size_t>(event.event_class)] +=
            strength_in(environment_, event, week, members_[member]) *
            reach_[member * environment_.events.size() + e];
    }
    volume[static_cast<std::size_t>(EventClass::goods)] +=
        weekly_value(environment_.chinese_car_share, week) / kFullCarShare;
    return volume;
}

} // namespace kozqaras
