#pragma once
// Importance weights, smoothed and judged by their tail: Vehtari, Simpson, Gelman, Yao & Gabry
// 2024, Journal of Machine Learning Research 25, "Pareto smoothed importance sampling".

#include <cstdint>
#include <stop_token>

#include <Eigen/Dense>

#include "inference/problem.hpp"
#include "inference/sample/mixture.hpp"

namespace kozqaras::inference {

/// Shape k of a generalised Pareto distribution fitted to positive values (Zhang & Stephens 2009,
/// Technometrics 51) and its scale; weakly informed towards 0.5 as in PSIS.
struct ParetoFit {
    double shape = 0, scale = 0;
};

[[nodiscard]] ParetoFit fit_generalised_pareto(Eigen::VectorXd exceedances);

struct SmoothedWeights {
    Eigen::VectorXd weights;   ///< sum 1
    double effective_size = 0; ///< 1 / sum w^2
    double pareto_k = 0;       ///< nan: too few draws (below 25) to judge
};

/// Above this k the weights of `draws` draws cannot be trusted: min(1 - 1 / log10 draws, 0.7).
[[nodiscard]] double pareto_k_limit(Eigen::Index draws);

/// Smooths the largest min(0.2 S, 3 sqrt S) of S weights. `log_weights` may hold -infinity.
[[nodiscard]] SmoothedWeights pareto_smoothed(const Eigen::VectorXd& log_weights);

inline constexpr Eigen::Index kParts = 4; ///< into which a weighted sample is split

/// R-hat of independent weighted draws (Gelman & Rubin 1992, Statistical Science 7, with disjoint
/// parts of one sample, draw i in part i mod kParts, in place of chains): root of 1 + variance
/// between the means of the parts / `variance`, per row of `values` (quantities x draws).
/// `variance`: of each quantity in the posterior. Infinite where a part has no weight. About
/// root(1 + kParts / effective size) by chance; it cannot tell what all draws have missed.
[[nodiscard]] Eigen::VectorXd r_hat_of_parts(const Eigen::MatrixXd& values,
                                             const Eigen::VectorXd& weights,
                                             const Eigen::VectorXd& variance);

struct ImportanceSample {
    Eigen::MatrixXd draws; ///< unconstrained, parameters x draws
    SmoothedWeights weights;
    Eigen::VectorXd log_likelihood;
};

/// Draws from `proposal`, true runs of the simulator, weights posterior / proposal. Throws
/// Interrupted.
[[nodiscard]] ImportanceSample importance_sample(const InferenceProblem& problem,
                                                 const Mixture& proposal, Eigen::Index draws,
                                                 std::uint64_t seed, const std::stop_token& stop,
                                                 ProgressSink& progress);

} // namespace kozqaras::inference
