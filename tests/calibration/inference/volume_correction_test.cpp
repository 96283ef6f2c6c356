// Thirty effects measured on one unknown scale: the joint mode of the scale is far off, the
// corrected one is that of the exact marginal posterior.

#include "calibration/inference/volume_correction.hpp"

#include <gtest/gtest.h>

#include "model/core/random.hpp"

namespace kozqaras::inference {
namespace {

constexpr Eigen::Index kEffects = 30;

/// y_i = exp(t_0) t_i + error; all t standard normal before the data.
CalibrationProblem effects_on_a_scale(double error, double spread) {
    CalibrationProblem problem;
    problem.simulate = [](const Eigen::MatrixXd& t) -> Eigen::MatrixXd {
        return t.bottomRows(kEffects) * t.row(0).array().exp().matrix().asDiagonal();
    };
    problem.covariance = [error](const Eigen::VectorXd&,
                                 const Eigen::VectorXd&) -> Eigen::MatrixXd {
        return error * error * Eigen::MatrixXd::Identity(kEffects, kEffects);
    };
    RandomStream random(4, Purpose::test, 0);
    problem.observed.resize(kEffects);
    for (double& value : problem.observed)
        value = spread * random.normal();
    problem.prior_mean = Eigen::VectorXd::Zero(kEffects + 1);
    problem.prior_standard_deviation = Eigen::VectorXd::Ones(kEffects + 1);
    return problem;
}

/// Without the effects y_i is normal with variance exp(2 t_0) + error^2.
double exact_mode(const Eigen::VectorXd& observed, double error) {
    double best = -1e300, mode = 0.0;
    for (double t = -3.0; t < 3.0; t += 1e-3) {
        const double variance = std::exp(2.0 * t) + error * error;
        const double density = -0.5 * (t * t + static_cast<double>(kEffects) * std::log(variance) +
                                       observed.squaredNorm() / variance);
        if (density > best) {
            best = density;
            mode = t;
        }
    }
    return mode;
}

LevenbergMarquardtSettings careful() {
    LevenbergMarquardtSettings settings;
    settings.most_iterations = 100;
    settings.difference_step = 0.01;
    settings.tolerance = 1e-6;
    return settings;
}

TEST(VolumeCorrection, FindsTheMarginalModeOfAScale) {
    const auto problem = effects_on_a_scale(0.1, 1.0);
    const auto settings = careful();
    NoProgress progress;
    Eigen::VectorXd start = problem.prior_mean;
    start.tail(kEffects) = problem.observed;
    const auto joint = levenberg_marquardt(problem, start, settings, {}, progress);
    const double exact = exact_mode(problem.observed, 0.1);
    EXPECT_GT(joint.parameters[0], exact + 1.0) << "the joint mode is far off";
    const auto corrected = correct_volume(problem, joint, {0}, settings, {}, progress);
    EXPECT_NEAR(corrected.map.parameters[0], exact, 0.05);
    EXPECT_NEAR(corrected.gradient[0], 2.0 * kEffects, 3.0) << "volume goes as exp(-30 t)";
    EXPECT_GT(corrected.map.simulations, joint.simulations + kEffects);
    // Nothing to correct: no parameter named, the same optimum.
    const auto same = correct_volume(problem, joint, {}, settings, {}, progress);
    EXPECT_NEAR(same.map.parameters[0], joint.parameters[0], 0.05);
}

// Where data and prior know about as much, the term flattens on the way; taken as linear from the
// joint mode it would go far too far.
TEST(VolumeCorrection, DoesNotOvershootWhereTheDataAreWeak) {
    constexpr double kError = 0.7;
    const auto problem = effects_on_a_scale(kError, 1.0);
    NoProgress progress;
    Eigen::VectorXd start = problem.prior_mean;
    start.tail(kEffects) = problem.observed;
    const auto joint = levenberg_marquardt(problem, start, careful(), {}, progress);
    const auto corrected = correct_volume(problem, joint, {0}, careful(), {}, progress);
    const double exact = exact_mode(problem.observed, kError);
    EXPECT_NEAR(corrected.map.parameters[0], exact, 0.1);
    EXPECT_TRUE(corrected.map.converged);
    // With the term the scale is surer than the joint mode has it.
    EXPECT_LT(corrected.map.covariance(0, 0), 1.0);
}

} // namespace
} // namespace kozqaras::inference
