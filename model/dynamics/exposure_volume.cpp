#include "model/dynamics/exposure_volume.hpp"

#include <algorithm>
#include <cmath>

#include "model/dynamics/event_intensity.hpp"
#include "support/errors.hpp"

namespace kozqaras {

ExposureVolume::ExposureVolume(const Population& population, const ReportingCells& cells,
                               const Environment& environment,
                               std::span<const DynamicsParameters> members,
                               const Switches& switches)
    : members_(members.begin(), members.end()) {
    const double each = 1.0 / static_cast<double>(population.size());
    for (const Exposure& exposure : environment.exposures) {
        if (!is_on(switches, channel_of(exposure.kind)))
            continue;
        Counted& counted = counted_.emplace_back();
        counted.exposure = &exposure;
        for (std::size_t agent = 0; agent < population.size(); ++agent) {
            const bool concerned = concerns(*population.country, exposure.audience.concern,
                                            cells.groups[cells.cell_of_agent[agent]]);
            if ((exposure.audience.concern_only && !concerned) ||
                !may_reach(exposure.audience, population, agent))
                continue;
            counted.audience_adults += population.adults_per_agent;
            counted.share[concerned ? 1 : 0][population.attention[agent]] += each;
        }
        for (const DynamicsParameters& member : members_)
            counted.strength.push_back(exposure_strength(exposure, member));
    }
}

double ExposureVolume::reach(const Counted& counted, std::size_t member) const {
    const DynamicsParameters& d = members_[member];
    double sum = 0.0;
    for (std::size_t attention = 0; attention < kAttentionCount; ++attention)
        sum += (needs_attention(counted.exposure->kind) ? d.attention[attention] : 1.0) *
               (counted.share[1][attention] + d.outside_concern * counted.share[0][attention]);
    return sum;
}

double ExposureVolume::volume(const Counted& counted, std::size_t member, Week week) const {
    const Exposure& exposure = *counted.exposure;
    const auto& strength = counted.strength[member];
    if (week.value < 0 || week.value >= std::ssize(strength))
        return 0.0;
    const double exposed = share_exposed(exposure, counted.audience_adults, week);
    return strength[static_cast<std::size_t>(week.value)] * reach(counted, member) *
           std::copysign(std::max(std::abs(exposed) - exposure.skipped_share, 0.0), exposed);
}

double ExposureVolume::at(std::size_t member, ExposureKind kind, Week week) const {
    require(member < members_.size(), "no such member of the batch");
    double sum = 0.0;
    for (const Counted& counted : counted_)
        if (counted.exposure->kind == kind)
            sum += volume(counted, member, week);
    return sum;
}

double ExposureVolume::of_sector(std::size_t member, std::string_view sector, Week week) const {
    require(member < members_.size(), "no such member of the batch");
    double sum = 0.0;
    for (const Counted& counted : counted_)
        if (counted.exposure->sector == sector)
            sum += volume(counted, member, week);
    return sum;
}

} // namespace kozqaras
