// The country's own change against closed forms: its covariance, what waves make of it, its tails.

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "model/engine/national_change.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

const NationalLaw kLaw{.level_deviation = 0.15,
                       .transient_deviation = 0.07,
                       .reversion = 0.06,
                       .degrees_of_freedom = 5.0,
                       .common_share = 0.5,
                       .transient_half_life = 0.15};
constexpr double kYear = 365.25 / 7.0;

std::vector<double> of_paths(const NationalPaths& paths, std::size_t week, std::size_t attitude) {
    const auto values = paths.at(week, attitude);
    return {values.begin(), values.end()};
}

double correlation(const std::vector<double>& left, const std::vector<double>& right) {
    double sum = 0.0;
    for (std::size_t i = 0; i < left.size(); ++i)
        sum += left[i] * right[i];
    return sum / static_cast<double>(left.size()) /
           (standard_deviation(left) * standard_deviation(right));
}

// Without reversion and transients the law is a random walk: a bridge between two known levels.
TEST(NationalChange, IsABrownianBridgeBetweenWavesWhereNothingReverts) {
    NationalLaw walk = kLaw;
    walk.transient_deviation = 0.0;
    walk.reversion = 0.0;
    walk.common_share = 0.0;
    const NationalChange change(walk, {40}, {{240}}, {{40}, {90}, {140}, {240}, {292}});
    AttitudeVector step{};
    step.fill(0.4);
    const auto expected = change.expected({&step, 1});
    for (const auto& [week, share] :
         {std::pair{0U, 0.0}, {1U, 0.25}, {2U, 0.5}, {3U, 1.0}, {4U, 1.0}})
        EXPECT_NEAR(expected[week][2], 0.4 * share, 0.004) << week;
    const NationalPaths paths = change.paths(8192, 1);
    const double years = 200 / kYear;
    EXPECT_NEAR(standard_deviation(of_paths(paths, 2, 0)), 0.15 * std::sqrt(years / 4), 0.003);
    for (const std::size_t pinned : {0U, 3U})
        for (const float value : paths.at(pinned, 1))
            EXPECT_NEAR(value, 0.0F, 1e-6F);
    EXPECT_NEAR(standard_deviation(of_paths(paths, 4, 3)), 0.15 * std::sqrt(52 / kYear), 0.012)
        << "heavy tails make the s.d. of 8,192 draws uncertain";
}

// The steps of standard normal numbers have the covariance that the free paths have.
TEST(NationalChange, StepsAreDrawnByTheLawOfThePaths) {
    const std::vector<Week> waves{{40}, {100}, {200}};
    const Eigen::MatrixXd factor = step_factor(kLaw, waves);
    const Eigen::MatrixXd covariance = factor * factor.transpose();
    NationalLaw normal = kLaw;
    normal.degrees_of_freedom = 1e6; // the tails of free paths begin at the first wave
    const NationalPaths paths = NationalChange(normal, {40}, {}, {{100}, {200}}).paths(8192, 3);
    const auto first = of_paths(paths, 0, 4), second = of_paths(paths, 1, 4);
    EXPECT_NEAR(standard_deviation(first), std::sqrt(covariance(0, 0)), 0.004);
    EXPECT_NEAR(standard_deviation(second), std::sqrt(covariance(1, 1)), 0.005);
    EXPECT_NEAR(correlation(first, second),
                covariance(0, 1) / std::sqrt(covariance(0, 0) * covariance(1, 1)), 0.03);
    EXPECT_NEAR(correlation(second, of_paths(paths, 1, 0)), kLaw.common_share, 0.03);
}

