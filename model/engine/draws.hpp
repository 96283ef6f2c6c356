#pragma once
// The draws of a result: every member on every path of the country's own change, [member][path];
// one per member, at the expected change, where the run holds no paths. Scenarios share members and
// paths, so draws of two of them are paired.

#include <cstddef>
#include <limits>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// Of the paths of a result each member takes a block of so many, one member the block behind that
/// of the one before; an even number keeps mirrored pairs. Enough: so many that all members have
/// 4,096 draws or more together: the quantile at 5 % of an index with an s.d. of 0.15 then has an
/// error of 0.005 or less.
inline constexpr std::size_t kAllPaths = std::numeric_limits<std::size_t>::max();
inline constexpr std::size_t kEnoughPaths = kAllPaths - 1;

/// How many a member takes.
[[nodiscard]] std::size_t paths_taken(const RunResult& result, std::size_t most_paths);

/// Index `value` (of Country::index_values) of the adults of `group`.
[[nodiscard]] std::vector<double> adults_draws(const RunResult& result, std::size_t scenario,
                                               std::size_t week, int group, int value,
                                               std::size_t most_paths = kEnoughPaths);

/// Index `value` of the sample as fielded.
[[nodiscard]] std::vector<double> sample_draws(const RunResult& result, std::size_t scenario,
                                               std::size_t week, int value,
                                               std::size_t most_paths = kEnoughPaths);

/// Share of the adults who answer question `place` of RunResult::share_questions positively.
[[nodiscard]] std::vector<double> share_draws(const RunResult& result, std::size_t scenario,
                                              std::size_t week, std::size_t place,
                                              std::size_t most_paths = kEnoughPaths);

/// Share of the adults who answer both questions of pair `joint` of RunResult::joints positively.
/// On a path both shares move; the tetrachoric correlation of the answers stays what it is at the
/// expected change.
[[nodiscard]] std::vector<double> joint_draws(const RunResult& result, std::size_t scenario,
                                              std::size_t week, std::size_t joint,
                                              std::size_t most_paths = kEnoughPaths);

/// Net of a question, sample as fielded.
[[nodiscard]] std::vector<double> question_draws(const RunResult& result, std::size_t scenario,
                                                 std::size_t week, std::size_t question,
                                                 std::size_t most_paths = kEnoughPaths);

} // namespace kozqaras
