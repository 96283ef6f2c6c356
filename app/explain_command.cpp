// Why the index of the baseline moved, by cause.

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "support/output_file.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"
#include "workbench/explanation.hpp"

namespace kozqaras {
namespace {

/// The waves of the tables, then the ends of some years.
std::vector<Week> default_weeks(const InputData& inputs) {
    std::vector<Week> weeks;
    for (const Wave& wave : inputs.survey.waves)
        weeks.push_back(week_of(wave.middle()));
    for (const int year : {2025, 2028, 2030}) {
        const Week end = week_of(Date{std::chrono::year{year} / std::chrono::December / 31});
        if (end > weeks.back())
            weeks.push_back(end);
    }
    return weeks;
}

/// The first wave, then the dates asked for.
std::vector<Week> weeks_of(const ExplainOptions& options, const InputData& inputs) {
    if (options.dates.empty())
        return default_weeks(inputs);
    std::vector<Week> weeks{week_of(inputs.survey.waves.front().middle())};
    for (const Date date : read_dates(options.dates, "--date"))
        if (week_of(date) > weeks.front())
            weeks.push_back(week_of(date));
        else
            throw UsageError(
                fmt::format("--date {}: must come after the first wave, {}, from which "
                            "changes count",
                            to_string(date), to_string(date_of(weeks.front()))));
    return weeks;
}

} // namespace

int explain_command(const CommandLine& line, const ExplainOptions& options,
                    const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    const int value = read_value(options.value, *inputs.country);
    const auto weeks = weeks_of(options, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const auto output = output_file_of(options.output, options.force, shared.dry_run);
    const auto estimate = estimate_run(
        inputs, {shared.scale, static_cast<std::size_t>(shared.members), 10, weeks.back()});
    if (shared.dry_run) {
        print_data(fmt::format("Would explain {} from {} to {} with {} members at scale {:g}\n"
                               "Memory {}\n",
                               options.value, to_string(date_of(weeks.front())),
                               to_string(date_of(weeks.back())), shared.members, shared.scale,
                               describe_memory(estimate)));
        return kDone;
    }
    check_memory(estimate);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    const RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    const auto explanation = explain(plan, value, weeks, stop, progress);
    const auto table = explanation_csv(explanation);
    write_and_print(output, table,
                    options.csv
                        ? table
                        : calibration_remark(members) +
                              explanation_text(explanation, options.value + " of all adults"));
    return kDone;
}

} // namespace kozqaras
