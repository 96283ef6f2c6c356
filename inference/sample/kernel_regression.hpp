#pragma once
// Regression on given terms with a Gaussian process on what they leave: a smooth surface through
// runs of a simulator, several outputs at once.
// References: Rasmussen & Williams 2006, "Gaussian Processes for Machine Learning", 2.7 and 5.4.2
// (explicit basis, leave-one-out).

#include <Eigen/Dense>

namespace kozqaras::inference {

class KernelRegression {
  public:
    /// `points`: coordinates x runs, of about unit spread; `terms`: runs x terms, of full column
    /// rank; `values`: runs x outputs, finite. Each output takes the length of the squared
    /// exponential kernel and the nugget (what differs from run to run without reason) that
    /// foretell each run best from all others.
    KernelRegression(Eigen::MatrixXd points, const Eigen::MatrixXd& terms,
                     const Eigen::MatrixXd& values);

    /// Outputs at other points with their terms: points x outputs.
    [[nodiscard]] Eigen::MatrixXd operator()(const Eigen::MatrixXd& points,
                                             const Eigen::MatrixXd& terms) const;

    /// Root mean square leave-one-out error of each output.
    [[nodiscard]] const Eigen::VectorXd& errors() const { return errors_; }

  private:
    Eigen::MatrixXd points_;
    Eigen::MatrixXd coefficients_;   ///< terms x outputs
    Eigen::MatrixXd kernel_weights_; ///< runs x outputs
    Eigen::VectorXd errors_;
    Eigen::VectorXd length_; ///< of the kernel, per output
};

} // namespace kozqaras::inference
