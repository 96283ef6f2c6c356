#include "support/numbers.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(Numbers, LeadingZerosDoNotCount) {
    EXPECT_EQ(read_whole("010"), 10U);
    EXPECT_EQ(read_whole("0008"), 8U);
    EXPECT_EQ(read_whole("0"), 0U);
    EXPECT_EQ(read_whole("000"), 0U);
    EXPECT_EQ(read_real("007.50"), 7.5);
    EXPECT_EQ(read_real("-010"), -10);
}

TEST(Numbers, WholeIsWhatTheValueIs) {
    EXPECT_EQ(read_whole("1e3"), 1000U);
    EXPECT_EQ(read_whole("1E+3"), 1000U);
    EXPECT_EQ(read_whole("12.0"), 12U);
    EXPECT_EQ(read_whole("1.25e2"), 125U);
    EXPECT_EQ(read_whole("1200e-2"), 12U);
    EXPECT_EQ(read_whole("0e99"), 0U);
    for (const char* text : {"1.5", "1.25e1", "1e-1", "125e-2", "0.5"})
        EXPECT_EQ(read_whole(text), std::nullopt) << text;
}

TEST(Numbers, SeedsAreExactToTheLastDigitAndNeverWrap) {
    constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();
    EXPECT_EQ(read_whole("18446744073709551615"), kLargest);
    EXPECT_EQ(read_whole("1.8446744073709551615e19"), kLargest);
    EXPECT_EQ(read_whole("9007199254740993"), 9007199254740993U) << "no double holds it";
    for (const char* text : {"18446744073709551616", "99999999999999999999", "1e20", "1e400",
                             "1e99999999999999999999", "184467440737095516150e-0"})
        EXPECT_EQ(read_whole(text), std::nullopt) << text;
}

TEST(Numbers, NothingButDecimalDigits) {
    for (const char* text :
         {"",      " ",   "-",     "+1", "0x10", "0X1p3", "0b11", "0o17", "1_000",
          "1'000", "1,5", "1 000", "1e", "1e+",  "1e+-3", "e3",   ".",    "1.2.3",
          "inf",   "nan", "ten",   "1u", " 1",   "1 ",    "１"}) {
        EXPECT_EQ(read_real(text), std::nullopt) << text;
        EXPECT_EQ(read_whole(text), std::nullopt) << text;
    }
    EXPECT_EQ(read_whole("-1"), std::nullopt);
    EXPECT_EQ(read_whole("-0"), std::nullopt);
    EXPECT_EQ(read_real("1e400"), std::nullopt);
    EXPECT_EQ(read_real("-2.5e-1"), -0.25);
    EXPECT_EQ(read_real("1e+3"), 1000);
}

TEST(Numbers, FractionsAreTold) {
    EXPECT_TRUE(is_whole(4000));
    EXPECT_TRUE(is_whole(-0.0));
    EXPECT_FALSE(is_whole(4333.5));
    EXPECT_FALSE(is_whole(std::numeric_limits<double>::infinity()));
}

} // namespace
} // namespace kozqaras
