#include "model/engine/item_channels.hpp"

#include <algorithm>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

std::vector<DynamicsParameters> dynamics_of(std::span<const MemberParameters> members) {
    std::vector<DynamicsParameters> dynamics;
    for (const MemberParameters& member : members)
        dynamics.push_back(member.dynamics);
    return dynamics;
}

} // namespace

ItemChannels::ItemChannels(const RunPlan& plan, const Environment& environment,
                           std::span<const MemberParameters> members)
    : plan_(plan),
      environment_(environment),
      dynamics_(dynamics_of(members)),
      known_(last_pinned_week(plan)),
      baseline_(plan.world->cells, plan.scenarios.front().environment, dynamics_, plan.switches),
      scenario_(plan.world->cells, environment, dynamics_, plan.switches) {
    for (const MemberParameters& member : members)
        loadings_.push_back(member.item_loadings);
}

double ItemChannels::sector_volume(std::size_t sector, std::size_t member, Week week) const {
    if (environment_.plants.empty() || !plan_.switches.experience)
        return 0.0;
    return plant_volume(environment_, plan_.world->traits.adults_of_region,
                        plan_.world->inputs.country->sectors[sector], week, dynamics_[member]);
}

ResponseParameters ItemChannels::shifted(ResponseParameters response, std::size_t member,
                                         Week week) const {
    const auto& channels = plan_.registry->item_channels();
    if (channels.empty())
        return response;
    require(member < loadings_.size(), "no such member of the batch");
    const ClassVolume is = scenario_.at(member, week),
                      was = baseline_.at(member, std::min(week, known_));
    for (std::size_t channel = 0; channel < channels.size(); ++channel) {
        const auto [question, carrier] = channels[channel];
        double volume = 0.0;
        if (carrier >= is.size())
            volume = sector_volume(carrier - is.size(), member, week);
        else if (plan_.switches.events)
            volume = is[carrier] - was[carrier];
        const double shift = loadings_[member][channel] * volume;
        response.lower[question] -= shift;
        response.upper[question] -= shift;
    }
    return response;
}

} // namespace kozqaras
