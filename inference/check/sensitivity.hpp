#pragma once
// Which parameters matter, over the whole prior. Both methods work on probabilities: a parameter is
// moved along its prior's distribution function.

#include <cstdint>
#include <stop_token>

#include <Eigen/Dense>

#include "inference/optimise/levenberg_marquardt.hpp"
#include "inference/prior.hpp"

namespace kozqaras::inference {

/// Elementary effects: change of an output per unit of probability of a parameter.
struct MorrisScreening {
    Eigen::MatrixXd mean;      ///< mu, outputs x parameters
    Eigen::MatrixXd absolute;  ///< mu*: mean of absolute effects
    Eigen::MatrixXd deviation; ///< sigma: curvature or interaction
    int trajectories = 0;      ///< that gave finite outputs
};

struct MorrisSettings {
    int trajectories = 20;
    int levels = 4;      ///< of the grid, even
    double tail = 0.005; ///< probability left out at either end, where a prior may be unbounded
    std::uint64_t seed = 1;
};

/// trajectories x (parameters + 1) runs. Morris 1991, Technometrics 33; mu* after Campolongo,
/// Cariboni & Saltelli 2007, Environmental Modelling & Software 22. InputError if no trajectory
/// gives finite outputs.
[[nodiscard]] MorrisScreening morris_screening(const Prior& prior, const Simulator& simulate,
                                               const MorrisSettings& settings,
                                               const std::stop_token& stop, ProgressSink& progress);

/// Shares of an output's variance.
struct SobolIndices {
    Eigen::MatrixXd first, total;             ///< outputs x parameters
    Eigen::MatrixXd first_error, total_error; ///< bootstrap s.e. (an upper bound: points are even)
    Eigen::VectorXd variance;                 ///< of the outputs
};

struct SobolSettings {
    int points = 1024; ///< of the base sample
    int bootstrap = 100;
    std::uint64_t seed = 1;
};

/// points x (parameters + 2) runs on a Sobol sequence with a random shift. First-order: Saltelli et
/// al. 2010, Computer Physics Communications 181; total: Jansen 1999, same journal 117. InputError
/// if a run gives no finite output.
[[nodiscard]] SobolIndices sobol_indices(const Prior& prior, const Simulator& simulate,
                                         const SobolSettings& settings, const std::stop_token& stop,
                                         ProgressSink& progress);

} // namespace kozqaras::inference
