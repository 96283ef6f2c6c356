#include "app/command_line.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/command_parser.hpp"
#include "app/option_checks.hpp"
#include "app/shared_options.hpp"
#include "app/version.hpp"
#include "scenarios/lever.hpp"
#include "support/errors.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

void add_switches(CLI::App& command, Switches& switches) {
    command.add_flag("!--no-social", switches.social, "Without influence through ties");
    command.add_flag("!--no-media", switches.media, "Without outlets");
    command.add_flag("!--no-events", switches.events, "Without direct effects of events");
    command.add_flag("!--no-drawn-events", switches.drawn_events,
                     "Without the visits and summits that go on after the record at its rate");
    command.add_flag("!--no-experience", switches.experience, "Without trips, meetings, plants");
    command.add_flag("!--no-ageing", switches.ageing,
                     "Adults of 1 January 2023 throughout, instead of those of each year");
    const auto choose = [&switches](const std::string& name) {
        const auto place = std::ranges::find(kInfluenceCodes, name);
        if (place == kInfluenceCodes.end()) {
            const auto nearest = nearest_name(name, kInfluenceCodes);
            throw CLI::ValidationError(
                "--influence",
                fmt::format("unknown rule '{}'.{} Allowed: {}", name,
                            nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest),
                            fmt::join(kInfluenceCodes, ", ")));
        }
        switches.influence = static_cast<Influence>(place - kInfluenceCodes.begin());
    };
    command.add_option_function<std::string>(
        "--influence", choose,
        fmt::format("Rule by which ties draw: {}", fmt::join(kInfluenceCodes, ", ")));
}

void add_run(Parser& parser) {
    auto& command = add_command(
        parser, "run", "Run scenarios beside the baseline, paired, and write a run folder",
        "  kozqaras run scenarios/library/visa_free.toml\n"
        "  kozqaras run baseline.toml visa_free.toml --members 20 --scale 0.002 -o runs/quick\n"
        "  kozqaras run baseline.toml --set travel.trips_per_week=12000@2027-06-01 -o "
        "runs/more_trips\n"
        "  kozqaras run visa_free.toml --scale 0.05 --resume\n"
        "  kozqaras run baseline.toml --influence hegselmann_krause -o runs/bounded\n"
        "  kozqaras run visa_free.toml --quantiles 0.025,0.975\n"
        "  kozqaras run visa_free.toml --dry-run");
    auto& options = parser.run;
    command.add_option("scenario", options.scenarios, "Scenario files (TOML)");
    add_set_option(command, options.settings);
    command.add_option("-o,--output", options.output, "Run folder (default: runs/FIRST_SCENARIO)");
    add_posterior_option(command, options.posterior);
    command.add_flag("--force", options.force, "Replace an existing run folder");
    command.add_flag("--full", options.full, "Print the whole summary (it is in summary.txt, too)");
    command.add_flag(
        "!--no-parts", options.parts,
        "Do not run the parts of scenarios alone to tell what each makes of the whole");
    add_quantiles_option(command, options.quantiles);
    add_switches(command, options.switches);
    add_number(command, "--checkpoint-every", options.checkpoint_every, 0, 1e6,
               "Seconds between checkpoints, kept beside the run folder (default 60; 0: none)");
    command.add_flag("--resume", options.resume,
                     "Go on from the checkpoint of the same command, to the same bytes");
}

