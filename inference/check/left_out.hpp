#pragma once
// What a fit says of each number, what it would say had the number been left out, how much misfit
// it should leave of several together, and how likely the data are whatever the parameters. All in
// closed form from one linearised posterior; exact where the simulator is linear.

#include <vector>

#include <Eigen/Dense>

namespace kozqaras::inference {

struct LeftOut {
    /// How much of the fitted value is the printed one: diagonal of the hat matrix J S J' C^-1 with
    /// S the covariance of the linearised posterior (Hoaglin & Welsch 1978, American Statistician
    /// 32). Between 0 and 1 where C is diagonal; their sum is at most the number of parameters.
    Eigen::VectorXd leverage;
    /// Printed less expected from all other numbers, over the s.d. of that difference: standard
    /// normal if the errors are as assumed (Rasmussen & Williams 2006, "Gaussian Processes for
    /// Machine Learning", equations 5.10 to 5.12, with the covariance C + J P J' of the data).
    Eigen::VectorXd z;
};

/// `residual`: observed less expected at the optimum; `jacobian`: outputs x parameters there;
/// `covariance` of the data; `prior_standard_deviation` of each parameter. BugError if the
/// covariance is not positive definite.
[[nodiscard]] LeftOut left_out(const Eigen::VectorXd& residual, const Eigen::MatrixXd& jacobian,
                               const Eigen::MatrixXd& covariance,
                               const Eigen::VectorXd& prior_standard_deviation);

/// Covariance of what a fit leaves of the data, if prior and errors are as assumed: C - J S J',
/// with S the covariance of the linearised posterior. Arguments as of left_out().
[[nodiscard]] Eigen::MatrixXd residual_covariance(const Eigen::MatrixXd& jacobian,
                                                  const Eigen::MatrixXd& covariance,
                                                  const Eigen::VectorXd& prior_standard_deviation);

/// Misfit of some numbers beside what a fit should leave of it.
struct BlockMisfit {
    double chi_squared = 0; ///< r' C^-1 r with the block of C
    /// Its expectation, trace(C^-1 R): the degrees of freedom. Not numbers minus leverages where C
    /// ties the block to other numbers, since these then tell part of its errors.
    double expected = 0;
    double deviation = 0; ///< its s.d. by chance, sqrt(2 trace((C^-1 R)^2))
};

/// Of the numbers at `places`; `residual` and `covariance` of all, `left` of residual_covariance().
/// BugError if the block of the covariance is not positive definite.
[[nodiscard]] BlockMisfit block_misfit(const Eigen::VectorXd& residual,
                                       const Eigen::MatrixXd& covariance,
                                       const Eigen::MatrixXd& left,
                                       const std::vector<Eigen::Index>& places);

/// log N(distance; 0, C + J P J'), without its constant: how likely data are at this distance from
/// what the prior mean says, all parameters integrated out (evidence, marginal likelihood; MacKay
/// 1992, Neural Computation 4). -infinity where the sum is not positive definite.
[[nodiscard]] double log_evidence(const Eigen::VectorXd& distance, const Eigen::MatrixXd& jacobian,
                                  const Eigen::MatrixXd& covariance,
                                  const Eigen::VectorXd& prior_standard_deviation);

} // namespace kozqaras::inference
