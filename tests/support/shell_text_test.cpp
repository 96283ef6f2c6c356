#include "support/shell_text.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

/// What a shell makes of `line`: its words, each in brackets.
std::string words_of(const std::string& line) {
    const std::string command = "for w in " + line + "; do printf '[%s]' \"$w\"; done";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> shell(popen(command.c_str(), "r"),
                                                                pclose);
    std::string words;
    std::array<char, 256> buffer{};
    while (const auto count = std::fread(buffer.data(), 1, buffer.size(), shell.get()))
        words.append(buffer.data(), count);
    return words;
}

TEST(ShellText, PlainWordsStayReadable) {
    EXPECT_EQ(shell_quoted("runs/visa_free.2"), "runs/visa_free.2");
    EXPECT_EQ(shell_quoted("travel.trips_per_week=12000@2027-06-01"),
              "travel.trips_per_week=12000@2027-06-01");
    EXPECT_EQ(shell_quoted(""), "''");
}

TEST(ShellText, AShellReadsBackEveryWord) {
    const std::array<std::string, 10> words{"my runs",    "it's",    "$HOME `id` \\", "a;b&c|d",
                                            "\"twice\"",  "~/x",     "*?[a]",         "көзқарас",
                                            "two\nlines", "!#(<>){}"};
    std::string wanted;
    for (const auto& word : words)
        wanted += '[' + word + ']';
    EXPECT_EQ(words_of(shell_line(words)), wanted);
    EXPECT_EQ(shell_words(shell_line(words)), std::vector<std::string>(words.begin(), words.end()));
    EXPECT_EQ(shell_words("a '' b"), (std::vector<std::string>{"a", "", "b"}));
    EXPECT_FALSE(shell_words("a 'b"));
}

TEST(ShellText, APathIsNoOption) {
    EXPECT_EQ(shell_quoted_path("-x.toml"), "./-x.toml");
    EXPECT_EQ(shell_quoted_path("- x"), "'./- x'");
    EXPECT_EQ(shell_quoted_path("runs/-x"), "runs/-x");
}

} // namespace
} // namespace kozqaras
