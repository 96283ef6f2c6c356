#pragma once
// Markov chain Monte Carlo by an ensemble of walkers with differential-evolution moves: a walker of
// one half is moved along the difference of two walkers of the other half. No step size is tuned,
// correlations are followed, and moves of full length jump between modes. If an approximation of
// the target is known, some moves are drawn from it (independence Metropolis). References: ter
// Braak 2006, Statistics and Computing 16; Nelson, Ford & Payne 2014, Astrophysical Journal
// Supplement 210 (halves, jitter).

#include <cstdint>
#include <functional>
#include <stop_token>

#include <Eigen/Dense>

#include "inference/check/convergence.hpp"
#include "inference/sample/mixture.hpp"
#include "support/progress.hpp"

namespace kozqaras::inference {

/// Log density, up to a constant, of each column; -infinity where there is none.
using LogDensity = std::function<Eigen::VectorXd(const Eigen::MatrixXd&)>;

struct EnsembleSettings {
    int burn_in = 500, steps = 4000; ///< per walker
    int thin = 10;                   ///< every how many steps the ensemble is kept
    double jump_share = 0.1;         ///< moves of full length, between modes
    double guided_share = 0.3;       ///< moves drawn from the approximation, if there is one
    std::uint64_t seed = 1;
};

struct ChainSample {
    Eigen::MatrixXd draws;       ///< parameters x (kept steps x walkers), step by step
    Eigen::VectorXd log_density; ///< of each draw
    Eigen::Index walkers = 0;
    double acceptance = 0; ///< share of accepted moves after the burn-in
    Convergence convergence;
};

/// `start`: one walker per column, an even number of at least 4 and more than twice the parameters
/// (BugError), with finite density (walkers without one are moved to one that has; BugError if none
/// has). Same bytes for any number of threads if `density` has. Throws Interrupted. A walker counts
/// as a chain for R-hat. `guide` may be null; it should have heavier tails than the target.
[[nodiscard]] ChainSample sample_ensemble(const LogDensity& density, const Eigen::MatrixXd& start,
                                          const Mixture* guide, const EnsembleSettings& settings,
                                          const std::stop_token& stop, ProgressSink& progress);

/// Walkers that suit this number of parameters: 4 per parameter, at least 40, even.
[[nodiscard]] Eigen::Index suitable_walkers(Eigen::Index parameters);

} // namespace kozqaras::inference
