// Which shared options each command honours, and which options do nothing together.

#include <gtest/gtest.h>

#include "app/command_line.hpp"

namespace kozqaras {
namespace {

using Words = std::vector<std::string>;

std::string fault_of(const Words& arguments) {
    try {
        (void)parse_command_line(arguments);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

std::string help_of(const std::string& command) {
    try {
        (void)parse_command_line({command, "--help"});
    } catch (const InformationRequest& help) {
        return help.what();
    }
    return "";
}

struct Honoured {
    Words command;       ///< with what it needs
    std::string options; ///< s seed, t threads, c scale, m members, d data, r dry run, j json, q
};

const std::vector<Honoured>& expected() {
    static const std::vector<Honoured> table{{{"run", "a.toml"}, "stcmdrjq"},
                                             {{"forecast"}, "stcmdrjq"},
                                             {{"compare", "a.toml"}, "stcmdrjq"},
                                             {{"tornado"}, "stcmdrjq"},
                                             {{"search", "a.toml"}, "stcmdrjq"},
                                             {{"effects", "a.toml"}, "stcmdrjq"},
                                             {{"recover", "a.toml"}, "stcmdrjq"},
                                             {{"sweep"}, "stcmdrq"},
                                             {{"holdout", "a"}, "stcmdrq"},
                                             {{"diagnose", "--predictive"}, "stcmdrq"},
                                             {{"calibrate", "a.toml"}, "stcdrq"},
                                             {{"synthesize"}, "stcdrjq"},
                                             {{"describe"}, "stcd"},
                                             {{"score", "a", "b"}, "drjq"},
                                             {{"validate", "a.toml"}, "djq"},
                                             {{"levers"}, "dj"},
                                             {{"schema"}, "d"},
                                             {{"completion"}, ""}};
    return table;
}

struct Option {
    char letter;
    Words words;
};

const std::vector<Option>& options() {
    static const std::vector<Option> table{{'s', {"--seed", "7"}},    {'t', {"--threads", "2"}},
                                           {'c', {"--scale", "0.1"}}, {'m', {"--members", "9"}},
                                           {'d', {"--data", "x"}},    {'r', {"--dry-run"}},
                                           {'j', {"--json"}},         {'q', {"--quiet"}}};
    return table;
}

TEST(SharedOptions, EachCommandTakesWhatItHonoursAndNothingElse) {
    for (const auto& [command, honoured] : expected())
        for (const auto& [letter, words] : options()) {
            const bool takes = honoured.find(letter) != std::string::npos;
            Words behind = command, before = words;
            behind.insert(behind.end(), words.begin(), words.end());
            before.insert(before.end(), command.begin(), command.end());
            for (const auto& line : {behind, before})
                EXPECT_EQ(fault_of(line).empty(), takes) << ::testing::PrintToString(line);
            EXPECT_EQ(help_of(command.front()).find("  " + words.front()) != std::string::npos,
                      takes)
                << command.front() << " " << words.front();
        }
}

TEST(SharedOptions, ARefusalNamesCommandAndOption) {
    for (const Words& line : {Words{"levers", "--seed=3"}, Words{"--seed", "3", "levers"}})
        EXPECT_NE(fault_of(line).find("--seed does nothing in 'levers'"), std::string::npos);
    EXPECT_NE(fault_of({"--seed", "1", "tornado", "--seed", "2"}).find("twice"), std::string::npos);
}

TEST(IdleOptions, AreRefused) {
    for (const Words& line : std::vector<Words>{{"compare", "a.toml", "--json", "--csv"},
                                                {"tornado", "--json", "--csv"},
                                                {"levers", "--json", "--markdown"},
                                                {"effects", "a.toml", "--json", "--markdown"},
                                                {"tornado", "--dry-run", "--json"},
                                                {"describe", "--loop", "--scale", "0.1"},
                                                {"diagnose", "--scale", "0.1"},
                                                {"diagnose", "--screening", "5", "--members", "9"},
                                                {"diagnose", "--dry-run"},
                                                {"diagnose", "--force"},
                                                {"holdout", "a", "--force"},
                                                {"search", "a", "--search-members", "60"}})
        EXPECT_NE(fault_of(line), "") << ::testing::PrintToString(line);
    for (const Words& line :
         std::vector<Words>{{"diagnose", "--predictive", "--members", "9"},
                            {"diagnose", "-o", "x", "--dry-run"},
                            {"describe", "--loop", "--population", "--seed", "2"},
                            {"holdout", "a", "-o", "x", "--force"},
                            {"search", "a", "--members", "5"},
                            {"run", "a.toml", "--dry-run", "--json"}})
        EXPECT_EQ(fault_of(line), "") << ::testing::PrintToString(line);
}

TEST(Switches, TakeNoValue) {
    for (const char* word :
         {"--no-parts=false", "--no-social=true", "--dry-run=no", "--quiet=false"})
        EXPECT_NE(fault_of({"run", "a.toml", word}).find("a switch takes no value"),
                  std::string::npos)
            << word;
    EXPECT_EQ(fault_of({"run", "a.toml", "--members=3", "--no-parts"}), "");
    EXPECT_EQ(fault_of({"run", "--", "--no-parts=false"}), "");
}

TEST(EmptyValues, AreRefused) {
    for (const Words& line : std::vector<Words>{{"run", "a.toml", "-o", ""},
                                                {"run", "a.toml", "--output="},
                                                {"run", "--data=", "a.toml"},
                                                {"run", "a.toml", "--data", ""},
                                                {"run", "a.toml", "--posterior", ""},
                                                {"run", "a.toml", "--set", ""},
                                                {"run", "a.toml", "--members", ""},
                                                {"run", "a.toml", "--influence", ""},
                                                {"run", ""},
                                                {"--data", "", "levers"},
                                                {"calibrate", "a.toml", "--wave", ""},
                                                {"forecast", "--last-wave", ""},
                                                {"sweep", "--table", ""},
                                                {"tornado", "--with", ""},
                                                {"score", "", "b.csv"}})
        EXPECT_NE(fault_of(line), "") << ::testing::PrintToString(line);
}

} // namespace
} // namespace kozqaras