// Fear has the variance of the law, and no part of the steps that favour shares.
TEST(NationalChange, FearMovesByItself) {
    constexpr auto kThreat = static_cast<std::size_t>(Attitude::threat);
    NationalLaw normal = kLaw;
    normal.degrees_of_freedom = 1e6;
    const Eigen::MatrixXd factor = step_factor(kLaw, std::vector<Week>{{40}, {200}});
    const NationalPaths paths = NationalChange(normal, {40}, {}, {{200}}).paths(8192, 3);
    const auto fear = of_paths(paths, 0, kThreat);
    EXPECT_NEAR(standard_deviation(fear), factor(0, 0), 0.006);
    for (std::size_t a = 0; a < kFavourCount; ++a)
        EXPECT_NEAR(correlation(fear, of_paths(paths, 0, a)), 0.0, 0.04) << a;
}

// One wave more: what is known long after it is the law's variance, at it nothing is open.
TEST(NationalChange, EveryWavePinsEveryPath) {
    const std::vector<Week> weeks{{252}, {282}};
    const NationalPaths without = NationalChange(kLaw, {40}, {{200}}, weeks).paths(4096, 1),
                        with = NationalChange(kLaw, {40}, {{200}, {252}}, weeks).paths(4096, 1);
    EXPECT_GT(standard_deviation(of_paths(without, 0, 0)), 0.12);
    EXPECT_LT(standard_deviation(of_paths(with, 0, 0)), 1e-6);
    EXPECT_LT(standard_deviation(of_paths(with, 1, 0)),
              0.9 * standard_deviation(of_paths(without, 1, 0)));
}

// After the last wave the level has the tails of Student's t: kurtosis of a mixture over the
// weights E w^2 = (df - 2) / (df - 4), times 3.
TEST(NationalChange, HasTheTailsOfTheLaw) {
    NationalLaw heavy = kLaw;
    heavy.degrees_of_freedom = 10.0;
    heavy.transient_deviation = 0.0;
    heavy.reversion = 0.0;
    const auto values =
        of_paths(NationalChange(heavy, {40}, {{200}}, {{400}}).paths(65536, 1), 0, 0);
    double second = 0.0, fourth = 0.0;
    for (const double value : values) {
        second += value * value;
        fourth += std::pow(value, 4);
    }
    EXPECT_NEAR(fourth * static_cast<double>(values.size()) / (second * second), 3.0 * 8 / 6, 0.25);
}

// Quantiles of a thousand mirrored Sobol paths: another seed moves that at 5 % by less than two
// thirds of what it moves that of a thousand independent draws (0.066 s.d.), the median hardly.
TEST(NationalChange, FewPathsGiveQuantilesThatAnotherSeedHardlyMoves) {
    const NationalChange change(kLaw, {40}, {{200}}, {{252}, {304}, {356}, {408}, {460}, {520}});
    for (const std::size_t week : {0U, 5U}) {
        std::vector<double> fifths;
        double deviation = 0.0;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            auto values = of_paths(change.paths(1024, seed), week, 2);
            std::ranges::sort(values);
            EXPECT_NEAR(quantile(values, 0.5), 0.0, 1e-3);
            fifths.push_back(quantile(values, 0.05));
            deviation = standard_deviation(values);
        }
        EXPECT_LT(standard_deviation(fifths), 0.045 * deviation) << week;
    }
}

TEST(NationalChange, SinglePathsDependOnTheirKeyAlone) {
    const NationalChange change(kLaw, {40}, {{200}}, {{252}, {304}});
    const std::vector<std::uint64_t> keys{5, 9, 5};
    const NationalPaths paths = change.single_paths(keys, 1);
    EXPECT_EQ(paths.at(1, 2)[0], paths.at(1, 2)[2]);
    EXPECT_NE(paths.at(1, 2)[0], paths.at(1, 2)[1]);
    EXPECT_EQ(change.single_paths({&keys[1], 1}, 1).at(0, 3)[0], paths.at(0, 3)[1]);
    EXPECT_NE(change.single_paths({&keys[1], 1}, 2).at(0, 3)[0], paths.at(0, 3)[1]);
}

} // namespace
} // namespace kozqaras
