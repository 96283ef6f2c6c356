#include <algorithm>
#include <chrono>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/version.hpp"
#include "app/work_identity.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/recorder.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"
#include "workbench/sweep.hpp"

namespace kozqaras {
namespace {

Design design_of(const SweepOptions& options) {
    const auto code = options.design.empty() ? std::string("grid") : options.design;
    const auto place = index_of(kDesignCodes, code);
    if (!place)
        throw UsageError(
            fmt::format("--design {}: unknown. Allowed: {}.", code, fmt::join(kDesignCodes, ", ")));
    const auto design = static_cast<Design>(*place);
    const bool counted = design == Design::latin || design == Design::sobol;
    if (counted && options.points == 0)
        throw UsageError(fmt::format("--design {} needs --points N", code));
    if (!counted && options.points != 0)
        throw UsageError(fmt::format("--points is for latin and sobol; a {} has as many points as "
                                     "its values make",
                                     code));
    return design;
}

/// In a grid each value makes points of its own, so one given twice would be run twice. (A list may
/// repeat a value of one lever beside others of another.)
void refuse_repeated_values(const VariedLever& lever) {
    for (auto value = lever.values.begin(); value != lever.values.end(); ++value)
        if (std::find(lever.values.begin(), value, *value) != value)
            throw InputError(lever.origin, fmt::format("{}: a value stands twice", lever.name));
}

std::vector<VariedLever> levers_of(const SweepOptions& options, Date start) {
    std::vector<VariedLever> levers;
    if (!options.table.empty())
        levers = read_varied_table(options.table, start);
    for (const auto& text : options.vary)
        levers.push_back(read_varied(text, start));
    if (levers.empty())
        throw UsageError("sweep needs --vary, e.g. --vary travel.trips_per_week=4000..12000:5, or "
                         "--table FILE.toml");
    for (std::size_t i = 0; i < levers.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (levers[i].name == levers[k].name && levers[i].date == levers[k].date)
                throw InputError(levers[i].origin,
                                 fmt::format("{} is varied twice", levers[i].name));
    if (options.design.empty() || options.design == "grid")
        std::ranges::for_each(levers, refuse_repeated_values);
    return levers;
}

/// Everything that decides the rows, so that --resume refuses another sweep.
RunIdentity identity_of(const Sweep& sweep, const SharedOptions& shared, const Members& members,
                        const InputData& inputs) {
    RunIdentity identity = identity_of_program(inputs);
    add_members(identity, shared, members);
    for (const auto& file : sweep.scenario_files)
        add_file(identity, file);
    for (const auto& lever : sweep.levers)
        identity.add_value(fmt::format("{} varied", lever.name),
                           fmt::format("from {}", to_string(lever.date)));
    for (const Date date : sweep.outcome.dates)
        identity.add_value(fmt::format("--date {}", to_string(date)), "reported");
    for (const auto kind : sweep.outcome.by)
        identity.add_value(fmt::format("--by {}", kBreakdownCodes[static_cast<std::size_t>(kind)]),
                           "reported");
    std::string points;
    for (const auto& point : sweep.points) {
        for (const auto& value : point)
            points += fmt::format(" {}", value_text(value));
        points += "\n";
    }
    identity.add_content("the design's points", points);
    return identity;
}

/// Seconds per simulated week of one line with all members, measured on a few weeks.
double seconds_per_week(RunPlan plan, const InputData& inputs, const std::stop_token& stop) {
    constexpr int kProbeWeeks = 12;
    plan.burn_in_weeks = 4;
    plan.end = Week{kProbeWeeks - 1};
    plan.scenarios = {{"baseline", "", historical_environment(inputs), {}}};
    NoProgress silent;
    const auto begin = std::chrono::steady_clock::now();
    (void)simulate(plan, stop, silent);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    return taken.count() / (kProbeWeeks + plan.burn_in_weeks);
}

std::string heading_of(const Sweep& sweep, const CommandLine& line, const Members& members,
                       const std::string& methodology, const std::string& dates) {
    return fmt::format("# Sweep of kozqaras {}: {} points, each against the status quo, paired by "
                       "member. Scenario projections, not a forecast.\n"
                       "# mean_difference, q05, q95 (over members) in points of net (index x 100, "
                       "{}); parameters: {}.\n# Dates: {}.\n# {}\n",
                       program_version(), sweep.points.size(), methodology,
                       parameters_in_words(members), dates, printable(line.text)) +
           sweep_columns(sweep);
}

Sweep sweep_of(const SweepOptions& options, const InputData& inputs, const SharedOptions& shared) {
    Sweep sweep;
    Date start = default_start();
    if (!options.scenario.empty()) {
        const auto scenario = read_scenarios({options.scenario}, inputs).front();
        if (!scenario.variants.empty() && scenario.changes.empty())
            throw InputError({options.scenario.string()},
                             "has variants only; a sweep needs a scenario of its own");
        if (has_uncertainty(scenario.changes))
            print_warning("uncertain values of the scenario stay at their centre in a sweep");
        sweep.base = scenario.changes;
        sweep.scenario_files = scenario.files;
        start = scenario.start.value_or(start);
    }
    sweep.levers = levers_of(options, start);
    sweep.points = design_points(design_of(options), sweep.levers, options.points, shared.seed);
    sweep.outcome.dates = read_dates(options.outcome.dates, "--date");
    if (sweep.outcome.dates.empty())
        sweep.outcome.dates = read_dates({"2028-12-31"}, "--date");
    sweep.outcome.by = read_breakdowns(options.outcome.by);
    for (const auto& point : sweep.points)
        (void)with_point(sweep.base, sweep.levers, point); // refuses what does not fit, before all
    return sweep;
}

std::filesystem::path sweep_folder_of(const SweepOptions& options) {
    return options.output.empty() ? std::filesystem::path("runs/sweep") : options.output;
}

/// Finishes what is left; a kill or Ctrl-C keeps the points that are done.
void run_rest(const Sweep& sweep, const SweepFolder& folder, const RunPlan& plan,
              const std::stop_token& stop, const CommandLine& line) {
    TerminalProgress progress(line.shared.quiet);
    try {
        warn_of_failed(line.shared, run_points(sweep, folder, plan, stop, progress));
    } catch (const Interrupted&) {
        print_remark(fmt::format("{} of {} points are finished and kept. To go on: {}",
                                 sweep.points.size() - folder.unfinished().size(),
                                 sweep.points.size(), line.resuming));
        throw;
    }
}

std::string announcement(const Sweep& sweep, std::size_t members, std::size_t points,
                         double seconds, const std::string& dates) {
    return fmt::format("{} points of {} levers, {} members each: {} to run, about {}\nDates: {}\n",
                       sweep.points.size(), sweep.levers.size(), members, points,
                       describe_duration(seconds), dates);
}

SweepFolder::Mode folder_mode_of(const SharedOptions& shared, const SweepOptions& options) {
    return !shared.leads()  ? SweepFolder::Mode::read
           : options.resume ? SweepFolder::Mode::resume
                            : SweepFolder::Mode::start;
}

} // namespace

int sweep_command(const CommandLine& line, const SweepOptions& options,
                  const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    const Sweep bare = sweep_of(options, inputs, shared);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    check_memory(estimate_run(inputs, {shared.scale, static_cast<std::size_t>(shared.members),
                                       1 + std::min(kPointsTogether, bare.points.size()),
                                       week_of(bare.outcome.dates.back())}));
    Sweep sweep = bare;
    sweep.identity = identity_of(sweep, shared, members, inputs);
    std::optional<SweepFolder> folder;
    if (!shared.dry_run)
        folder.emplace(sweep_folder_of(options), sweep, folder_mode_of(shared, options));
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.end = week_of(sweep.outcome.dates.back());
    const double rate = seconds_per_week(plan, plan.world->inputs, stop);
    const auto dates = dates_in_words(sweep.outcome.dates, reported_weeks(plan));
    const auto announce = [&](std::size_t points) {
        return announcement(sweep, members.vectors.size(), points,
                            rate * weeks_to_run(sweep, plan, points), dates);
    };
    if (!folder) {
        print_data(announce(sweep.points.size()));
        return kDone;
    }
    if (!shared.quiet)
        print_remark(announce(folder->unfinished().size()));
    run_rest(sweep, *folder, plan, stop, line);
    if (!shared.leads())
        return kDone;
    folder->finish(heading_of(sweep, line, members,
                              plan.world->inputs.survey.methodologies.front().id, dates));
    print_data(folder->table().string() + "\n");
    return kDone;
}

} // namespace kozqaras
