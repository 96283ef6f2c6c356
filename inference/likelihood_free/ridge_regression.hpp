#pragma once
// Linear regression of a few responses on many predictors, where runs may be fewer than predictors.

#include <Eigen/Dense>

namespace kozqaras::inference {

/// Slopes (responses x predictors) of the linear regression with intercept of `responses` on
/// `predictors`, both one run per column, under `weights` (one per run, not negative, sum above 0).
/// Predictors are standardised; the ridge penalty is chosen for each response by generalised
/// cross-validation (Golub, Heath & Wahba 1979, Technometrics 21, equation 1.4), from as good as
/// none to as good as infinite. Predictors that do not vary have slope 0.
[[nodiscard]] Eigen::MatrixXd ridge_slopes(const Eigen::MatrixXd& predictors,
                                           const Eigen::MatrixXd& responses,
                                           const Eigen::VectorXd& weights);

} // namespace kozqaras::inference
