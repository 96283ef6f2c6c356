#pragma once
// Maximum a posteriori by Levenberg-Marquardt on whitened residuals, with common random numbers,
// and the Laplace approximation around it. Knows nothing of Kazakhstan: any simulator of expected
// values will do.
//   minimise  (y - f(t))' C^-1 (y - f(t)) + (t - m)' S^-1 (t - m),   S diagonal
// References: Marquardt 1963; Tarantola 2005, "Inverse Problem Theory", section 3.2.

#include <functional>
#include <stop_token>
#include <string>

#include <Eigen/Dense>

#include "support/progress.hpp"

namespace kozqaras::inference {

/// Expected values for several parameter vectors at once (columns). Every column must be computed
/// with the same random numbers. In: parameters x m; out: outputs x m.
using Simulator = std::function<Eigen::MatrixXd(const Eigen::MatrixXd&)>;

/// Covariance of the observations, given the parameters and the expected values; outputs x outputs,
/// positive definite.
using CovarianceModel =
    std::function<Eigen::MatrixXd(const Eigen::VectorXd&, const Eigen::VectorXd&)>;

/// Expected values at a point, and their forward differences.
struct Linearisation {
    Eigen::VectorXd expected;
    Eigen::MatrixXd jacobian; ///< outputs x parameters
    int simulations = 0;
};

/// (point, steps) -> linearisation. A parameter with a step of 0 is not moved: its column is 0.
using Lineariser = std::function<Linearisation(const Eigen::VectorXd&, const Eigen::VectorXd&)>;

struct CalibrationProblem {
    Simulator simulate;
    CovarianceModel covariance;
    Eigen::VectorXd observed;
    Eigen::VectorXd prior_mean, prior_standard_deviation;
    Lineariser linearise{}; ///< of the same simulator; empty: one run for each parameter
};

/// `problem` linearised at `at` with these forward steps (0: that parameter is not moved).
[[nodiscard]] Linearisation linearised(const CalibrationProblem& problem, const Eigen::VectorXd& at,
                                       const Eigen::VectorXd& steps);

struct LevenbergMarquardtSettings {
    int most_iterations = 12;
    double difference_step = 0.1;    ///< of finite differences, in prior standard deviations
    double tolerance = 0.05;         ///< stop when the objective falls by less
    double first_damping = 0.1;      ///< relative to the diagonal of the normal matrix
    int freeze_covariance_after = 3; ///< iterations that still renew the covariance
};

struct MaximumAPosteriori {
    Eigen::VectorXd parameters;
    Eigen::MatrixXd covariance; ///< Laplace: inverse of J' C^-1 J + S^-1
    Eigen::VectorXd expected;   ///< f at the optimum
    Eigen::MatrixXd jacobian;   ///< of f at the optimum
    Eigen::MatrixXd observation_covariance;
    double misfit = 0;  ///< (y - f)' C^-1 (y - f)
    double penalty = 0; ///< (t - m)' S^-1 (t - m)
    int iterations = 0;
    int simulations = 0; ///< parameter vectors simulated
    bool converged = false;
    std::string stop_reason;

    [[nodiscard]] double objective() const { return misfit + penalty; }
};

/// Mahalanobis distance between two ends, by the posterior covariance (Laplace) of either, the
/// smaller of the two. Where the posterior is normal, its log density falls by half its square.
[[nodiscard]] double optimum_distance(const MaximumAPosteriori& one,
                                      const MaximumAPosteriori& other);

/// Starts at `start`; reports iterations to `progress`. Throws Interrupted.
[[nodiscard]] MaximumAPosteriori levenberg_marquardt(const CalibrationProblem& problem,
                                                     const Eigen::VectorXd& start,
                                                     const LevenbergMarquardtSettings& settings,
                                                     const std::stop_token& stop,
                                                     ProgressSink& progress);

/// Draws from the Laplace posterior, one per column, made true to the simulator where it is not
/// linear: each draw t is moved by - K (f(t) - f_linear(t)), K = covariance J' C^-1, `rounds` times
/// with new simulations, so that its expected values scatter as the linear posterior says.
/// `normals` holds independent standard normals, parameters x draws. Adds its runs to
/// map.simulations.
[[nodiscard]] Eigen::MatrixXd corrected_draws(const CalibrationProblem& problem,
                                              MaximumAPosteriori& map,
                                              const Eigen::MatrixXd& normals, int rounds,
                                              const std::stop_token& stop);

} // namespace kozqaras::inference
