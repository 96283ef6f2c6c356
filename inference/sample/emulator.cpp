#include "inference/sample/emulator.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "inference/numbers.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

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
    surface_ = std::make_unique<const KernelRegression>(
        points_, basis(points_),
        (directions.transpose() * (whitened.colwise() - mean)).transpose());
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

VectorXd LocalEmulator::log_likelihood(const MatrixXd& unconstrained) const {
    const MatrixXd points = regressors(unconstrained);
    const VectorXd far = ellipsoid_.matrixL()
                             .solve(unconstrained.colwise() - centre_)
                             .colwise()
                             .squaredNorm()
                             .transpose();
    VectorXd result(points.cols());
    const Eigen::ArrayXd variance = 1.0 + surface_->errors().array().square();
    for_blocks(
        static_cast<std::size_t>(points.cols()), 16, [&](std::size_t begin, std::size_t end) {
            const auto first = static_cast<Index>(begin), count = static_cast<Index>(end - begin);
            const MatrixXd part = points.middleCols(first, count);
            const MatrixXd mean = (*surface_)(part, basis(part));
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
