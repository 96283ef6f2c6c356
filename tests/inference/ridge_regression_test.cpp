#include "inference/likelihood_free/ridge_regression.hpp"

#include <gtest/gtest.h>

#include "inference/numbers.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

TEST(RidgeSlopes, AreThoseOfLeastSquaresWhereNothingIsNoise) {
    MatrixXd slopes(2, 3);
    slopes << 1.0, -2.0, 0.5, 0.0, 3.0, 1e-3;
    MatrixXd predictors = keyed_normals(3, 40, 1, 1);
    predictors.row(2) *= 1e3; // of another unit
    const MatrixXd responses = (slopes * predictors).colwise() + VectorXd::Constant(2, 7.0);
    const MatrixXd found = ridge_slopes(predictors, responses, VectorXd::Ones(40));
    EXPECT_LT((found - slopes).cwiseAbs().maxCoeff(), 1e-6);
}

TEST(RidgeSlopes, FollowTheWeights) {
    MatrixXd predictors(1, 60), responses(1, 60);
    VectorXd weights(60);
    for (int run = 0; run < 60; ++run) { // two laws; only the first counts
        predictors(0, run) = run % 30;
        responses(0, run) = run < 30 ? 2.0 * (run % 30) : -5.0 * (run % 30);
        weights[run] = run < 30 ? 0.3 : 0.0;
    }
    EXPECT_NEAR(ridge_slopes(predictors, responses, weights)(0, 0), 2.0, 1e-6);
}

/// 60 runs, 200 predictors, of which all carry the response and much noise: no least squares, yet a
/// prediction nearly as good as that of the best slopes (their mean; correlation 0.98).
TEST(RidgeSlopes, PredictWithFewerRunsThanPredictors) {
    constexpr Eigen::Index kRuns = 60, kPredictors = 200;
    const auto made = [](std::uint64_t seed) {
        const MatrixXd response = keyed_normals(1, kRuns, seed, 1);
        MatrixXd predictors = 3.0 * keyed_normals(kPredictors, kRuns, seed, 2);
        predictors.rowwise() += response.row(0);
        return std::pair{predictors, response};
    };
    const auto [predictors, response] = made(1);
    const MatrixXd slopes = ridge_slopes(predictors, response, VectorXd::Ones(kRuns));
    const auto [fresh, truth] = made(2);
    const VectorXd predicted = (slopes * fresh).transpose();
    const VectorXd centred = predicted.array() - predicted.mean();
    const VectorXd meant = (truth.array() - truth.mean()).matrix().transpose();
    EXPECT_GT(centred.dot(meant) / (centred.norm() * meant.norm()), 0.9);
}

TEST(RidgeSlopes, OfNoiseAreNearlyNone) {
    const MatrixXd predictors = keyed_normals(100, 80, 3, 1), response = keyed_normals(1, 80, 3, 2);
    const MatrixXd slopes = ridge_slopes(predictors, response, VectorXd::Ones(80));
    EXPECT_LT((slopes * predictors).norm(), 0.6 * response.norm());
    EXPECT_EQ(ridge_slopes(MatrixXd::Constant(2, 80, 4.0), response, VectorXd::Ones(80)).norm(),
              0.0);
}

} // namespace
} // namespace kozqaras::inference
