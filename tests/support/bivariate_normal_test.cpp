#include "support/bivariate_normal.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

// Sheppard 1898: a quadrant holds 1/4 + asin(r) / 2 pi.
TEST(BivariateNormal, QuadrantsAreSheppards) {
    for (const double r : {-0.95, -0.5, -0.1, 0.0, 0.2, 0.7, 0.95})
        EXPECT_NEAR(bivariate_normal_cdf(0.0, 0.0, r), 0.25 + std::asin(r) / (2 * std::numbers::pi),
                    1e-12)
            << r;
}

TEST(BivariateNormal, MarginsAndSymmetries) {
    for (const double r : {-0.9, -0.3, 0.4, 0.95}) {
        EXPECT_NEAR(bivariate_normal_cdf(0.7, 9.0, r), normal_cdf(0.7), 1e-9) << r;
        EXPECT_NEAR(bivariate_normal_cdf(0.7, -0.4, r), bivariate_normal_cdf(-0.4, 0.7, r), 1e-12);
        // P(X < x) is P(X < x, Y < y) + P(X < x, -Y < -y).
        EXPECT_NEAR(bivariate_normal_cdf(0.7, -0.4, r) + bivariate_normal_cdf(0.7, 0.4, -r),
                    normal_cdf(0.7), 1e-9)
            << r;
    }
}

// Of drawn pairs, four standard errors.
TEST(BivariateNormal, IsTheShareOfDrawnPairs) {
    constexpr int kDraws = 200'000;
    const double r = 0.6;
    int both = 0;
    for (int i = 0; i < kDraws; ++i) {
        const auto z = random_normals(3, Purpose::test, static_cast<std::uint64_t>(i));
        both += z[0] < -0.8 && r * z[0] + std::sqrt(1 - r * r) * z[1] < 0.5 ? 1 : 0;
    }
    const double p = bivariate_normal_cdf(-0.8, 0.5, r);
    EXPECT_NEAR(static_cast<double>(both) / kDraws, p, 4 * std::sqrt(p * (1 - p) / kDraws));
}

TEST(TetrachoricCorrelation, IsWhatGivesTheJointShare) {
    for (const double r : {-0.8, -0.2, 0.0, 0.3, 0.9}) {
        const double joint = bivariate_normal_cdf(normal_quantile(0.68), normal_quantile(0.34), r);
        EXPECT_NEAR(tetrachoric_correlation(0.68, 0.34, joint), r, 1e-6);
    }
    EXPECT_EQ(tetrachoric_correlation(0.5, 0.5, 0.6), 0.999) << "more than either share";
    EXPECT_EQ(tetrachoric_correlation(0.8, 0.8, 0.1), -0.999) << "less than can be";
}

} // namespace
} // namespace kozqaras