void add_synthesize(Parser& parser) {
    auto& command =
        add_command(parser, "synthesize", "Write the synthetic adults and their ties, and the fit",
                    "  kozqaras synthesize\n"
                    "  kozqaras synthesize --scale 1 --seed 7 -o runs/everyone\n"
                    "  kozqaras synthesize --check other_margins.csv\n"
                    "  kozqaras synthesize --margin macro_region_language.csv\n"
                    "  kozqaras synthesize --year 2030 -o runs/adults_2030\n"
                    "  kozqaras synthesize --year 2020 --division 17\n"
                    "  kozqaras synthesize --scale 1 --dry-run");
    auto& options = parser.synthesize;
    command.add_option("-o,--output", options.output, "Folder (default: runs/population)");
    command
        .add_option("--check", options.checks,
                    "CSV of adults that was not fitted, in the form of data/population; scored")
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option("--margin", options.margins,
                    "The same, but fitted; the other tables are raked to it within their tolerance")
        ->take_all()
        ->allow_extra_args(false);
    add_whole_number(command, "--year", options.year, 2020, 2030,
                     "Adults of 1 January of this year, projected unless it is 2023");
    add_whole_number(command, "--division", options.division, 1, static_cast<int>(kMostRegions),
                     "How many regions: those of the data (default), or those before June 2022, "
                     "for 2020 to 2022");
    command.add_flag("--force", options.force, "Replace an existing folder");
}

void add_forecast(Parser& parser) {
    auto& command = add_command(
        parser, "forecast", "Put a forecast to 2030 on record: one dated file, never rewritten",
        "  kozqaras forecast\n"
        "  kozqaras forecast --wave 2026-12-15 --respondents 1600 -o forecasts/next_wave.json\n"
        "  kozqaras forecast --draft --members 12 --scale 0.001 -o draft.json\n"
        "  kozqaras forecast --posterior runs/waves_2020_2021 --last-wave 2021 -o "
        "forecasts/hindcast.json\n"
        "  kozqaras forecast --dry-run");
    auto& options = parser.forecast;
    command.add_option("-o,--output", options.output,
                       "The file (default: forecasts/DATE_POSTERIOR.json)");
    add_posterior_option(command, options.posterior);
    command.add_option("--wave", options.wave, "Foresee a wave: middle of its fieldwork, ISO date");
    add_whole_number(command, "--respondents", options.respondents, 10, 1'000'000,
                     "Size of the foreseen wave");
    command.add_option("--last-wave", options.last_wave,
                       "Last wave taken as known (default: the last that the posterior was fitted "
                       "to); later waves must not have been fitted. An earlier one makes a "
                       "hindcast");
    command.add_option("--hub", options.hub,
                       "Table with the columns of forecast hubs (default: beside the file, "
                       "NAME.hub.csv)");
    command.add_flag("--draft", options.draft,
                     "A draft: fewer than 100 members will do; says so wherever it is shown");
    command.add_flag("--later-events", options.later_events,
                     "Hindcast with the events and travel recorded after the last wave");
    add_switches(command, options.switches);
}

void add_score(Parser& parser) {
    auto& command = add_command(
        parser, "score", "Compare a stored forecast with a wave; skill against simple baselines",
        "  kozqaras score forecasts/next_wave.json wave_2026.csv\n"
        "  kozqaras score forecasts/next_wave.json wave_2026.csv --json\n"
        "  kozqaras score runs/hindcast_2023.json 2023\n"
        "The form of the wave's file: docs/forecasting.md");
    auto& options = parser.score;
    command.add_option("forecast", options.forecast, "File written by 'kozqaras forecast'")
        ->required();
    command
        .add_option("wave", options.wave, "Observed wave: a CSV file, or a wave of --data's tables")
        ->required();
    command.add_option("-o,--output", options.output,
                       "Score table (default: scores/FORECAST__WAVE.csv)");
    command.add_flag("--force", options.force, "Replace an existing score table");
}

void add_others(Parser& parser) {
    auto& describe = add_command(parser, "describe", "What the model does and whom it simulates",
                                 "  kozqaras describe --loop\n  kozqaras describe --population");
    describe.add_flag("--loop", parser.describe.loop, "The weekly step, in order");
    describe.add_flag("--population", parser.describe.population,
                      "How well the synthetic adults meet the census");
    add_command(parser, "completion", "Completion script for bash",
                "  source <(kozqaras completion)");
}

