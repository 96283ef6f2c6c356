#pragma once
// The draws of a result: every member on every path of the country's own change, [member][path];
// one per member, at the expected change, where the run holds no paths. Scenarios share members and
// paths, so draws of two of them are paired.

#include <cstddef>
#include <limits>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// Of the paths of a result the first so many are taken; an even number keeps mirrored pairs.
inline constexpr std::size_t kAllPaths = std::numeric_limits<std::size_t>::max();

/// Index `value` (kIndexValueCodes) of the adults of `group`.
[[nodiscard]] std::vector<double> adults_draws(const RunResult& result, std::size_t scenario,
                                               std::size_t week, int group, int value,
                                               std::size_t most_paths = kAllPaths);

/// Index `value` of the sample as fielded.
[[nodiscard]] std::vector<double> sample_draws(const RunResult& result, std::size_t scenario,
                                               std::size_t week, int value,
                                               std::size_t most_paths = kAllPaths);

/// Net of a question, sample as fielded.
[[nodiscard]] std::vector<double> question_draws(const RunResult& result, std::size_t scenario,
                                                 std::size_t week, std::size_t question,
                                                 std::size_t most_paths = kAllPaths);

} // namespace kozqaras
