#include "inference/likelihood_free/abc_steps.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <numeric>

#include "inference/likelihood_free/ridge_regression.hpp"
#include "inference/numbers.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "support/statistics.hpp"

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
    deviations.reserve(finite.size());
    for (const double value : finite)
        deviations.push_back(std::abs(value - centre));
    return quantile(deviations, 0.5);
}

constexpr std::size_t kFolds = 5;

/// What turns statistics into estimates of the parameters, in s.d. of these among the runs outside
/// of `fold`.
MatrixXd estimator(const std::vector<AbcRun>& runs, std::size_t fold) {
    std::vector<const AbcRun*> others;
    for (const AbcRun& run : runs)
        if (run.particle % kFolds != fold)
            others.push_back(&run);
    const auto count = static_cast<Index>(others.size());
    MatrixXd parameters(runs.front().parameters.size(), count);
    MatrixXd statistics(runs.front().statistics.size(), count);
    for (Index i = 0; i < count; ++i) {
        parameters.col(i) = others[static_cast<std::size_t>(i)]->parameters;
        statistics.col(i) = others[static_cast<std::size_t>(i)]->statistics;
    }
    const VectorXd spread = sample_covariance(parameters).diagonal().cwiseSqrt();
    return spread.cwiseInverse().asDiagonal() *
           ridge_slopes(statistics, parameters, VectorXd::Ones(count));
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

void learn_summaries(const VectorXd& observed, const std::vector<AbcRun>& runs,
                     AbcPopulation& population) {
    constexpr Index kRunsPerParameter = 20;
    population.learned.resize(0, 0);
    population.summaries.resize(0, 0);
    std::vector<AbcRun> finite;
    std::ranges::copy_if(runs, std::back_inserter(finite),
                         [](const AbcRun& run) { return run.statistics.allFinite(); });
    if (finite.size() < static_cast<std::size_t>(kRunsPerParameter * population.particles.rows()))
        return;
    population.learned = estimator(finite, kFolds); // no such fold: from all
    population.summaries.resize(population.learned.rows(), population.particles.cols());
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
        const MatrixXd without = estimator(finite, fold);
        for (auto i = static_cast<Index>(fold); i < population.particles.cols(); i += kFolds)
            population.summaries.col(i) = without * (population.statistics.col(i) - observed);
    }
}

Distance make_distance(const VectorXd& observed, const AbcPopulation& population) {
    if (population.learned.size() > 0)
        return {population.learned, observed};
    VectorXd scales(observed.size());
    for (Index s = 0; s < scales.size(); ++s) {
        const double deviation = median_deviation(population.statistics.row(s));
        scales[s] = deviation > 0.0 ? 1.0 / deviation : 0.0;
    }
    if (scales.maxCoeff() <= 0.0)
        scales.setOnes(); // nothing varies: all statistics count as they are
    return {scales.asDiagonal(), observed};
}

MatrixXd summaries_of(const VectorXd& observed, const AbcPopulation& population) {
    if (population.summaries.size() > 0)
        return population.summaries;
    return make_distance(observed, population).transform *
           (population.statistics.colwise() - observed);
}

MatrixXd regression_adjusted(const MatrixXd& summaries, const AbcPopulation& population) {
    const VectorXd distances = summaries.colwise().norm().transpose();
    const double farthest = distances.maxCoeff();
    if (!(farthest > 0.0) || !std::isfinite(farthest))
        return population.particles;
    const VectorXd nearness =
        population.weights.array() * (1.0 - (distances.array() / (1.0001 * farthest)).square());
    return population.particles -
           ridge_slopes(summaries, population.particles, nearness) * summaries;
}

} // namespace kozqaras::inference
