// The table of texts: what it gives, and what it refuses.

#include "output/texts.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

TEST(Texts, GivesEachLanguageAndFillsPlaces) {
    const auto texts = Texts::parse("key,en,xx\nsay,{n} of {all},{all}: {n}\n", "texts.csv");
    EXPECT_EQ(texts.languages(), (std::vector<std::string>{"en", "xx"}));
    EXPECT_EQ(texts.of("say", "xx"), "{all}: {n}");
    EXPECT_EQ(texts.filled("say", "en", {{"n", "{all}"}, {"all", "9"}}), "{all} of 9")
        << "what a value says is not filled again";
    EXPECT_EQ(texts.filled("say", "xx", {{"n", "3"}, {"all", "9"}}), "9: 3");
    EXPECT_THROW((void)texts.of("sy", "en"), BugError);
    EXPECT_THROW((void)texts.of("say", "kk"), BugError);
}

std::string fault_of(std::string_view text) {
    try {
        (void)Texts::parse(text, "texts.csv");
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(Texts, RefusesWhatIsMissingOrDiffers) {
    EXPECT_NE(fault_of("key,en,xx\na,A,\n").find("'a' has no text in 'xx'"), std::string::npos);
    EXPECT_NE(fault_of("key,en,xx\na,{n},{m}\n").find("same places"), std::string::npos);
    EXPECT_NE(fault_of("key,en\na,A\na,B\n").find("texts.csv:3"), std::string::npos);
    EXPECT_NE(fault_of("key,en\n,A\n").find("needs a key"), std::string::npos);
    EXPECT_EQ(fault_of("key,en\na,A\nb,{n} and {n\n"), "") << "an open brace is no place";
}

TEST(Texts, TheShippedTableIsWhole) {
    const auto texts =
        Texts::read(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data/texts/texts.csv");
    EXPECT_EQ(texts.languages(), (std::vector<std::string>{"en", "ru", "kk"}));
    EXPECT_GT(texts.keys().size(), 200U);
    EXPECT_NE(texts.of("answer", "ru"), texts.of("answer", "kk"));
}

/// Kazakh endings follow the sound of the last word (9-ы, but 8-і; 3 пен, but 6 мен). A number that
/// is filled in must not carry one. Allowed after a hyphen are nouns ("{n}-топ").
TEST(Texts, NoKazakhEndingHangsOnANumberThatIsFilledIn) {
    const auto texts =
        Texts::read(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data/texts/texts.csv");
    for (const auto& key : texts.keys()) {
        const std::string& words = texts.of(key, "kk");
        for (auto at = words.find("}-"); at != std::string::npos; at = words.find("}-", at + 1))
            EXPECT_TRUE(words.substr(at + 2).starts_with("топ") ||
                        words.substr(at + 2).starts_with("апта"))
                << key << ": " << words;
        for (const char* joined : {"} мен {", "} бен {", "} пен {"})
            EXPECT_EQ(words.find(joined), std::string::npos) << key << ": " << words;
    }
}

} // namespace
} // namespace kozqaras
