#pragma once
// The posterior where a few parameters (scales, rates) decide how much the others count. The joint
// mode takes what it saves in prior density by shrinking the others and does not see that they are
// left less room in the same measure; it is no summary of such parameters. Here the others are
// integrated out (conditional_surrogate.hpp), the few are drawn by adaptive multiple importance
// sampling (Cornuet, Marin, Mira & Robert 2012, Scandinavian Journal of Statistics 39), and the
// others from their normal conditional, made true to the simulator.

#include <cstdint>
#include <stop_token>
#include <vector>

#include "inference/optimise/levenberg_marquardt.hpp"

namespace kozqaras::inference {

struct NestedSettings {
    LevenbergMarquardtSettings search; ///< of the others, given the few
    double design_step = 0.7;          ///< of the first runs, a central composite, prior s.d.
    int most_rounds = 8;               ///< of proposals
    int proposals = 128;               ///< of the few, in a round
    int linearised = 12;               ///< of these, with derivatives of their own at once
    double effective_size = 60;        ///< of all weighted proposals: then no more rounds
    double own_share = 0.7;            ///< of the weight, on points with derivatives of their own
    int draws = 100;                   ///< of all parameters, returned; may be 0
    std::uint64_t seed = 1;
};

struct NestedPosterior {
    /// Posterior mean and covariance; derivatives and penalty at the mean; expected values on
    /// average over the draws (without any: at the mean), misfit of these.
    MaximumAPosteriori map;
    Eigen::MatrixXd draws;      ///< parameters x draws, equally weighted
    double effective_size = 0;  ///< of the weighted proposals
    double pareto_k = 0;        ///< of their weights; importance.hpp
    Eigen::Index proposals = 0; ///< all of them
    Eigen::VectorXd r_hat;      ///< of every parameter; r_hat_of_parts()
    int rounds = 0;             ///< of proposals
};

/// Integrates over `parameters` (positions, 1 to kMostIntegrated). The first runs lie around
/// `start`; every round draws from what the rounds before have found. `converged` of the map: the
/// first search of the others converged, enough proposals count, and their densities are known.
/// Same result for any number of threads. Throws Interrupted.
[[nodiscard]] NestedPosterior nested_posterior(const CalibrationProblem& problem,
                                               const std::vector<Eigen::Index>& parameters,
                                               const Eigen::VectorXd& start,
                                               const NestedSettings& settings,
                                               const std::stop_token& stop);

/// Simulations that nested_posterior() takes, about, with this many of one linearisation (three
/// rounds; no draws).
[[nodiscard]] std::uint64_t expected_nested_runs(Eigen::Index parameters,
                                                 std::uint64_t linearisation);

/// `problem` of the parameters that are not in `parameters`, these held at their values in `at`.
/// Refers to `problem`.
[[nodiscard]] CalibrationProblem with_held(const CalibrationProblem& problem,
                                           const std::vector<Eigen::Index>& parameters,
                                           const Eigen::VectorXd& at);

} // namespace kozqaras::inference
