#include "calibration/inference/abc_steps.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "calibration/inference/numbers.hpp"
#include "model/core/errors.hpp"
#include "model/core/parallel.hpp"
#include "model/core/statistics.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Covariance of the particles nearest to particle `i`, by the metric of the population, doubled.
MatrixXd neighbour_covariance(const MatrixXd& particles, const MatrixXd& whitened, Index i) {
    const auto count = static_cast<std::size_t>(
        std::min(particles.cols(), std::max(particles.cols() / 5, 4 * particles.rows() + 1)));
    const VectorXd distances =
        (whitened.colwise() - whitened.col(i)).colwise().squaredNorm().transpose();
    std::vector<Index> order(static_cast<std::size_t>(particles.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    const auto nearer = [&](Index a, Index b) {
        return distances[a] < distances[b] || (distances[a] == distances[b] && a < b);
    };
    std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count) - 1,
                     order.end(), nearer);
    order.resize(count);
    std::ranges::sort(order); // sums in one order
    MatrixXd covariance = 2.0 * sample_covariance(columns_of(particles, order));
    covariance.diagonal().array() += 1e-10;
    return covariance;
}

double median_deviation(const VectorXd& values) {
    const auto finite = finite_values(values);
    if (finite.empty())
        return 0.0;
    const double centre = quantile(finite, 0.5);
    std::vector<double> deviations;
    for (const double value : finite)
        deviations.push_back(std::abs(value - centre));
    return quantile(deviations, 0.5);
}

/// Numbers of the columns that are finite.
std::vector<Index> usable(const MatrixXd& statistics) {
    std::vector<Index> result;
    for (Index i = 0; i < statistics.cols(); ++i)
        if (statistics.col(i).allFinite())
            result.push_back(i);
    return result;
}

/// Weighted ridge regression of rows of `targets` on `statistics` with intercept; targets x
/// statistics.
MatrixXd slopes(const MatrixXd& statistics, const MatrixXd& targets, const VectorXd& weights) {
    const VectorXd total = weights / weights.sum();
    const MatrixXd x = statistics.colwise() - statistics * total;
    const MatrixXd y = targets.colwise() - targets * total;
    MatrixXd normal = x * total.asDiagonal() * x.transpose();
    const double ridge = 1e-6 * std::max(normal.trace() / static_cast<double>(normal.rows()),
                                         std::numeric_limits<double>::min());
    normal.diagonal().array() += ridge;
    return normal.ldlt().solve(x * total.asDiagonal() * y.transpose()).transpose();
}

} // namespace

std::vector<double> finite_values(const VectorXd& values) {
    std::vector<double> result;
    std::ranges::copy_if(values, std::back_inserter(result),
                         [](double value) { return std::isfinite(value); });
    return result;
}

PerturbationKernel::PerturbationKernel(const MatrixXd& particles, const VectorXd& weights)
    : particles_(particles), weights_(weights), cumulative_(weights.size()) {
    std::partial_sum(weights.begin(), weights.end(), cumulative_.begin());
    MatrixXd spread = weighted_covariance(particles, weights);
    spread.diagonal().array() += 1e-12;
    const MatrixXd whitened = spread.llt().matrixL().solve(particles);
    factors_.resize(static_cast<std::size_t>(particles.cols()));
    for_blocks(factors_.size(), 16, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            factors_[i].compute(neighbour_covariance(particles_, whitened, static_cast<Index>(i)));
    });
}

VectorXd PerturbationKernel::propose(RandomStream& random) const {
    const double place = random.uniform() * cumulative_[cumulative_.size() - 1];
    const auto found = std::ranges::lower_bound(cumulative_, place);
    const Index chosen = std::min<Index>(found - cumulative_.begin(), cumulative_.size() - 1);
    VectorXd normals(particles_.rows());
    for (double& value : normals)
        value = random.normal();
    return particles_.col(chosen) + factors_[static_cast<std::size_t>(chosen)].matrixL() * normals;
}

VectorXd PerturbationKernel::log_density(const MatrixXd& points) const {
    VectorXd result(points.cols());
    VectorXd constants(particles_.cols());
    for (Index j = 0; j < constants.size(); ++j)
        constants[j] =
            std::log(weights_[j]) -
            factors_[static_cast<std::size_t>(j)].matrixLLT().diagonal().array().log().sum() -
            0.5 * static_cast<double>(points.rows()) * std::log(2.0 * std::numbers::pi);
    for_blocks(
        static_cast<std::size_t>(points.cols()), 16, [&](std::size_t begin, std::size_t end) {
            VectorXd terms(particles_.cols());
            for (auto i = static_cast<Index>(begin); i < static_cast<Index>(end); ++i) {
                for (Index j = 0; j < terms.size(); ++j)
                    terms[j] = constants[j] - 0.5 * factors_[static_cast<std::size_t>(j)]
                                                        .matrixL()
                                                        .solve(points.col(i) - particles_.col(j))
                                                        .squaredNorm();
                result[i] = log_sum_exp(terms);
            }
        });
    return result;
}

double Distance::operator()(const VectorXd& statistics) const {
    if (!statistics.allFinite())
        return std::numeric_limits<double>::infinity();
    return (transform * (statistics - observed)).norm();
}

VectorXd Distance::of_columns(const MatrixXd& statistics) const {
    VectorXd result(statistics.cols());
    for (Index i = 0; i < result.size(); ++i)
        result[i] = (*this)(statistics.col(i));
    return result;
}

Distance make_distance(const VectorXd& observed, const AbcPopulation& population,
                       const AbcSettings& settings) {
    const auto finite = usable(population.statistics);
    const auto needed = static_cast<std::size_t>(2 * observed.size());
    if (settings.learned_summaries && finite.size() > needed) {
        VectorXd weights(static_cast<Index>(finite.size()));
        for (std::size_t i = 0; i < finite.size(); ++i)
            weights[static_cast<Index>(i)] = population.weights[finite[i]];
        const MatrixXd particles = columns_of(population.particles, finite);
        MatrixXd transform = slopes(columns_of(population.statistics, finite), particles, weights);
        const VectorXd spread =
            weighted_covariance(particles, weights / weights.sum()).diagonal().cwiseSqrt();
        return {spread.cwiseInverse().asDiagonal() * transform, observed};
    }
    VectorXd scales(observed.size());
    for (Index s = 0; s < scales.size(); ++s) {
        const double deviation = median_deviation(population.statistics.row(s));
        scales[s] = deviation > 0.0 ? 1.0 / deviation : 0.0;
    }
    if (scales.maxCoeff() <= 0.0)
        scales.setOnes(); // nothing varies: all statistics count as they are
    return {scales.asDiagonal(), observed};
}

MatrixXd regression_adjusted(const VectorXd& observed, const AbcPopulation& population) {
    MatrixXd statistics = population.statistics.colwise() - observed;
    for (Index s = 0; s < statistics.rows(); ++s) { // so that the ridge treats all alike
        const double scale = statistics.row(s).cwiseAbs().maxCoeff();
        statistics.row(s) /= scale > 0.0 ? scale : 1.0;
    }
    const VectorXd distances = statistics.colwise().norm().transpose();
    const double farthest = distances.maxCoeff();
    if (!(farthest > 0.0) || !std::isfinite(farthest))
        return population.particles;
    const VectorXd nearness =
        population.weights.array() * (1.0 - (distances.array() / (1.0001 * farthest)).square());
    return population.particles - slopes(statistics, population.particles, nearness) * statistics;
}

} // namespace kozqaras::inference
