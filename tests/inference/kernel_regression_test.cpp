// A surface that no quadratic follows, with and without noise.

#include "inference/sample/kernel_regression.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "inference/numbers.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kRuns = 80;

/// 1, coordinates, squares.
MatrixXd terms_of(const MatrixXd& points) {
    MatrixXd terms(points.cols(), 1 + 2 * points.rows());
    terms << VectorXd::Ones(points.cols()), points.transpose(), points.cwiseAbs2().transpose();
    return terms;
}

/// Two outputs: one is a quadratic, the other is not.
MatrixXd truth_at(const MatrixXd& points) {
    MatrixXd values(points.cols(), 2);
    for (Index i = 0; i < points.cols(); ++i) {
        const double x = points(0, i), y = points(1, i);
        values.row(i) << 1.0 + x - 0.5 * y * y, std::sin(2.0 * x) * std::cos(y);
    }
    return values;
}

double root_mean_square(const VectorXd& values) {
    return std::sqrt(values.squaredNorm() / static_cast<double>(values.size()));
}

TEST(KernelRegression, FollowsWhatTheTermsMiss) {
    const MatrixXd points = keyed_normals(2, kRuns, 3, 0),
                   others = 0.7 * keyed_normals(2, 50, 4, 0);
    const KernelRegression surface(points, terms_of(points), truth_at(points));
    const MatrixXd off = surface(others, terms_of(others)) - truth_at(others);
    EXPECT_LT(root_mean_square(off.col(0)), 1e-6);
    const MatrixXd terms = terms_of(points);
    const VectorXd plain = terms.colPivHouseholderQr().solve(truth_at(points).col(1));
    const double without = root_mean_square(terms_of(others) * plain - truth_at(others).col(1));
    EXPECT_GT(without, 0.2);
    EXPECT_LT(root_mean_square(off.col(1)), 0.1 * without);
}

TEST(KernelRegression, SmoothsNoiseAndSaysHowLargeItIs) {
    constexpr double kAnswerNoise = 0.3;
    const MatrixXd points = keyed_normals(2, kRuns, 3, 0),
                   others = 0.7 * keyed_normals(2, 50, 4, 0);
    const MatrixXd noise = kAnswerNoise * keyed_normals(kRuns, 2, 5, 0);
    const KernelRegression surface(points, terms_of(points), truth_at(points) + noise);
    EXPECT_NEAR(surface.errors()[0], kAnswerNoise, 0.3 * kAnswerNoise);
    const MatrixXd off = surface(others, terms_of(others)) - truth_at(others);
    EXPECT_LT(root_mean_square(off.col(0)), 0.5 * kAnswerNoise);
    EXPECT_LT(root_mean_square(off.col(1)), kAnswerNoise);
}

} // namespace
} // namespace kozqaras::inference