std::unique_ptr<Parser> make_parser() {
    auto parser = std::make_unique<Parser>();
    auto& app = parser->app;
    app.set_version_flag("--version",
                         fmt::format("kozqaras {} ({})", program_version(), git_revision()));
    app.allow_extras();
    app.footer("Examples:\n"
               "  kozqaras run scenarios/library/baseline.toml scenarios/library/visa_free.toml\n"
               "  kozqaras levers\n"
               "  kozqaras COMMAND --help\n\n"
               "Exit status: 0 done, 1 our bug, 2 usage, 3 invalid input, 4 file or disk, 5 "
               "finished but a "
               "check failed,\n130 interrupted.");
    add_shared_options(app, parser->shared, shared_option_names());
    add_run(*parser);
    add_calibration(*parser);
    add_synthesize(*parser);
    add_forecast(*parser);
    add_score(*parser);
    add_backtest(*parser);
    add_scenario_commands(*parser);
    add_others(*parser);
    add_workbench(*parser);
    add_survey(*parser);
    add_pages(*parser);
    return parser;
}

std::vector<std::string> long_options(const CLI::App& command) {
    std::vector<std::string> names;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

[[noreturn]] void refuse(std::string_view kind, const std::string& name,
                         const std::vector<std::string>& allowed, std::string_view command) {
    const auto bare = [](std::string_view text) {
        return text.substr(std::min(text.size(), text.find_first_not_of('-')));
    };
    std::vector<std::string_view> views; // dashes would make all options alike
    views.reserve(allowed.size());
    for (const std::string& one : allowed)
        views.push_back(bare(one));
    auto nearest = std::string(nearest_name(bare(name), views));
    if (!nearest.empty() && name.starts_with("--"))
        nearest = "--" + nearest;
    constexpr std::size_t kWidth = 100;
    const auto list =
        fmt::format("Allowed: {}. See '{} --help'.", fmt::join(allowed, ", "), command);
    throw UsageError(fmt::format("unknown {} '{}'.{}\n{}", kind, name,
                                 nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest),
                                 wrap(list, kWidth, "  ")));
}

/// What the parser left over. The library keeps "--", after which nothing is an option.
struct Rest {
    std::vector<std::string> words;
    std::size_t options = 0; ///< words before "--"

    explicit Rest(const CLI::App& app) : words(app.remaining(true)) {
        const auto end = std::ranges::find(words, "--");
        options = static_cast<std::size_t>(end - words.begin());
        if (end != words.end())
            words.erase(end);
    }

    [[nodiscard]] bool is_option(std::size_t word) const {
        return word < options && words[word].starts_with('-');
    }
};

/// The first word left over is one of no command, or of no use to `command`.
[[noreturn]] void refuse_first(const Rest& rest, const CLI::App& command,
                               const std::string& shown) {
    const auto& word = rest.words.front();
    if (!rest.is_option(0))
        throw UsageError(
            fmt::format("'{}' is one argument too many. See '{} --help'.", word, shown));
    const auto name = word.substr(0, word.find('='));
    if (std::ranges::count(shared_option_names(), name.substr(name.find_first_not_of('-'))) > 0)
        throw UsageError(fmt::format("{} does nothing in '{}'. See '{} --help'.", name,
                                     command.get_name(), shown));
    refuse("option", name, long_options(command), shown);
}

/// Refuses what the parser left over.
void check_remaining(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    const Rest rest(app);
    if (!chosen.empty()) {
        if (!rest.words.empty())
            refuse_first(rest, *chosen.front(), "kozqaras " + chosen.front()->get_name());
        return;
    }
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    for (std::size_t word = 0; word < rest.words.size(); ++word)
        if (!rest.is_option(word))
            refuse("command", rest.words[word], names, "kozqaras");
    if (!rest.words.empty())
        refuse_first(rest, app, "kozqaras");
    throw UsageError(
        fmt::format("a command is needed: {}. See 'kozqaras --help'.", fmt::join(names, ", ")));
}

void note_given(const CLI::App& app, std::set<std::string>& given) {
    for (const auto* option : app.get_options())
        if (option->count() > 0 && !option->get_lnames().empty())
            given.insert(option->get_lnames().front());
}

