#pragma once
// What the user typed, as plain structs. Only command_line.cpp knows the parsing library.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "model/dynamics/switches.hpp"
#include "model/engine/member_exchange.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

/// Options of every command.
struct SharedOptions {
    std::uint64_t seed = 1;
    int threads = 0;       ///< 0: all cores
    double scale = 0.0025; ///< agents per adult
    int members = 50;      ///< parameter vectors
    bool dry_run = false, json = false, quiet = false;
    std::filesystem::path data;               ///< empty: looked for
    std::set<std::string> given;              ///< long names of the options on the command line
    std::shared_ptr<MemberExchange> exchange; ///< of several processes; null: this one is alone
    std::function<void(std::string_view)> warn = print_warning; ///< what is told of warnings

    /// Is this the process that writes?
    [[nodiscard]] bool leads() const { return !exchange || exchange->rank() == 0; }
};

struct RunOptions {
    std::vector<std::filesystem::path> scenarios;
    std::vector<std::string> settings; ///< name=value[@date]
    std::filesystem::path output;      ///< empty: runs/ and the first scenario's name
    std::filesystem::path posterior;   ///< folder, or "prior"; empty: the one shipped
    bool force = false;
    bool resume = false;          ///< go on from a checkpoint
    bool full = false;            ///< print the whole summary, not only the stories
    bool parts = true;            ///< run the parts of scenarios alone, too
    bool silent = false;          ///< nothing on standard output: another command runs it
    double checkpoint_every = 60; ///< seconds; 0: never
    /// Of the CSV files, 0 to 1, besides the five that are always there.
    std::vector<double> quantiles{};
    Switches switches;
};

struct ValidateOptions {
    std::vector<std::filesystem::path> scenarios;
};

struct LeversOptions {
    bool markdown = false; ///< as a page of docs
};

struct SchemaOptions {};

struct DescribeOptions {
    bool loop = false, population = false;
};

struct CalibrateOptions {
    std::filesystem::path setup;
    std::filesystem::path output;
    std::vector<std::filesystem::path> waves; ///< further waves, besides those of the set-up
    bool force = false, resume = false;
};

struct DiagnoseOptions {
    std::filesystem::path calibration; ///< folder; empty: the posterior shipped
    std::filesystem::path against;     ///< folder of an earlier one; empty: none
    std::filesystem::path output;      ///< folder of tables; empty: words only
    bool predictive = false;           ///< with runs of the members: fit and prior conflicts
    std::filesystem::path cross_check; ///< set-up to be fitted by another method; empty: none
    int screening = 0;                 ///< trajectories of a screening of all parameters; 0: none
    bool force = false;
};

struct HoldoutOptions {
    std::vector<std::filesystem::path> calibrations; ///< folders that left out a breakdown
    std::filesystem::path output;                    ///< table of all numbers; empty: words only
    bool force = false;
};

struct RecoverOptions {
    std::filesystem::path setup;
    std::filesystem::path output; ///< folder; empty: runs/recovery_SETUP
    int data_sets = 100;
    double prior_width = 1;
    int noise_countries = 200; ///< 0: noise of the simulation as the set-up assumes it
    bool vary_others = false;
    bool same_country = false;
    std::string forecast = "2024-07-01"; ///< ISO date
    bool force = false, resume = false;
};

struct SynthesizeOptions {
    std::filesystem::path output;               ///< empty: runs/population
    std::vector<std::filesystem::path> checks;  ///< tables to score the population against
    std::vector<std::filesystem::path> margins; ///< tables to fit besides those of the data
    int year = 2023;                            ///< of 1 January, 2020-2030
    /// Regions written: those of the data, or the units before June 2022; 0: the former.
    int division = 0;
    bool force = false;
};

struct ForecastOptions {
    std::filesystem::path output;    ///< empty: forecasts/, the date and the posterior's name
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    std::string wave;                ///< date of the next wave, ISO; empty: none foreseen
    int respondents = 0;             ///< of that wave
    std::string last_wave;           ///< last one known; empty: the latest shipped
    std::filesystem::path hub;       ///< table for hubs; empty: beside the file
    bool later_events = false;       ///< hindcast: with what happened after the last wave
    bool draft = false;              ///< no record to be held to
    Switches switches;
};

struct ScoreOptions {
    std::filesystem::path forecast, wave;
    std::filesystem::path output; ///< empty: scores/, FORECAST and WAVE
    bool force = false;
};

struct BacktestOptions {
    std::vector<std::string> panels;   ///< names of panels or pollsters; none: all
    std::vector<std::string> horizons; ///< years; none: 1, 2, 3
    bool law = false;                  ///< estimate the law instead of testing it
    std::filesystem::path output;      ///< CSV; empty: none
    bool force = false;
};

struct EffectsOptions {
    std::vector<std::filesystem::path> scenarios;
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    bool interaction = false;        ///< each change alone against all together
    bool response = false;           ///< what priors follow from the estimates
    bool csv = false;                ///< responses as data/parameters/lever_responses.csv
    bool markdown = false;           ///< as a page of docs
};

