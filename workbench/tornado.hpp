#pragma once
// What an outcome depends on most: one lever at a time between the ends of its range, and one
// family of parameters at a time drawn from its posterior (or prior) while the others stay at their
// centre.

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "workbench/compared_runs.hpp"

namespace kozqaras {

/// The outcome: one value of one group at one date.
struct TornadoOutcome {
    int value = 4; ///< 0..3 indicators, 4 composite
    ComparedGroup group;
    Date date{};
};

struct TornadoBar {
    std::string kind; ///< "lever", "scenario", "parameters"
    std::string name, low_setting, high_setting;
    /// Levers: paired difference to the baseline at either end. Parameters: mean and both are the 5
    /// and 95 % quantiles over members, minus the central value. Points of net.
    PairedEffect low, high;
    bool observed = true; ///< levers: the ends were both observed
    std::string label;    ///< the name in words

    [[nodiscard]] double swing() const {
        return std::max(low.median, high.median) - std::min(low.median, high.median);
    }
};

/// One lever at a time on top of the status quo, from `start` on: between the ends of what was
/// observed (of what a file may say where nothing but the status quo was), or each word of a choice
/// (the least and the greatest effect). Levers that need regions, and tables, are left out.
/// Each of `scenarios` is a bar, too, from nothing to its effect: for what needs a place or a
/// table. Greatest swing first. `plan` holds no scenarios yet.
[[nodiscard]] std::vector<TornadoBar> lever_bars(const RunPlan& plan, const TornadoOutcome& outcome,
                                                 Date start,
                                                 std::span<const ScenarioSetting> scenarios,
                                                 const std::stop_token& stop,
                                                 ProgressSink& progress);

/// One family of parameters (name before the first dot) at a time as in the members of `plan`,
/// at the expected change of the country; then that change alone, on `paths` of it, and all
/// together. Of the effect of `scenario`, or of the level where it is null. Nothing for a single
/// member: it has no spread.
[[nodiscard]] std::vector<TornadoBar>
parameter_bars(const RunPlan& plan, const TornadoOutcome& outcome, const Environment* scenario,
               std::size_t paths, const std::stop_token& stop, ProgressSink& progress);

/// Lines that lever_bars() runs at once without further scenarios, the baseline included.
[[nodiscard]] std::size_t lever_lines();
/// Members that parameter_bars() runs at once for `members` of its plan.
[[nodiscard]] std::size_t parameter_members(const ParameterRegistry& registry, std::size_t members);

/// Names of levers that lever_bars() leaves out.
[[nodiscard]] std::vector<std::string> levers_left_out();

} // namespace kozqaras
