#include <algorithm>

#include <fmt/format.h>

#include "app/calibration_record.hpp"
#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/recovery_json.hpp"
#include "app/session.hpp"
#include "calibration/recovery.hpp"
#include "calibration/wave_model.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr int kFewestDraws = 10;

CalibrationSetup setup_of(const SharedOptions& shared, const RecoverOptions& options) {
    auto setup = load_session_setup(shared, options.setup);
    setup.members = shared.members;
    if (setup.members < kFewestDraws)
        throw UsageError(fmt::format("a rank needs at least {} draws: --members {} or more. See "
                                     "'kozqaras recover --help'.",
                                     kFewestDraws, kFewestDraws));
    return setup;
}

RecoverySettings settings_of(const RecoverOptions& options) {
    const auto forecast = parse_date(options.forecast);
    if (!forecast)
        throw InputError({"--forecast"},
                         fmt::format("'{}' is not a date of the calendar; write 2024-07-01",
                                     shortened(options.forecast)));
    if (*forecast < first_day() || *forecast > date_of(last_week()))
        throw InputError({"--forecast"},
                         fmt::format("{} must lie between {} and {}: the model says nothing else",
                                     options.forecast, to_string(first_day()),
                                     to_string(date_of(last_week()))));
    constexpr int kFewestCountries = 20;
    if (options.noise_countries > 0 && options.noise_countries < kFewestCountries)
        throw UsageError(fmt::format("a covariance needs at least {} countries: --noise-countries "
                                     "0, {} or more. See 'kozqaras recover --help'.",
                                     kFewestCountries, kFewestCountries));
    return {options.data_sets,   options.prior_width,  options.noise_countries,
            options.vary_others, options.same_country, *forecast};
}

std::filesystem::path recovery_folder_of(const RecoverOptions& options) {
    return options.output.empty()
               ? std::filesystem::path("runs") / ("recovery_" + options.setup.stem().string())
               : options.output;
}

void show_plan(const CalibrationSetup& setup, const RecoverySettings& settings,
               const InputData& inputs, const std::filesystem::path& folder) {
    const ParameterRegistry registry(inputs);
    const auto fitted = std::ranges::count_if(registry.specs(), &ParameterSpec::fitted);
    const ExpectedRuns runs = expected_runs(setup, registry, inputs);
    print_data(fmt::format(
        "{}\n{} data sets from the prior (s.d. times {}), {} fitted parameters, scale {}, seed {}\n"
        "Simulations of one data set about {}, {} for each set of derivatives\nWould write to {}: "
        "summary.txt, recovery.csv, quantities.csv, fits.csv, bands.csv\n",
        setup.title, settings.data_sets, settings.prior_width, fitted, setup.scale, setup.seed,
        runs.all + static_cast<std::uint64_t>(setup.members) + 2, runs.linearisation,
        folder.string()));
}

/// Data sets are keyed, so their number is not part of what they are.
RunIdentity identity_of(const CalibrationSetup& setup, const RecoverySettings& settings,
                        const InputData& inputs) {
    RunIdentity identity = calibration_identity(setup, inputs);
    const auto add = [&](const char* name, const auto& value) {
        identity.add_value(name, fmt::format("{}", value));
    };
    add("--prior-width", settings.prior_width);
    add("--noise-countries", settings.noise_countries);
    add("--vary-others", settings.vary_others);
    add("--same-country", settings.same_country);
    add("--forecast", to_string(settings.forecast));
    return identity;
}

RecoveryResult recover_on_record(InputData inputs, const CalibrationSetup& setup,
                                 const RecoverySettings& settings, const std::stop_token& stop,
                                 ProgressSink& progress, CalibrationRecord& record,
                                 const CommandLine& line) {
    try {
        return recover_calibration(std::move(inputs), setup, settings, stop, progress,
                                   &record.checkpoint());
    } catch (const Interrupted&) {
        print_remark(fmt::format("Finished data sets are on record in {}. To go on: {}",
                                 record.file().string(), line.resuming));
        throw;
    }
}

} // namespace

int recover_command(const CommandLine& line, const RecoverOptions& options,
                    const std::stop_token& stop) {
    const auto& shared = line.shared;
    const auto setup = setup_of(shared, options);
    const auto settings = settings_of(options);
    auto inputs = inputs_of(load_session_inputs(shared), setup);
    require_something_to_fit(inputs, setup, options.setup.string());
    const auto folder = recovery_folder_of(options);
    if (shared.dry_run) {
        show_plan(setup, settings, inputs, folder);
        return kDone;
    }
    auto largest = wave_ensemble(inputs, setup.scale, static_cast<std::size_t>(setup.members) + 1);
    largest.end = std::max(largest.end, week_of(settings.forecast));
    check_memory(estimate_run(inputs, largest));
    const TargetPath target(folder, TargetPath::Kind::folder);
    const OutputFolder output(target, kRecoveryFolder, options.force);
    using Mode = CalibrationRecord::Mode;
    CalibrationRecord record(target, identity_of(setup, settings, inputs),
                             options.resume  ? Mode::resume
                             : options.force ? Mode::replace
                                             : Mode::start);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto result =
        recover_on_record(std::move(inputs), setup, settings, stop, progress, record, line);
    const auto summary = summarise(result);
    const std::string text = recovery_text(result, summary);
    record.write_results(output, [&](const std::filesystem::path& place) {
        write_whole_file(place / "summary.txt", text);
        write_whole_file(place / "recovery.csv", recovery_table(result));
        write_whole_file(place / "quantities.csv", recovered_quantities_table(result));
        write_whole_file(place / "fits.csv", recovery_fits_table(result));
        write_whole_file(place / "bands.csv", recovery_bands_table(result));
    });
    print_data(shared.json ? recovery_json(result, summary) : text);
    const bool met = std::ranges::all_of(summary.checks, &RecoveryCheck::met);
    return met ? kDone : kCheckFailed;
}

} // namespace kozqaras
