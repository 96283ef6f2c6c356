#pragma once
// Small numerical helpers of the inference methods.

#include <cstdint>
#include <vector>

#include <Eigen/Dense>

namespace kozqaras::inference {

/// log sum exp(x_i) without overflow; -infinity for an empty vector or if all are.
[[nodiscard]] double log_sum_exp(const Eigen::VectorXd& values);

/// exp(x_i - max) / sum: weights that sum to 1. Where all are -infinity: all 0.
[[nodiscard]] Eigen::VectorXd normalised_weights(const Eigen::VectorXd& log_weights);

/// Effective sample size of weights that sum to 1: 1 / sum w^2 (Kish 1965).
[[nodiscard]] double kish_sample_size(const Eigen::VectorXd& weights);

/// `count` indices 0 .. weights.size() - 1 in proportion to the weights, in ascending order:
/// systematic resampling with one keyed uniform (Kitagawa 1996). Weights need not sum to 1.
[[nodiscard]] std::vector<Eigen::Index> systematic_choice(const Eigen::VectorXd& weights,
                                                          Eigen::Index count, std::uint64_t seed);

/// The columns of `matrix` with these numbers.
[[nodiscard]] Eigen::MatrixXd columns_of(const Eigen::MatrixXd& matrix,
                                         const std::vector<Eigen::Index>& numbers);

/// Mean of the columns under weights that sum to 1.
[[nodiscard]] Eigen::VectorXd weighted_mean(const Eigen::MatrixXd& columns,
                                            const Eigen::VectorXd& weights);

/// Covariance of the columns under weights that sum to 1, divisor 1 - sum w^2 (n - 1 where equal).
[[nodiscard]] Eigen::MatrixXd weighted_covariance(const Eigen::MatrixXd& columns,
                                                  const Eigen::VectorXd& weights);

/// Covariance of the columns, divisor n - 1.
[[nodiscard]] Eigen::MatrixXd sample_covariance(const Eigen::MatrixXd& columns);

/// Standard normals, rows x count; column k depends on (seed, stage, k) alone.
[[nodiscard]] Eigen::MatrixXd keyed_normals(Eigen::Index rows, Eigen::Index count,
                                            std::uint64_t seed, std::uint64_t stage);

} // namespace kozqaras::inference
