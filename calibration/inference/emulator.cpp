#include "calibration/inference/emulator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "calibration/inference/numbers.hpp"
#include "model/core/errors.hpp"
#include "model/core/parallel.hpp"

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

/// What one choice of length and nugget gives for one component.
struct KernelFit {
    double loss = std::numeric_limits<double>::infinity(); ///< mean squared leave-one-out error
    double length = 0;
    VectorXd coefficients, weights;
};

/// Generalised least squares with covariance `correlation`, and its leave-one-out errors.
void improve(std::vector<KernelFit>& best, const MatrixXd& correlation, const MatrixXd& basis,
             const MatrixXd& scores, double length) {
    const Eigen::LLT<MatrixXd> cholesky(correlation);
    if (cholesky.info() != Eigen::Success)
        return;
    const Index runs = basis.rows();
    const MatrixXd inverse = cholesky.solve(MatrixXd::Identity(runs, runs));
    const MatrixXd weighted = inverse * basis;
    const Eigen::LDLT<MatrixXd> normal(basis.transpose() * weighted);
    const MatrixXd coefficients = normal.solve(weighted.transpose() * scores);
    const MatrixXd projected = inverse - weighted * normal.solve(weighted.transpose());
    const MatrixXd residual = projected * scores; // = inverse (scores - basis coefficients)
    for (Index j = 0; j < scores.cols(); ++j) {
        const double loss =
            (residual.col(j).array() / projected.diagonal().array()).square().mean();
        KernelFit& known = best[static_cast<std::size_t>(j)];
        if (std::isfinite(loss) && loss < known.loss)
            known = {loss, length, coefficients.col(j), residual.col(j)};
    }
}

/// Columns whose outputs are all finite.
std::vector<Index> finite_columns(const MatrixXd& values) {
    std::vector<Index> finite;
    for (Index i = 0; i < values.cols(); ++i)
        if (values.col(i).allFinite())
            finite.push_back(i);
    return finite;
}

/// Principal directions of whitened outputs; what is left out has a mean square below 0.01 s.d. of
/// the data in all.
MatrixXd principal_directions(const MatrixXd& centred) {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(centred * centred.transpose() /
                                                         static_cast<double>(centred.cols()));
    require(solver.info() == Eigen::Success, "the outputs have no principal components");
    constexpr double kNegligible = 1e-4;
    const VectorXd& squares = solver.eigenvalues(); // ascending
    Index dropped = 0;
    double left = std::max(0.0, squares[0]);
    while (dropped + 1 < squares.size() && left < kNegligible)
        left += std::max(0.0, squares[++dropped]);
    return solver.eigenvectors().rightCols(squares.size() - dropped);
}

/// Runs the simulator in parts, so that it can be stopped.
MatrixXd run_in_parts(const InferenceProblem& problem, const MatrixXd& points,
                      const std::stop_token& stop, ProgressSink& progress) {
    constexpr Index kPart = 50;
    MatrixXd values(problem.observed().size(), points.cols());
    for (Index first = 0; first < points.cols(); first += kPart) {
        check_stop(stop);
        const Index count = std::min(kPart, points.cols() - first);
        values.middleCols(first, count) = problem.expected(points.middleCols(first, count));
        progress.report("running for the emulator", static_cast<std::uint64_t>(first + count),
                        static_cast<std::uint64_t>(points.cols()));
    }
    return values;
}

Index basis_size(Index parameters, bool all_pairs) {
    return 1 + 2 * parameters + (all_pairs ? parameters * (parameters - 1) / 2 : 0);
}

} // namespace

LocalEmulator::LocalEmulator(const InferenceProblem& problem, const MaximumAPosteriori& optimum,
                             const EmulatorSettings& settings, const std::stop_token& stop,
                             ProgressSink& progress)
    : prior_(problem.prior()), centre_(optimum.parameters), ellipsoid_(optimum.covariance) {
    const Index parameters = centre_.size();
    if (settings.runs < 4 * parameters)
        throw InputError({"emulator"}, fmt::format("{} runs are too few for {} parameters; at "
                                                   "least {}",
                                                   settings.runs, parameters, 4 * parameters));
    MatrixXd design = settings.stretch * keyed_normals(parameters, settings.runs, settings.seed, 1);
    design.col(0).setZero();
    const MatrixXd values =
        run_in_parts(problem, (ellipsoid_.matrixL() * design).colwise() + centre_, stop, progress);
    const auto finite = finite_columns(values);
    if (2 * finite.size() < static_cast<std::size_t>(settings.runs))
        throw InputError({"emulator"}, fmt::format("only {} of {} runs gave finite outputs",
                                                   finite.size(), settings.runs));
    design = columns_of(design, finite);
    farthest_ = design.colwise().squaredNorm().maxCoeff();
    const MatrixXd unconstrained = (ellipsoid_.matrixL() * design).colwise() + centre_;
    const MatrixXd scaled = prior_.regression_scale(unconstrained);
    regression_centre_ = scaled.rowwise().mean();
    regression_spread_.compute(sample_covariance(scaled));
    points_ = regressors(unconstrained);
    all_pairs_ = 2 * basis_size(parameters, true) <= points_.cols();
    const Eigen::LLT<MatrixXd> noise(optimum.observation_covariance);
    const MatrixXd whitened = noise.matrixL().solve(columns_of(values, finite));
    const VectorXd mean = whitened.rowwise().mean();
    const MatrixXd directions = principal_directions(whitened.colwise() - mean);
    observed_ = directions.transpose() * (noise.matrixL().solve(problem.observed()) - mean);
    fit((directions.transpose() * (whitened.colwise() - mean)).transpose());
}

