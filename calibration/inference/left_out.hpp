#pragma once
// What a fit says of each number, and what it would say had the number been left out. Both in
// closed form from one linearised posterior; exact where the simulator is linear.

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

} // namespace kozqaras::inference
