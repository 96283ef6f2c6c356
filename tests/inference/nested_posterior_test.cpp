// Thirty effects measured on one unknown scale: the joint mode of the scale is far off, the
// integrated posterior is the exact one. A linear problem is as exact as linear algebra.

#include "inference/sample/nested_posterior.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "inference/sample/conditional_surrogate.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kEffects = 30;

constexpr double kScaleDeviation = 0.5; ///< of t_0, before the data

/// y_i = exp(t_0) t_i + error; the other t standard normal before the data.
CalibrationProblem effects_on_a_scale(double error, double spread) {
    CalibrationProblem problem;
    problem.simulate = [](const MatrixXd& t) -> MatrixXd {
        return t.bottomRows(kEffects) * t.row(0).array().exp().matrix().asDiagonal();
    };
    problem.covariance = [error](const VectorXd&, const VectorXd&) -> MatrixXd {
        return error * error * MatrixXd::Identity(kEffects, kEffects);
    };
    RandomStream random(4, Purpose::test, 0);
    problem.observed.resize(kEffects);
    for (double& value : problem.observed)
        value = spread * random.normal();
    problem.prior_mean = VectorXd::Zero(kEffects + 1);
    problem.prior_standard_deviation = VectorXd::Ones(kEffects + 1);
    problem.prior_standard_deviation[0] = kScaleDeviation;
    return problem;
}

struct ExactMoments {
    double scale = 0, scale_deviation = 0, first = 0, first_deviation = 0;
};

/// Without the effects y_i is normal with variance exp(2 t_0) + error^2; given t_0 each effect is
/// normal. By quadrature over t_0.
ExactMoments exact_moments(const VectorXd& observed, double error) {
    double total = 0.0, s1 = 0.0, s2 = 0.0, f1 = 0.0, f2 = 0.0;
    for (double t = -4.0; t < 4.0; t += 1e-3) {
        const double gain = std::exp(t), variance = gain * gain + error * error;
        const double weight = std::exp(-0.5 * (std::pow(t / kScaleDeviation, 2) +
                                               static_cast<double>(kEffects) * std::log(variance) +
                                               observed.squaredNorm() / variance));
        const double mean = gain * observed[0] / variance, spread = error * error / variance;
        total += weight;
        s1 += weight * t;
        s2 += weight * t * t;
        f1 += weight * mean;
        f2 += weight * (mean * mean + spread);
    }
    const double scale = s1 / total, first = f1 / total;
    return {scale, std::sqrt(s2 / total - scale * scale), first,
            std::sqrt(f2 / total - first * first)};
}

NestedSettings careful() {
    NestedSettings settings;
    settings.search.most_iterations = 50;
    settings.search.difference_step = 0.01;
    settings.search.tolerance = 1e-6;
    settings.proposals = 1000;
    settings.effective_size = 800;
    settings.own_share = 0.0; // one surface through a few points is exact here
    settings.draws = 400;
    return settings;
}

void expect_exact(double error, double spread) {
    const auto problem = effects_on_a_scale(error, spread);
    const auto exact = exact_moments(problem.observed, error);
    const auto found = nested_posterior(problem, {0}, problem.prior_mean, careful(), {});
    EXPECT_TRUE(found.map.converged);
    EXPECT_NEAR(found.map.parameters[0], exact.scale, 0.15 * exact.scale_deviation);
    EXPECT_NEAR(std::sqrt(found.map.covariance(0, 0)), exact.scale_deviation,
                0.15 * exact.scale_deviation);
    EXPECT_NEAR(found.map.parameters[1], exact.first, 0.1 * exact.first_deviation);
    EXPECT_NEAR(std::sqrt(found.map.covariance(1, 1)), exact.first_deviation,
                0.1 * exact.first_deviation);
    EXPECT_GT(found.effective_size, 500.0);
    EXPECT_EQ(found.r_hat.size(), problem.prior_mean.size());
    EXPECT_GT(found.r_hat[0], 1.0);
    EXPECT_LT(found.r_hat.maxCoeff(), 1.02);
    const VectorXd scales = found.draws.row(0);
    EXPECT_NEAR(scales.mean(), exact.scale, 0.25 * exact.scale_deviation);
}

TEST(NestedPosterior, IsExactWhereTheJointModeIsFarOff) {
    constexpr double kError = 0.3;
    const auto problem = effects_on_a_scale(kError, 1.0);
    NoProgress progress;
    VectorXd start = problem.prior_mean;
    start.tail(kEffects) = problem.observed;
    const auto joint = levenberg_marquardt(problem, start, careful().search, {}, progress);
    const auto exact = exact_moments(problem.observed, kError);
    EXPECT_GT(joint.parameters[0], exact.scale + 3.0 * exact.scale_deviation);
    expect_exact(kError, 1.0);
}

