#include "workbench/paired_effect.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(PairedEffect, MeanAndNinetyPercentOfTheMembers) {
    std::vector<double> values;
    for (int i = 0; i <= 100; ++i)
        values.push_back(i / 10.0);
    const auto effect = paired_effect(values);
    EXPECT_DOUBLE_EQ(effect.mean, 5.0);
    EXPECT_DOUBLE_EQ(effect.low, 0.5);
    EXPECT_DOUBLE_EQ(effect.high, 9.5);
    EXPECT_EQ(to_string(effect), "+5.00 [+0.50, +9.50]");
    EXPECT_EQ(to_string({-0.001, -0.2, 0.004}), "+0.00 [-0.20, +0.00]");
}

TEST(PairedEffect, OfOneMemberHasNoInterval) {
    const auto effect = paired_effect(std::vector{0.388});
    EXPECT_DOUBLE_EQ(effect.mean, 0.388);
    EXPECT_TRUE(std::isnan(effect.low) && std::isnan(effect.high));
    EXPECT_EQ(to_string(effect), "+0.39");
    EXPECT_TRUE(std::isnan(pairing_gain(std::vector{1.0}, std::vector{0.5}).factor));
}

TEST(PairingGain, IsTheRatioOfVariances) {
    // right: variance 2/3 (divisor n - 1); left = right + (+1, -1, 0, 0, ...) scaled
    const std::vector<double> right{10, 20, 30, 40}, noise{1, -1, -1, 1};
    std::vector<double> left = right;
    for (std::size_t m = 0; m < left.size(); ++m)
        left[m] += noise[m];
    // var right = 500/3; var left = 504/3 (the noise sums to 0 against the trend); var noise = 4/3
    const auto gain = pairing_gain(left, right);
    EXPECT_NEAR(gain.factor, (500.0 + 504.0) / 4.0, 1e-9);
    EXPECT_NEAR(gain.paired_error, std::sqrt(4.0 / 3.0 / 4.0), 1e-12);
    EXPECT_NEAR(gain.unpaired_error, std::sqrt(1004.0 / 3.0 / 4.0), 1e-12);
}

TEST(PairingGain, OfTheSameDifferenceIsInfiniteAndOfNothingOne) {
    EXPECT_TRUE(std::isinf(pairing_gain(std::vector{1.0, 2.0}, std::vector{0.0, 1.0}).factor));
    EXPECT_EQ(pairing_gain(std::vector{1.0, 1.0}, std::vector{1.0, 1.0}).factor, 1.0);
}

} // namespace
} // namespace kozqaras
