// Against fits from which a number is really left out, of a linear problem.

#include "calibration/inference/left_out.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "calibration/inference/numbers.hpp"
#include "model/core/errors.hpp"

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

} // namespace
} // namespace kozqaras::inference
