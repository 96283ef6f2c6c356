#include "inference/problem.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/parallel.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

void check_data(const VectorXd& observed) {
    if (observed.size() == 0)
        throw InputError({"data"}, "there is nothing observed");
    for (Index i = 0; i < observed.size(); ++i)
        if (!std::isfinite(observed[i]))
            throw InputError({"data"}, fmt::format("value {} is not a finite number", i + 1));
}

/// Covariance of the columns. Correlations are shrunk by rows / (10 columns), at most 0.9, so that
/// few replicates still give a regular matrix (own choice).
MatrixXd regular_covariance(const MatrixXd& columns) {
    const MatrixXd centred = columns.colwise() - columns.rowwise().mean();
    const auto count = static_cast<double>(columns.cols());
    MatrixXd covariance = centred * centred.transpose() / (count - 1.0);
    const double shrinkage =
        columns.rows() == 1 ? 0.0 : static_cast<double>(columns.rows()) / (count * 10.0);
    const VectorXd diagonal = covariance.diagonal();
    covariance *= 1.0 - std::min(shrinkage, 0.9);
    covariance.diagonal() = diagonal;
    return covariance;
}

} // namespace

CovarianceModel constant_covariance(MatrixXd covariance) {
    if (covariance.rows() != covariance.cols() || !covariance.allFinite() ||
        !covariance.isApprox(covariance.transpose()) || covariance.llt().info() != Eigen::Success)
        throw InputError({"covariance"}, "it must be square, symmetric and positive definite");
    return [covariance = std::move(covariance)](const VectorXd&, const VectorXd&) {
        return covariance;
    };
}

Simulator in_parallel(MeanFunction mean) {
    return [mean = std::move(mean)](const MatrixXd& parameters) {
        std::vector<VectorXd> columns(static_cast<std::size_t>(parameters.cols()));
        for_blocks(columns.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                columns[i] = mean(parameters.col(static_cast<Index>(i)));
        });
        MatrixXd result(columns.empty() ? 0 : columns[0].size(), parameters.cols());
        for (Index i = 0; i < parameters.cols(); ++i) {
            const VectorXd& column = columns[static_cast<std::size_t>(i)];
            require(column.size() == result.rows(), "the simulator's number of outputs changed");
            result.col(i) = column;
        }
        return result;
    };
}

InferenceProblem::InferenceProblem(Prior prior, Simulator simulate, CovarianceModel covariance,
                                   VectorXd observed)
    : prior_(std::move(prior)),
      mean_(std::move(simulate)),
      covariance_(std::move(covariance)),
      observed_(std::move(observed)),
      runs_(std::make_shared<std::atomic<std::uint64_t>>(0)) {
    check_data(observed_);
}

InferenceProblem::InferenceProblem(Prior prior, StochasticSimulator simulate, VectorXd observed,
                                   StochasticSettings settings)
    : prior_(std::move(prior)),
      draw_(std::move(simulate)),
      settings_(settings),
      observed_(std::move(observed)),
      runs_(std::make_shared<std::atomic<std::uint64_t>>(0)) {
    check_data(observed_);
    if (settings_.replicates < 10)
        throw InputError({"replicates"}, "at least 10 are needed for a covariance");
}

InferenceProblem InferenceProblem::with_observed(VectorXd observed) const {
    InferenceProblem other = *this;
    check_data(observed);
    other.observed_ = std::move(observed);
    other.runs_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    return other;
}

MatrixXd InferenceProblem::replicates(const VectorXd& natural) const {
    MatrixXd result(observed_.size(), settings_.replicates);
    for (Index r = 0; r < result.cols(); ++r) {
        RandomStream stream(settings_.seed, Purpose::inference_simulation,
                            static_cast<std::uint64_t>(r));
        const VectorXd drawn = draw_(natural, stream);
        require(drawn.size() == observed_.size(),
                fmt::format("the simulator returns {} outputs, there are {} data", drawn.size(),
                            observed_.size()));
        result.col(r) = drawn;
    }
    runs_->fetch_add(static_cast<std::uint64_t>(settings_.replicates));
    return result;
}

InferenceProblem InferenceProblem::recorded_by(Checkpoint* checkpoint) const {
    InferenceProblem other = *this;
    other.checkpoint_ = checkpoint;
    return other;
}

