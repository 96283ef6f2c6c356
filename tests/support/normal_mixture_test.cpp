#include "support/normal_mixture.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include <boost/math/distributions/students_t.hpp>
#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {
namespace {

/// CRPS by its definition: the integral of (F - step at the observed)^2, by the midpoint rule.
template <class Distribution> double integrated_crps(const Distribution& below, double observed) {
    constexpr double kEnd = 150.0, kStep = 0.01; // an observed value lies on an edge
    double sum = 0.0;
    for (double x = -kEnd + 0.5 * kStep; x < kEnd; x += kStep) {
        const double off = below(x) - (x > observed ? 1.0 : 0.0);
        sum += off * off * kStep;
    }
    return sum;
}

/// Student-t with `degrees` of freedom and variance 1.
double scaled_t(double degrees, double value) {
    const double scale = std::sqrt((degrees - 2.0) / degrees);
    return boost::math::cdf(boost::math::students_t(degrees), value / scale);
}

NormalMixture mixture_of_t(double degrees) {
    const auto tails = student_t_factors(degrees);
    NormalMixture mixture{tails.probabilities, {}, {}};
    for (const double factor : tails.factors) {
        mixture.means.push_back(0.0);
        mixture.deviations.push_back(std::sqrt(factor));
    }
    return mixture;
}

TEST(NormalMixture, OnePartIsTheNormal) {
    const NormalMixture one{{1.0}, {2.0}, {3.0}};
    EXPECT_NEAR(one.crps(7.0), crps_normal(2.0, 3.0, 7.0), 1e-12);
    EXPECT_NEAR(one.quantile(0.975), 2.0 + 3.0 * 1.959963984540054, 1e-7);
    EXPECT_DOUBLE_EQ(one.mean(), 2.0);
    EXPECT_DOUBLE_EQ(one.variance(), 9.0);
}

TEST(NormalMixture, ScoreIsTheIntegralOfItsDefinition) {
    const NormalMixture mixture{{0.2, 0.5, 0.3}, {-4.0, 1.0, 6.0}, {1.0, 2.0, 5.0}};
    for (const double observed : {-9.0, 0.5, 12.0})
        EXPECT_NEAR(
            mixture.crps(observed),
            integrated_crps([&](double x) { return mixture.probability_below(x); }, observed),
            1e-3);
}

TEST(NormalMixture, QuantileInvertsTheDistribution) {
    const NormalMixture mixture{{0.2, 0.5, 0.3}, {-4.0, 1.0, 6.0}, {1.0, 2.0, 5.0}};
    for (const double probability : {0.001, 0.05, 0.5, 0.93, 0.999})
        EXPECT_NEAR(mixture.probability_below(mixture.quantile(probability)), probability, 1e-8);
    EXPECT_NEAR(mixture.mean(), 1.5, 1e-14);
    EXPECT_NEAR(mixture.variance(), 0.2 * 17 + 0.5 * 5 + 0.3 * 61 - 2.25, 1e-12);
}

TEST(StudentTFactors, KeepTheMeanAndTheChances) {
    for (const double degrees : {2.3, 3.0, 5.0, 12.0, 200.0}) {
        const auto tails = student_t_factors(degrees);
        ASSERT_EQ(tails.factors.size(), 12U);
        EXPECT_NEAR(std::accumulate(tails.probabilities.begin(), tails.probabilities.end(), 0.0),
                    1.0, 1e-12);
        EXPECT_NEAR(std::inner_product(tails.factors.begin(), tails.factors.end(),
                                       tails.probabilities.begin(), 0.0),
                    1.0, 1e-9)
            << degrees;
    }
}

TEST(StudentTFactors, MakeAStudentT) {
    // Twelve classes: chances of tails to 0.003 where it matters. A normal of the same variance is
    // off by up to 0.02 there, by a factor of 4 in the far tail.
    for (const double degrees : {3.0, 5.0, 8.0}) {
        const auto mixture = mixture_of_t(degrees);
        for (const double value : {-4.0, -2.5, -1.6, -1.0, -0.3, 0.0, 0.7, 1.3, 2.0, 3.0})
            EXPECT_NEAR(mixture.probability_below(value), scaled_t(degrees, value), 3e-3)
                << degrees << " " << value;
        const double far = mixture.probability_below(-5.0) / scaled_t(degrees, -5.0);
        EXPECT_GT(far, 0.6);
        EXPECT_LT(far, 1.5);
    }
}

TEST(StudentTFactors, ScoreOfStudentTIsItsIntegral) {
    const auto mixture = mixture_of_t(5.0);
    for (const double observed : {0.0, 1.0, -3.0, 6.0}) {
        const double exact = integrated_crps([](double x) { return scaled_t(5.0, x); }, observed);
        EXPECT_NEAR(mixture.crps(observed), exact, 0.005 * exact + 1e-3) << observed;
    }
}

TEST(StudentTFactors, InfinityIsTheNormalAndTwoIsRefused) {
    EXPECT_EQ(student_t_factors(std::numeric_limits<double>::infinity()).factors,
              std::vector<double>{1.0});
    EXPECT_THROW((void)student_t_factors(2.0), BugError);
}

} // namespace
} // namespace kozqaras
