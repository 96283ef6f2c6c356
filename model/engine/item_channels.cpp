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
      known_(last_pinned_week(plan)),
      baseline_(plan.world->cells, plan.scenarios.front().environment, dynamics_of(members),
                plan.switches),
      scenario_(plan.world->cells, environment, dynamics_of(members), plan.switches) {
    for (const MemberParameters& member : members)
        loadings_.push_back(member.item_loadings);
}

ResponseParameters ItemChannels::shifted(ResponseParameters response, std::size_t member,
                                         Week week) const {
    const auto& channels = plan_.registry->item_channels();
    if (channels.empty() || !plan_.switches.events)
        return response;
    require(member < loadings_.size(), "no such member of the batch");
    const ClassVolume is = scenario_.at(member, week),
                      was = baseline_.at(member, std::min(week, known_));
    for (std::size_t channel = 0; channel < channels.size(); ++channel) {
        const auto [question, event_class] = channels[channel];
        const double shift = loadings_[member][channel] * (is[event_class] - was[event_class]);
        response.lower[question] -= shift;
        response.upper[question] -= shift;
    }
    return response;
}

} // namespace kozqaras
