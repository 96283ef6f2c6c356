#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/estimate.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/divergence.hpp"
#include "model/engine/ensemble.hpp"
#include "model/engine/recorder.hpp"
#include "model/inputs/region_names.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/csv_text.hpp"
#include "support/output_file.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"
#include "workbench/tornado.hpp"

namespace kozqaras {
namespace {

constexpr int kHalfBar = 20; ///< columns on either side of 0

struct Report {
    std::vector<TornadoBar> levers, parameters;
    std::string outcome, explained; ///< "composite, all adults, 2028-12-25"; level or effect of
    std::string posterior;          ///< its name, or that nothing is calibrated
};

/// "      ####|##########   ": from low to high on a scale of +-most.
std::string drawn(const TornadoBar& bar, double most) {
    std::string line(2 * kHalfBar + 1, ' ');
    line[kHalfBar] = '|';
    const auto place = [&](double value) {
        return most > 0 ? static_cast<int>(std::lround(value / most * kHalfBar)) : 0;
    };
    for (const double end : {bar.low.median, bar.high.median})
        for (int step = place(end); step != 0; step -= step > 0 ? 1 : -1)
            line[static_cast<std::size_t>(kHalfBar + step)] = '#';
    return line;
}

double greatest(const std::vector<TornadoBar>& bars) {
    double most = 0;
    for (const auto& bar : bars)
        most = std::max({most, std::abs(bar.low.median), std::abs(bar.high.median)});
    return most;
}

std::string levers_text(const Report& report) {
    std::vector<std::vector<std::string>> rows{
        {"LEVER", "FROM", "TO", "EFFECT FROM [90 %]", "EFFECT TO [90 %]", ""}};
    const double most = greatest(report.levers);
    for (const auto& bar : report.levers)
        rows.push_back({bar.label + (bar.observed ? "" : " *"), bar.low_setting, bar.high_setting,
                        to_string(bar.low), to_string(bar.high), drawn(bar, most)});
    return fmt::format(
        "LEVERS, one at a time from 2027, {}: difference to the status quo, points "
        "of net\n{}* nothing but the status quo was ever observed: the whole range "
        "that a file may say\nNeed a place or a table, so only a scenario can show them "
        "(--with FILE): {}\n",
        report.outcome, format_table(rows), fmt::join(levers_left_out(), ", "));
}

std::string parameters_text(const Report& report) {
    if (report.parameters.empty())
        return {};
    std::vector<std::vector<std::string>> rows{{"PARAMETERS", "5 %", "95 %", ""}};
    const double most = greatest(report.parameters);
    for (const auto& bar : report.parameters)
        rows.push_back({bar.label, fmt::format("{:+.2f}", bar.low.median + 0.0),
                        fmt::format("{:+.2f}", bar.high.median + 0.0), drawn(bar, most)});
    return fmt::format("\nASSUMPTIONS, one family of parameters at a time, {}, of {}:\npoints of "
                       "net against the run with all at their centre\n{}",
                       report.explained, report.outcome, format_table(rows));
}

std::string tornado_csv(const Report& report) {
    CsvText csv{"kind",       "name",      "low_setting", "high_setting", "low_mean", "low_q05",
                "low_q95",    "high_mean", "high_q05",    "high_q95",     "observed", "outcome",
                "parameters", "label",     "low_median",  "high_median"};
    for (const auto* bars : {&report.levers, &report.parameters})
        for (const auto& bar : *bars)
            csv.add({bar.kind, bar.name, bar.low_setting, bar.high_setting,
                     number_cell(bar.low.mean), number_cell(bar.low.low), number_cell(bar.low.high),
                     number_cell(bar.high.mean), number_cell(bar.high.low),
                     number_cell(bar.high.high), bar.observed ? "yes" : "no", report.outcome,
                     report.posterior, bar.label, number_cell(bar.low.median),
                     number_cell(bar.high.median)});
    return csv.text();
}

std::string tornado_json(const Report& report) {
    using BarsJson = nlohmann::ordered_json;
    BarsJson document{{"outcome", report.outcome},
                      {"parameters", report.posterior},
                      {"parameters_explain", report.explained}};
    const auto effect = [](const PairedEffect& e) {
        return BarsJson{{"median", e.median}, {"mean", e.mean}, {"q05", e.low}, {"q95", e.high}};
    };
    document["bars"] = BarsJson::array();
    for (const auto* bars : {&report.levers, &report.parameters})
        for (const auto& bar : *bars)
            document["bars"].push_back({{"kind", bar.kind},
                                        {"name", bar.name},
                                        {"label", bar.label},
                                        {"low_setting", bar.low_setting},
                                        {"high_setting", bar.high_setting},
                                        {"low", effect(bar.low)},
                                        {"high", effect(bar.high)},
                                        {"observed", bar.observed}});
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// The lines of the files of --with: bars beside the levers. A status quo is no bar.
std::vector<ScenarioSetting> further_bars(const TornadoOptions& options, const InputData& inputs) {
    std::vector<ScenarioSetting> bars;
    const auto record = historical_environment(inputs);
    for (const Scenario& scenario : read_scenarios(options.with, inputs))
        for (ScenarioSetting& line : resolve(scenario, record))
            if (first_difference(record, line.environment, last_week()) <= last_week())
                bars.push_back(std::move(line));
    for (ScenarioSetting& bar : bars)
        bar.member_environments.clear(); // uncertain levers at their central values
    return bars;
}

/// The line whose effect the parameters explain; nothing for the level itself.
std::optional<ScenarioSetting> explained_scenario(const TornadoOptions& options,
                                                  const InputData& inputs) {
    if (options.scenario.empty())
        return std::nullopt;
    auto settings =
        resolve(read_scenarios({options.scenario}, inputs).front(), historical_environment(inputs));
    if (settings.size() > 1)
        print_warning(fmt::format("of several lines the first is explained: {}", settings[0].id));
    return settings.front();
}

/// The bars of levers and those of parameters are run one after the other: what takes more.
RunEstimate larger_of(const InputData& inputs, const SharedOptions& shared,
                      const ParameterRegistry& registry, std::size_t further, Week end) {
    const auto members = static_cast<std::size_t>(shared.members);
    const auto levers = estimate_run(inputs, {shared.scale, members, lever_lines() + further, end});
    const auto parameters =
        estimate_run(inputs, {shared.scale, parameter_members(registry, members), 2, end});
    const auto bytes = [](const RunEstimate& one) { return one.state_bytes + one.result_bytes; };
    return bytes(levers) > bytes(parameters) ? levers : parameters;
}

std::string planned_tornado_text(const TornadoOptions& options, const std::string& place, Date date,
                                 const Members& members, const RunEstimate& largest) {
    return fmt::format("{} of {} on {}: every lever that stands alone at both ends with {} "
                       "members, then every family of parameters\nMemory {}\n",
                       options.value, place.empty() ? "all adults" : place, to_string(date),
                       members.vectors.size(), describe_memory(largest));
}

std::string shown_text(const CommandLine& line, const TornadoOptions& options,
                       const Members& members, const Report& report, std::size_t run_members) {
    if (line.shared.json)
        return tornado_json(report);
    return options.csv ? tornado_csv(report)
                       : calibration_remark(members) + levers_text(report) +
                             parameters_text(report) + few_members_note(run_members);
}

TornadoOutcome outcome_of(const TornadoOptions& options, const Country& country) {
    const auto* const date = options.date.empty() ? "2028-12-31" : options.date.c_str();
    return {read_value(options.value, country), everyone(), read_dates({date}, "--date").front()};
}

/// The file of -o, which must be none of the scenarios.
std::optional<OutputFile> table_of(const TornadoOptions& options, bool dry_run) {
    auto read = options.with;
    read.push_back(options.scenario);
    refuse_to_replace_inputs(options.output, read);
    return output_file_of(options.output, options.force, dry_run);
}

} // namespace

int tornado_command(const CommandLine& line, const TornadoOptions& options,
                    const std::stop_token& stop) {
    const auto& shared = line.shared;
    auto inputs = load_session_inputs(shared);
    TornadoOutcome outcome = outcome_of(options, *inputs.country);
    const auto place =
        options.region.empty()
            ? std::string()
            : place_called(options.region, inputs.country->regions, {"--region"}).name;
    const auto explained = explained_scenario(options, inputs);
    const auto further = further_bars(options, inputs);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    const auto largest =
        larger_of(inputs, shared, *registry, further.size(), week_of(outcome.date));
    const auto output = table_of(options, shared.dry_run);
    if (shared.dry_run) {
        print_data(planned_tornado_text(options, place, outcome.date, members, largest));
        return kDone;
    }
    check_memory(largest);
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.end = week_of(outcome.date);
    if (!options.region.empty())
        outcome.group = find_place(compared_runs(plan, {}), options.region, {"--region"});
    Report report;
    report.outcome = fmt::format("{}, {}, {}", options.value, outcome.group.label,
                                 dates_in_words({outcome.date}, reported_weeks(plan)));
    report.posterior = parameters_in_words(members);
    report.explained = explained ? "effect of " + explained->id : "level of the status quo";
    report.levers = lever_bars(plan, outcome, default_start(), further, stop, progress);
    report.parameters = parameter_bars(plan, outcome, explained ? &explained->environment : nullptr,
                                       kNationalPaths, stop, progress);
    write_and_print(output, tornado_csv(report),
                    shown_text(line, options, members, report, plan.members.size()));
    return kDone;
}

} // namespace kozqaras
