#include "support/run_identity.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

RunIdentity some_work(const std::string& seed, const std::string& table) {
    RunIdentity identity;
    identity.add_value("--seed", seed);
    identity.add_content("data/events/drivers.csv", table);
    return identity;
}

TEST(RunIdentity, EqualPartsMakeTheSameText) {
    EXPECT_EQ(some_work("1", "a,b").text(), some_work("1", "a,b").text());
    EXPECT_EQ(some_work("1", "a,b").difference_from(some_work("1", "a,b").text()), "");
}

TEST(RunIdentity, NamesWhatDiffers) {
    const auto stored = some_work("1", "a,b").text();
    EXPECT_EQ(some_work("2", "a,b").difference_from(stored), "--seed was 1 and is 2");
    EXPECT_EQ(some_work("1", "a,c").difference_from(stored), "data/events/drivers.csv has changed");
    EXPECT_EQ(some_work("2", "").difference_from(stored),
              "--seed was 1 and is 2; data/events/drivers.csv has changed");
}

TEST(RunIdentity, NamesWhatIsNewOrGone) {
    auto more = some_work("1", "a,b");
    more.add_content("data/survey/waves.csv", "w");
    EXPECT_EQ(more.difference_from(some_work("1", "a,b").text()), "data/survey/waves.csv is new");
    EXPECT_EQ(some_work("1", "a,b").difference_from(more.text()), "data/survey/waves.csv is gone");
}

TEST(RunIdentity, CountsWhatItDoesNotName) {
    RunIdentity many;
    for (int k = 0; k < 12; ++k)
        many.add_value(std::to_string(k), "here");
    const auto difference = many.difference_from("");
    EXPECT_NE(difference.find("4 is new; 7 more parts differ"), std::string::npos) << difference;
}

/// Two parts of one name (files of the same name) whose contents change places are another work.
TEST(RunIdentity, OrderIsPartOfTheWork) {
    RunIdentity one, other;
    one.add_content("a.toml", "1");
    one.add_content("a.toml", "2");
    other.add_content("a.toml", "2");
    other.add_content("a.toml", "1");
    EXPECT_NE(one.difference_from(other.text()), "");
}

TEST(RunIdentity, NamesCannotBreakTheText) {
    RunIdentity odd, even;
    odd.add_value("a\tb\nc", "d\te");
    even.add_value("a b c", "d e");
    EXPECT_EQ(odd.text(), even.text());
    EXPECT_EQ(odd.text(), "a b c\td e\n");
}

TEST(RunIdentity, OtherWorkIsRefusedWithTheWayOn) {
    const auto stored = some_work("1", "a,b").text();
    EXPECT_NO_THROW(require_same_work(some_work("1", "a,b"), stored, "x.record", "with --force"));
    try {
        require_same_work(some_work("1", "a,c"), stored, "x.record", "with --force");
        FAIL() << "nothing was refused";
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "x.record: was begun with other inputs: data/events/drivers.csv has changed. "
                     "Restore them, or start anew with --force");
    }
    EXPECT_THROW(require_same_work(some_work("1", "a,b"), "", "x", ""), InputError);
    EXPECT_THROW(require_same_work(some_work("1", "a,b"), "noise\n\n\t", "x", ""), InputError);
}

} // namespace
} // namespace kozqaras
