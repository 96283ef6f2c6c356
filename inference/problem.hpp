#pragma once
// What is to be inferred: a simulator, a prior, data. Two kinds of simulator:
//   mean and covariance   f(t) and C(t, f): y ~ N(f(t), C)
//   stochastic            (t, stream) -> one synthetic observation
// Each serves every method: from the first, synthetic observations are drawn; of the second, mean
// and covariance are estimated from replicates with common random numbers (synthetic likelihood;
// Wood 2010, Nature 466). Every method works on the unconstrained scale of Prior.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include <Eigen/Dense>

#include "inference/checkpoint.hpp"
#include "inference/optimise/levenberg_marquardt.hpp"
#include "inference/prior.hpp"
#include "support/random.hpp"

namespace kozqaras::inference {

/// Expected outputs of one natural parameter vector. Called from several threads at once.
using MeanFunction = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;

/// One synthetic observation. All randomness from `random` (or from a generator seeded with its
/// words), so that the same stream gives the same observation. Called from several threads at once.
using StochasticSimulator =
    std::function<Eigen::VectorXd(const Eigen::VectorXd&, RandomStream& random)>;

/// The same covariance whatever the parameters.
[[nodiscard]] CovarianceModel constant_covariance(Eigen::MatrixXd covariance);

/// Runs `mean` on each column, in parallel.
[[nodiscard]] Simulator in_parallel(MeanFunction mean);

struct StochasticSettings {
    int replicates = 100; ///< for mean and covariance at a parameter vector; at least 10
    std::uint64_t seed = 1;
};

class InferenceProblem {
  public:
    /// `simulate`: natural parameters (columns) -> expected outputs (columns), all with the same
    /// random numbers. `covariance` gets natural parameters and expected outputs.
    InferenceProblem(Prior prior, Simulator simulate, CovarianceModel covariance,
                     Eigen::VectorXd observed);

    /// Of a stochastic simulator. Its likelihood is taken as normal by every method but ABC-SMC.
    InferenceProblem(Prior prior, StochasticSimulator simulate, Eigen::VectorXd observed,
                     StochasticSettings settings = {});

    [[nodiscard]] const Prior& prior() const { return prior_; }

    [[nodiscard]] const Eigen::VectorXd& observed() const { return observed_; }

    [[nodiscard]] Eigen::Index parameters() const { return prior_.size(); }

    /// The same problem with other data (for recovery and simulation-based calibration). Runs are
    /// counted anew.
    [[nodiscard]] InferenceProblem with_observed(Eigen::VectorXd observed) const;

    /// The same problem whose expected() replays and records batches, unless `checkpoint` is null
    /// or the simulator stochastic. Then call expected() and log_likelihood() from one thread only.
    [[nodiscard]] InferenceProblem recorded_by(Checkpoint* checkpoint) const;

    /// Expected outputs of unconstrained columns; outputs x columns. BugError if the simulator
    /// returns another number of outputs than there are data. May hold nan where it failed.
    [[nodiscard]] Eigen::MatrixXd expected(const Eigen::MatrixXd& unconstrained) const;

    /// Covariance of the data at one unconstrained vector with these expected outputs.
    [[nodiscard]] Eigen::MatrixXd covariance(const Eigen::VectorXd& unconstrained,
                                             const Eigen::VectorXd& expected) const;

    /// One synthetic observation.
    [[nodiscard]] Eigen::VectorXd simulate(const Eigen::VectorXd& unconstrained,
                                           RandomStream& random) const;

    /// log N(observed; f, C) of each column, constants and determinant included; -infinity where
    /// the simulator failed or C is not positive definite.
    [[nodiscard]] Eigen::VectorXd log_likelihood(const Eigen::MatrixXd& unconstrained) const;

    /// log likelihood + log prior, up to the evidence.
    [[nodiscard]] Eigen::VectorXd log_posterior(const Eigen::MatrixXd& unconstrained) const;

    /// The same problem for the search: standard normal prior, unconstrained parameters.
    [[nodiscard]] CalibrationProblem for_search() const;

    /// Runs of the simulator so far (each replicate counts).
    [[nodiscard]] std::uint64_t simulations() const { return *runs_; }

    [[nodiscard]] bool is_stochastic() const { return static_cast<bool>(draw_); }

  private:
    [[nodiscard]] Eigen::MatrixXd replicates(const Eigen::VectorXd& natural) const;
    [[nodiscard]] Eigen::MatrixXd run_mean(const Eigen::MatrixXd& natural) const;
    [[nodiscard]] double log_likelihood_at(const Eigen::VectorXd& unconstrained,
                                           const Eigen::VectorXd& expected) const;

    Prior prior_;
    Simulator mean_;
    CovarianceModel covariance_;
    StochasticSimulator draw_; ///< empty unless the user's simulator is stochastic
    StochasticSettings settings_;
    Eigen::VectorXd observed_;
    std::shared_ptr<std::atomic<std::uint64_t>> runs_;
    Checkpoint* checkpoint_ = nullptr;
};

/// log N(difference; 0, L L') with the Cholesky factor of the covariance.
[[nodiscard]] double normal_log_density(const Eigen::VectorXd& difference,
                                        const Eigen::LLT<Eigen::MatrixXd>& cholesky);

} // namespace kozqaras::inference