TEST(NestedPosterior, IsExactWhereTheDataAreWeak) {
    expect_exact(0.7, 1.0);
}

TEST(NestedPosterior, FollowsThePosteriorFarFromWhereItStarts) {
    const auto problem = effects_on_a_scale(0.3, 5.0);
    const auto found = nested_posterior(problem, {0}, problem.prior_mean, careful(), {});
    const auto exact = exact_moments(problem.observed, 0.3);
    EXPECT_GT(exact.scale, 2.0 * kScaleDeviation);
    EXPECT_GT(found.rounds, 1);
    EXPECT_NEAR(found.map.parameters[0], exact.scale, 0.2 * exact.scale_deviation);
}

TEST(NestedPosterior, SaysWhereItHasTooFewDrawsThatCount) {
    const auto problem = effects_on_a_scale(0.3, 5.0);
    auto settings = careful();
    settings.most_rounds = 1;
    const auto found = nested_posterior(problem, {0}, problem.prior_mean, settings, {});
    EXPECT_FALSE(found.map.converged);
    EXPECT_LT(found.effective_size, settings.effective_size);
}

/// y = A t + error with two parameters integrated over and three others.
TEST(NestedPosterior, IsLinearAlgebraWhereTheProblemIsLinear) {
    MatrixXd design(6, 5);
    RandomStream random(9, Purpose::test, 1);
    for (double& value : design.reshaped())
        value = random.normal();
    CalibrationProblem problem;
    problem.simulate = [&](const MatrixXd& t) -> MatrixXd { return design * t; };
    problem.covariance = [](const VectorXd&, const VectorXd&) -> MatrixXd {
        return 0.25 * MatrixXd::Identity(6, 6);
    };
    problem.observed = VectorXd::LinSpaced(6, -1.0, 1.0);
    problem.prior_mean = VectorXd::Zero(5);
    problem.prior_standard_deviation = VectorXd::Constant(5, 1.2);
    MatrixXd precision = design.transpose() * design / 0.25;
    precision.diagonal().array() += 1.0 / 1.44;
    const MatrixXd covariance = precision.inverse();
    const VectorXd mean = covariance * design.transpose() * problem.observed / 0.25;
    const auto settings = careful();
    const auto found = nested_posterior(problem, {3, 1}, problem.prior_mean, settings, {});
    for (Index k = 0; k < 5; ++k) {
        const double deviation = std::sqrt(covariance(k, k));
        EXPECT_NEAR(found.map.parameters[k], mean[k], 0.1 * deviation) << k;
        EXPECT_NEAR(std::sqrt(found.map.covariance(k, k)), deviation, 0.1 * deviation) << k;
    }
    EXPECT_GT(found.effective_size, settings.effective_size);
    EXPECT_LT(found.pareto_k, 0.5);
    // The density itself is exact at any point.
    ConditionalSurrogate surrogate(problem, Partition(5, {3, 1}), mean,
                                   0.25 * MatrixXd::Identity(6, 6), 0.1);
    const MatrixXd corners = central_composite(2);
    (void)surrogate.linearise(corners, MatrixXd::Zero(3, corners.cols()), {});
    const MatrixXd points = (MatrixXd(2, 2) << 0.7, -0.4, -1.3, 1.1).finished();
    const auto at = surrogate.find(points, {});
    const std::vector<Index> psi{3, 1};
    const MatrixXd of_psi = MatrixXd(covariance(psi, psi)).inverse();
    const auto exact = [&](Index i) {
        const VectorXd off = 1.2 * points.col(i) - mean(psi);
        return -0.5 * off.dot(of_psi * off);
    };
    EXPECT_NEAR(at[0].log_density() - at[1].log_density(), exact(0) - exact(1), 1e-6);
}

TEST(NestedPosterior, IsTheSameForAnyNumberOfThreads) {
    const auto problem = effects_on_a_scale(0.5, 1.0);
    const auto run = [&](int threads) {
        const ThreadLimit limit(threads);
        return nested_posterior(problem, {0}, problem.prior_mean, NestedSettings{}, {});
    };
    const auto one = run(1), two = run(2);
    EXPECT_EQ(one.map.parameters, two.map.parameters);
    EXPECT_EQ(one.draws, two.draws);
    EXPECT_EQ(one.effective_size, two.effective_size);
}

TEST(NestedPosterior, RefusesPositionsThatAreNone) {
    const auto problem = effects_on_a_scale(0.5, 1.0);
    EXPECT_THROW((void)nested_posterior(problem, {}, problem.prior_mean, {}, {}), BugError);
    EXPECT_THROW((void)nested_posterior(problem, {0, 0}, problem.prior_mean, {}, {}), BugError);
    EXPECT_THROW((void)nested_posterior(problem, {31}, problem.prior_mean, {}, {}), BugError);
}

} // namespace
} // namespace kozqaras::inference
