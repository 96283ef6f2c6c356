#include "support/scoring_rules.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "support/random.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

std::vector<double> normal_sample(std::size_t count, double mean, double deviation) {
    RandomStream stream(5, Purpose::test, 1);
    std::vector<double> values(count);
    for (double& value : values)
        value = mean + deviation * stream.normal();
    return values;
}

TEST(CrpsNormal, IsTheClosedFormAtTheMean) {
    // Gneiting & Raftery 2007: 2 phi(0) - 1 / sqrt(pi) at the mean of a standard normal.
    const double expected =
        2.0 / std::sqrt(2.0 * std::numbers::pi) - 1.0 / std::sqrt(std::numbers::pi);
    EXPECT_NEAR(crps_normal(0.0, 1.0, 0.0), expected, 1e-14);
    EXPECT_NEAR(crps_normal(3.0, 0.5, 3.0), 0.5 * expected, 1e-14);
}

TEST(CrpsNormal, IsTheIntegralOfTheSquaredDistance) {
    const double mean = 0.2, deviation = 0.3, observed = 0.55, step = 1e-4;
    double integral = 0.0;
    for (double x = -3.0; x < 4.0; x += step) {
        const double gap = normal_cdf((x + 0.5 * step - mean) / deviation) -
                           (x + 0.5 * step >= observed ? 1.0 : 0.0);
        integral += gap * gap * step;
    }
    EXPECT_NEAR(crps_normal(mean, deviation, observed), integral, 1e-4);
}

TEST(FairCrps, IsTheHandComputedValueForThreeMembers) {
    // mean |x - y| = (1 + 0 + 2) / 3 = 1; pairs |0-1| + |0-3| + |1-3| = 6, over 3 * 2.
    EXPECT_NEAR(fair_crps(std::vector{0.0, 1.0, 3.0}, 0.0, 1.0), 1.0 - 1.0, 1e-14);
}

TEST(FairCrps, HasNoBiasForSmallEnsembles) {
    // 4,000 ensembles of 3 members from N(0, 1), verified at 0.7: s.e. of the mean below 0.009.
    const auto values = normal_sample(12'000, 0.0, 1.0);
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); i += 3)
        sum += fair_crps(std::span(values).subspan(i, 3), 0.0, 0.7);
    EXPECT_NEAR(sum / 4000.0, crps_normal(0.0, 1.0, 0.7), 0.03);
}

TEST(FairCrps, WithEqualMembersAndErrorIsThatOfANormal) {
    const std::vector<double> members(5, 0.4);
    EXPECT_NEAR(fair_crps(members, 0.1, 0.52), crps_normal(0.4, 0.1, 0.52), 1e-14);
}

TEST(FairCrps, OfMembersAndErrorIsThatOfTheirSum) {
    // N(0, 0.6^2) members with error 0.8 are N(0, 1).
    const auto members = normal_sample(2'000, 0.0, 0.6);
    EXPECT_NEAR(fair_crps(members, 0.8, 0.5), crps_normal(0.0, 1.0, 0.5), 0.02);
}

TEST(LogScore, OfEqualMembersIsThatOfANormal) {
    const std::vector<double> members(3, 1.0);
    EXPECT_NEAR(log_score(members, 0.2, 1.3), log_score_normal(1.0, 0.2, 1.3), 1e-13);
    EXPECT_NEAR(log_score_normal(0.0, 1.0, 0.0), 0.5 * std::log(2.0 * std::numbers::pi), 1e-14);
}

TEST(LogScore, FarAwayIsFinite) {
    EXPECT_TRUE(std::isfinite(log_score(std::vector{0.0, 0.1}, 0.001, 1.0)));
}

TEST(Mixture, QuantilesInvertProbabilities) {
    const std::vector<double> members{0.1, 0.3, 0.35, 0.8};
    for (const double p : {0.01, 0.25, 0.5, 0.9, 0.999})
        EXPECT_NEAR(mixture_probability(members, 0.05, mixture_quantile(members, 0.05, p)), p,
                    1e-7);
}

/// Before, the search went on for ever where numbers lie further apart than its precision.
TEST(Mixture, QuantilesOfHugeNumbersAreFound) {
    EXPECT_NEAR(mixture_quantile(std::vector{1e12, 3e12}, 1.0, 0.25), 1e12, 1.0);
}

TEST(CentralInterval, OfOneNormalIsItsOwn) {
    const auto interval = central_interval(std::vector<double>(2, 0.5), 0.1, 0.9);
    EXPECT_NEAR(interval.low, 0.5 - 0.1 * 1.6448536269514722, 1e-9);
    EXPECT_NEAR(interval.high, 0.5 + 0.1 * 1.6448536269514722, 1e-9);
    EXPECT_TRUE(interval.covers(0.6));
    EXPECT_FALSE(interval.covers(0.7));
}

TEST(IntervalScore, PunishesWhatLiesOutside) {
    EXPECT_NEAR(interval_score({0.2, 0.6}, 0.9, 0.5), 0.4, 1e-14);
    EXPECT_NEAR(interval_score({0.2, 0.6}, 0.9, 0.7), 0.4 + 20.0 * 0.1, 1e-12);
}

TEST(RandomisedPit, SpreadsOverRanksAndTies) {
    const std::vector<double> members{1.0, 2.0, 2.0, 3.0};
    EXPECT_NEAR(randomised_pit(members, 2.5, 0.0), 0.6, 1e-14);
    EXPECT_NEAR(randomised_pit(members, 2.0, 1.0), 0.8, 1e-14);
    EXPECT_NEAR(randomised_pit(members, 0.0, 0.5), 0.1, 1e-14);
}

TEST(Pit, IsUniformForACalibratedForecast) {
    const auto members = normal_sample(400, 0.0, 0.6);
    const auto observed = normal_sample(4'400, 0.0, 1.0);
    double sum = 0.0, squares = 0.0;
    for (std::size_t i = 400; i < observed.size(); ++i) {
        const double pit = mixture_probability(members, 0.8, observed[i]);
        sum += pit;
        squares += pit * pit;
    }
    const double mean = sum / 4000.0;
    EXPECT_NEAR(mean, 0.5, 0.03); // 4 s.e. of both samples: members 0.009, observations 0.005
    EXPECT_NEAR(squares / 4000.0 - mean * mean, 1.0 / 12.0, 0.008);
}

TEST(Skill, IsRelativeToTheReference) {
    EXPECT_NEAR(skill(0.02, 0.04), 0.5, 1e-14);
    EXPECT_TRUE(std::isnan(skill(0.1, 0.0)));
}

} // namespace
} // namespace kozqaras
