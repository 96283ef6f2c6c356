#include "inference/check/left_out.hpp"

#include <cmath>
#include <limits>

#include "support/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Covariance of the linearised posterior.
MatrixXd posterior_covariance(const MatrixXd& jacobian, const MatrixXd& weighted,
                              const VectorXd& prior_standard_deviation) {
    MatrixXd precision = jacobian.transpose() * weighted;
    precision.diagonal().array() += prior_standard_deviation.array().square().inverse();
    return precision.llt().solve(MatrixXd::Identity(precision.rows(), precision.cols()));
}

} // namespace

LeftOut left_out(const VectorXd& residual, const MatrixXd& jacobian, const MatrixXd& covariance,
                 const VectorXd& prior_standard_deviation) {
    const Eigen::LLT<MatrixXd> errors(covariance);
    require(errors.info() == Eigen::Success, "the covariance of the data is not positive definite");
    const MatrixXd weighted = errors.solve(jacobian);
    const MatrixXd fitted = posterior_covariance(jacobian, weighted, prior_standard_deviation) *
                            weighted.transpose(); // S J' C^-1
    LeftOut result;
    result.leverage = jacobian.cwiseProduct(fitted.transpose()).rowwise().sum();
    // (C + J P J')^-1 = C^-1 - C^-1 J S J' C^-1, and times (y - f(prior)) it is C^-1 residual.
    const Index size = residual.size();
    const VectorXd marginal_precision = errors.solve(MatrixXd::Identity(size, size)).diagonal() -
                                        weighted.cwiseProduct(fitted.transpose()).rowwise().sum();
    result.z = errors.solve(residual).cwiseQuotient(marginal_precision.cwiseSqrt());
    return result;
}

MatrixXd residual_covariance(const MatrixXd& jacobian, const MatrixXd& covariance,
                             const VectorXd& prior_standard_deviation) {
    const Eigen::LLT<MatrixXd> errors(covariance);
    require(errors.info() == Eigen::Success, "the covariance of the data is not positive definite");
    return covariance -
           jacobian *
               posterior_covariance(jacobian, errors.solve(jacobian), prior_standard_deviation) *
               jacobian.transpose();
}

BlockMisfit block_misfit(const VectorXd& residual, const MatrixXd& covariance, const MatrixXd& left,
                         const std::vector<Index>& places) {
    const Eigen::LLT<MatrixXd> errors(covariance(places, places));
    require(errors.info() == Eigen::Success, "a block of the covariance is not positive definite");
    const VectorXd of_block = residual(places);
    const MatrixXd ratio = errors.solve(MatrixXd(left(places, places)));
    return {of_block.dot(errors.solve(of_block)), ratio.trace(),
            std::sqrt(2.0 * (ratio * ratio).trace())};
}

double log_evidence(const VectorXd& distance, const MatrixXd& jacobian, const MatrixXd& covariance,
                    const VectorXd& prior_standard_deviation) {
    const MatrixXd spread = jacobian * prior_standard_deviation.asDiagonal();
    const Eigen::LLT<MatrixXd> all(covariance + spread * spread.transpose());
    if (all.info() != Eigen::Success)
        return -std::numeric_limits<double>::infinity();
    return -0.5 * all.matrixL().solve(distance).squaredNorm() -
           all.matrixLLT().diagonal().array().log().sum();
}

} // namespace kozqaras::inference