MatrixXd LocalEmulator::regressors(const MatrixXd& unconstrained) const {
    return regression_spread_.matrixL().solve(prior_.regression_scale(unconstrained).colwise() -
                                              regression_centre_);
}

MatrixXd LocalEmulator::basis(const MatrixXd& points) const {
    const Index d = points.rows();
    MatrixXd result(points.cols(), basis_size(d, all_pairs_));
    result.col(0).setOnes();
    result.middleCols(1, d) = points.transpose();
    result.middleCols(1 + d, d) = points.array().square().matrix().transpose();
    Index column = 1 + 2 * d;
    for (Index i = 0; all_pairs_ && i < d; ++i)
        for (Index j = 0; j < i; ++j)
            result.col(column++) = points.row(i).cwiseProduct(points.row(j)).transpose();
    return result;
}

void LocalEmulator::fit(const MatrixXd& scores) {
    constexpr std::array<double, 5> kLengths{1.0, 2.0, 4.0, 8.0, 16.0};
    constexpr std::array<double, 4> kNuggets{1e-6, 1e-3, 0.1, 10.0};
    const MatrixXd trend = basis(points_);
    const MatrixXd distances = squared_distances(points_, points_);
    const double unit = std::sqrt(static_cast<double>(points_.rows()));
    std::vector<KernelFit> best(static_cast<std::size_t>(scores.cols()));
    for (const double length : kLengths)
        for (const double nugget : kNuggets) {
            MatrixXd correlation = kernel(distances, length * unit);
            correlation.diagonal().array() += nugget;
            improve(best, correlation, trend, scores, length * unit);
        }
    coefficients_.resize(trend.cols(), scores.cols());
    kernel_weights_.resize(points_.cols(), scores.cols());
    errors_.resize(scores.cols());
    length_.resize(scores.cols());
    for (Index j = 0; j < scores.cols(); ++j) {
        const KernelFit& chosen = best[static_cast<std::size_t>(j)];
        require(std::isfinite(chosen.loss), "no kernel fits the runs");
        coefficients_.col(j) = chosen.coefficients;
        kernel_weights_.col(j) = chosen.weights;
        errors_[j] = std::sqrt(chosen.loss);
        length_[j] = chosen.length;
    }
}

VectorXd LocalEmulator::log_likelihood(const MatrixXd& unconstrained) const {
    const MatrixXd points = regressors(unconstrained);
    const VectorXd far = ellipsoid_.matrixL()
                             .solve(unconstrained.colwise() - centre_)
                             .colwise()
                             .squaredNorm()
                             .transpose();
    VectorXd result(points.cols());
    const Eigen::ArrayXd variance = 1.0 + errors_.array().square();
    for_blocks(
        static_cast<std::size_t>(points.cols()), 16, [&](std::size_t begin, std::size_t end) {
            const auto first = static_cast<Index>(begin), count = static_cast<Index>(end - begin);
            const MatrixXd part = points.middleCols(first, count);
            MatrixXd mean = basis(part) * coefficients_;
            const MatrixXd distances = squared_distances(points_, part);
            for (Index j = 0; j < mean.cols();) { // components of one length share their kernel
                const MatrixXd correlation = kernel(distances, length_[j]);
                const double length = length_[j];
                for (; j < mean.cols() && length_[j] == length; ++j)
                    mean.col(j) += correlation.transpose() * kernel_weights_.col(j);
            }
            for (Index i = 0; i < count; ++i)
                result[first + i] =
                    far[first + i] > farthest_
                        ? -std::numeric_limits<double>::infinity()
                        : -0.5 *
                              ((observed_.transpose() - mean.row(i)).transpose().array().square() /
                               variance)
                                  .sum();
        });
    return result;
}

VectorXd LocalEmulator::log_posterior(const MatrixXd& unconstrained) const {
    return log_likelihood(unconstrained) + prior_.log_density(unconstrained);
}

} // namespace kozqaras::inference
