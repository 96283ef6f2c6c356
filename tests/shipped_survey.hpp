#pragma once
// What the survey tables of data/ hold, for tests that are written for them.

#include <cstddef>

namespace kozqaras {

inline constexpr int kQuestionCount = 29, kWaveCount = 3;

} // namespace kozqaras
