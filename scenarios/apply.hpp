#pragma once
// Scenario + baseline -> the settings the engine runs.

#include <string>
#include <vector>

#include "model/engine/run.hpp"
#include "scenarios/scenario.hpp"

namespace kozqaras {

/// For which members uncertain levers are drawn.
struct LeverDraws {
    std::uint64_t seed = 1;
    std::size_t members = 0; ///< 0: central values only
    std::uint64_t first_member = 0;
};

/// The lines of the future that `scenario` describes: itself (id: that of the file) unless it has
/// variants and changes nothing itself; then each variant on top of it (id: "file.variant").
/// Without any change the environment equals the baseline. Uncertain levers get one environment per
/// member.
[[nodiscard]] std::vector<ScenarioSetting>
resolve(const Scenario& scenario, const Environment& baseline, const LeverDraws& draws = {});

/// What the engine runs of `changes`, by this id and title.
[[nodiscard]] ScenarioSetting setting_of(std::string id, std::string title, const Changes& changes,
                                         const Environment& baseline, const LeverDraws& draws);

/// `baseline` with `changes`. Settings act in order of date, then of the registry; a later one
/// replaces an earlier one from its date on. The order of lines in the file does not matter.
[[nodiscard]] Environment apply_changes(const Changes& changes, const Environment& baseline);

/// `changes` with every uncertain value drawn for `member`.
[[nodiscard]] Changes drawn_changes(const Changes& changes, const Country& country,
                                    std::uint64_t seed, std::uint64_t member);

/// Whether any value is uncertain.
[[nodiscard]] bool has_uncertainty(const Changes& changes);

/// One sentence for each value outside what was ever observed, and for changes of the past.
[[nodiscard]] std::vector<std::string> evidence_warnings(const Scenario& scenario);

} // namespace kozqaras
