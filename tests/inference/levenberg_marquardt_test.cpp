#include "inference/optimise/levenberg_marquardt.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/random.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd normals(Eigen::Index rows, Eigen::Index columns, std::uint64_t subject) {
    RandomStream stream(3, Purpose::test, subject);
    MatrixXd result(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j)
        for (Eigen::Index i = 0; i < rows; ++i)
            result(i, j) = stream.normal();
    return result;
}

/// y = A t + noise: the posterior is known in closed form.
CalibrationProblem linear_problem(const MatrixXd& design) {
    CalibrationProblem problem;
    problem.simulate = [design](const MatrixXd& t) -> MatrixXd { return design * t; };
    problem.covariance = [](const VectorXd&, const VectorXd& expected) -> MatrixXd {
        MatrixXd c = 0.04 * MatrixXd::Identity(expected.size(), expected.size());
        c.array() += 0.01;
        return c;
    };
    problem.observed =
        design * VectorXd::LinSpaced(design.cols(), -1.0, 1.0) + 0.2 * normals(design.rows(), 1, 2);
    problem.prior_mean = VectorXd::Constant(design.cols(), 0.3);
    problem.prior_standard_deviation = VectorXd::Constant(design.cols(), 0.7);
    return problem;
}

TEST(LevenbergMarquardt, IsExactForALinearGaussianModel) {
    const MatrixXd design = normals(25, 10, 1);
    const CalibrationProblem problem = linear_problem(design);
    NoProgress progress;
    const auto map = levenberg_marquardt(problem, problem.prior_mean, {}, {}, progress);
    const MatrixXd inverse = problem.covariance(problem.prior_mean, problem.observed).inverse();
    const MatrixXd precision =
        design.transpose() * inverse * design + MatrixXd::Identity(10, 10) / 0.49;
    const VectorXd mean = precision.ldlt().solve(design.transpose() * inverse * problem.observed +
                                                 problem.prior_mean / 0.49);
    EXPECT_LT((map.parameters - mean).cwiseAbs().maxCoeff(), 1e-3);
    EXPECT_LT((map.covariance - precision.inverse()).cwiseAbs().maxCoeff(), 1e-8);
    EXPECT_TRUE(map.converged);
}

TEST(LevenbergMarquardt, FindsTheTruthOfAGrowthCurve) {
    // y = a exp(b s) at s = 0, 0.1, ... 2: strongly curved in b.
    CalibrationProblem problem;
    problem.simulate = [](const MatrixXd& t) {
        MatrixXd y(21, t.cols());
        for (Eigen::Index c = 0; c < t.cols(); ++c)
            for (Eigen::Index i = 0; i < 21; ++i)
                y(i, c) = t(0, c) * std::exp(t(1, c) * 0.1 * static_cast<double>(i));
        return y;
    };
    problem.covariance = [](const VectorXd&, const VectorXd& y) -> MatrixXd {
        return 1e-4 * MatrixXd::Identity(y.size(), y.size());
    };
    const VectorXd truth = (VectorXd(2) << 1.5, 0.8).finished();
    problem.observed = problem.simulate(truth).col(0);
    problem.prior_mean = VectorXd::Zero(2);
    problem.prior_standard_deviation = VectorXd::Constant(2, 10.0);
    LevenbergMarquardtSettings settings;
    settings.most_iterations = 60;
    settings.difference_step = 1e-4;
    settings.tolerance = 1e-8;
    NoProgress progress;
    const auto map =
        levenberg_marquardt(problem, VectorXd::Constant(2, 0.2), settings, {}, progress);
    EXPECT_NEAR(map.parameters[0], 1.5, 1e-3);
    EXPECT_NEAR(map.parameters[1], 0.8, 1e-3);
}

TEST(CorrectedDraws, ScatterAsTheLinearPosteriorSaysThoughTheModelIsCurved) {
    CalibrationProblem problem;
    problem.simulate = [](const MatrixXd& t) -> MatrixXd { return t.array().exp(); };
    problem.covariance = [](const VectorXd&, const VectorXd& y) -> MatrixXd {
        return 0.01 * MatrixXd::Identity(y.size(), y.size());
    };
    problem.observed = VectorXd::Constant(1, 1.0);
    problem.prior_mean = VectorXd::Zero(1);
    problem.prior_standard_deviation = VectorXd::Constant(1, 1.0);
    NoProgress progress;
    LevenbergMarquardtSettings settings;
    settings.difference_step = 1e-4;
    auto map = levenberg_marquardt(problem, problem.prior_mean, settings, {}, progress);
    const MatrixXd z = normals(1, 400, 5);
    const MatrixXd linear =
        (map.jacobian * (map.covariance.llt().matrixL() * z)).colwise() + map.expected;
    const auto worst = [&](int rounds) {
        const MatrixXd draws = corrected_draws(problem, map, z, rounds, {});
        return (problem.simulate(draws) - linear).cwiseAbs().maxCoeff();
    };
    EXPECT_LT(worst(2), 0.2 * worst(0));
}

} // namespace
} // namespace kozqaras::inference
