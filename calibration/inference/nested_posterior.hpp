#pragma once
// The posterior where a few parameters (scales, rates) decide how much the others count. The joint
// mode takes what it saves in prior density by shrinking the others and does not see that they are
// left less room in the same measure; it is no summary of such parameters. Here the others are
// integrated out (conditional_surrogate.hpp), the few are drawn by importance sampling, and the
// others from their normal conditional, made true to the simulator.

#include <cstdint>
#include <stop_token>
#include <vector>

#include "calibration/inference/levenberg_marquardt.hpp"

namespace kozqaras::inference {

struct NestedSettings {
    LevenbergMarquardtSettings search; ///< of the others, given the few
    double design_step = 1;            ///< of the first design, prior s.d.
    int most_rounds = 3;               ///< designs; see nested_posterior()
    int proposals = 600;               ///< of the few, weighted; at least 50
    int draws = 100;                   ///< of all parameters, returned; may be 0
    std::uint64_t seed = 1;
};

struct NestedPosterior {
    /// Posterior mean and covariance; expected values, derivatives, misfit and penalty at the mean.
    MaximumAPosteriori map;
    Eigen::MatrixXd draws;     ///< parameters x draws, equally weighted
    double effective_size = 0; ///< of the weighted proposals
    double pareto_k = 0;       ///< of their weights; importance.hpp
    int rounds = 0;            ///< designs run
};

/// Integrates over `parameters` (positions); the first design lies at `start`. Another one is run
/// where the mode lies outside the last, or where its steps do not suit the s.d. found. `converged`
/// of the map: the search of the others converged and the last design suits. Same result for any
/// number of threads. Throws Interrupted.
[[nodiscard]] NestedPosterior nested_posterior(const CalibrationProblem& problem,
                                               const std::vector<Eigen::Index>& parameters,
                                               const Eigen::VectorXd& start,
                                               const NestedSettings& settings,
                                               const std::stop_token& stop);

/// `problem` of the parameters that are not in `parameters`, these held at their values in `at`.
/// Refers to `problem`.
[[nodiscard]] CalibrationProblem with_held(const CalibrationProblem& problem,
                                           const std::vector<Eigen::Index>& parameters,
                                           const Eigen::VectorXd& at);

} // namespace kozqaras::inference
