#include "support/errors.hpp"

#include <array>
#include <stop_token>
#include <string>

#include <gtest/gtest.h>

#include "model/core/categories.hpp"
#include "support/progress.hpp"

namespace kozqaras {
namespace {

TEST(Position, LeavesOutWhatIsUnknown) {
    EXPECT_EQ(to_string(Position{"data/x.csv", 12, 3}), "data/x.csv:12:3");
    EXPECT_EQ(to_string(Position{"data/x.csv", 12, 0}), "data/x.csv:12");
    EXPECT_EQ(to_string(Position{"data/x.csv", 0, 0}), "data/x.csv");
}

TEST(NearestName, FindsSlipsOfTheHand) {
    EXPECT_EQ(nearest_name("ecomonic", kAttitudeCodes), "economic") << "transposed letters";
    EXPECT_EQ(nearest_name("goodwil", kAttitudeCodes), "goodwill");
    EXPECT_EQ(nearest_name("oppenness", kAttitudeCodes), "openness");
    EXPECT_EQ(nearest_name("KZ-76", std::array<std::string_view, 3>{"KZ-71", "KZ-75", "KZ-79"}), "")
        << "several are as near";
}

TEST(NearestName, SaysNothingIfNothingIsNear) {
    EXPECT_EQ(nearest_name("qqqqqqqq", kAttitudeCodes), "");
    EXPECT_EQ(nearest_name("x", {}), "");
}

TEST(InputError, UnknownNameListsWhatIsAllowed) {
    constexpr std::array<std::string_view, 2> sexes{"men", "women"};
    const auto error = InputError::unknown_name({"a.toml", 3, 1}, "sex", "womem", sexes);
    EXPECT_EQ(std::string(error.what()),
              "a.toml:3:1: unknown sex 'womem'. Did you mean 'women'? Allowed: men, women");
    const auto far = InputError::unknown_name({"a.toml", 3, 1}, "sex", "zzzzzzzz", sexes);
    EXPECT_EQ(std::string(far.what()), "a.toml:3:1: unknown sex 'zzzzzzzz'. Allowed: men, women");
}

/// Before, a million letters were compared with every name: minutes for a table of them.
TEST(NearestName, OfAHugeNameIsFoundAtOnce) {
    const std::string huge(std::size_t{1} << 25U, 'a');
    EXPECT_EQ(nearest_name(huge, kAttitudeCodes), "");
    EXPECT_EQ(nearest_name(kAttitudeCodes.front(), std::array<std::string_view, 1>{huge}), "");
}

/// What a file says must neither end a message early nor command the terminal.
TEST(InputError, ShowsWhatNoTerminalShouldObey) {
    using namespace std::string_literals;
    EXPECT_EQ(std::string(InputError({"a.toml", 3, 1}, "there is no 'a\0b\x1B[2J'\nnext"s).what()),
              "a.toml:3:1: there is no 'a\\x00b\\x1B[2J'\nnext");
    EXPECT_EQ(std::string(FileError("a", "not '\0'"s).what()), "a: not '\\x00'");
}

TEST(InputError, SeveralFaultsStandOneOnEachLine) {
    EXPECT_EQ(std::string(InputError::several({"one", "two"}).what()), "one\ntwo");
}

TEST(BugError, TellsThatItIsOurFault) {
    EXPECT_NO_THROW(require(true, "never seen"));
    try {
        require(false, "shares do not add up");
        FAIL() << "no BugError";
    } catch (const BugError& error) {
        EXPECT_NE(std::string(error.what()).find("shares do not add up ("), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("errors_test.cpp"), std::string::npos);
    }
}

TEST(Stop, InterruptsOnlyWhenAsked) {
    std::stop_source source;
    EXPECT_NO_THROW(check_stop(source.get_token()));
    source.request_stop();
    EXPECT_THROW(check_stop(source.get_token()), Interrupted);
}

} // namespace
} // namespace kozqaras
