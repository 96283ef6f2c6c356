#include <cmath>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/forecast_hub.hpp"
#include "app/forecast_setup.hpp"
#include "app/forecast_text.hpp"
#include "app/in_memory.hpp"
#include "app/session.hpp"
#include "app/version.hpp"
#include "app/workbench_setup.hpp"
#include "calibration/stored_errors.hpp"
#include "calibration/target_covariance.hpp"
#include "calibration/targets.hpp"
#include "forecast/forecast_file.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/scoring_rules.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

constexpr int kReportEveryWeeks = 2; ///< quarter ends and waves are met within a week

/// Bytes of a member in the record, as numbers, JSON and text: our upper estimate (the file takes
/// 55 kB a member).
constexpr double kRecordBytesPerMember = 1.5e6;

RunEstimate estimate_of(const SharedOptions& shared, const InputData& inputs) {
    EnsembleSize size{shared.scale, static_cast<std::size_t>(shared.members)};
    size.report_every_weeks = kReportEveryWeeks;
    size.paths = kNationalPaths;
    size.more_bytes_per_member = kRecordBytesPerMember;
    return estimate_run(inputs, size);
}

/// The errors of a survey are those that the calibration assumed.
SurveyErrorSettings survey_error(const CovarianceSettings& covariance) {
    SurveyErrorSettings error;
    error.design_effect = covariance.design_effect;
    error.shared_wave_bias = covariance.shared_wave_bias;
    error.item_drift = covariance.item_drift;
    error.question_correlation = 0.5; // halfway between its bounds, as in TargetCovariance
    error.assumed_respondents = TargetSettings{}.assumed_respondents;
    return error;
}

ForecastRecord new_record(const CommandLine& line, const ForecastSetup& setup,
                          const Members& members, const InputData& inputs) {
    ForecastRecord record;
    record.issued = setup.issued;
    record.kind = setup.hindcast ? "hindcast" : "forecast";
    record.draft = setup.draft;
    record.program_version = program_version();
    record.git_revision = git_revision();
    record.command_line = line.text;
    record.posterior_name = members.name;
    record.posterior_note = members.note;
    record.posterior_hash = posterior_hash(members.folder);
    record.calibrated = members.calibrated;
    record.fitted_waves = setup.fitted_waves;
    record.last_wave = setup.last_wave;
    record.known_until = setup.knowledge.known_until;
    record.events = setup.events;
    record.seed = line.shared.seed;
    record.scale = line.shared.scale;
    record.members = members.vectors.size();
    record.input_hashes = inputs.file_hashes;
    record.survey_error =
        survey_error(members.calibrated ? read_errors(members.folder) : CovarianceSettings{});
    record.wave = setup.wave;
    return record;
}

RunPlan make_plan(const SharedOptions& shared, const ForecastOptions& options, ForecastSetup& setup,
                  Members& members, std::shared_ptr<const ParameterRegistry> registry,
                  InputData inputs, ProgressSink& progress) {
    RunPlan plan;
    plan.registry = std::move(registry);
    plan.switches = options.switches;
    plan.scenarios.push_back({"baseline", "Status quo goes on", std::move(setup.environment)});
    plan.members = members.vectors;
    plan.exchange = shared.exchange;
    plan.national.pinned = members.pinned;
    plan.national.paths = kNationalPaths;
    plan.report_every_weeks = kReportEveryWeeks;
    plan.world = make_world(std::move(inputs), shared.scale, shared.seed, progress);
    return plan;
}

/// The foreseen wave: members and survey error together.
void add_wave_quantiles(ForecastRecord& record) {
    if (!record.wave)
        return;
    for (ForecastTarget& target : record.targets) {
        const auto members = record.members_at(target, nearest_date(record, record.wave->date));
        if (target.population != "sample" || !members || std::isnan(members->front()))
            continue;
        const double deviation =
            std::sqrt(target.error_variance(record.survey_error, target.wave_respondents));
        for (const double level : kForecastLevels)
            target.wave_quantiles.push_back(mixture_quantile(*members, deviation, level));
    }
}

