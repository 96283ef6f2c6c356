#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/calibration_record.hpp"
#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/in_memory.hpp"
#include "app/session.hpp"
#include "app/version.hpp"
#include "calibration/calibrate.hpp"
#include "calibration/fitted_inputs.hpp"
#include "calibration/fitted_waves.hpp"
#include "calibration/stored_errors.hpp"
#include "calibration/wave_model.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/faults.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// The set-up with what the command line says differently.
CalibrationSetup setup_of(const SharedOptions& shared, const CalibrateOptions& options) {
    auto setup = load_session_setup(shared, options.setup);
    setup.further_waves.insert(setup.further_waves.end(), options.waves.begin(),
                               options.waves.end());
    return setup;
}

std::filesystem::path calibration_folder_of(const CalibrateOptions& options) {
    return options.output.empty() ? std::filesystem::path("runs") / options.setup.stem()
                                  : options.output;
}

/// What was taken otherwise than written, and what follows from finer rows, a line each.
void tell_of_waves(const SharedOptions& shared, const CalibrationSetup& setup,
                   const InputData& inputs) {
    for (const FurtherWave& wave :
         read_further_waves(setup.further_waves, inputs.survey, inputs.country->regions)) {
        for (const std::string& note : wave.notes)
            shared.warn(note);
        if (!wave.left_out.empty())
            shared.warn(fmt::format("{} numbers follow from finer ones and are not fitted: {}",
                                    wave.left_out.size(), listed(wave.left_out)));
    }
}

void show_plan(const CalibrationSetup& setup, const InputData& inputs,
               const std::filesystem::path& folder) {
    const auto known = registry_with(inputs, setup.further_waves);
    const ParameterRegistry& registry = *known;
    std::size_t targets = targets_of(inputs, setup).size();
    std::string waves;
    for (const FurtherWave& wave :
         read_further_waves(setup.further_waves, inputs.survey, inputs.country->regions)) {
        targets += wave.targets.size();
        waves +=
            fmt::format("Further wave {} of {}: {} targets, {} rows follow from finer ones\n",
                        wave.name, to_string(wave.date), wave.targets.size(), wave.left_out.size());
    }
    const auto fitted = std::ranges::count_if(registry.specs(), &ParameterSpec::fitted);
    const std::string integrated =
        setup.integrate_over.empty()
            ? ""
            : fmt::format("Integrated over {}\n", fmt::join(setup.integrate_over, ", "));
    const ExpectedRuns runs = expected_runs(setup, registry, inputs);
    print_data(fmt::format(
        "{}\n{}Targets {}, parameters fitted {} of {}\n"
        "Scale {}, seed {}, starts {}, at most {} iterations each\n"
        "{}Simulations about {} in all, {} for each set of derivatives\n"
        "Would write to {}: posterior.csv, factor.csv, targets.csv, misfit.csv, errors.csv, "
        "inputs.csv, waves.csv, summary.txt, README.txt\n",
        setup.title, waves, targets, fitted, registry.size(), setup.scale, setup.seed, setup.starts,
        setup.search.most_iterations, integrated, runs.all, runs.linearisation, folder.string()));
}

/// What the posterior has seen, to be kept beside it.
struct FittedTo {
    std::string inputs; ///< inputs.csv
    FittedWaves waves;

    FittedTo(const InputData& data, const CalibrationSetup& setup)
        : inputs(inputs_table(data.file_hashes)),
          waves(fitted_waves(
              data.survey, setup.targets,
              read_further_waves(setup.further_waves, data.survey, data.country->regions))) {}
};

using Files = std::map<std::string, std::string>;

Files files_of(const CalibrationReport& report, const CovarianceSettings& errors,
               const ParameterRegistry& registry, const FittedTo& fitted, const CommandLine& line) {
    Files files{{"posterior.csv", posterior_table(report.posterior, registry)},
                {"factor.csv", factor_table(report.posterior, registry)},
                {"starts.csv", starts_table(report.searches)},
                {"targets.csv", target_table(report)},
                {"misfit.csv", misfit_table(report.misfits)},
                {"errors.csv", errors_table(errors)},
                {"inputs.csv", fitted.inputs},
                {"waves.csv", waves_table(fitted.waves)},
                {"summary.txt", calibration_summary(report, registry)}};
    if (report.posterior.draws.cols() > 0)
        files["members.csv"] = members_table(report.posterior, registry);
    if (report.sampling.r_hat.size() > 0)
        files["sampling.csv"] = sampling_table(report.sampling);
    if (!fitted.waves.further.empty())
        files["further_waves.csv"] = further_waves_table(fitted.waves);
    files["README.txt"] =
        fmt::format("{}\n\nWritten by kozqaras {} ({}): {}\nposterior.csv holds the "
                    "parameters, factor.csv their joint uncertainty, targets.csv the\n"
                    "printed numbers beside the fitted ones. Use it with: kozqaras run "
                    "SCENARIO.toml --posterior FOLDER\n",
                    report.title, program_version(), git_revision(), line.text);
    return files;
}