MatrixXd InferenceProblem::run_mean(const MatrixXd& natural) const {
    runs_->fetch_add(static_cast<std::uint64_t>(natural.cols()));
    MatrixXd result = mean_(natural);
    require(result.rows() == observed_.size() && result.cols() == natural.cols(),
            fmt::format("the simulator returns {} outputs for {} parameter vectors; there are {} "
                        "data and {} vectors",
                        result.rows(), result.cols(), observed_.size(), natural.cols()));
    return result;
}

MatrixXd InferenceProblem::expected(const MatrixXd& unconstrained) const {
    const MatrixXd natural = prior_.natural(unconstrained);
    if (draw_)
        return in_parallel([this](const VectorXd& t) -> VectorXd {
            return replicates(t).rowwise().mean();
        })(natural);
    if (checkpoint_ == nullptr)
        return run_mean(natural);
    if (auto known = checkpoint_->replay("runs", natural))
        return std::move(*known);
    MatrixXd result = run_mean(natural);
    checkpoint_->add("runs", natural, result);
    return result;
}

MatrixXd InferenceProblem::covariance(const VectorXd& unconstrained,
                                      const VectorXd& expected) const {
    const VectorXd natural = prior_.natural(unconstrained);
    if (draw_) // the data's own path, and the frozen ones of the mean
        return regular_covariance(replicates(natural)) * (1.0 + 1.0 / settings_.replicates);
    return covariance_(natural, expected);
}

VectorXd InferenceProblem::simulate(const VectorXd& unconstrained, RandomStream& random) const {
    if (draw_) {
        runs_->fetch_add(1);
        return draw_(prior_.natural(unconstrained), random);
    }
    VectorXd result = run_mean(prior_.natural(unconstrained));
    const Eigen::LLT<MatrixXd> cholesky(covariance(unconstrained, result));
    VectorXd noise(result.size());
    for (double& value : noise)
        value = random.normal();
    result += cholesky.matrixL() * noise;
    return result;
}

double InferenceProblem::log_likelihood_at(const VectorXd& unconstrained,
                                           const VectorXd& expected) const {
    constexpr double kNone = -std::numeric_limits<double>::infinity();
    VectorXd mean = expected;
    MatrixXd covariance;
    if (draw_) { // mean and covariance of the same replicates
        const MatrixXd drawn = replicates(prior_.natural(unconstrained));
        mean = drawn.rowwise().mean();
        covariance = regular_covariance(drawn) * (1.0 + 1.0 / settings_.replicates);
    } else if (mean.allFinite()) {
        covariance = this->covariance(unconstrained, mean);
    }
    if (!mean.allFinite())
        return kNone;
    const Eigen::LLT<MatrixXd> cholesky(covariance);
    if (cholesky.info() != Eigen::Success)
        return kNone;
    const double density = normal_log_density(observed_ - mean, cholesky);
    return std::isfinite(density) ? density : kNone;
}

VectorXd InferenceProblem::log_likelihood(const MatrixXd& unconstrained) const {
    const MatrixXd values =
        draw_ ? MatrixXd::Zero(observed_.size(), unconstrained.cols()) : expected(unconstrained);
    VectorXd result(unconstrained.cols());
    for_blocks(static_cast<std::size_t>(values.cols()), 8, [&](std::size_t begin, std::size_t end) {
        for (auto i = static_cast<Index>(begin); i < static_cast<Index>(end); ++i)
            result[i] = log_likelihood_at(unconstrained.col(i), values.col(i));
    });
    return result;
}

VectorXd InferenceProblem::log_posterior(const MatrixXd& unconstrained) const {
    return log_likelihood(unconstrained) + prior_.log_density(unconstrained);
}

CalibrationProblem InferenceProblem::for_search() const {
    CalibrationProblem problem;
    problem.simulate = [this](const MatrixXd& points) { return expected(points); };
    problem.covariance = [this](const VectorXd& point, const VectorXd& expected) {
        return covariance(point, expected);
    };
    problem.observed = observed_;
    problem.prior_mean = VectorXd::Zero(parameters());
    problem.prior_standard_deviation = VectorXd::Ones(parameters());
    return problem;
}

double normal_log_density(const VectorXd& difference, const Eigen::LLT<MatrixXd>& cholesky) {
    const double log_determinant = 2.0 * cholesky.matrixLLT().diagonal().array().log().sum();
    return -0.5 * (cholesky.matrixL().solve(difference).squaredNorm() + log_determinant +
                   static_cast<double>(difference.size()) * std::log(2.0 * std::numbers::pi));
}

} // namespace kozqaras::inference
