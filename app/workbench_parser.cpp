// The command line of compare, sweep, tornado, explain, search and serve.

#include <fmt/format.h>

#include "app/command_parser.hpp"

namespace kozqaras {
namespace {

void add_outcome_options(CLI::App& command, OutcomeOptions& outcome, std::string_view dates) {
    command
        .add_option("--date", outcome.dates,
                    fmt::format("Dates, several with commas (default: {})", dates))
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--by", outcome.by,
                    "Breakdowns, several with commas: region, macro_region, age, wealth, "
                    "ethnicity, language, settlement, education, question, everything")
        ->take_all()
        ->allow_extra_args(false);
}

void add_compare(Parser& parser) {
    auto& command = add_command(
        parser, "compare", "Scenarios against the baseline and each other, paired: one table",
        "  kozqaras compare scenarios/library/visa_free.toml "
        "scenarios/library/investment_abai.toml\n"
        "  kozqaras compare runs/first runs/second --by region,language --date 2028-12-31\n"
        "  kozqaras compare baseline.toml --set travel.trips_per_week=12000@2027-06-01\n"
        "  kozqaras compare visa_free.toml --respondents 3000 --csv > visa_free.csv");
    auto& options = parser.compare;
    command.add_option("input", options.inputs, "Scenario files (TOML), or run folders")
        ->required();
    add_set_option(command, options.settings);
    add_posterior_option(command, options.posterior);
    add_outcome_options(command, options.outcome, "the ends of all years");
    command.add_option("--since", options.since,
                       "Also the change of each line since this date, and its share of the "
                       "baseline's");
    add_whole_number(command, "--respondents", options.respondents, 10, 1'000'000,
                     "Size of a next survey: the smallest change it would show");
    command.add_flag("--csv", options.csv, "One long CSV");
    command.add_flag("--all", options.all,
                     "Every table: all years, indicators, scenarios against each other, course, "
                     "polarisation, surveys");
    command.add_flag(
        "!--no-parts", options.parts,
        "Do not run the parts of scenarios alone to tell what each makes of the whole");
}

void add_sweep(Parser& parser) {
    auto& command = add_command(
        parser, "sweep", "Many values of levers: grid, list, Latin hypercube or Sobol points",
        "  kozqaras sweep --vary travel.trips_per_week=4000..12000:5 --vary border.closure=0,1\n"
        "  kozqaras sweep --design sobol --points 64 --vary travel.trips_per_week=0..12000 --vary "
        "goods.chinese_car_share=0.1..0.6 -o runs/sobol\n"
        "  kozqaras sweep investment.toml --vary plant.jobs=500..5000:4 --by region\n"
        "  kozqaras sweep --table levers.toml --design latin --points 32 --dry-run\n"
        "  kozqaras sweep ... -o runs/sobol --resume");
    auto& options = parser.sweep;
    command.add_option("scenario", options.scenario, "Scenario on which the levers are set (TOML)");
    command
        .add_option("--vary", options.vary,
                    "lever=LOW..HIGH:STEPS or lever=VALUE,VALUE, with @DATE if not from 2027; also "
                    "a number of the scenario's tables, e.g. plant.jobs")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--table", options.table, "The same as [[vary]] tables (TOML)");
    command.add_option("--design", options.design, "grid (default), list, latin or sobol");
    add_whole_number(command, "--points", options.points, 1, 100'000,
                     "Number of points of latin and sobol");
    command.add_option("-o,--output", options.output, "Folder (default: runs/sweep)");
    command.add_flag("--resume", options.resume, "Go on with the unfinished points of the folder");
    add_posterior_option(command, options.posterior);
    add_outcome_options(command, options.outcome, "a year in, and the end of 2030");
}

void add_tornado(Parser& parser) {
    auto& command = add_command(
        parser, "tornado", "What an outcome depends on most: each lever, each family of parameters",
        "  kozqaras tornado\n"
        "  kozqaras tornado --with scenarios/library/investment_abai.toml "
        "scenarios/library/land_scandal.toml\n"
        "  kozqaras tornado --value economic --region Abai --date 2028-12-31\n"
        "  kozqaras tornado scenarios/library/border_closed.toml --csv > tornado.csv\n"
        "  kozqaras tornado -o tornado.csv && viz-scripts/tornado.py tornado.csv");
    auto& options = parser.tornado;
    command.add_option("scenario", options.scenario,
                       "Scenario whose effect the assumptions explain (default: the level)");
    command.add_option(
        "--with", options.with,
        "Scenario files that are bars, too: for levers that need a place or a table");
    command.add_option("--value", options.value,
                       "general, geopolitical, economic, cultural or composite (default)");
    command.add_option("--region", options.region, "Region or macro-region (default: all adults)");
    command.add_option("--date", options.date, "When (default: 2028-12-31)");
    command.add_option("-o,--output", options.output, "Also write the CSV to this file");
    command.add_flag("--force", options.force, "Replace that file");
    command.add_flag("--csv", options.csv, "CSV instead of text");
    add_posterior_option(command, options.posterior);
}

void add_explain(Parser& parser) {
    auto& command = add_command(
        parser, "explain", "Why the index moved: the change since the first wave, cause by cause",
        "  kozqaras explain\n"
        "  kozqaras explain --value economic --date 2023-12-01,2028-12-31\n"
        "  kozqaras explain --csv > why.csv\n"
        "  kozqaras explain -o why.csv && viz-scripts/explanation.py why.csv");
    auto& options = parser.explain;
    command.add_option("--value", options.value,
                       "general, geopolitical, economic, cultural or composite (default)");
    command
        .add_option(
            "--date", options.dates,
            "Dates, several with commas (default: the waves, and the ends of 2025, 2028 and "
            "2030)")
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("-o,--output", options.output, "Also write the CSV to this file");
    command.add_flag("--force", options.force, "Replace that file");
    command.add_flag("--csv", options.csv, "CSV instead of text");
    add_posterior_option(command, options.posterior);
}

void add_search(Parser& parser) {
    auto& command =
        add_command(parser, "search", "The package of levers that reaches a goal at least cost",
                    "  kozqaras search docs/examples/goal.toml\n"
                    "  kozqaras search my_goal.toml --members 100 --search-members 16\n"
                    "The file: docs/workbench.md; costs are yours, none are shipped");
    auto& options = parser.search;
    command.add_option("goal", options.goal, "Goal, levers and costs (TOML)")->required();
    add_whole_number(command, "--search-members", options.search_members, 2, 1000,
                     "Members while searching (default 8); --members verify the answer");
    add_posterior_option(command, options.posterior);
}

void add_serve(Parser& parser) {
    constexpr int kMostPorts = 65535;
    auto& command =
        add_command(parser, "serve", "A what-if page in the browser, from this machine only",
                    "  kozqaras serve\n"
                    "  kozqaras serve --port 0 --no-open\n"
                    "  kozqaras serve --scale 0.001 --members 20\n"
                    "Ends with Ctrl-C. Nothing leaves this machine: docs/page.md");
    auto& options = parser.serve;
    add_whole_number(command, "--port", options.port, 0, kMostPorts,
                     "Port on 127.0.0.1 (default 8317; 0: any that is free)");
    command.add_flag("--no-open", options.no_open, "Do not open the page in a browser");
    add_posterior_option(command, options.posterior);
}

} // namespace

void add_workbench(Parser& parser) {
    add_compare(parser);
    add_sweep(parser);
    add_tornado(parser);
    add_explain(parser);
    add_search(parser);
    add_serve(parser);
}

} // namespace kozqaras
