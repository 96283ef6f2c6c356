#pragma once
// What news does to single questions. An event moves the attitudes, and every question of an
// attitude with it; a channel adds what is peculiar to one question: news of land is more on the
// concern of selling land than on all fears alike. So do plants of a sector, and exposures of a
// kind (permits for workers are more on the concern of labour migration).
//
//   shift of question q in week t = sum over its channels of loading x (V(t) - B(min(t, s)))
//
// V is the volume of the class in the scenario (event_volume.hpp; of a sector plant_volume() and
// what exposures of the sector add up to, of an exposure exposure_volume.hpp), B
// that in the baseline, s the last wave that the members know. Thresholds were fitted at the waves,
// news of that time included: so the baseline has no shift up to s, and after it what differs from
// s.

#include <memory>
#include <span>
#include <vector>

#include "model/dynamics/event_volume.hpp"
#include "model/dynamics/exposure_volume.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Of one scenario, for the members of a batch.
class ItemChannels {
  public:
    /// `members` in the order of the batch; the plan and `environment` must outlive this.
    ItemChannels(const RunPlan& plan, const Environment& environment,
                 std::span<const MemberParameters> members);

    /// `response` of member `member` in `week`: thresholds moved against the shift, so that a
    /// positive shift means more positive answers. Unchanged without channels, and with events
    /// switched off. BugError if there is no such member.
    [[nodiscard]] ResponseParameters shifted(ResponseParameters response, std::size_t member,
                                             Week week) const;

  private:
    /// Of a sector: the record's plants have none, so the baseline has no volume.
    [[nodiscard]] double sector_volume(std::size_t sector, std::size_t member, Week week) const;
    /// Of one channel, beyond that of the last wave known.
    [[nodiscard]] double volume(const ItemChannel& channel, std::size_t member, Week week,
                                const ClassVolume& is, const ClassVolume& was) const;

    const RunPlan& plan_;
    const Environment& environment_;
    std::vector<std::vector<double>> loadings_; ///< [member][channel]
    std::vector<DynamicsParameters> dynamics_;
    Week known_;
    EventVolume baseline_, scenario_;
    ExposureVolume exposures_;
};

} // namespace kozqaras
