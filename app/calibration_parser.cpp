// The command line of what checks a calibration by doing it many times.

#include "app/command_parser.hpp"

namespace kozqaras {

void add_calibration_checks(Parser& parser) {
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
    command.add_option("--data-sets", options.data_sets, "Surveys to recover (default 100)")
        ->check(between(1, 100'000));
    command
        .add_option("--prior-width", options.prior_width,
                    "Factor on the s.d. of all priors, of truths and fits alike (default 1)")
        ->check(between(0.01, 1));
    command
        .add_option("--noise-countries", options.noise_countries,
                    "Countries in which the noise of the simulation is measured (default 200, at "
                    "least 20); 0: as the calibration assumes it")
        ->check(between(0, 100'000));
    command.add_flag("--vary-others", options.vary_others,
                     "Draw the parameters that are not fitted too; the fit holds them at their "
                     "prior mean as always");
    command.add_flag("--same-country", options.same_country,
                     "Truth and fit share adults, ties and paths, so that only the inference can "
                     "be wrong, not the noise of the simulation");
    command.add_option("--forecast", options.forecast,
                       "Date of the composite to be foreseen (default 2024-07-01)");
    command.add_flag("--force", options.force, "Replace an existing folder");
    command.add_flag("--resume", options.resume,
                     "Go on after the last finished data set of the same command");
}

} // namespace kozqaras
