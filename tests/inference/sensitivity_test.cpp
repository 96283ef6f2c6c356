#include "inference/check/sensitivity.hpp"

#include <numbers>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

constexpr double kPi = std::numbers::pi;

Prior cube() {
    return Prior({uniform("x1", -kPi, kPi), uniform("x2", -kPi, kPi), uniform("x3", -kPi, kPi)});
}

/// Ishigami & Homma 1990 with a = 7, b = 0.1.
Simulator ishigami() {
    return in_parallel([](const Eigen::VectorXd& x) {
        return Eigen::VectorXd{{std::sin(x[0]) + 7.0 * std::pow(std::sin(x[1]), 2) +
                                0.1 * std::pow(x[2], 4) * std::sin(x[0])}};
    });
}

TEST(SobolIndices, MeetTheClosedFormOfIshigami) {
    NoProgress progress;
    const auto found =
        sobol_indices(cube(), ishigami(), {.points = 8192, .bootstrap = 50}, {}, progress);
    // a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 and its parts
    const double b = 0.1, third = 8.0 * b * b * std::pow(kPi, 8) / 225.0;
    const double first = 0.5 * std::pow(1.0 + b * std::pow(kPi, 4) / 5.0, 2), second = 49.0 / 8.0,
                 all = first + second + third;
    EXPECT_NEAR(found.variance[0] / all, 1.0, 0.01);
    EXPECT_NEAR(found.first(0, 0), first / all, 0.01);
    EXPECT_NEAR(found.first(0, 1), second / all, 0.01);
    EXPECT_NEAR(found.first(0, 2), 0.0, 0.01);
    EXPECT_NEAR(found.total(0, 0), (first + third) / all, 0.01);
    EXPECT_NEAR(found.total(0, 1), second / all, 0.01);
    EXPECT_NEAR(found.total(0, 2), third / all, 0.01);
    EXPECT_GT(found.first_error(0, 0), 0.0);
    EXPECT_LT(found.first_error(0, 0), 0.05);
}

TEST(MorrisScreening, IsExactForALinearFunctionAndFindsIshigamisInteraction) {
    NoProgress progress;
    const Prior prior({uniform("a", 0.0, 2.0), uniform("b", -1.0, 1.0), uniform("idle", 0.0, 1.0)});
    const auto linear = morris_screening(prior, in_parallel([](const Eigen::VectorXd& t) {
                                             return Eigen::VectorXd{{3.0 * t[0] - 0.5 * t[1]}};
                                         }),
                                         {.trajectories = 5}, {}, progress);
    EXPECT_NEAR(linear.mean(0, 0), 6.0, 1e-9);
    EXPECT_NEAR(linear.mean(0, 1), -1.0, 1e-9);
    EXPECT_NEAR(linear.absolute(0, 1), 1.0, 1e-9);
    EXPECT_EQ(linear.absolute(0, 2), 0.0);
    EXPECT_LT(linear.deviation.maxCoeff(), 1e-6);

    const auto curved = morris_screening(cube(), ishigami(),
                                         {.trajectories = 400, .tail = 0.0 + 1e-9}, {}, progress);
    // Levels -pi, -pi/3, pi/3, pi: steps of two thirds of the range. x2 moves sin^2 by 3/4 each
    // time: |effect| = 7 x 0.75 / (2/3). x3 acts through x1 alone: mean 0, large deviation.
    EXPECT_NEAR(curved.absolute(0, 1), 7.875, 1e-4);
    EXPECT_NEAR(curved.mean(0, 2), 0.0, 0.8);
    EXPECT_GT(curved.deviation(0, 2), 5.0);
}

TEST(Sensitivity, RefusesRunsWithoutNumbers) {
    NoProgress progress;
    const Simulator broken = in_parallel(
        [](const Eigen::VectorXd&) { return Eigen::VectorXd::Constant(1, std::nan("")).eval(); });
    EXPECT_THROW((void)sobol_indices(cube(), broken, {}, {}, progress), InputError);
    EXPECT_THROW((void)morris_screening(cube(), broken, {}, {}, progress), InputError);
}

} // namespace
} // namespace kozqaras::inference
