#include "model/dynamics/event_intensity.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "support/errors.hpp"

namespace kozqaras {

double event_strength(const Event& event, Week week, double half_life_weeks) {
    if (week < week_of(event.start))
        return 0.0;
    const double full = event.direction * event.salience / kFullSalience;
    if (!event.end || week <= week_of(*event.end))
        return full;
    return full * std::exp2(-(week - week_of(*event.end)) / half_life_weeks);
}

namespace {

/// Whether `group` is one of the classes listed; a class stands for the reported group that holds
/// it.
bool listed(const Country& country, const std::vector<int>& classes, Factor factor,
            std::uint8_t group) {
    return std::ranges::any_of(classes, [&](int value) {
        return country.group_index(factor, country.reported_as(factor, value)) == group;
    });
}

} // namespace

bool concerns(const Country& country, const Concern& concern,
              const std::array<std::uint8_t, kReportedFactors.size()>& groups) {
    const bool everyone = concern.settlements.empty() && concern.ages.empty() &&
                          concern.ethnicities.empty() && concern.languages.empty() &&
                          concern.wealth_classes.empty();
    // Slots follow kReportedFactors: region, settlement, age, ethnicity, language, wealth,
    // education.
    return everyone || listed(country, concern.settlements, Factor::settlement, groups[1]) ||
           listed(country, concern.ages, Factor::age, groups[2]) ||
           listed(country, concern.ethnicities, Factor::ethnicity, groups[3]) ||
           listed(country, concern.languages, Factor::language, groups[4]) ||
           listed(country, concern.wealth_classes, Factor::wealth, groups[5]);
}

EventProfiles make_event_profiles(const ReportingCells& cells, std::span<const Event> events) {
    EventProfiles result;
    result.profile_of_cell.resize(cells.size());
    std::map<std::pair<int, std::vector<bool>>, std::uint16_t> numbers;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const int region = cells.groups[cell][0] - cells.country->group_index(Factor::region, 0);
        std::vector<bool> concerned(events.size());
        for (std::size_t e = 0; e < events.size(); ++e)
            concerned[e] = concerns(*cells.country, events[e].concern, cells.groups[cell]);
        const auto next = static_cast<std::uint16_t>(result.profiles.size());
        const auto [place, added] = numbers.try_emplace({region, concerned}, next);
        if (added) {
            require(result.profiles.size() < 65535, "too many event profiles");
            result.profiles.push_back({region, std::move(concerned)});
        }
        result.profile_of_cell[cell] = place->second;
    }
    return result;
}

double event_reach(const Event& event, const EventProfiles::Profile& profile,
                   std::size_t event_number, const DynamicsParameters& parameters) {
    const bool here = std::ranges::find(event.regions, profile.region) != event.regions.end();
    double reach = 1.0;
    if (event.national)
        reach = here ? 1.0 + parameters.regional_amplification : 1.0;
    else
        reach = here ? 1.0 : parameters.regional_spillover;
    return profile.concerned[event_number] ? reach : reach * parameters.outside_concern;
}

} // namespace kozqaras
