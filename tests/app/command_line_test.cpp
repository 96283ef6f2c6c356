#include "app/command_line.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

std::string usage_error(const std::vector<std::string>& arguments) {
    try {
        (void)parse_command_line(arguments);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(CommandLine, RunOptionsAreRead) {
    const auto line =
        parse_command_line({"run", "a.toml", "b.toml", "--set", "x=1", "--set", "y=2", "-o",
                            "runs/c", "--seed", "7", "--members", "3", "--no-media", "--quiet"});
    const auto& run = std::get<RunOptions>(line.command);
    EXPECT_EQ(run.scenarios, (std::vector<std::filesystem::path>{"a.toml", "b.toml"}));
    EXPECT_EQ(run.settings, (std::vector<std::string>{"x=1", "y=2"}));
    EXPECT_EQ(run.output, "runs/c");
    EXPECT_FALSE(run.switches.media);
    EXPECT_TRUE(run.switches.social);
    EXPECT_EQ(line.shared.seed, 7U);
    EXPECT_EQ(line.shared.members, 3);
    EXPECT_TRUE(line.shared.quiet);
    EXPECT_TRUE(line.shared.given.contains("seed"));
    EXPECT_TRUE(line.shared.given.contains("no-media"));
    EXPECT_FALSE(line.shared.given.contains("scale"));
}

TEST(CommandLine, SynthesizeOptionsAreRead) {
    const auto line = parse_command_line({"synthesize", "--check", "a.csv", "--check", "b.csv",
                                          "-o", "runs/x", "--scale", "0.5", "--force"});
    const auto& options = std::get<SynthesizeOptions>(line.command);
    EXPECT_EQ(options.checks, (std::vector<std::filesystem::path>{"a.csv", "b.csv"}));
    EXPECT_EQ(options.output, "runs/x");
    EXPECT_TRUE(options.force);
    EXPECT_DOUBLE_EQ(line.shared.scale, 0.5);
}

TEST(CommandLine, SharedOptionsMayStandBeforeTheCommand) {
    const auto line = parse_command_line({"--seed", "9", "tornado", "--json"});
    EXPECT_EQ(line.shared.seed, 9U);
    EXPECT_TRUE(line.shared.json);
    EXPECT_TRUE(std::holds_alternative<TornadoOptions>(line.command));
}

TEST(CommandLine, ScenarioAfterSetIsAScenario) {
    const auto line = parse_command_line({"run", "--set", "x=1", "a.toml"});
    const auto& run = std::get<RunOptions>(line.command);
    EXPECT_EQ(run.settings.size(), 1U);
    EXPECT_EQ(run.scenarios.size(), 1U);
}

TEST(CommandLine, TyposGetTheNearestName) {
    EXPECT_NE(usage_error({"rnu", "x.toml"}).find("Did you mean 'run'?"), std::string::npos);
    EXPECT_NE(usage_error({"run", "x.toml", "--member", "3"}).find("Did you mean '--members'?"),
              std::string::npos);
    EXPECT_NE(usage_error({"--sed", "3", "run"}).find("--seed"), std::string::npos);
    EXPECT_NE(usage_error({"levers", "x"}).find("one argument too many"), std::string::npos);
}

TEST(CommandLine, WrongValuesAreUsageErrors) {
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{},
                                               {"run"},
                                               {"validate"},
                                               {"run", "x.toml", "--seed"},
                                               {"run", "x.toml", "--seed", "-1"},
                                               {"run", "x.toml", "--seed", "many"},
                                               {"run", "x.toml", "--members", "0"},
                                               {"run", "x.toml", "--scale", "0"},
                                               {"run", "x.toml", "--scale", "2"},
                                               {"run", "x.toml", "--scale", "nan"},
                                               {"run", "x.toml", "--threads", "-2"},
                                               {"run", "x.toml", "--seed", "1", "--seed", "2"}})
        EXPECT_NE(usage_error(arguments), "accepted") << ::testing::PrintToString(arguments);
}

TEST(CommandLine, HelpOfEveryCommandHasExamples) {
    for (const auto* command :
         {"run", "validate", "levers", "schema", "describe", "calibrate", "completion"}) {
        try {
            (void)parse_command_line({command, "--help"});
            ADD_FAILURE() << command;
        } catch (const InformationRequest& help) {
            const std::string text = help.what();
            EXPECT_NE(text.find("Examples:\n"), std::string::npos) << text;
            EXPECT_NE(text.find(std::string("kozqaras ") + command), std::string::npos) << text;
        }
    }
}

TEST(CommandLine, TextIsQuotedAndResumingGoesBeforeTheEndOfOptions) {
    const auto line = parse_command_line({"run", "-o", "my runs/x", "--", "-a b.toml"});
    EXPECT_EQ(line.text, "kozqaras run -o 'my runs/x' -- '-a b.toml'");
    EXPECT_EQ(line.resuming, "kozqaras run -o 'my runs/x' --resume -- '-a b.toml'");
    EXPECT_EQ(std::get<RunOptions>(line.command).scenarios.front(), "-a b.toml");
    EXPECT_EQ(parse_command_line({"run", "a.toml"}).resuming, "kozqaras run a.toml --resume");
    EXPECT_EQ(parse_command_line({"run", "--resume", "a.toml"}).resuming,
              "kozqaras run --resume a.toml");
}

TEST(CommandLine, CompletionNamesCommandsAndOptions) {
    const auto script = bash_completion();
    for (const auto* word : {"calibrate", "--no-social", "--population", "complete -o default"})
        EXPECT_NE(script.find(word), std::string::npos) << word;
}

} // namespace
} // namespace kozqaras
