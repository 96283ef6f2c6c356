#include "inference/check/convergence.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "inference/sample/importance.hpp"
#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Chains of x' = rho x + e with variance 1.
MatrixXd autoregressive(double rho, Eigen::Index steps, Eigen::Index chains) {
    MatrixXd result = test_normals(steps, chains, 20);
    for (Eigen::Index step = 1; step < steps; ++step)
        result.row(step) =
            rho * result.row(step - 1) + std::sqrt(1.0 - rho * rho) * result.row(step);
    return result;
}

TEST(RHat, IsOneForMixedChainsAndLargeForApartOnes) {
    MatrixXd chains = test_normals(1000, 4, 21);
    EXPECT_LT(rank_r_hat(chains), 1.01);
    chains.col(0).array() += 1.0; // another place
    EXPECT_GT(rank_r_hat(chains), 1.1);
    chains = test_normals(1000, 4, 22);
    chains.col(0) *= 3.0; // another spread, the same place: only the folded part sees it
    EXPECT_GT(rank_r_hat(chains), 1.05);
    chains = test_normals(1000, 1, 23);
    chains.bottomRows(500).array() += 2.0; // one chain that drifts
    EXPECT_GT(rank_r_hat(chains), 1.1);
    EXPECT_EQ(rank_r_hat(MatrixXd::Constant(100, 4, 3.0)), 1.0);
}

TEST(EffectiveSampleSize, FollowsTheKnownAutocorrelation) {
    for (const double rho : {0.0, 0.5, 0.9}) { // n (1 - rho) / (1 + rho)
        const double known = 40'000.0 * (1.0 - rho) / (1.0 + rho);
        EXPECT_NEAR(effective_sample_size(autoregressive(rho, 10'000, 4)) / known, 1.0, 0.12);
    }
}

TEST(ParetoFit, FindsTheShapeOfAGeneralisedPareto) {
    for (const double shape : {0.2, 0.7, 1.2}) {
        RandomStream stream(1, Purpose::test, 30);
        VectorXd values(4000);
        for (double& value : values)
            value = 2.0 * std::expm1(-shape * std::log(stream.uniform())) / shape;
        const ParetoFit fit = fit_generalised_pareto(values);
        EXPECT_NEAR(fit.shape, shape, 0.08);
        EXPECT_NEAR(fit.scale, 2.0, 0.2);
    }
}

/// Draws of N(0, s^2) weighted for N(0, 1).
SmoothedWeights weights_of(double proposal) {
    const VectorXd draws = proposal * test_normals(4000, 1, 31).col(0).array();
    return pareto_smoothed(-0.5 * draws.array().square() * (1.0 - 1.0 / (proposal * proposal)));
}

TEST(ParetoSmoothing, TrustsWideProposalsAndWarnsOfNarrowOnes) {
    const auto wide = weights_of(1.3), narrow = weights_of(0.5);
    EXPECT_LT(wide.pareto_k, 0.5);
    EXPECT_GT(wide.effective_size, 3000.0);
    EXPECT_NEAR(wide.weights.sum(), 1.0, 1e-12);
    // The ratio's tail index is 1 - s^2 = 0.75 in theory: above the limit.
    EXPECT_GT(narrow.pareto_k, pareto_k_limit(4000) - 0.05);
    const auto equal = pareto_smoothed(VectorXd::Zero(1000));
    EXPECT_NEAR(equal.effective_size, 1000.0, 1e-6);
    EXPECT_EQ(equal.pareto_k, 0.0);
    EXPECT_TRUE(std::isnan(pareto_smoothed(VectorXd::Zero(10)).pareto_k));
}

TEST(RHatOfParts, IsWhatChanceLeavesForIndependentDraws) {
    constexpr Eigen::Index kQuantities = 500, kDraws = 200;
    const MatrixXd draws = test_normals(kQuantities, kDraws, 32);
    const VectorXd r_hat = r_hat_of_parts(draws, VectorXd::Constant(kDraws, 1.0 / kDraws),
                                          VectorXd::Ones(kQuantities));
    // means of parts of 50 scatter with a variance of 1/50
    EXPECT_NEAR(r_hat.cwiseAbs2().mean() - 1.0, 4.0 / kDraws, 0.002);
}

TEST(RHatOfParts, SeesAPartThatLiesElsewhereAndOneWithoutWeight) {
    VectorXd weights = VectorXd::Constant(8, 0.125);
    MatrixXd draws = MatrixXd::Zero(2, 8);
    draws(1, 2) = draws(1, 6) = 3.0; // all of the third part
    const VectorXd r_hat = r_hat_of_parts(draws, weights, VectorXd::Ones(2));
    EXPECT_DOUBLE_EQ(r_hat[0], 1.0);
    EXPECT_DOUBLE_EQ(r_hat[1], std::sqrt(1.0 + 9.0 / 4.0));
    weights[2] = weights[6] = 0.0;
    EXPECT_TRUE(std::isinf(r_hat_of_parts(draws, weights, VectorXd::Ones(2))[0]));
    weights[6] = 0.75; // what a part holds counts, not how much of it
    EXPECT_DOUBLE_EQ(r_hat_of_parts(draws, weights, VectorXd::Ones(2))[1], r_hat[1]);
}

} // namespace
} // namespace kozqaras::inference