CommandOptions chosen_options(const Parser& parser, const std::string& name) {
    const std::map<std::string_view, CommandOptions> options{{"run", parser.run},
                                                             {"validate", parser.validate},
                                                             {"effects", parser.effects},
                                                             {"levers", parser.levers},
                                                             {"schema", SchemaOptions{}},
                                                             {"describe", parser.describe},
                                                             {"calibrate", parser.calibrate},
                                                             {"diagnose", parser.diagnose},
                                                             {"holdout", parser.holdout},
                                                             {"recover", parser.recover},
                                                             {"synthesize", parser.synthesize},
                                                             {"forecast", parser.forecast},
                                                             {"score", parser.score},
                                                             {"backtest", parser.backtest},
                                                             {"compare", parser.compare},
                                                             {"sweep", parser.sweep},
                                                             {"tornado", parser.tornado},
                                                             {"explain", parser.explain},
                                                             {"search", parser.search},
                                                             {"serve", parser.serve},
                                                             {"claims", parser.claims},
                                                             {"questions", parser.questions},
                                                             {"tables", parser.tables},
                                                             {"friends", parser.friends},
                                                             {"respondents", parser.respondents},
                                                             {"brief", parser.brief},
                                                             {"report", parser.report},
                                                             {"reproduce", parser.reproduce},
                                                             {"completion", CompletionOptions{}}};
    const auto found = options.find(name);
    require(found != options.end(), "subcommand without options");
    return found->second;
}

void parse(Parser& parser, const std::vector<std::string>& arguments) {
    refuse_empty_assignments(arguments);
    try { // the library takes them from the back
        parser.app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForVersion&) {
        throw InformationRequest(parser.app.version() + "\n");
    } catch (const CLI::Success&) { // --help
        const auto chosen = parser.app.get_subcommands();
        throw InformationRequest(chosen.empty() ? parser.app.help() : chosen.front()->help());
    } catch (const CLI::ParseError& error) {
        if (parser.app.get_subcommands().empty())
            check_remaining(parser.app);
        throw UsageError(fmt::format("{}. See 'kozqaras {} --help'.", describe(error),
                                     parser.app.get_subcommands().front()->get_name()));
    }
    check_remaining(parser.app);
    refuse_values_of_switches(arguments, *parser.app.get_subcommands().front());
}

/// `arguments` with --resume: before "--", after which nothing is an option.
std::vector<std::string> with_resume(std::vector<std::string> arguments) {
    const auto options_end = std::ranges::find(arguments, "--");
    if (std::find(arguments.begin(), options_end, "--resume") == options_end)
        arguments.insert(options_end, "--resume");
    return arguments;
}

} // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments) {
    const auto parser = make_parser();
    parse(*parser, arguments);
    refuse_empty_values(parser->app);
    const auto* command = parser->app.get_subcommands().front();
    CommandLine line;
    line.shared = parser->shared;
    note_given(parser->app, line.shared.given);
    note_given(*command, line.shared.given);
    line.command = chosen_options(*parser, command->get_name());
    line.text = "kozqaras " + shell_line(arguments);
    line.resuming = "kozqaras " + shell_line(with_resume(arguments));
    refuse_idle_options(line, parser->app);
    if (command->get_name() == "run" && parser->run.scenarios.empty())
        throw UsageError("run needs a scenario file, e.g. scenarios/library/visa_free.toml. See "
                         "'kozqaras run --help'.");
    return line;
}

std::string bash_completion() {
    const auto parser = make_parser();
    std::string cases, names;
    for (const auto* command : parser->app.get_subcommands([](const CLI::App*) { return true; })) {
        names += command->get_name() + " ";
        cases += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(),
                             fmt::join(long_options(*command), " "));
    }
    return fmt::format(
        "# bash completion for kozqaras: source <(kozqaras completion)\n"
        "_kozqaras() {{\n"
        "  local words current=\"${{COMP_WORDS[COMP_CWORD]}}\"\n"
        "  case \"${{COMP_WORDS[1]}}\" in\n{}    *) words=\"{}--help --version\" ;;\n"
        "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
        "}}\n"
        "complete -o default -F _kozqaras kozqaras\n",
        cases, names);
}

} // namespace kozqaras
