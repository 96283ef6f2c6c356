#pragma once
// JSON texts of the app. Only settings_json.cpp and forecast_json.cpp see the JSON library.

#include <string>
#include <vector>

#include "app/estimate.hpp"
#include "app/run_setup.hpp"

namespace kozqaras {

/// All resolved settings: what a manifest needs to repeat the run.
[[nodiscard]] std::string resolved_settings_json(const CommandLine& line, const RunOptions& options,
                                                 const RunSetup& setup, const Members& members,
                                                 const Country& country);

/// The dry run as JSON.
[[nodiscard]] std::string dry_run_json(const std::vector<SettingOrigin>& origins,
                                       const RunSetup& setup, const RunEstimate& estimate,
                                       const std::vector<std::string>& files);

/// The dry run of `synthesize` as JSON.
[[nodiscard]] std::string synthesis_plan_json(const SharedOptions& shared,
                                              const std::filesystem::path& folder,
                                              const RunEstimate& estimate,
                                              const std::vector<std::string>& files);

struct Validation {
    std::string file;
    bool valid = false;
    std::vector<std::string> messages;
};

[[nodiscard]] std::string validation_json(const std::vector<Validation>& validations);

} // namespace kozqaras
