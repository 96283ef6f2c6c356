#include "inference/likelihood_free/ridge_regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Centred under `weights`, each run times the root of its weight (mean 1): sums over columns are
/// weighted sums over runs.
MatrixXd centred(const MatrixXd& values, const VectorXd& weights) {
    const VectorXd share = weights / weights.sum();
    const VectorXd root = (share * static_cast<double>(share.size())).cwiseSqrt();
    return (values.colwise() - values * share) * root.asDiagonal();
}

/// Of a response with coordinates `along` the directions whose squared singular values are
/// `squares`, and what they leave `unexplained`: the penalty of the least generalised
/// cross-validation.
double best_penalty(const VectorXd& squares, const VectorXd& along, double unexplained,
                    Index runs) {
    constexpr int kSteps = 60;
    constexpr double kLowest = -8.0, kHighest = 4.0; // powers of ten of the largest square
    double best = 0.0, least = std::numeric_limits<double>::infinity();
    for (int step = kSteps; step >= 0; --step) { // the highest first: it is always possible
        const double penalty =
            squares.maxCoeff() * std::pow(10.0, kLowest + (kHighest - kLowest) * step / kSteps);
        const auto kept = squares.array() / (squares.array() + penalty);
        const double missed = ((1.0 - kept) * along.array()).square().sum();
        const double freedom = static_cast<double>(runs) - 1.0 - kept.sum(); // 1: the intercept
        if (freedom <= 0.0)
            continue;
        const double score = (unexplained + missed) / (freedom * freedom);
        if (score < least) {
            least = score;
            best = penalty;
        }
    }
    return best;
}

/// Slopes of one response; x: predictors by runs, `axes` its left singular vectors.
VectorXd slopes_of(const MatrixXd& x, const VectorXd& y, const MatrixXd& axes,
                   const VectorXd& squares) {
    const VectorXd along = (axes.transpose() * (x * y)).cwiseQuotient(squares.cwiseSqrt());
    const double unexplained = std::max(0.0, y.squaredNorm() - along.squaredNorm());
    const double penalty = best_penalty(squares, along, unexplained, y.size());
    return axes * along.cwiseProduct(
                      squares.cwiseSqrt().cwiseQuotient((squares.array() + penalty).matrix()));
}

} // namespace

MatrixXd ridge_slopes(const MatrixXd& predictors, const MatrixXd& responses,
                      const VectorXd& weights) {
    require(predictors.cols() == responses.cols() && weights.size() == responses.cols() &&
                weights.sum() > 0.0,
            "regression of runs that do not match");
    MatrixXd x = centred(predictors, weights);
    const MatrixXd y = centred(responses, weights);
    constexpr double kRounding = 1e-12; // of the values: a spread below it is none
    VectorXd scale = x.rowwise().norm();
    for (Index p = 0; p < scale.size(); ++p)
        scale[p] = scale[p] > kRounding * predictors.row(p).norm() ? 1.0 / scale[p] : 0.0;
    x = scale.asDiagonal() * x;
    // Singular vectors from the smaller of the two matrices of products.
    const bool more_runs = x.cols() >= x.rows();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> products(more_runs ? MatrixXd(x * x.transpose())
                                                                     : MatrixXd(x.transpose() * x));
    const VectorXd& all = products.eigenvalues(); // ascending
    const auto kept = (all.array() > kRounding * std::max(0.0, all.maxCoeff())).count();
    MatrixXd slopes = MatrixXd::Zero(responses.rows(), predictors.rows());
    if (kept == 0)
        return slopes;
    const VectorXd squares = all.tail(kept);
    MatrixXd axes = products.eigenvectors().rightCols(kept);
    if (!more_runs)
        axes = x * axes * squares.cwiseSqrt().cwiseInverse().asDiagonal();
    for (Index r = 0; r < responses.rows(); ++r)
        slopes.row(r) =
            slopes_of(x, y.row(r).transpose(), axes, squares).cwiseProduct(scale).transpose();
    return slopes;
}

} // namespace kozqaras::inference
