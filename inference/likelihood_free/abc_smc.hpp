#pragma once
// Approximate Bayesian computation by sequential Monte Carlo, for a handful of parameters: a
// population of parameter vectors whose synthetic observations come ever nearer to the data.
// Tolerances fall by quantiles, perturbations follow the nearest particles, statistics are scaled
// anew in each generation, the last population is adjusted by local linear regression.
// References: Beaumont, Cornuet, Marin & Robert 2009, Biometrika 96; Filippi, Barnes, Cornebise &
// Stumpf 2013, Statistical Applications in Genetics and Molecular Biology 12 (nearest neighbours);
// Prangle 2017, Bayesian Analysis 12 (scaling); Beaumont, Zhang & Balding 2002, Genetics 162
// (regression); Fearnhead & Prangle 2012, JRSS B 74 (learned summaries).

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include <Eigen/Dense>

#include "inference/problem.hpp"

namespace kozqaras::inference {

struct AbcSettings {
    int particles = 1000;
    int most_generations = 30;
    std::uint64_t most_simulations =
        1'000'000;                  ///< never exceeded; the generation that would is dropped
    double quantile = 0.5;          ///< of the distances: the next tolerance
    double least_acceptance = 0.01; ///< a generation below it is dropped, and the search ends
    double tolerance = 0;           ///< end when this is reached
    /// Statistics -> regression estimates of the parameters, learned anew in each generation from
    /// all its runs; for many statistics and one mode.
    bool learned_summaries = false;
    bool regression = true; ///< adjust the last population where particles suffice
    std::uint64_t seed = 1;
};

/// A population; the whole state of the search after a generation.
struct AbcPopulation {
    Eigen::MatrixXd particles;  ///< unconstrained, one per column
    Eigen::MatrixXd statistics; ///< their synthetic observations
    Eigen::VectorXd weights;    ///< sum 1
    /// With learned summaries: what turns statistics into summaries (parameters x statistics), and
    /// the particles' summaries less those of the data, each by what was learned without its own
    /// runs. Else empty.
    Eigen::MatrixXd learned, summaries;
    double tolerance = 0;
    double acceptance = 1;
    int generation = 0;
    std::uint64_t simulations = 0; ///< so far
};

struct AbcResult {
    AbcPopulation population;
    Eigen::MatrixXd adjusted; ///< particles after the regression; equal to them without
    double effective_size = 0;
    std::string stop_reason;
};

/// Called after each generation (to keep it); may be empty.
using AbcObserver = std::function<void(const AbcPopulation&)>;

/// Starts from `from` if that is given (resumed: the same bytes as without a pause). Throws
/// Interrupted; InputError if the simulator gives no finite statistics under the prior.
[[nodiscard]] AbcResult abc_smc(const InferenceProblem& problem, const AbcSettings& settings,
                                const AbcPopulation* from, const AbcObserver& observer,
                                const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras::inference
