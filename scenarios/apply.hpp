#pragma once
// Scenario + baseline -> the settings the engine runs.

#include <string>
#include <vector>

#include "model/engine/run.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// The lines of the future that `scenario` describes: itself (id: that of the file) unless it has
/// variants and changes nothing itself; then each variant on top of it (id: "file.variant").
/// Without any change the environment equals the baseline.
[[nodiscard]] std::vector<ScenarioSetting> resolve(const Scenario& scenario,
                                                   const Environment& baseline);

/// `baseline` with `changes`. Settings act in order of date, then of the registry; a later one
/// replaces an earlier one from its date on.
[[nodiscard]] Environment apply_changes(const Changes& changes, const Environment& baseline);

/// Whether two environments are equal in every value.
[[nodiscard]] bool same_environment(const Environment& left, const Environment& right);

/// One sentence for each value outside what was ever observed, and for changes of the past.
[[nodiscard]] std::vector<std::string> evidence_warnings(const Scenario& scenario);

} // namespace kozqaras
