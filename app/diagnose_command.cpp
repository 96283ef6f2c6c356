#include <optional>
#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/session.hpp"
#include "calibration/comparison.hpp"
#include "calibration/diagnosis.hpp"
#include "calibration/member_waves.hpp"
#include "calibration/method_check.hpp"
#include "calibration/predictive.hpp"
#include "calibration/screening.hpp"
#include "calibration/stored_errors.hpp"
#include "calibration/wave_model.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

/// Name and text of a file of results.
using NamedText = std::pair<const char*, std::string>;

void check_folders(const DiagnoseOptions& options, const std::filesystem::path& folder) {
    for (const auto& read : {folder, options.against})
        if (!read.empty() && !std::filesystem::is_directory(read))
            throw FileError(read.string(),
                            "is no folder; give one that 'kozqaras calibrate' wrote");
}

/// The folder of -o, held; nothing if none is to be written.
std::optional<OutputFolder> output_of(const SharedOptions& shared, const DiagnoseOptions& options) {
    if (options.output.empty() || shared.dry_run)
        return std::nullopt;
    const TargetPath target(options.output, TargetPath::Kind::folder);
    return std::optional<OutputFolder>(std::in_place, target, kDiagnosisFolder, options.force);
}

std::vector<NamedText> diagnosis_files(const Diagnosis& diagnosis,
                                       const ParameterRegistry& registry) {
    return {{"diagnosis.txt", diagnosis_text(diagnosis, registry)},
            {"directions.csv", directions_table(diagnosis, registry)},
            {"correlations.csv", correlations_table(diagnosis, registry)},
            {"families.csv", families_table(diagnosis)},
            {"starts.csv", starts_table(diagnosis.searches)},
            {"sampling.csv", sampling_table(diagnosis.sampling)}};
}

std::vector<NamedText> comparison_files(const Diagnosis& diagnosis, const Diagnosis& before,
                                        const ParameterRegistry& registry) {
    const auto comparison = compare(diagnosis, before, registry);
    return {{"diagnosis.txt", comparison_text(comparison, registry)},
            {"changes.csv", comparison_table(comparison, registry)}};
}

/// Adds what runs of the posterior's and of the prior's members say.
void add_predictive(const SharedOptions& shared, const std::filesystem::path& folder,
                    const Diagnosis& diagnosis, InputData inputs, const std::stop_token& stop,
                    std::vector<NamedText>& files) {
    if (shared.members < 2)
        throw UsageError("--predictive needs at least 2 members. See 'kozqaras diagnose --help'.");
    const auto stored = read_misfits(folder);
    check_memory(estimate_run(
        inputs, wave_ensemble(inputs, shared.scale, static_cast<std::size_t>(shared.members))));
    const auto registry = registry_for(shared, folder, inputs);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto world = make_world(std::move(inputs), shared.scale, shared.seed, progress);
    const auto waves_of = [&](const std::filesystem::path& posterior) {
        return member_waves(world, registry,
                            choose_members(shared, posterior, *registry, world->inputs).vectors,
                            stop, progress);
    };
    const auto check = check_predictive(diagnosis, stored, *world, waves_of(folder),
                                        waves_of("prior"), read_errors(folder));
    files.front().second += predictive_text(check);
    files.emplace_back("predictive.csv", predictive_table(check));
}

/// Adds which parameters move the index, over the prior.
void add_screening(const SharedOptions& shared, int trajectories, InputData inputs,
                   const std::stop_token& stop, std::vector<NamedText>& files) {
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    const auto points = static_cast<std::size_t>(trajectories) * (registry->size() + 1);
    check_memory(estimate_run(inputs, wave_ensemble(inputs, shared.scale, points)));
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto world = make_world(std::move(inputs), shared.scale, shared.seed, progress);
    ScreeningSettings settings;
    settings.trajectories = trajectories;
    settings.seed = shared.seed;
    const auto screening = screen(world, registry, shared.scale, settings, stop, progress);
    files.front().second += screening_text(screening);
    files.emplace_back("screening.csv", screening_table(screening));
}

/// Adds what an ensemble smoother makes of the same targets. True if it agrees.
bool add_cross_check(const SharedOptions& shared, const DiagnoseOptions& options,
                     const Posterior& posterior, InputData inputs, const std::stop_token& stop,
                     std::vector<NamedText>& files) {
    constexpr int kMembers = 200, kFewest = 10;
    const int members = shared.given.contains("members") ? shared.members : kMembers;
    if (members < kFewest)
        throw UsageError(fmt::format("--cross-check needs at least {} members, better {}. See "
                                     "'kozqaras diagnose --help'.",
                                     kFewest, kMembers));
    const auto setup = load_session_setup(shared, options.cross_check);
    require_something_to_fit(inputs_of(inputs, setup), setup, options.cross_check.string());
    check_memory(estimate_run(
        inputs, wave_ensemble(inputs, setup.scale, static_cast<std::size_t>(members))));
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto check = check_methods(std::move(inputs), setup, posterior, members, stop, progress);
    files.front().second += method_check_text(check);
    files.emplace_back("methods.csv", method_check_table(check));
    return check.noted == 0;
}

} // namespace

int diagnose_command(const SharedOptions& shared, const DiagnoseOptions& options,
                     const std::stop_token& stop) {
    const auto folder =
        options.calibration.empty() ? default_posterior(shared) : options.calibration;
    check_folders(options, folder);
    const auto output = output_of(shared, options);
    auto inputs = load_session_inputs(shared);
    const auto known = registry_for(shared, folder, inputs);
    const ParameterRegistry& registry = *known;
    const Diagnosis diagnosis = diagnose(folder, registry);
    auto files = options.against.empty()
                     ? diagnosis_files(diagnosis, registry)
                     : comparison_files(diagnosis,
                                        diagnose(options.against,
                                                 *registry_for(shared, options.against, inputs)),
                                        registry);
    if (options.predictive && !shared.dry_run)
        add_predictive(shared, folder, diagnosis, inputs, stop, files);
    if (options.screening > 0 && !shared.dry_run)
        add_screening(shared, options.screening, inputs, stop, files);
    if (!options.cross_check.empty() && !shared.dry_run &&
        !add_cross_check(shared, options, diagnosis.posterior, std::move(inputs), stop, files))
        print_warning("the two methods do not agree on every parameter: see the cross-check");
    print_data(files.front().second); // first: not lost if the folder cannot be written
    if (output)
        output->write([&](const std::filesystem::path& place) {
            for (const auto& [name, text] : files)
                write_whole_file(place / name, text);
        });
    return kDone;
}

} // namespace kozqaras
