#pragma once
// Where a scenario leaves the baseline, so that the weeks before are simulated once.

#include "model/dynamics/environment.hpp"

namespace kozqaras {

/// First week in which `scenario` can differ from `baseline`; one after `end` if never. An earlier
/// week than needed is safe, a later one is not.
[[nodiscard]] Week first_difference(const Environment& baseline, const Environment& scenario,
                                    Week end);

} // namespace kozqaras
