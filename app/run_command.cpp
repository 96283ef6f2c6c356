#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/in_memory.hpp"
#include "app/run_checkpoint.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/settings_json.hpp"
#include "app/version.hpp"
#include "app/work_identity.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/member_shares.hpp"
#include "model/inputs/partner_tables.hpp"
#include "output/planned_projects.hpp"
#include "output/run_files.hpp"
#include "output/summary.hpp"
#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"
#include "workbench/split.hpp"

namespace kozqaras {
namespace {

std::vector<std::string> names_of_run_files() {
    std::vector<std::string> names;
    for (const RunFile& file : run_files())
        names.emplace_back(file.name);
    return names;
}

/// The scenarios, and their parts beside them.
RunEstimate estimate_of(const SharedOptions& shared, const RunSetup& setup,
                        const InputData& inputs) {
    EnsembleSize size{shared.scale, static_cast<std::size_t>(shared.members),
                      setup.settings.size()};
    size.paths = kNationalPaths;
    RunEstimate estimate = estimate_run(inputs, size);
    if (!setup.parts.empty()) {
        EnsembleSize alone{size.scale, std::min(size.members, kMembersOfParts),
                           1 + setup.parts.size()};
        alone.report_every_weeks = kNeverReported;
        const auto parts = estimate_run(inputs, alone);
        estimate.state_bytes = std::max(estimate.state_bytes, parts.state_bytes);
        estimate.result_bytes += parts.result_bytes;
        estimate.agent_weeks += parts.agent_weeks;
    }
    return estimate;
}

void show_plan(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
               const Members& members, const InputData& inputs) {
    const auto origins = setting_origins(line, options, setup, members, *inputs.country);
    const auto estimate = estimate_of(line.shared, setup, inputs);
    if (line.shared.json) {
        print_data(dry_run_json(origins, setup, estimate, names_of_run_files()));
        return;
    }
    std::vector<std::vector<std::string>> rows{{"SETTING", "VALUE", "FROM"}};
    for (const auto& setting : origins)
        rows.push_back({setting.name, setting.value, setting.origin});
    std::string text = format_table(rows) + "\nScenarios, all with the same random numbers:\n";
    for (const auto& setting : setup.settings)
        text += fmt::format("  {:<32} {}\n", setting.id, setting.title);
    text += fmt::format("\nAgents {:.0f}, ties about {:.0f}, members {}, weeks {}\n",
                        estimate.agents, estimate.ties, line.shared.members, last_week().value + 1);
    text += fmt::format("Memory {}\n", describe_memory(estimate));
    text += fmt::format("Would write to {}: {}\n", setup.folder.string(),
                        fmt::join(names_of_run_files(), ", "));
    print_data(text);
}

RunDocumentation document(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
                          const Members& members, const InputData& inputs, std::string run_name) {
    RunDocumentation documentation;
    documentation.run_name = std::move(run_name);
    documentation.kind = "scenario";
    documentation.command_line = line.text;
    documentation.program_version = program_version();
    documentation.git_revision = git_revision();
    documentation.resolved_settings_json =
        resolved_settings_json(line, options, setup, members, *inputs.country);
    documentation.setting_origins = setting_origins(line, options, setup, members, *inputs.country);
    documentation.posterior_name = members.name;
    documentation.posterior_note = members.note;
    documentation.calibrated = members.calibrated;
    documentation.statements = load_session_statements(line.shared, inputs);
    auto& quantiles = documentation.quantiles;
    quantiles.insert(quantiles.end(), options.quantiles.begin(), options.quantiles.end());
    std::ranges::sort(quantiles);
    const auto twice = std::ranges::unique(quantiles);
    quantiles.erase(twice.begin(), twice.end());
    return documentation;
}

/// Everything that decides the results, so that --resume refuses another run.
RunIdentity identity_of(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
                        const Members& members, const InputData& inputs) {
    RunIdentity identity = identity_of_program(inputs);
    add_members(identity, line.shared, members);
    add_switches(identity, options.switches);
    identity.add_value("--set", fmt::format("{}", fmt::join(options.settings, ", ")));
    for (const auto& scenario : setup.scenarios)
        for (const auto& file : scenario.files)
            add_file(identity, file);
    return identity;
}

RunResult simulate_or_say_how_to_resume(const RunPlan& plan, const std::stop_token& stop,
                                        ProgressSink& progress, FileCheckpoints& checkpoints,
                                        std::optional<RunCheckpoint> from,
                                        const CommandLine& line) {
    try {
        return simulate(plan, stop, progress, checkpoints, std::move(from));
    } catch (const Interrupted&) {
        if (checkpoints.kept() && !line.shared.quiet)
            print_remark(fmt::format("Nothing is lost. To go on: {}", line.resuming));
        throw;
    }
}

/// What adults would say of the projects that scenarios add.
void add_planned(const RunPlan& plan, const RunResult& result, RunDocumentation& documentation) {
    if (!documentation.statements)
        return;
    for (ScenarioNote& note : documentation.notes) {
        const auto place = std::ranges::find(result.scenario_ids, note.id);
        if (place != result.scenario_ids.end())
            note.planned = planned_project_answers(
                plan, result, documentation.statements->projects,
                static_cast<std::size_t>(place - result.scenario_ids.begin()));
    }
}

/// What only the run itself can tell of the scenarios. True if it was interrupted: the results are
/// whole without it.
bool tell_parts(const RunPlan& plan, const RunResult& result, const RunSetup& setup,
                const std::stop_token& stop, ProgressSink& progress,
                RunDocumentation& documentation) {
    documentation.notes = setup.notes;
    add_planned(plan, result, documentation);
    try {
        add_parts(plan, result, setup.parts, stop, progress, documentation.notes);
        return false;
    } catch (const Interrupted&) {
        print_remark("Interrupted while the parts of scenarios were run: the results are whole and "
                     "are written without them.");
        return true;
    }
}

void show(const CommandLine& line, const RunPlan& plan, const RunResult& result,
          const RunDocumentation& documentation) {
    const auto& options = std::get<RunOptions>(line.command);
    if (options.silent)
        return;
    const bool full = options.full;
    print_data(line.shared.json ? run_summary_json(plan, result, documentation)
               : full           ? run_summary(plan, result, documentation)
                                : run_story(plan, result, documentation));
}

/// If the results cannot be written, shows at least the summary, and how to write them once more.
void write_or_show(const CommandLine& line, const OutputFolder& output, const RunPlan& plan,
                   const RunResult& result, const RunDocumentation& documentation,
                   const FileCheckpoints& checkpoints) {
    try {
        output.write([&](const std::filesystem::path& place) {
            write_run(place, plan, result, documentation);
        });
    } catch (const FileError&) {
        if (checkpoints.kept())
            print_remark("The checkpoint is kept: when the fault is mended, the same command with "
                         "--resume goes on.");
        show(line, plan, result, documentation);
        throw;
    }
}

/// UsageError if the run does not fit into memory; says how large it is.
void check_size(const SharedOptions& shared, const RunSetup& setup, const InputData& inputs) {
    const auto estimate = estimate_of(shared, setup, inputs);
    check_memory(estimate);
    if (!shared.quiet)
        print_remark(fmt::format("{:.0f} agents; members: {}, scenarios: {}; about {} of memory",
                                 estimate.agents, shared.members, setup.settings.size(),
                                 describe_bytes(estimate.state_bytes + estimate.result_bytes)));
}

/// The scenarios; without their parts unless they are wanted.
RunSetup chosen_setup(const SharedOptions& shared, const RunOptions& options,
                      const InputData& inputs) {
    auto setup =
        set_up_run(options, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    if (!options.parts)
        setup.parts.clear();
    for (const auto& warning : setup.warnings)
        shared.warn(warning);
    return setup;
}

/// The plan of the scenarios of `setup`, which it takes over.
RunPlan plan_of(const SharedOptions& shared, const RunOptions& options, RunSetup& setup,
                const Members& members, std::shared_ptr<const ParameterRegistry> registry,
                InputData inputs, ProgressSink& progress) {
    auto partners = load_partners(find_data_folder(shared), inputs.survey);
    RunPlan plan = make_run_plan(shared, members, std::move(registry), std::move(inputs), progress);
    plan.partners = std::move(partners);
    plan.scenarios = std::move(setup.settings);
    plan.switches = options.switches;
    if (plan.members.size() > 1) // one member has no interval
        plan.national.paths = kNationalPaths;
    return plan;
}

void say_where(const SharedOptions& shared, const TargetPath& target) {
    if (!shared.quiet)
        print_remark(fmt::format("Written to {0}; all numbers: {0}/summary.txt, or --full; "
                                 "pictures: {1} {0}",
                                 shell_quoted_path(target.path()), figures_program()));
}

} // namespace

RunInMemory run_in_memory(const CommandLine& line, const RunOptions& options,
                          const std::stop_token& stop, ProgressSink& progress) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    auto setup = chosen_setup(shared, options, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    check_size(shared, setup, inputs);
    const ThreadLimit limit(shared.threads);
    RunInMemory run;
    run.documentation = document(line, options, setup, members, inputs,
                                 printable(setup.folder.filename().string()));
    run.plan = plan_of(shared, options, setup, members, registry, std::move(inputs), progress);
    check_stop(stop);
    run.result = simulate(run.plan, stop, progress);
    leave_out_failed(run.plan, run.result);
    warn_of_failed(shared, run.result.failed);
    return run;
}

int run_command(const CommandLine& line, const RunOptions& options, const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    auto setup = chosen_setup(shared, options, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    if (shared.dry_run) {
        show_plan(line, options, setup, members, inputs);
        return kDone;
    }
    const TargetPath target(setup.folder, TargetPath::Kind::folder);
    FileCheckpoints checkpoints(target, shared.exchange.get(), options.checkpoint_every);
    std::optional<OutputFolder> output; // of the process that writes
    if (shared.leads()) {
        output.emplace(target, kRunFolder, options.force);
        checkpoints.begin(options.resume, options.force);
    }
    check_size(shared, setup, inputs);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    auto documentation = document(line, options, setup, members, inputs,
                                  printable(target.path().filename().string()));
    checkpoints.set_run(identity_of(line, options, setup, members, inputs));
    auto from = options.resume ? checkpoints.last_kept() : std::nullopt; // or refuses, early
    RunPlan plan = plan_of(shared, options, setup, members, registry, std::move(inputs), progress);
    check_stop(stop);
    const auto result =
        simulate_or_say_how_to_resume(plan, stop, progress, checkpoints, std::move(from), line);
    const bool interrupted = tell_parts(plan, result, setup, stop, progress, documentation);
    if (!output)
        return kDone;
    leave_out_failed(plan, result);
    warn_of_failed(shared, result.failed);
    write_or_show(line, *output, plan, result, documentation, checkpoints);
    checkpoints.remove();
    show(line, plan, result, documentation);
    say_where(shared, target);
    check_stop(interrupted ? stop : std::stop_token{});
    return kDone;
}

} // namespace kozqaras
