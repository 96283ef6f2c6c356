#pragma once
// The parser of the command line, for the files that add subcommands to it.

#include <filesystem>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/options.hpp"

namespace kozqaras {

/// The parser and the structs it fills; one struct per subcommand.
struct Parser {
    CLI::App app{
        "How does Kazakhstan see China, how did that come about, and what would change it?",
        "kozqaras"};
    SharedOptions shared;
    RunOptions run;
    ValidateOptions validate;
    LeversOptions levers;
    EffectsOptions effects;
    DescribeOptions describe;
    CalibrateOptions calibrate;
    DiagnoseOptions diagnose;
    HoldoutOptions holdout;
    RecoverOptions recover;
    SynthesizeOptions synthesize;
    ForecastOptions forecast;
    ScoreOptions score;
    CompareOptions compare;
    SweepOptions sweep;
    TornadoOptions tornado;
    SearchOptions search;
};

/// A number from low to high; unlike the library's range, it refuses nan and a minus sign before a
/// whole number.
[[nodiscard]] CLI::Validator between(double low, double high);

/// Adds a subcommand with the options of every command.
CLI::App& add_command(Parser& parser, const char* name, const char* help, const char* examples);

void add_shared_options(CLI::App& command, SharedOptions& shared);
void add_set_option(CLI::App& command, std::vector<std::string>& settings);
void add_posterior_option(CLI::App& command, std::filesystem::path& posterior);

/// compare, sweep, tornado, search.
void add_workbench(Parser& parser);

/// calibrate, diagnose, holdout, recover.
void add_calibration(Parser& parser);

} // namespace kozqaras