/// UsageError if not even one set of derivatives, or the draws, fit into memory.
void check_size(const CalibrationSetup& setup, const InputData& inputs) {
    const auto runs =
        expected_runs(setup, *registry_with(inputs, setup.further_waves), inputs).linearisation;
    const auto members = std::max<std::size_t>(runs, static_cast<std::size_t>(setup.members));
    check_memory(estimate_run(inputs, wave_ensemble(inputs, setup.scale, members)));
}

/// Says how to go on if the calibration is interrupted.
CalibrationReport calibrate_on_record(InputData inputs, const CalibrationSetup& setup,
                                      const std::stop_token& stop, ProgressSink& progress,
                                      CalibrationRecord& record, const CommandLine& line) {
    try {
        auto report =
            calibrate(std::move(inputs), setup, nullptr, stop, progress, &record.checkpoint());
        check_stop(stop);
        return report;
    } catch (const Interrupted&) {
        print_remark(fmt::format("Finished simulations are on record in {}. To go on: {}",
                                 record.file().string(), line.resuming));
        throw;
    }
}

} // namespace

std::map<std::string, std::string> calibrate_in_memory(const CommandLine& line,
                                                       const CalibrateOptions& options,
                                                       const std::stop_token& stop,
                                                       ProgressSink& progress) {
    const auto& shared = line.shared;
    const auto setup = setup_of(shared, options);
    auto inputs = inputs_of(load_session_inputs(shared), setup);
    require_something_to_fit(inputs, setup, options.setup.string());
    tell_of_waves(shared, setup, inputs);
    check_size(setup, inputs);
    const auto registry = registry_with(inputs, setup.further_waves);
    const FittedTo fitted(inputs, setup);
    const ThreadLimit limit(shared.threads);
    const auto report = calibrate(std::move(inputs), setup, nullptr, stop, progress);
    check_stop(stop);
    if (!report.converged)
        shared.warn(fmt::format("the search did not converge: {}", report.stop_reason));
    return files_of(report, setup.covariance, *registry, fitted, line);
}

namespace {

CalibrationRecord::Mode record_mode_of(const CalibrateOptions& options) {
    using Mode = CalibrationRecord::Mode;
    return options.resume ? Mode::resume : options.force ? Mode::replace : Mode::start;
}

} // namespace

int calibrate_command(const CommandLine& line, const CalibrateOptions& options,
                      const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto setup = setup_of(shared, options);
    setup.exchange = shared.exchange;
    auto inputs = inputs_of(load_session_inputs(shared), setup);
    require_something_to_fit(inputs, setup, options.setup.string());
    const auto folder = calibration_folder_of(options);
    if (shared.leads())
        tell_of_waves(shared, setup, inputs);
    if (shared.dry_run) {
        show_plan(setup, inputs, folder);
        return kDone;
    }
    check_size(setup, inputs);
    const TargetPath target(folder, TargetPath::Kind::folder);
    std::optional<OutputFolder> output; // of the process that writes
    if (shared.leads())
        output.emplace(target, kCalibrationFolder, options.force);
    CalibrationRecord record(target, calibration_identity(setup, inputs), record_mode_of(options),
                             shared.leads() ? CalibrationRecord::Role::keeps
                                            : CalibrationRecord::Role::reads);
    const auto known = registry_with(inputs, setup.further_waves);
    const ParameterRegistry& registry = *known;
    const FittedTo fitted(inputs, setup);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto report = calibrate_on_record(std::move(inputs), setup, stop, progress, record, line);
    if (!output)
        return kDone;
    record.write_results(*output, [&](const std::filesystem::path& place) {
        for (const auto& [name, text] : files_of(report, setup.covariance, registry, fitted, line))
            write_whole_file(place / name, text);
    });
    print_data(calibration_summary(report, registry));
    if (!report.converged)
        print_warning(fmt::format("the search did not converge: {}", report.stop_reason));
    return report.converged ? kDone : kCheckFailed;
}

} // namespace kozqaras
