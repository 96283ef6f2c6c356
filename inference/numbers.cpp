#include "inference/numbers.hpp"

#include <cmath>
#include <limits>

#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

double log_sum_exp(const VectorXd& values) {
    if (values.size() == 0)
        return -std::numeric_limits<double>::infinity();
    const double largest = values.maxCoeff();
    if (!std::isfinite(largest))
        return largest;
    return largest + std::log((values.array() - largest).exp().sum());
}

VectorXd normalised_weights(const VectorXd& log_weights) {
    const double total = log_sum_exp(log_weights);
    if (!std::isfinite(total))
        return VectorXd::Zero(log_weights.size());
    return (log_weights.array() - total).exp();
}

double kish_sample_size(const VectorXd& weights) {
    const double squares = weights.squaredNorm();
    return squares > 0.0 ? 1.0 / squares : 0.0;
}

std::vector<Index> systematic_choice(const VectorXd& weights, Index count, std::uint64_t seed) {
    require(weights.size() > 0 && weights.sum() > 0.0, "nothing to choose from");
    const double step = weights.sum() / static_cast<double>(count);
    const double offset = random_uniform(seed, Purpose::inference_resample, 0);
    std::vector<Index> chosen(static_cast<std::size_t>(count));
    Index at = 0;
    double passed = weights[0];
    for (Index i = 0; i < count; ++i) {
        const double place = step * (static_cast<double>(i) + offset);
        while (passed < place && at + 1 < weights.size())
            passed += weights[++at];
        chosen[static_cast<std::size_t>(i)] = at;
    }
    return chosen;
}

MatrixXd columns_of(const MatrixXd& matrix, const std::vector<Index>& numbers) {
    MatrixXd result(matrix.rows(), static_cast<Index>(numbers.size()));
    for (Index i = 0; i < result.cols(); ++i)
        result.col(i) = matrix.col(numbers[static_cast<std::size_t>(i)]);
    return result;
}

VectorXd weighted_mean(const MatrixXd& columns, const VectorXd& weights) {
    return columns * weights;
}

MatrixXd weighted_covariance(const MatrixXd& columns, const VectorXd& weights) {
    const MatrixXd centred = columns.colwise() - weighted_mean(columns, weights);
    return centred * weights.asDiagonal() * centred.transpose() / (1.0 - weights.squaredNorm());
}

MatrixXd sample_covariance(const MatrixXd& columns) {
    return weighted_covariance(
        columns, VectorXd::Constant(columns.cols(), 1.0 / static_cast<double>(columns.cols())));
}

MatrixXd keyed_normals(Index rows, Index count, std::uint64_t seed, std::uint64_t stage) {
    MatrixXd result(rows, count);
    for (Index column = 0; column < count; ++column) {
        RandomStream stream(seed, Purpose::inference_design,
                            (stage << 40) + static_cast<std::uint64_t>(column));
        for (double& value : result.col(column))
            value = stream.normal();
    }
    return result;
}

} // namespace kozqaras::inference
