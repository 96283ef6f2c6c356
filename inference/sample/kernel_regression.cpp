#include "inference/sample/kernel_regression.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Squared distances between two sets of columns: left x right.
MatrixXd squared_distances(const MatrixXd& left, const MatrixXd& right) {
    MatrixXd result = -2.0 * left.transpose() * right;
    result.colwise() += left.colwise().squaredNorm().transpose();
    result.rowwise() += right.colwise().squaredNorm();
    return result.cwiseMax(0.0);
}

MatrixXd kernel(const MatrixXd& distances, double length) {
    return (distances.array() * (-0.5 / (length * length))).exp();
}

/// What one choice of length and nugget gives for one output.
struct KernelFit {
    double loss = std::numeric_limits<double>::infinity(); ///< mean squared leave-one-out error
    double length = 0;
    VectorXd coefficients, weights;
};

/// Generalised least squares with covariance `correlation`, and its leave-one-out errors.
void improve(std::vector<KernelFit>& best, const MatrixXd& correlation, const MatrixXd& terms,
             const MatrixXd& values, double length) {
    const Eigen::LLT<MatrixXd> cholesky(correlation);
    if (cholesky.info() != Eigen::Success)
        return;
    const Index runs = terms.rows();
    const MatrixXd inverse = cholesky.solve(MatrixXd::Identity(runs, runs));
    const MatrixXd weighted = inverse * terms;
    const Eigen::LDLT<MatrixXd> normal(terms.transpose() * weighted);
    const MatrixXd coefficients = normal.solve(weighted.transpose() * values);
    const MatrixXd projected = inverse - weighted * normal.solve(weighted.transpose());
    const MatrixXd residual = projected * values; // = inverse (values - terms coefficients)
    for (Index j = 0; j < values.cols(); ++j) {
        const double loss =
            (residual.col(j).array() / projected.diagonal().array()).square().mean();
        KernelFit& known = best[static_cast<std::size_t>(j)];
        if (std::isfinite(loss) && loss < known.loss)
            known = {loss, length, coefficients.col(j), residual.col(j)};
    }
}

} // namespace

KernelRegression::KernelRegression(MatrixXd points, const MatrixXd& terms, const MatrixXd& values)
    : points_(std::move(points)),
      coefficients_(terms.cols(), values.cols()),
      kernel_weights_(points_.cols(), values.cols()),
      errors_(values.cols()),
      length_(values.cols()) {
    constexpr std::array<double, 5> kLengths{1.0, 2.0, 4.0, 8.0, 16.0};
    constexpr std::array<double, 4> kNuggets{1e-6, 1e-3, 0.1, 10.0};
    const MatrixXd distances = squared_distances(points_, points_);
    const double unit = std::sqrt(static_cast<double>(points_.rows()));
    std::vector<KernelFit> best(static_cast<std::size_t>(values.cols()));
    for (const double length : kLengths)
        for (const double nugget : kNuggets) {
            MatrixXd correlation = kernel(distances, length * unit);
            correlation.diagonal().array() += nugget;
            improve(best, correlation, terms, values, length * unit);
        }
    for (Index j = 0; j < values.cols(); ++j) {
        const KernelFit& chosen = best[static_cast<std::size_t>(j)];
        require(std::isfinite(chosen.loss), "no kernel fits the runs");
        coefficients_.col(j) = chosen.coefficients;
        kernel_weights_.col(j) = chosen.weights;
        errors_[j] = std::sqrt(chosen.loss);
        length_[j] = chosen.length;
    }
}

MatrixXd KernelRegression::operator()(const MatrixXd& points, const MatrixXd& terms) const {
    MatrixXd result = terms * coefficients_;
    const MatrixXd distances = squared_distances(points_, points);
    for (Index j = 0; j < result.cols();) { // outputs of one length share their kernel
        const double length = length_[j];
        const MatrixXd correlation = kernel(distances, length);
        for (; j < result.cols() && length_[j] == length; ++j)
            result.col(j) += correlation.transpose() * kernel_weights_.col(j);
    }
    return result;
}

} // namespace kozqaras::inference
