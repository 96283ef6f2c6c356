// Against fits from which a number is really left out, of a linear problem.

#include "inference/check/left_out.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kOutputs = 12, kParameters = 5;

struct LinearProblem {
    MatrixXd jacobian = keyed_normals(kOutputs, kParameters, 1, 0);
    VectorXd prior = VectorXd::LinSpaced(kParameters, 0.5, 2.0);
    MatrixXd covariance = MatrixXd::Identity(kOutputs, kOutputs);
    VectorXd observed = 2.0 * keyed_normals(kOutputs, 1, 2, 0).col(0);

    LinearProblem() {
        const MatrixXd half = 0.4 * keyed_normals(kOutputs, kOutputs, 3, 0);
        covariance += half * half.transpose(); // errors go together
    }

    /// Of the numbers `kept`: the posterior mean, prior mean 0.
    [[nodiscard]] VectorXd mean(const std::vector<Index>& kept) const {
        const MatrixXd design = jacobian(kept, Eigen::all);
        const MatrixXd weights = covariance(kept, kept).inverse();
        MatrixXd precision = design.transpose() * weights * design;
        precision.diagonal().array() += prior.array().square().inverse();
        return precision.ldlt().solve(design.transpose() * weights * observed(kept));
    }
};

TEST(LeftOut, IsWhatTheOtherNumbersPredict) {
    const LinearProblem problem;
    std::vector<Index> all;
    for (Index i = 0; i < kOutputs; ++i)
        all.push_back(i);
    const VectorXd residual = problem.observed - problem.jacobian * problem.mean(all);
    const LeftOut found = left_out(residual, problem.jacobian, problem.covariance, problem.prior);
    // Before the fit the data are normal with this covariance; one given the others.
    const MatrixXd before = problem.covariance + problem.jacobian *
                                                     problem.prior.cwiseAbs2().asDiagonal() *
                                                     problem.jacobian.transpose();
    for (Index i = 0; i < kOutputs; ++i) {
        std::vector<Index> others = all;
        std::erase(others, i);
        const VectorXd weights = before(others, others).ldlt().solve(VectorXd(before(others, i)));
        const VectorXd known = problem.observed(others);
        const double mean = weights.dot(known);
        const double variance = before(i, i) - weights.dot(VectorXd(before(others, i)));
        EXPECT_NEAR(found.z[i], (problem.observed[i] - mean) / std::sqrt(variance), 1e-9) << i;
    }
}

TEST(LeftOut, LeveragesAreTheEffectOfTheNumberOnItsOwnFit) {
    LinearProblem problem;
    std::vector<Index> all;
    for (Index i = 0; i < kOutputs; ++i)
        all.push_back(i);
    const LeftOut found = left_out(problem.observed - problem.jacobian * problem.mean(all),
                                   problem.jacobian, problem.covariance, problem.prior);
    const double before = problem.jacobian.row(3).dot(problem.mean(all));
    problem.observed[3] += 1.0;
    EXPECT_NEAR(found.leverage[3], problem.jacobian.row(3).dot(problem.mean(all)) - before, 1e-9);
    EXPECT_LT(found.leverage.sum(), static_cast<double>(kParameters));
}

TEST(LeftOut, RefusesWhatIsNoCovariance) {
    const LinearProblem problem;
    EXPECT_THROW(
        (void)left_out(problem.observed, problem.jacobian, -problem.covariance, problem.prior),
        BugError);
}

TEST(BlockMisfit, IsExpectedAsFitsOfDrawnDataLeaveIt) {
    LinearProblem problem;
    std::vector<Index> all;
    for (Index i = 0; i < kOutputs; ++i)
        all.push_back(i);
    const std::vector<Index> block{1, 4, 5, 9};
    const MatrixXd left = residual_covariance(problem.jacobian, problem.covariance, problem.prior);
    constexpr int kDraws = 4000;
    const MatrixXd truths = keyed_normals(kParameters, kDraws, 11, 0);
    const MatrixXd errors = keyed_normals(kOutputs, kDraws, 12, 0);
    const MatrixXd half = problem.covariance.llt().matrixL();
    VectorXd misfits(kDraws);
    double expected = 0.0, deviation = 0.0;
    for (Index draw = 0; draw < kDraws; ++draw) {
        problem.observed = problem.jacobian * problem.prior.cwiseProduct(truths.col(draw)) +
                           half * errors.col(draw);
        const BlockMisfit found =
            block_misfit(problem.observed - problem.jacobian * problem.mean(all),
                         problem.covariance, left, block);
        misfits[draw] = found.chi_squared;
        expected = found.expected;
        deviation = found.deviation;
    }
    const double spread = std::sqrt((misfits.array() - misfits.mean()).square().mean());
    EXPECT_NEAR(misfits.mean(), expected, 4.0 * deviation / std::sqrt(kDraws));
    EXPECT_NEAR(spread / deviation, 1.0, 0.06);
    // Leverages alone are wrong by more than chance: other numbers share errors with the block.
    const LeftOut single =
        left_out(problem.observed, problem.jacobian, problem.covariance, problem.prior);
    EXPECT_GT(std::abs(4.0 - single.leverage(block).sum() - expected),
              4.0 * deviation / std::sqrt(kDraws));
    // Of all numbers together the two are the same.
    EXPECT_NEAR(block_misfit(problem.observed, problem.covariance, left, all).expected,
                static_cast<double>(kOutputs) - single.leverage.sum(), 1e-9);
}

TEST(LogEvidence, IsTheDensityOfTheDataWithParametersIntegratedOut) {
    // One number, one parameter: y ~ N(0, c + j^2 p^2).
    const MatrixXd one = MatrixXd::Identity(1, 1);
    const double variance = 2.0 + 9.0 * 0.25;
    EXPECT_NEAR(
        log_evidence(VectorXd::Constant(1, 1.5), 3.0 * one, 2.0 * one, VectorXd::Constant(1, 0.5)),
        -0.5 * (1.5 * 1.5 / variance + std::log(variance)), 1e-12);
    // Two numbers in turn: p(y1, y2) = p(y1) p(y2 | y1).
    const LinearProblem problem;
    const std::vector<Index> first{0}, both{0, 1};
    const auto of = [&](const std::vector<Index>& kept) {
        return log_evidence(problem.observed(kept), problem.jacobian(kept, Eigen::all),
                            problem.covariance(kept, kept), problem.prior);
    };
    const MatrixXd marginal = problem.covariance + problem.jacobian *
                                                       problem.prior.cwiseAbs2().asDiagonal() *
                                                       problem.jacobian.transpose();
    const double slope = marginal(0, 1) / marginal(0, 0);
    const double left_over = marginal(1, 1) - slope * marginal(0, 1);
    const double distance = problem.observed[1] - slope * problem.observed[0];
    EXPECT_NEAR(of(both) - of(first),
                -0.5 * (distance * distance / left_over + std::log(left_over)), 1e-9);
}

TEST(LogEvidence, OfAnImpossibleCovarianceIsMinusInfinity) {
    EXPECT_TRUE(std::isinf(log_evidence(VectorXd::Ones(1), MatrixXd::Zero(1, 1),
                                        -MatrixXd::Identity(1, 1), VectorXd::Ones(1))));
}

} // namespace
} // namespace kozqaras::inference
