#pragma once

namespace kozqaras {

/// Parts of the weekly step that can be switched off, to see what they do.
struct Switches {
    bool social = true;     ///< influence through ties
    bool media = true;      ///< outlets
    bool events = true;     ///< direct effect of events on those who hear of them
    bool experience = true; ///< trips, meetings, plants, jobs
};

} // namespace kozqaras