/// What a comparison, sweep, tornado or search is about.
struct OutcomeOptions {
    std::vector<std::string> dates; ///< ISO
    std::vector<std::string> by;    ///< breakdown codes
};

struct CompareOptions {
    std::vector<std::filesystem::path> inputs; ///< scenario files, or run folders
    std::vector<std::string> settings;         ///< name=value[@date]
    std::filesystem::path posterior;           ///< folder, or "prior"; empty: the one shipped
    OutcomeOptions outcome;
    std::string since;   ///< date; also the change of each line since then
    int respondents = 0; ///< of a next survey; 0: as the last wave
    bool csv = false;
    bool all = false;  ///< every table, not only the first lines
    bool parts = true; ///< run the parts of scenarios alone, too
};

struct SweepOptions {
    std::filesystem::path scenario;  ///< empty: the status quo
    std::vector<std::string> vary;   ///< lever=lo..hi:n, lever=a,b,c
    std::filesystem::path table;     ///< the same as TOML
    std::string design;              ///< grid, list, latin, sobol; empty: grid
    int points = 0;                  ///< of latin and sobol
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    std::filesystem::path output;    ///< empty: runs/sweep
    OutcomeOptions outcome;
    bool resume = false;
};

struct TornadoOptions {
    std::vector<std::filesystem::path> with; ///< scenarios that are bars, too
    std::filesystem::path scenario;          ///< whose effect is explained; empty: the level itself
    std::filesystem::path posterior;         ///< folder, or "prior"; empty: the one shipped
    std::filesystem::path output;            ///< CSV; empty: none
    std::string value = "composite", region, date;
    bool csv = false, force = false;
};

struct ExplainOptions {
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    std::filesystem::path output;    ///< CSV; empty: none
    std::string value = "composite";
    std::vector<std::string> dates; ///< empty: the waves and some year ends
    bool csv = false, force = false;
};

struct SearchOptions {
    std::filesystem::path goal;      ///< TOML
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    int search_members = 8;          ///< while searching
};

struct ServeOptions {
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    int port = 8317;                 ///< 0: any that is free
    bool no_open = false;            ///< do not open a browser
};

struct ClaimsOptions {
    std::vector<std::filesystem::path>
        scenarios;                   ///< of which statements speak, beside the baseline
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    bool csv = false, markdown = false;
};

struct QuestionsOptions {
    bool markdown = false; ///< as a page of docs
};

struct TablesOptions {
    std::filesystem::path run;       ///< folder
    std::vector<std::string> tables; ///< empty: all
    std::string wave;                ///< empty: the last
};

struct FriendsOptions {
    std::filesystem::path run;       ///< folder; empty with `fit`
    bool fit = false;                ///< estimate utilities.csv instead
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    std::filesystem::path output;    ///< CSV of the fit; empty: none
    bool force = false;
};

struct RespondentsOptions {
    std::vector<std::filesystem::path> scenarios;
    std::filesystem::path output;    ///< empty: runs/respondents
    std::filesystem::path posterior; ///< folder, or "prior"; empty: the one shipped
    std::string date;                ///< empty: the last wave
    int respondents = 0;             ///< 0: as many as in the last wave
    int data_sets = 1;               ///< members, one data set each
    bool force = false;
};

struct BriefOptions {
    std::filesystem::path run;    ///< folder
    std::string scenario;         ///< id; empty: the first that is no baseline
    std::string language = "en";  ///< code: a column of the texts
    std::filesystem::path output; ///< .html or .pdf; empty: brief.html
    bool force = false;
};

struct ReportOptions {
    std::vector<std::filesystem::path> runs; ///< folders
    std::string language = "en";
    std::filesystem::path output; ///< .html or .pdf; empty: report.html
    bool force = false;
};

struct ReproduceOptions {
    std::filesystem::path manifest; ///< a manifest.json, or the folder that holds it
};

struct CompletionOptions {};

using CommandOptions =
    std::variant<RunOptions, ValidateOptions, LeversOptions, SchemaOptions, DescribeOptions,
                 CalibrateOptions, DiagnoseOptions, HoldoutOptions, RecoverOptions,
                 SynthesizeOptions, ForecastOptions, ScoreOptions, BacktestOptions, EffectsOptions,
                 CompareOptions, SweepOptions, TornadoOptions, ExplainOptions, SearchOptions,
                 ServeOptions, ClaimsOptions, QuestionsOptions, TablesOptions, FriendsOptions,
                 RespondentsOptions, BriefOptions, ReportOptions, ReproduceOptions,
                 CompletionOptions>;

struct CommandLine {
    SharedOptions shared;
    CommandOptions command;
    std::string text;     ///< as typed, quoted for a shell
    std::string resuming; ///< the same with --resume, quoted for a shell
};

/// The command line cannot be understood (exit status 2).
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Help or the version was asked for: `what()` is to be printed to standard output.
class InformationRequest : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

} // namespace kozqaras
