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
      scenario_(plan.world->cells, environment, dynamics_, plan.switches),
      exposures_(plan.world->population, plan.world->cells, environment, dynamics_, plan.switches) {
    for (const MemberParameters& member : members)
        loadings_.push_back(member.item_loadings);
}

double ItemChannels::sector_volume(std::size_t sector, std::size_t member, Week week) const {
    const std::string_view name = plan_.world->inputs.country->sectors[sector];
    const double invested = exposures_.of_sector(member, name, week);
    if (environment_.plants.empty() || !plan_.switches.experience)
        return invested;
    return invested + plant_volume(environment_, plan_.world->traits.adults_of_region, name, week,
                                   dynamics_[member]);
}

double ItemChannels::volume(const ItemChannel& channel, std::size_t member, Week week,
                            const ClassVolume& is, const ClassVolume& was) const {
    switch (channel.carrier) {
    case ItemChannel::Carrier::sector:
        return sector_volume(channel.place, member, week);
    case ItemChannel::Carrier::exposure:
        return exposures_.at(member, static_cast<ExposureKind>(channel.place), week);
    default:
        return plan_.switches.events ? is[channel.place] - was[channel.place] : 0.0;
    }
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
        const double shift =
            loadings_[member][channel] * volume(channels[channel], member, week, is, was);
        const std::size_t question = channels[channel].question;
        response.lower[question] -= shift;
        response.upper[question] -= shift;
    }
    return response;
}

} // namespace kozqaras
