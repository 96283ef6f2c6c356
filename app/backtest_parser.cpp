// The command line of the backtest.

#include "app/command_parser.hpp"

namespace kozqaras {

void add_backtest(Parser& parser) {
    auto& command = add_command(
        parser, "backtest",
        "The track record of the law of national change: polls of other countries forecast from "
        "their past",
        "  kozqaras backtest\n"
        "  kozqaras backtest --horizon 1,2 --json\n"
        "  kozqaras backtest --panel 'Pew: elsewhere' -o runs/backtest.csv\n"
        "  kozqaras backtest --law -o national_law.csv");
    auto& options = parser.backtest;
    command
        .add_option("--panel", options.panels,
                    "Only this panel or pollster of data/panel; repeatable")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--horizon", options.horizons,
                    "Years ahead, several with commas (default: 1,2,3)")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    command.add_flag("--law", options.law,
                     "Estimate the law, panel by panel and for a further country, instead");
    command.add_option("-o,--output", options.output,
                       "CSV of all forecasts; with --law rows for "
                       "data/parameters/national_law.csv (default: none)");
    command.add_flag("--force", options.force, "Replace that file");
}

} // namespace kozqaras
