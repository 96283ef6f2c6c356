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