/// Forecasts are made with as many members as a record needs, unless the user says otherwise.
SharedOptions with_members(SharedOptions shared) {
    if (!shared.given.contains("members"))
        shared.members = kPermanentMembers;
    return shared;
}

void warn_of_draft(const SharedOptions& shared, const ForecastRecord& record,
                   const ForecastOptions& options) {
    if (record.draft && !options.draft && shared.leads())
        shared.warn(fmt::format("{} members are too few for the record ({} are needed): this is "
                                "a draft, and says so",
                                record.members, kPermanentMembers));
}

/// What is to be forecast.
struct ForecastWork {
    SharedOptions shared;
    InputData inputs;
    SharedCountry country;
    std::shared_ptr<const ParameterRegistry> registry;
    Members members;
    ForecastSetup setup;
    ForecastRecord record; ///< without numbers

    ForecastWork(const CommandLine& line, const ForecastOptions& options)
        : shared(with_members(line.shared)),
          inputs(load_session_inputs(shared)),
          country(inputs.country),
          registry(registry_for(shared, options.posterior, inputs)),
          members(choose_members(shared, options.posterior, *registry, inputs)),
          setup(set_up_forecast(options, inputs, members,
                                members.calibrated ? read_fitted_waves(members.folder)
                                                   : FittedWaves{})),
          record(new_record(line, setup, members, inputs)) {
        warn_of_draft(shared, record, options);
    }
};

/// Fills the record of `work`, whose inputs go into the run; not in a process that does not write.
void simulate_forecast(ForecastWork& work, const ForecastOptions& options,
                       const std::stop_token& stop, ProgressSink& progress) {
    const auto knowledge = work.setup.knowledge;
    const auto plan = make_plan(work.shared, options, work.setup, work.members, work.registry,
                                std::move(work.inputs), progress);
    check_stop(stop);
    const auto result = simulate(plan, stop, progress);
    check_stop(stop);
    if (!work.shared.leads())
        return;
    warn_of_failed(work.shared, result.failed);
    work.record.members = result.members;
    fill_forecast(plan, result, knowledge, work.record);
    add_wave_quantiles(work.record);
}

} // namespace

ForecastRecord forecast_in_memory(const CommandLine& line, const ForecastOptions& options,
                                  const std::stop_token& stop, ProgressSink& progress) {
    ForecastWork work(line, options);
    check_memory(estimate_of(work.shared, work.inputs));
    const ThreadLimit limit(work.shared.threads);
    simulate_forecast(work, options, stop, progress);
    return std::move(work.record);
}

int forecast_command(const CommandLine& line, const ForecastOptions& options,
                     const std::stop_token& stop) {
    ForecastWork work(line, options);
    const auto& shared = work.shared;
    const auto estimate = estimate_of(shared, work.inputs);
    if (shared.dry_run) {
        print_data(shared.json ? forecast_plan_json(work.record, work.setup.file, estimate)
                               : forecast_plan(work.record, work.setup.file, estimate));
        return kDone;
    }
    check_memory(estimate);
    std::optional<ForecastFile> output; // of the process that writes
    std::optional<OutputFile> hub_output;
    const auto file = work.setup.file, hub = work.setup.hub;
    if (shared.leads()) {
        output.emplace(file);
        hub_output.emplace(TargetPath(hub, TargetPath::Kind::file), false);
    }
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    simulate_forecast(work, options, stop, progress);
    if (!output)
        return kDone;
    output->write(work.record);
    hub_output->write(forecast_hub_csv(work.record, work.country->code));
    print_data(shared.json ? forecast_summary_json(work.record)
                           : forecast_summary(work.record, work.country->name));
    if (!shared.quiet)
        print_remark(fmt::format("Written to {0}, for hubs to {1}; score it with: kozqaras score "
                                 "{0} WAVE.csv",
                                 shell_quoted_path(file), shell_quoted_path(hub)));
    return kDone;
}

} // namespace kozqaras
