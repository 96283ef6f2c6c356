#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/settings_json.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

Validation validate(const std::filesystem::path& path, const InputData& inputs,
                    const Environment& baseline) {
    Validation validation{path.string(), false, {}};
    try {
        const auto scenario = read_scenario(path, inputs);
        (void)resolve(scenario, baseline); // also what only shows when it is applied
        validation.messages = evidence_warnings(scenario);
        validation.valid = true;
    } catch (const InputError& error) {
        validation.messages.emplace_back(error.what());
    }
    return validation;
}

} // namespace

int validate_command(const SharedOptions& shared, const ValidateOptions& options) {
    const auto inputs = load_session_inputs(shared);
    const auto baseline = historical_environment(inputs);
    std::vector<Validation> validations;
    bool all_valid = true;
    for (const auto& path : options.scenarios) {
        validations.push_back(validate(path, inputs, baseline));
        all_valid = all_valid && validations.back().valid;
    }
    if (shared.json)
        print_data(validation_json(validations));
    for (const auto& validation : validations) {
        for (const auto& message : validation.messages)
            validation.valid ? print_warning(message) : print_error(message);
        if (validation.valid && !shared.json && !shared.quiet)
            print_data(fmt::format("{}: valid\n", validation.file));
    }
    return all_valid ? kDone : kInvalidInput;
}

} // namespace kozqaras
