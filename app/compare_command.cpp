#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/compare_text.hpp"
#include "app/estimate.hpp"
#include "app/in_memory.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/ensemble.hpp"
#include "support/content_hashes.hpp"
#include "support/csv_table.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/parallel.hpp"
#include "support/safe_file.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"
#include "workbench/split.hpp"

namespace kozqaras {
namespace {

/// FileError if there is no `path`, InputError if it is a file of a run folder.
void refuse_file_of_a_run(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        (void)read_file(path, path.string()); // says what is wrong, and what may be meant
    if (std::filesystem::is_directory(path, error) || path.extension() == ".toml")
        return;
    const auto folder = folder_of(path);
    if (const auto content = read_content_hashes(folder); content && content->type == kRunFolder)
        throw InputError({path.string()}, fmt::format("is a file of a run; give its folder, {}",
                                                      printable(folder.string())));
}

/// Whether run folders are named; UsageError if both kinds are.
bool names_folders(const CompareOptions& options, const SharedOptions& shared) {
    for (const auto& path : options.inputs)
        refuse_file_of_a_run(path);
    const auto folders = std::ranges::count_if(options.inputs, [](const auto& path) {
        std::error_code error;
        return std::filesystem::is_directory(path, error);
    });
    if (folders != 0 && folders != static_cast<std::ptrdiff_t>(options.inputs.size()))
        throw UsageError("compare takes either scenario files or run folders, not both");
    if (folders == 0)
        return false;
    for (const char* name : {"set", "posterior", "seed", "members", "scale", "dry-run"})
        if (shared.given.contains(name))
            throw UsageError(
                fmt::format("run folders are finished: --{} needs scenario files", name));
    return true;
}

/// On what the scenarios of finished runs rest, as their folders say.
std::vector<ScenarioNote> stored_notes(const std::vector<std::filesystem::path>& folders) {
    constexpr std::string_view kStory = "story.csv";
    std::vector<ScenarioNote> notes;
    for (const auto& folder : folders) {
        if (!check_content(folder, kRunFolder, {}, std::array{kStory})
                 .files.contains(std::string(kStory)))
            continue; // of an earlier version
        const CsvTable story = CsvTable::read(folder / kStory);
        for (std::size_t row = 0; row < story.rows(); ++row)
            if (notes.empty() || notes.back().id != story.text(row, "scenario"))
                notes.push_back({story.text(row, "scenario"), story.text(row, "rests_on"), {}});
    }
    return notes;
}

/// The ends of all years from that on in which the first scenario leaves the baseline.
std::vector<Date> year_ends_after(const RunResult& result) {
    Week first = result.weeks.back();
    for (std::size_t s = 1; s < result.scenarios(); ++s)
        first = std::min(first, result.diverges[s]);
    std::vector<Date> dates;
    for (const YearEnd& end : year_ends(result))
        if (result.weeks[end.week] >= first)
            dates.push_back(date_of(result.weeks[end.week]));
    return dates;
}

/// What would be run.
std::string dry_run_text(const std::vector<ScenarioSetting>& settings, const SharedOptions& shared,
                         const RunEstimate& estimate) {
    std::string text = fmt::format("Would run {} lines with {} members at scale {:g}:\n",
                                   settings.size(), shared.members, shared.scale);
    for (const auto& setting : settings)
        text += fmt::format("  {:<32} {}\n", setting.id, setting.title);
    return text + fmt::format("Memory {}\n", describe_memory(estimate));
}

/// Simulates the scenarios and their parts; fills runs, warnings and notes.
void simulate_now(const CommandLine& line, const CompareOptions& options, InputData inputs,
                  ComparisonReport& report, const std::stop_token& stop, ProgressSink& progress) {
    const auto& shared = line.shared;
    RunOptions run;
    run.scenarios = options.inputs;
    run.settings = options.settings;
    auto setup =
        set_up_run(run, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    report.warnings = setup.warnings;
    report.notes = std::move(setup.notes);
    if (!options.parts)
        setup.parts.clear();
    if (setup.settings.size() < 2)
        throw UsageError("only the baseline is given; add a scenario file or --set");
    const auto estimate =
        estimate_run(inputs, {shared.scale, static_cast<std::size_t>(shared.members),
                              setup.settings.size() + setup.parts.size()});
    if (shared.dry_run)
        throw InformationRequest(dry_run_text(setup.settings, shared, estimate));
    check_memory(estimate);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.scenarios = std::move(setup.settings);
    report.runs = compared_runs(plan, simulate(plan, stop, progress));
    warn_of_failed(shared, report.runs.result.failed);
    report.runs.parameters = parameters_in_words(members);
    report.runs.note = members.note;
    add_parts(plan, report.runs.result, setup.parts, stop, progress, report.notes);
}

} // namespace

ComparisonReport compare_in_memory(const CommandLine& line, const CompareOptions& options,
                                   const std::stop_token& stop, ProgressSink& progress) {
    const auto& shared = line.shared;
    ComparisonOptions wanted;
    wanted.dates = read_dates(options.outcome.dates, "--date");
    wanted.by = read_breakdowns(options.outcome.by);
    if (!options.since.empty())
        wanted.since = read_dates({options.since}, "--since").front();
    if (options.respondents > 0)
        wanted.respondents = options.respondents;
    const bool folders = names_folders(options, shared);
    auto inputs = load_session_inputs(shared);
    const SurveyTables survey = inputs.survey;
    const ThreadLimit limit(shared.threads);
    ComparisonReport report;
    report.how = line.text;
    report.all = options.all;
    report.dated = !wanted.dates.empty();
    report.groups = !wanted.by.empty();
    report.changes = wanted.since.has_value();
    report.survey = wanted.respondents.has_value();
    if (folders) {
        report.runs = read_compared_runs(options.inputs, inputs);
        report.notes = stored_notes(options.inputs);
    } else {
        simulate_now(line, options, std::move(inputs), report, stop, progress);
    }
    const auto& result = report.runs.result;
    if (result.scenarios() < 2)
        throw UsageError("the run holds only the baseline: nothing to compare");
    if (wanted.dates.empty())
        wanted.dates = year_ends_after(result);
    if (wanted.since && wanted.dates.front() <= *wanted.since)
        throw UsageError(fmt::format("--since {} must come before the first --date, {}",
                                     to_string(*wanted.since), to_string(wanted.dates.front())));
    report.dates = wanted.dates;
    report.comparison = compare(report.runs, survey, wanted);
    return report;
}

int compare_command(const CommandLine& line, const CompareOptions& options,
                    const std::stop_token& stop) {
    const auto& shared = line.shared;
    TerminalProgress progress(shared.quiet);
    const auto report = compare_in_memory(line, options, stop, progress);
    print_data(shared.json   ? comparison_json(report)
               : options.csv ? comparison_csv(report)
                             : comparison_text(report));
    return kDone;
}

} // namespace kozqaras
