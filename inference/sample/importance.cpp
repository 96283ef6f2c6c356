#include "inference/sample/importance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "inference/numbers.hpp"
#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Shape that maximises the profile likelihood at this value of the auxiliary parameter.
double profile_shape(const VectorXd& values, double theta) {
    return (1.0 - theta * values.array()).log().mean();
}

double generalised_pareto_quantile(const ParetoFit& fit, double probability) {
    if (std::abs(fit.shape) < 1e-12)
        return -fit.scale * std::log1p(-probability);
    return fit.scale * std::expm1(-fit.shape * std::log1p(-probability)) / fit.shape;
}

} // namespace

ParetoFit fit_generalised_pareto(VectorXd values) {
    std::ranges::sort(values);
    const auto count = static_cast<double>(values.size());
    const auto grid = static_cast<Index>(30.0 + std::sqrt(count));
    const double quartile = values[static_cast<Index>(count / 4.0 + 0.5) - 1];
    VectorXd theta(grid), likelihood(grid);
    for (Index i = 0; i < grid; ++i) {
        const double place = static_cast<double>(i) + 0.5;
        theta[i] = 1.0 / values[values.size() - 1] +
                   (1.0 - std::sqrt(static_cast<double>(grid) / place)) / (3.0 * quartile);
        const double shape = profile_shape(values, theta[i]);
        likelihood[i] = count * (std::log(-theta[i] / shape) - shape - 1.0);
    }
    const double mean = normalised_weights(likelihood).dot(theta);
    ParetoFit fit;
    fit.shape = profile_shape(values, mean);
    fit.scale = -fit.shape / mean;
    constexpr double kPriorCount = 10.0; // PSIS, appendix C
    fit.shape = (count * fit.shape + kPriorCount * 0.5) / (count + kPriorCount);
    return fit;
}

double pareto_k_limit(Index draws) {
    return std::min(1.0 - 1.0 / std::log10(static_cast<double>(draws)), 0.7);
}

SmoothedWeights pareto_smoothed(const VectorXd& log_weights) {
    SmoothedWeights result;
    result.weights = normalised_weights(log_weights);
    result.effective_size = kish_sample_size(result.weights);
    result.pareto_k = std::numeric_limits<double>::quiet_NaN();
    const auto size = static_cast<double>(log_weights.size());
    const auto tail = static_cast<Index>(std::ceil(std::min(0.2 * size, 3.0 * std::sqrt(size))));
    if (tail < 5 || log_weights.size() < 25 || result.effective_size == 0.0)
        return result;
    std::vector<Index> order(static_cast<std::size_t>(log_weights.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&](Index i) { return log_weights[i]; });
    VectorXd scaled = (log_weights.array() - log_weights.maxCoeff()).exp();
    const std::size_t first = order.size() - static_cast<std::size_t>(tail);
    const double cutoff = std::max(scaled[order[first - 1]], std::numeric_limits<double>::min());
    VectorXd exceedances(tail);
    for (Index i = 0; i < tail; ++i)
        exceedances[i] = scaled[order[first + static_cast<std::size_t>(i)]] - cutoff;
    if (exceedances.minCoeff() <= 0.0) { // equal weights: nothing to smooth
        result.pareto_k = 0.0;
        return result;
    }
    const ParetoFit fit = fit_generalised_pareto(exceedances);
    result.pareto_k = fit.shape;
    for (Index i = 0; i < tail; ++i) {
        const double probability = (static_cast<double>(i) + 0.5) / static_cast<double>(tail);
        scaled[order[first + static_cast<std::size_t>(i)]] =
            std::min(cutoff + generalised_pareto_quantile(fit, probability), 1.0);
    }
    result.weights = scaled / scaled.sum();
    result.effective_size = kish_sample_size(result.weights);
    return result;
}

VectorXd r_hat_of_parts(const Eigen::MatrixXd& values, const VectorXd& weights,
                        const VectorXd& variance) {
    Eigen::MatrixXd means(values.rows(), kParts);
    for (Index part = 0; part < kParts; ++part) {
        VectorXd sum = VectorXd::Zero(values.rows());
        double weight = 0.0;
        for (Index i = part; i < values.cols(); i += kParts) {
            sum += weights[i] * values.col(i);
            weight += weights[i];
        }
        if (weight <= 0.0)
            return VectorXd::Constant(values.rows(), std::numeric_limits<double>::infinity());
        means.col(part) = sum / weight;
    }
    const VectorXd between = sample_covariance(means).diagonal();
    return (1.0 + between.array() / variance.array()).sqrt();
}

ImportanceSample importance_sample(const InferenceProblem& problem, const Mixture& proposal,
                                   Index draws, std::uint64_t seed, const std::stop_token& stop,
                                   ProgressSink& progress) {
    ImportanceSample sample;
    sample.draws = proposal.draw(draws, seed);
    sample.log_likelihood.resize(draws);
    constexpr Index kPart = 100;
    for (Index first = 0; first < draws; first += kPart) {
        check_stop(stop);
        const Index count = std::min(kPart, draws - first);
        sample.log_likelihood.segment(first, count) =
            problem.log_likelihood(sample.draws.middleCols(first, count));
        progress.report("weighing true runs", static_cast<std::uint64_t>(first + count),
                        static_cast<std::uint64_t>(draws));
    }
    const VectorXd log_weights = sample.log_likelihood + problem.prior().log_density(sample.draws) -
                                 proposal.log_density(sample.draws);
    sample.weights = pareto_smoothed(log_weights);
    return sample;
}

} // namespace kozqaras::inference
