#include "scenarios/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

constexpr int kDraws = 20000;
constexpr double kWide = 1e9; ///< no cut

std::vector<double> sorted_draws(const Distribution& d, double low = -kWide, double high = kWide) {
    std::vector<double> draws;
    for (int member = 0; member < kDraws; ++member)
        draws.push_back(draw_value(d, low, high, "trips", 7, static_cast<std::uint64_t>(member)));
    std::ranges::sort(draws);
    return draws;
}

double quantile(const std::vector<double>& sorted, double p) {
    return sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
}

/// Largest distance of the draws from the distribution function (Kolmogorov); below 1.63 / sqrt(n)
/// in 99 of 100 cases.
template <typename Cumulative>
double distance(const std::vector<double>& sorted, const Cumulative& cumulative) {
    double largest = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i)
        largest = std::max(
            largest, std::abs(cumulative(sorted[i]) - (static_cast<double>(i) + 0.5) / kDraws));
    return largest;
}

const double kLargestDistance = 1.63 / std::sqrt(kDraws);

TEST(LeverDistribution, DrawsHaveItsDistributionFunction) {
    const auto normal =
        sorted_draws({.shape = DistributionShape::normal, .mean = 3, .standard_deviation = 2});
    EXPECT_LT(
        distance(normal, [](double x) { return 0.5 * std::erfc(-(x - 3) / 2 / std::sqrt(2.0)); }),
        kLargestDistance);
    const auto uniform = sorted_draws({.shape = DistributionShape::uniform, .low = -1, .high = 4});
    EXPECT_LT(distance(uniform, [](double x) { return (x + 1) / 5; }), kLargestDistance);
    const auto triangular =
        sorted_draws({.shape = DistributionShape::triangular, .low = 0, .mode = 1, .high = 5});
    EXPECT_LT(distance(triangular,
                       [](double x) { return x < 1 ? x * x / 5 : 1 - (5 - x) * (5 - x) / 20; }),
              kLargestDistance);
}

// The mode may lie on an end: a right triangle.
TEST(LeverDistribution, ATriangleMayHaveItsModeOnAnEnd) {
    const auto left =
        sorted_draws({.shape = DistributionShape::triangular, .low = 2, .mode = 2, .high = 6});
    const auto right =
        sorted_draws({.shape = DistributionShape::triangular, .low = 2, .mode = 6, .high = 6});
    EXPECT_NEAR(quantile(left, 0.5), 6 - std::sqrt(8.0), 0.05);
    EXPECT_NEAR(quantile(right, 0.5), 2 + std::sqrt(8.0), 0.05);
    EXPECT_GE(left.front(), 2);
    EXPECT_LE(right.back(), 6);
}

TEST(LeverDistribution, ADrawHangsOnSeedMemberAndNameAloneAndIsCut) {
    const Distribution d{.shape = DistributionShape::normal, .mean = 0, .standard_deviation = 1};
    const double one = draw_value(d, -kWide, kWide, "trips", 1, 4);
    EXPECT_EQ(one, draw_value(d, -kWide, kWide, "trips", 1, 4));
    EXPECT_NE(one, draw_value(d, -kWide, kWide, "trips", 1, 5));
    EXPECT_NE(one, draw_value(d, -kWide, kWide, "trips", 2, 4));
    EXPECT_NE(one, draw_value(d, -kWide, kWide, "visits", 1, 4));
    const auto cut = sorted_draws(d, -0.5, 1.0);
    EXPECT_EQ(cut.front(), -0.5);
    EXPECT_EQ(cut.back(), 1.0);
}

TEST(LeverDistribution, CentralValueAndWords) {
    const Distribution normal{
        .shape = DistributionShape::normal, .mean = 3, .standard_deviation = 1},
        uniform{.shape = DistributionShape::uniform, .low = 2, .high = 6},
        triangular{.shape = DistributionShape::triangular, .low = 0, .mode = 1, .high = 5};
    EXPECT_EQ(central_value(normal), 3);
    EXPECT_EQ(central_value(uniform), 4);
    EXPECT_EQ(central_value(triangular), 1);
    EXPECT_EQ(describe(normal), "normal, mean 3, s.d. 1");
    EXPECT_EQ(describe(uniform), "uniform from 2 to 6");
    EXPECT_EQ(describe(triangular), "triangular from 0 over 1 to 5");
    EXPECT_FALSE(normal == uniform);
    EXPECT_TRUE(normal == (Distribution{DistributionShape::normal, 3, 1}));
}

} // namespace
} // namespace kozqaras
