// The command lines of the calibration and of what checks it.

#include "app/command_parser.hpp"

namespace kozqaras {

namespace {

void add_calibrate(Parser& parser) {
    auto& command = add_command(parser, "calibrate", "Fit the parameters to the survey waves",
                                "  kozqaras calibrate calibration/library/waves_2020_2023.toml\n"
                                "  kozqaras calibrate waves_2020_2023.toml --dry-run\n"
                                "  kozqaras calibrate waves_2020_2023.toml --wave wave_2026.csv -o "
                                "runs/with_2026\n"
                                "  kozqaras calibrate waves_2020_2023.toml --resume");
    command.add_option("setup", parser.calibrate.setup, "What to fit to what (TOML)")->required();
    command.add_option("-o,--output", parser.calibrate.output, "Folder of the results");
    command
        .add_option("--wave", parser.calibrate.waves,
                    "Fit a further wave too (CSV; its form: docs/forecasting.md); repeatable")
        ->take_all()
        ->allow_extra_args(false);
    command.add_flag("--force", parser.calibrate.force, "Replace existing results");
    command.add_flag("--resume", parser.calibrate.resume,
                     "Go on with the same calibration after an interruption");
}

void add_diagnose(Parser& parser) {
    auto& command = add_command(
        parser, "diagnose", "What the data say in a calibration, and what it explains worst",
        "  kozqaras diagnose\n"
        "  kozqaras diagnose runs/waves_2020_2021 -o runs/diagnosis\n"
        "  kozqaras diagnose --predictive --scale 0.001\n"
        "  kozqaras diagnose --screening 10 --scale 0.0005\n"
        "  kozqaras diagnose --cross-check calibration/library/waves_2020_2023.toml\n"
        "  kozqaras diagnose runs/with_2026 --against runs/waves_2020_2023");
    auto& options = parser.diagnose;
    command.add_option("calibration", options.calibration,
                       "Folder written by 'kozqaras calibrate' (default: the one shipped)");
    command.add_option("--against", options.against,
                       "An earlier calibration: show what changed instead");
    command.add_flag(
        "--predictive", options.predictive,
        "Run members of posterior and prior (--scale, --members): misfit "
        "beside what is to be expected, predictive intervals, conflicts of prior and data");
    command.add_option("--cross-check", options.cross_check,
                       "The set-up of the calibration (TOML): fit it with an ensemble smoother "
                       "too (--members, default 200) and compare");
    add_whole_number(command, "--screening", options.screening, 2, 1000,
                     "Which parameters move the index, over the prior: this many trajectories of "
                     "Morris (10 is usual; each runs every fitted parameter once, at --scale), "
                     "then Sobol indices of the six that move it most");
    command.add_option("-o,--output", options.output,
                       "Folder for the text and CSV tables (default: words only)");
    command.add_flag("--force", options.force, "Replace that folder");
}

void add_holdout(Parser& parser) {
    auto& command = add_command(
        parser, "holdout", "Breakdowns a calibration did not see: the model against a regression",
        "  kozqaras holdout runs/without_age\n"
        "  kozqaras holdout runs/without_* --scale 0.001 -o runs/holdout.csv");
    command
        .add_option("calibration", parser.holdout.calibrations,
                    "Folders written by 'kozqaras calibrate'")
        ->required();
    command.add_option("-o,--output", parser.holdout.output, "CSV of all numbers (default: none)");
    command.add_flag("--force", parser.holdout.force, "Replace that file");
}

void add_recover(Parser& parser) {
    auto& command = add_command(
        parser, "recover",
        "Does a calibration find what it should? Surveys of known countries, calibrated again",
        "  kozqaras recover calibration/library/waves_2020_2023.toml --scale 0.0002 --data-sets 2 "
        "--dry-run\n"
        "  kozqaras recover calibration/library/waves_2020_2023.toml --scale 0.0002 --data-sets "
        "100 -o runs/recovery\n"
        "  kozqaras recover waves_2020_2023.toml --prior-width 0.7 --members 100\n"
        "  kozqaras recover waves_2020_2023.toml -o runs/recovery --resume\n"
        "--scale is that of the set-up unless given, --members the draws that are ranked.");
    auto& options = parser.recover;
    command.add_option("setup", options.setup, "What is fitted to what (TOML)")->required();
    command.add_option("-o,--output", options.output, "Folder (default: runs/recovery_SETUP)");
    add_whole_number(command, "--data-sets", options.data_sets, 1, 100'000,
                     "Surveys to recover (default 100)");
    add_number(command, "--prior-width", options.prior_width, 0.01, 1,
               "Factor on the s.d. of all priors, of truths and fits alike (default 1)");
    add_whole_number(command, "--noise-countries", options.noise_countries, 0, 100'000,
                     "Countries in which the noise of the simulation is measured (default 200, at "
                     "least 20); 0: as the calibration assumes it");
    command.add_flag("--vary-others", options.vary_others,
                     "Draw the parameters that are not fitted too; the fit holds them at their "
                     "prior mean as always");
    command.add_flag("--same-country", options.same_country,
                     "Truth and fit share adults, ties and paths, so that only the inference can "
                     "be wrong, not the noise of the simulation");
    command.add_option("--forecast", options.forecast,
                       "Date of the composite to be foreseen, to 2030 (default 2024-07-01)");
    command.add_flag("--force", options.force, "Replace an existing folder");
    command.add_flag("--resume", options.resume,
                     "Go on after the last finished data set of the same command");
}

} // namespace

void add_calibration(Parser& parser) {
    add_calibrate(parser);
    add_diagnose(parser);
    add_holdout(parser);
    add_recover(parser);
}

} // namespace kozqaras
