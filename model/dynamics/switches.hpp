#pragma once

#include "model/dynamics/influence.hpp"

namespace kozqaras {

/// Parts of the model that can be switched off, to see what they do, and the rule of influence.
struct Switches {
    bool social = true;       ///< influence through ties
    bool media = true;        ///< outlets
    bool events = true;       ///< direct effect of events on those who hear of them
    bool drawn_events = true; ///< visits and the like after the record, drawn from its years
    bool experience = true;   ///< trips, meetings, plants, jobs
    bool ageing = true;       ///< adults of each year; false: those of 1 January 2023 throughout
    Influence influence = Influence::smooth_bounded_confidence;
};

} // namespace kozqaras
