#pragma once
// Searches from several starts, what they end in, and the Laplace approximation over all of it.

#include <cstdint>
#include <stop_token>
#include <vector>

#include "inference/problem.hpp"
#include "inference/sample/mixture.hpp"

namespace kozqaras::inference {

struct MultistartSettings {
    int starts = 8; ///< the first from the prior's centre, the others drawn from the prior
    std::uint64_t seed = 1;
    /// Two ends are one optimum if their squared distance (optimum_distance) over the number of
    /// parameters is below this.
    double same_optimum = 1.0;
    LevenbergMarquardtSettings search{.most_iterations = 40,
                                      .difference_step = 0.01,
                                      .tolerance = 1e-4,
                                      .first_damping = 0.1,
                                      .freeze_covariance_after = 10};
};

struct Optimum {
    MaximumAPosteriori map; ///< on the unconstrained scale
    int found = 0;          ///< starts that ended here
    double weight = 0;      ///< its share of the posterior mass by Laplace's evidence; sum 1
};

struct Multistart {
    std::vector<Optimum> optima; ///< distinct, heaviest first
    int starts = 0, failed = 0;  ///< failed: the simulator gave no finite numbers
    int unconverged = 0;         ///< starts that ended at the iteration limit
};

/// Throws Interrupted; InputError if every start failed.
[[nodiscard]] Multistart find_optima(const InferenceProblem& problem,
                                     const MultistartSettings& settings,
                                     const std::stop_token& stop, ProgressSink& progress);

/// Normal (degrees 0) or Student t around every optimum, weighted by evidence. Optima lighter than
/// `least_weight` are left out, `inflation` multiplies the covariances.
[[nodiscard]] Mixture laplace_mixture(const std::vector<Optimum>& optima, double degrees = 0,
                                      double inflation = 1, double least_weight = 1e-6);

} // namespace kozqaras::inference
