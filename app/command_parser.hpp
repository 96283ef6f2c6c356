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
    BacktestOptions backtest;
    CompareOptions compare;
    SweepOptions sweep;
    TornadoOptions tornado;
    ExplainOptions explain;
    SearchOptions search;
    ServeOptions serve;
    ClaimsOptions claims;
    QuestionsOptions questions;
    TablesOptions tables;
    FriendsOptions friends;
    RespondentsOptions respondents;
    BriefOptions brief;
    ReportOptions report;
    ReproduceOptions reproduce;
};

/// Adds an option that takes a whole number from low to high (the library's own would read 010 as
/// eight and let large numbers wrap). The help and the refusal name the range.
CLI::Option& add_whole_number(CLI::App& command, const std::string& name, std::uint64_t& value,
                              std::uint64_t low, std::uint64_t high, const std::string& help);
CLI::Option& add_whole_number(CLI::App& command, const std::string& name, int& value, int low,
                              int high, const std::string& help);
/// The same for a real number.
CLI::Option& add_number(CLI::App& command, const std::string& name, double& value, double low,
                        double high, const std::string& help);

/// Adds a subcommand with those of the shared options that it honours.
CLI::App& add_command(Parser& parser, const char* name, const char* help, const char* examples);

/// --quantiles: numbers from 0 to 1, apart by commas.
void add_quantiles_option(CLI::App& command, std::vector<double>& quantiles);

void add_set_option(CLI::App& command, std::vector<std::string>& settings);
void add_posterior_option(CLI::App& command, std::filesystem::path& posterior);

/// compare, sweep, tornado, explain, search, serve.
void add_workbench(Parser& parser);

/// claims, questions, tables, friends, respondents.
void add_survey(Parser& parser);

/// brief, report, reproduce.
void add_pages(Parser& parser);

/// backtest.
void add_backtest(Parser& parser);

/// validate, effects, levers, schema.
void add_scenario_commands(Parser& parser);

/// calibrate, diagnose, holdout, recover.
void add_calibration(Parser& parser);

} // namespace kozqaras
