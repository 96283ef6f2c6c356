#pragma once
// A local emulator: cheap stand-in for the simulator near one optimum, for Markov chains. True runs
// in the Laplace ellipsoid, stretched; outputs whitened by their covariance and turned to principal
// components; each component a quadratic regression with a Gaussian process on its residuals.
// (kernel_regression.hpp). Reference: Higdon et al. 2008, JASA 103 (principal outputs).

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "inference/optimise/multistart.hpp"
#include "inference/problem.hpp"
#include "inference/sample/kernel_regression.hpp"

namespace kozqaras::inference {

struct EmulatorSettings {
    int runs = 300;       ///< of the simulator; at least 4 per parameter
    double stretch = 2.0; ///< of the Laplace ellipsoid the runs are drawn in
    std::uint64_t seed = 1;
};

class LocalEmulator {
  public:
    /// Runs the simulator around `optimum`. InputError if fewer than half of the runs give finite
    /// outputs or the runs are too few. Throws Interrupted.
    LocalEmulator(const InferenceProblem& problem, const MaximumAPosteriori& optimum,
                  const EmulatorSettings& settings, const std::stop_token& stop,
                  ProgressSink& progress);

    /// Log likelihood of unconstrained columns, up to a constant, with the covariance of the data
    /// frozen at the optimum and the emulator's own error added; -infinity beyond the outermost
    /// run.
    [[nodiscard]] Eigen::VectorXd log_likelihood(const Eigen::MatrixXd& unconstrained) const;

    /// Log likelihood + log N(z; 0, I), up to a constant.
    [[nodiscard]] Eigen::VectorXd log_posterior(const Eigen::MatrixXd& unconstrained) const;

    /// Root mean square leave-one-out error of each principal output, in s.d. of the data.
    [[nodiscard]] const Eigen::VectorXd& errors() const { return surface_->errors(); }

    [[nodiscard]] Eigen::Index components() const { return observed_.size(); }

  private:
    [[nodiscard]] Eigen::MatrixXd basis(const Eigen::MatrixXd& points) const;
    [[nodiscard]] Eigen::MatrixXd regressors(const Eigen::MatrixXd& unconstrained) const;

    const Prior prior_;
    Eigen::VectorXd centre_;
    Eigen::LLT<Eigen::MatrixXd> ellipsoid_; ///< of the Laplace covariance
    bool all_pairs_ = false;                ///< products of different parameters in the basis
    double farthest_ = 0;                   ///< squared distance of the outermost run
    Eigen::VectorXd regression_centre_;
    Eigen::LLT<Eigen::MatrixXd> regression_spread_;   ///< of the runs on the regression scale
    Eigen::MatrixXd points_;                          ///< runs, whitened regression scale
    Eigen::VectorXd observed_;                        ///< data, in principal outputs
    std::unique_ptr<const KernelRegression> surface_; ///< of the principal outputs
};

} // namespace kozqaras::inference
