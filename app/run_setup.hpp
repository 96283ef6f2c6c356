#pragma once
// From the command line to what will be run: scenarios read, levers set, origins noted.

#include <string>
#include <vector>

#include "app/members.hpp"
#include "app/options.hpp"
#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/scenario_parts.hpp"

namespace kozqaras {

struct RunSetup {
    std::vector<Scenario> scenarios;       ///< as read, with --set applied
    std::vector<ScenarioSetting> settings; ///< the baseline first
    std::vector<ScenarioPart> parts;       ///< of the settings
    std::vector<ScenarioNote> notes;       ///< on the settings but the baseline, no parts yet
    std::vector<std::string> warnings;
    std::filesystem::path folder; ///< where the results go
};

/// Reads the scenarios of `options` and puts the baseline in front. All faults of all files are
/// reported at once.
[[nodiscard]] RunSetup set_up_run(const RunOptions& options, const InputData& inputs,
                                  const LeverDraws& draws = {});

/// Reads several scenario files; the faults of all in one InputError.
[[nodiscard]] std::vector<Scenario> read_scenarios(const std::vector<std::filesystem::path>& paths,
                                                   const InputData& inputs);

/// Every setting with its origin.
[[nodiscard]] std::vector<SettingOrigin>
setting_origins(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
                const Members& members, const Country& country);

} // namespace kozqaras
