#include "support/statistics.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

TEST(Normal, QuantilesAreTheTabulatedOnes) {
    EXPECT_NEAR(normal_quantile(0.5), 0.0, 1e-12);
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
    EXPECT_NEAR(normal_quantile(0.995), 2.575829303548901, 1e-12);
    EXPECT_NEAR(normal_quantile(0.01), -2.326347874040841, 1e-12);
    EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-9);
}

TEST(Normal, QuantileUndoesTheDistributionFunction) {
    for (double x = -5.0; x <= 5.0; x += 0.125)
        EXPECT_NEAR(normal_quantile(normal_cdf(x)), x, 1e-9);
    EXPECT_NEAR(normal_cdf(1.0), 0.841344746068543, 1e-15);
    EXPECT_NEAR(normal_density(0.0), 0.398942280401433, 1e-15);
}

TEST(Normal, QuantileOfZeroOrOneIsABug) {
    EXPECT_THROW((void)normal_quantile(0.0), BugError);
    EXPECT_THROW((void)normal_quantile(1.0), BugError);
}

TEST(Quantile, InterpolatesOrderStatistics) {
    const std::vector<double> values{4.0, 1.0, 3.0, 2.0};
    EXPECT_DOUBLE_EQ(quantile(values, 0.0), 1.0);
    EXPECT_DOUBLE_EQ(quantile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(quantile(values, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(quantile(values, 1.0), 4.0);
    EXPECT_DOUBLE_EQ(quantile(std::vector<double>{7.0}, 0.3), 7.0);
    EXPECT_THROW((void)quantile({}, 0.5), BugError);
}

TEST(Moments, OfSmallSamples) {
    const std::vector<double> values{2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0};
    EXPECT_DOUBLE_EQ(mean(values), 5.0);
    EXPECT_DOUBLE_EQ(standard_deviation(values), 2.138089935299395);
    EXPECT_DOUBLE_EQ(standard_deviation(std::vector<double>{3.0}), 0.0);
    EXPECT_THROW((void)mean({}), BugError);
}

} // namespace
} // namespace kozqaras
