// A synthetic survey, person by person.

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/version.hpp"
#include "app/workbench_setup.hpp"
#include "model/inputs/partner_tables.hpp"
#include "output/respondent_files.hpp"
#include "support/output_folder.hpp"
#include "support/parallel.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

/// The week of the date, or of the last wave.
Week week_asked(const RespondentsOptions& options, const SurveyTables& survey) {
    if (options.date.empty())
        return week_of(survey.waves.back().middle());
    return week_of(read_dates({options.date}, "--date").front());
}

int respondents_asked(const RespondentsOptions& options, const SurveyTables& survey) {
    if (options.respondents > 0)
        return options.respondents;
    if (const auto printed = survey.waves.back().respondents)
        return *printed;
    throw UsageError("the last wave's number of respondents is not printed: say how many with "
                     "--respondents");
}

/// Nobody is asked twice in a survey.
void check_number(int respondents, std::size_t agents) {
    if (static_cast<std::size_t>(respondents) > agents / 2)
        throw UsageError(fmt::format("--respondents {}: at this --scale the country has {} agents; "
                                     "at most half of them can be asked. Raise --scale",
                                     respondents, agents));
}

void warn_of_repeated(const std::vector<SyntheticSurvey>& surveys) {
    std::size_t repeated = 0;
    for (const SyntheticSurvey& one : surveys) // in order of agents
        for (std::size_t place = 1; place < one.agents.size(); ++place)
            repeated += one.agents[place] == one.agents[place - 1] ? 1 : 0;
    if (repeated > 0)
        print_warning(fmt::format("{} rows repeat an agent, whose group is rare among the agents "
                                  "and frequent among respondents: a larger --scale avoids it",
                                  repeated));
}

RunDocumentation documentation_of_survey(const CommandLine& line, const Members& members,
                                         const TargetPath& target) {
    RunDocumentation documentation;
    documentation.run_name = printable(target.path().filename().string());
    documentation.command_line = line.text;
    documentation.program_version = program_version();
    documentation.git_revision = git_revision();
    documentation.posterior_name = members.name;
    documentation.posterior_note = members.note;
    documentation.calibrated = members.calibrated;
    return documentation;
}

std::vector<SyntheticSurvey> interview_all(const RunPlan& plan, Week week, int respondents,
                                           const std::stop_token& stop, ProgressSink& progress) {
    std::vector<SyntheticSurvey> surveys;
    for (std::size_t scenario = 0; scenario < plan.scenarios.size(); ++scenario)
        for (std::size_t member = 0; member < plan.members.size(); ++member)
            surveys.push_back(
                interview_adults(plan, {scenario, member, week, respondents}, stop, progress));
    return surveys;
}

std::filesystem::path folder_of_respondents(const RespondentsOptions& options) {
    return options.output.empty() ? std::filesystem::path("runs") / "respondents" : options.output;
}

std::string written_text(const RespondentsOptions& options, const Members& members,
                         std::size_t rows, Week week, int respondents, std::size_t scenarios) {
    return fmt::format("{}{} synthetic respondents of {}: {} in each of {} data set{}, {} "
                       "scenario{}\n",
                       calibration_remark(members), rows, to_string(date_of(week)), respondents,
                       options.data_sets, options.data_sets == 1 ? "" : "s", scenarios,
                       scenarios == 1 ? "" : "s");
}

std::string planned_rows_text(std::size_t rows, const std::filesystem::path& folder,
                              const RunEstimate& estimate) {
    return fmt::format("Would write {} rows to {}: {}\nMemory {}\n", rows, folder.string(),
                       fmt::join(respondent_files(), ", "), describe_memory(estimate));
}

RunSetup setup_of(const SharedOptions& shared, const RespondentsOptions& options,
                  const std::filesystem::path& folder, const InputData& inputs) {
    RunOptions run;
    run.scenarios = options.scenarios;
    run.output = folder;
    auto setup =
        set_up_run(run, inputs, {shared.seed, static_cast<std::size_t>(shared.members), 0});
    for (const auto& warning : setup.warnings)
        print_warning(warning);
    return setup;
}

} // namespace

int respondents_command(const CommandLine& line, const RespondentsOptions& options,
                        const std::stop_token& stop) {
    SharedOptions shared = line.shared;
    shared.members = options.data_sets;
    auto inputs = load_session_inputs(shared);
    const Week week = week_asked(options, inputs.survey);
    const int respondents = respondents_asked(options, inputs.survey);
    const auto folder = folder_of_respondents(options);
    auto setup = setup_of(shared, options, folder, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const auto estimate =
        estimate_run(inputs, EnsembleSize{shared.scale, 1, setup.settings.size(), week});
    check_number(respondents, static_cast<std::size_t>(estimate.agents));
    const std::size_t rows = static_cast<std::size_t>(respondents) * setup.settings.size() *
                             static_cast<std::size_t>(options.data_sets);
    if (shared.dry_run) {
        print_data(planned_rows_text(rows, folder, estimate));
        return kDone;
    }
    const TargetPath target(folder, TargetPath::Kind::folder);
    const OutputFolder output(target, kRespondentsFolder, options.force);
    check_memory(estimate);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    auto partners = load_partners(find_data_folder(shared), inputs.survey);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.partners = std::move(partners);
    plan.scenarios = std::move(setup.settings);
    const auto surveys = interview_all(plan, week, respondents, stop, progress);
    warn_of_repeated(surveys);
    output.write([&](const std::filesystem::path& place) {
        write_respondents(place, plan, surveys, documentation_of_survey(line, members, target));
    });
    print_data(written_text(options, members, rows, week, respondents, plan.scenarios.size()));
    if (!shared.quiet)
        print_remark(fmt::format("Written to {}; columns: codebook.csv there",
                                 shell_quoted_path(target.path())));
    return kDone;
}

} // namespace kozqaras
