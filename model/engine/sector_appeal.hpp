#pragma once
// How welcome a plant is that belongs to a sector: as the residents of its region answer the
// question on cooperation in that field, against all fields. An investment of a sector: as those of
// its regions do, or of the country. No study tells sectors apart, the survey does (Table 7 of the
// report); that the effect of a plant is proportional is judgement.

#include <span>

#include "model/dynamics/batch.hpp"
#include "model/engine/recorder.hpp"

namespace kozqaras {

/// Factor on a plant's effect on favour: `net` of its field over `mean`, the mean net of all
/// fields, or over 0.1 where that is less; from -1 (as unwelcome as a plant of studies is welcome)
/// to 2.
[[nodiscard]] double appeal_of(double net, double mean);

/// Puts into state.plant_appeal and state.exposure_appeal the factors of the plants that open, and
/// of the exposures that begin, in the week state.next, as the residents would answer now, for each
/// of `members`; 1 without a sector. An exposure of several regions takes their mean. The state is
/// otherwise unchanged.
void take_sector_appeal(const RunPlan& plan, const Environment& environment,
                        std::span<const ObservedMember> members, BatchState& state);

} // namespace kozqaras
