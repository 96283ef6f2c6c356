// The command line of compare, sweep, tornado and search.

#include "app/command_parser.hpp"

namespace kozqaras {
namespace {

void add_outcome_options(CLI::App& command, OutcomeOptions& outcome) {
    command
        .add_option("--date", outcome.dates,
                    "Dates, several with commas (default: a year in, and the end of 2030)")
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
    add_outcome_options(command, options.outcome);
    command.add_option("--since", options.since,
                       "Also the change of each line since this date, and its share of the "
                       "baseline's");
    command
        .add_option("--respondents", options.respondents,
                    "Size of a next survey: the smallest change it would show")
        ->check(between(10, 1e6));
    command.add_flag("--csv", options.csv, "One long CSV");
}

} // namespace

void add_workbench(Parser& parser) {
    add_compare(parser);
}

} // namespace kozqaras
