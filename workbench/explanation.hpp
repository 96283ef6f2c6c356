#pragma once
// Why the index moved: the baseline's change since the first wave, split by cause. Causes are
// switched on one after the other in a fixed order, with the same members, adults and random
// numbers; what a cause adds to those before it is its part, so parts add up exactly.

#include <stop_token>
#include <string>
#include <vector>

#include "model/engine/run.hpp"
#include "workbench/paired_effect.hpp"

namespace kozqaras {

/// A part of the change, in the order in which causes are switched on.
struct Cause {
    std::string id, title;
    std::vector<PairedEffect> effects; ///< at each date, points of net, since the first date
};

struct Explanation {
    std::vector<Week> weeks; ///< reported weeks, the first is where every part is 0
    std::vector<Cause> causes;
    std::vector<PairedEffect> level; ///< the index itself with all causes, points
    /// Largest change from the first date on of the mean with no cause at all: what only noise and
    /// burn-in leave, points.
    double without_causes = 0;
};

/// Parts of index `value` (of Country::index_values) of all adults at the reported weeks nearest to
/// `weeks`, the first of which is the reference. `plan` holds no scenarios. The causes: what moves
/// without any (opinions that settle after the start, noise), the
/// country's own change up to the last pinned wave, its return to the mean after it, each class of
/// events, news, experience, and the adults of each year (ageing).
[[nodiscard]] Explanation explain(const RunPlan& plan, int value, const std::vector<Week>& weeks,
                                  const std::stop_token& stop, ProgressSink& progress);

/// CSV: cause, title, date, mean, q05, q95 (points of net).
[[nodiscard]] std::string explanation_csv(const Explanation& explanation);

/// A table for the terminal.
[[nodiscard]] std::string explanation_text(const Explanation& explanation, const std::string& what);

} // namespace kozqaras
