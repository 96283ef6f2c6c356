#include <algorithm>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/session.hpp"
#include "calibration/diagnosis.hpp"
#include "calibration/holdout.hpp"
#include "calibration/member_waves.hpp"
#include "support/errors.hpp"
#include "support/output_file.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// What a calibration saw of the breakdowns, and what it did not.
struct Split {
    TargetSettings settings;
    std::vector<Factor> held_out;
};

Split split_of(const std::filesystem::path& folder, const ParameterRegistry& registry) {
    const auto targets = diagnose(folder, registry).targets;
    Split split;
    const auto all = std::exchange(split.settings.breakdowns, {});
    for (const Factor factor : all) {
        const auto family =
            fmt::format("shares by {} ", kFactorCodes[static_cast<std::size_t>(factor)]);
        const bool seen = std::ranges::any_of(targets, [&](const StoredTarget& target) {
            return target.fitted_to && target.family.starts_with(family); // of any wave
        });
        (seen ? split.settings.breakdowns : split.held_out).push_back(factor);
    }
    if (split.held_out.empty())
        throw InputError({(folder / "targets.csv").string()},
                         "every breakdown was fitted, none is held out");
    if (split.settings.breakdowns.empty())
        throw InputError({(folder / "targets.csv").string()},
                         "no breakdown was fitted: the rivals would know nothing of groups");
    return split;
}

} // namespace

int holdout_command(const SharedOptions& shared, const HoldoutOptions& options,
                    const std::stop_token& stop) {
    const auto output = output_file_of(options.output, options.force, shared.dry_run);
    if (shared.members < 2)
        throw UsageError("a spread needs at least 2 members. See 'kozqaras holdout --help'.");
    auto inputs = load_session_inputs(shared);
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    std::vector<Split> splits;
    for (const auto& folder : options.calibrations)
        splits.push_back(split_of(folder, *registry));
    if (shared.dry_run) {
        for (std::size_t i = 0; i < splits.size(); ++i)
            print_data(fmt::format(
                "{}: {} breakdowns fitted, {} held out\n", options.calibrations[i].string(),
                splits[i].settings.breakdowns.size(), splits[i].held_out.size()));
        return kDone;
    }
    check_memory(estimate_run(
        inputs, wave_ensemble(inputs, shared.scale, static_cast<std::size_t>(shared.members))));
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto world = make_world(std::move(inputs), shared.scale, shared.seed, progress);
    std::vector<HoldoutResult> results;
    for (std::size_t i = 0; i < splits.size(); ++i) {
        check_stop(stop);
        auto members = choose_members(shared, options.calibrations[i], *registry, world->inputs);
        const auto waves =
            member_waves(world, registry, std::move(members.vectors), stop, progress);
        for (const Factor factor : splits[i].held_out)
            results.push_back(
                score_held_out(*world, waves, factor, splits[i].settings, CovarianceSettings{}));
    }
    write_and_print(output, holdout_table(results), holdout_text(results));
    return kDone;
}

} // namespace kozqaras
