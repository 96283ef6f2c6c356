#include "calibration/inference/left_out.hpp"

#include "model/core/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

LeftOut left_out(const VectorXd& residual, const MatrixXd& jacobian, const MatrixXd& covariance,
                 const VectorXd& prior_standard_deviation) {
    const Eigen::LLT<MatrixXd> errors(covariance);
    require(errors.info() == Eigen::Success, "the covariance of the data is not positive definite");
    const MatrixXd weighted = errors.solve(jacobian);
    MatrixXd precision = jacobian.transpose() * weighted;
    precision.diagonal().array() += prior_standard_deviation.array().square().inverse();
    const MatrixXd fitted = precision.llt().solve(weighted.transpose()); // S J' C^-1
    LeftOut result;
    result.leverage = jacobian.cwiseProduct(fitted.transpose()).rowwise().sum();
    // (C + J P J')^-1 = C^-1 - C^-1 J S J' C^-1, and times (y - f(prior)) it is C^-1 residual.
    const Index size = residual.size();
    const VectorXd marginal_precision = errors.solve(MatrixXd::Identity(size, size)).diagonal() -
                                        weighted.cwiseProduct(fitted.transpose()).rowwise().sum();
    result.z = errors.solve(residual).cwiseQuotient(marginal_precision.cwiseSqrt());
    return result;
}

} // namespace kozqaras::inference
