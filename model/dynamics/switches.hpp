#pragma once

#include "model/dynamics/influence.hpp"

namespace kozqaras {

/// Parts of the weekly step that can be switched off, to see what they do, and the rule of
/// influence.
struct Switches {
    bool social = true;     ///< influence through ties
    bool media = true;      ///< outlets
    bool events = true;     ///< direct effect of events on those who hear of them
    bool experience = true; ///< trips, meetings, plants, jobs
    Influence influence = Influence::smooth_bounded_confidence;
};

} // namespace kozqaras
