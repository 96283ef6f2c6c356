// The command line of claims, questions, tables, friends and respondents.

#include "app/command_parser.hpp"

namespace kozqaras {
namespace {

void add_claims(Parser& parser) {
    auto& command = add_command(parser, "claims",
                                "What the reports say in words, answered by the model: met or not",
                                "  kozqaras claims\n"
                                "  kozqaras claims scenarios/library/no_war_2022.toml\n"
                                "  kozqaras claims --csv > claims.csv\n"
                                "  kozqaras claims --posterior prior --json\n"
                                "Every run folder holds claims.csv");
    auto& options = parser.claims;
    command.add_option("scenario", options.scenarios,
                       "Scenario files (TOML) of which statements speak, beside the baseline");
    command.add_flag("--csv", options.csv, "CSV instead of text");
    command.add_flag("--markdown", options.markdown, "As a page of docs");
    add_posterior_option(command, options.posterior);
}

void add_tables(Parser& parser) {
    auto& command = add_command(
        parser, "tables", "The tables of the reports from a run folder, with the print beside",
        "  kozqaras tables runs/baseline\n"
        "  kozqaras tables runs/baseline --table indicators --wave 2021\n"
        "  kozqaras tables runs/baseline --table answers,factors");
    auto& options = parser.tables;
    command.add_option("run", options.run, "Folder written by 'kozqaras run'")->required();
    command
        .add_option("--table", options.tables,
                    "Several with commas: answers, indicators, attitude, macro_regions, factors "
                    "(default: all)")
        ->delimiter(',')
        ->take_all()
        ->allow_extra_args(false);
    command.add_option("--wave", options.wave, "Which wave (default: the last)");
}

void add_friends(Parser& parser) {
    auto& command = add_command(
        parser, "friends",
        "Which countries people name as friendly, with the print beside, from a run folder",
        "  kozqaras friends runs/baseline\n"
        "  kozqaras friends --fit\n"
        "  kozqaras friends --fit --members 20 -o utilities.csv");
    auto& options = parser.friends;
    command.add_option("run", options.run, "Folder written by 'kozqaras run'");
    command.add_flag("--fit", options.fit,
                     "Estimate what makes people name each country from the printed table instead");
    command.add_option("-o,--output", options.output,
                       "With --fit: rows for data/partners/utilities.csv (default: none)");
    command.add_flag("--force", options.force, "Replace that file");
    add_posterior_option(command, options.posterior);
}

void add_respondents(Parser& parser) {
    constexpr int kMostRespondents = 10'000'000, kMostDataSets = 1000;
    auto& command = add_command(
        parser, "respondents",
        "A synthetic survey: one row per respondent, with attributes and all answers",
        "  kozqaras respondents\n"
        "  kozqaras respondents --respondents 5000 --date 2028-12-31 -o runs/survey_2028\n"
        "  kozqaras respondents scenarios/library/visa_free.toml --date 2028-12-31\n"
        "  kozqaras respondents --data-sets 20 -o runs/twenty_samples");
    auto& options = parser.respondents;
    command.add_option("scenario", options.scenarios,
                       "Scenario files (TOML): the same people are asked in each, and in the "
                       "baseline");
    command.add_option("--date", options.date, "When (default: the last wave)");
    add_whole_number(command, "-n,--respondents", options.respondents, 1, kMostRespondents,
                     "How many in each data set (default: as in the last wave)");
    add_whole_number(command, "--data-sets", options.data_sets, 1, kMostDataSets,
                     "How many members are surveyed, one data set each (default 1)");
    command.add_option("-o,--output", options.output, "Folder (default: runs/respondents)");
    command.add_flag("--force", options.force, "Replace an existing folder");
    add_posterior_option(command, options.posterior);
}

} // namespace

void add_survey(Parser& parser) {
    add_claims(parser);
    add_tables(parser);
    add_friends(parser);
    add_respondents(parser);
    auto& questions =
        add_command(parser, "questions", "What the agents can be asked, and what they cannot",
                    "  kozqaras questions\n  kozqaras questions --json\n"
                    "  kozqaras questions --markdown > docs/questions.md");
    questions.add_flag("--markdown", parser.questions.markdown, "As a page of docs");
}

} // namespace kozqaras
