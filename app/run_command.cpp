#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/run_checkpoint.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/settings_json.hpp"
#include "app/version.hpp"
#include "app/work_identity.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/member_shares.hpp"
#include "output/run_files.hpp"
#include "output/summary.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

const std::vector<std::string>& run_files() {
    static const std::vector<std::string> files{
        "summary.txt",        "summary.json", "results.h5",    "index.csv",
        "differences.csv",    "hub.csv",      "waves.csv",     "breakdowns.csv",
        "population_fit.csv", "network.csv",  "manifest.json", "README.txt"};
    return files;
}

void show_plan(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
               const Members& members, const InputData& inputs) {
    const auto origins = setting_origins(line, options, setup, members);
    const auto estimate =
        estimate_run(inputs, line.shared.scale, line.shared.members, setup.settings.size());
    if (line.shared.json) {
        print_data(dry_run_json(origins, setup, estimate, run_files()));
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
    text +=
        fmt::format("Memory about {}: {} for adults and attitudes, {} for results\n",
                    describe_bytes(estimate.state_bytes + estimate.result_bytes),
                    describe_bytes(estimate.state_bytes), describe_bytes(estimate.result_bytes));
    text +=
        fmt::format("Would write to {}: {}\n", setup.folder.string(), fmt::join(run_files(), ", "));
    print_data(text);
}

RunDocumentation document(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
                          const Members& members) {
    RunDocumentation documentation;
    documentation.run_name = setup.folder.filename().string();
    documentation.kind = "scenario";
    documentation.command_line = line.text;
    documentation.program_version = program_version();
    documentation.git_revision = git_revision();
    documentation.resolved_settings_json = resolved_settings_json(line, options, setup, members);
    documentation.setting_origins = setting_origins(line, options, setup, members);
    documentation.posterior_name = members.name;
    documentation.posterior_note = members.note;
    return documentation;
}

/// Everything that decides the results, so that --resume refuses another run.
RunIdentity identity_of(const CommandLine& line, const RunOptions& options, const RunSetup& setup,
                        const Members& members, const InputData& inputs) {
    RunIdentity identity = identity_of_program(inputs);
    add_members(identity, line.shared, options.posterior, members);
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
            print_remark(fmt::format("Nothing is lost. To go on: {}{}", line.text,
                                     line.shared.given.contains("resume") ? "" : " --resume"));
        throw;
    }
}

/// Writes what the run found and shows its summary.
void write_and_show(const CommandLine& line, const std::filesystem::path& folder,
                    const RunPlan& plan, const RunResult& result,
                    const RunDocumentation& documentation) {
    warn_of_failed(result.failed);
    write_whole_folder(folder, [&](const std::filesystem::path& place) {
        write_run(place, plan, result, documentation);
    });
    print_data(line.shared.json ? run_summary_json(plan, result, documentation)
                                : run_summary(plan, result, documentation));
    if (!line.shared.quiet)
        print_remark(fmt::format("Written to {}; pictures: viz-scripts/figures.py {}",
                                 folder.string(), folder.string()));
}

/// FileError if there is no room for the run or nothing to go on with, UsageError if it does not
/// fit into memory; says how large it is.
void check_before(const RunOptions& options, const SharedOptions& shared, const RunSetup& setup,
                  const InputData& inputs, const FileCheckpoints& checkpoints) {
    check_run_folder(setup.folder, options.force);
    if (options.resume)
        checkpoints.require_some();
    const auto estimate = estimate_run(inputs, shared.scale, shared.members, setup.settings.size());
    check_memory(estimate, available_memory());
    if (!shared.quiet)
        print_remark(fmt::format("{:.0f} agents; members: {}, scenarios: {}; about {} of memory",
                                 estimate.agents, shared.members, setup.settings.size(),
                                 describe_bytes(estimate.state_bytes + estimate.result_bytes)));
}

} // namespace

int run_command(const CommandLine& line, const RunOptions& options, const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    auto setup =
        set_up_run(options, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    if (!shared.quiet)
        for (const auto& warning : setup.warnings)
            print_warning(warning);
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    const auto members = choose_members(shared, options.posterior, *registry);
    if (shared.dry_run) {
        show_plan(line, options, setup, members, inputs);
        return kDone;
    }
    FileCheckpoints checkpoints(setup.folder, shared.exchange.get(), options.checkpoint_every);
    check_before(options, shared, setup, inputs, checkpoints);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const auto documentation = document(line, options, setup, members);
    const auto folder = setup.folder;
    checkpoints.set_run(identity_of(line, options, setup, members, inputs));
    auto from = options.resume ? checkpoints.last_kept() : std::nullopt; // or refuses, early
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.scenarios = std::move(setup.settings);
    plan.switches = options.switches;
    check_stop(stop);
    const auto result = simulate_or_say_how_to_resume(plan, stop, progress, checkpoints,
                                                      std::move(from), line);
    if (!shared.leads())
        return kDone;
    leave_out_failed(plan, result);
    write_and_show(line, folder, plan, result, documentation);
    checkpoints.remove();
    return kDone;
}

} // namespace kozqaras
