#pragma once
// Can the search behind a posterior be trusted? Where searches from different points end, and how
// far the weighted draws of the integrated parameters agree among themselves. Travels with a
// posterior as starts.csv and sampling.csv.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "inference/optimise/levenberg_marquardt.hpp"

namespace kozqaras {

struct SearchEnd {
    double objective = 0;
    bool converged = false;
    int optimum = 0;     ///< 1: the best; 0: it stopped on the way, near none that is known
    double distance = 0; ///< inference::optimum_distance to the best end
};

/// Searches from the prior mean and from draws of the prior.
struct SearchEnds {
    std::size_t parameters = 0; ///< that were searched for; the others were held
    std::vector<SearchEnd> ends;

    /// Distinct optima among them.
    [[nodiscard]] int optima() const;
};

/// Two ends are one optimum where inference::optimum_distance is below 1. Needs at least one end.
[[nodiscard]] SearchEnds search_ends(const std::vector<inference::MaximumAPosteriori>& ends);

/// Of posteriors integrated over a few parameters (inference::nested_posterior).
struct SamplingQuality {
    double effective_size = 0;
    double proposals = 0; ///< weighted draws of these parameters
    double pareto_k = 0;
    std::vector<std::string> parameters;
    Eigen::VectorXd r_hat; ///< inference::r_hat_of_parts, per fitted parameter; empty: not sampled
};

/// CSV: start, parameters, objective, converged, optimum, distance.
[[nodiscard]] std::string starts_table(const SearchEnds& searches);

/// CSV: parameter, r_hat, effective_size, proposals, pareto_k; the last three of all together.
[[nodiscard]] std::string sampling_table(const SamplingQuality& sampling);

/// Of a folder that `calibrate` wrote; the second is empty where nothing was sampled. InputError if
/// a table is faulty or altered.
[[nodiscard]] SearchEnds read_starts(const std::filesystem::path& folder);
[[nodiscard]] SamplingQuality read_sampling(const std::filesystem::path& folder);

/// In words, with warnings: first whether the draws are sound by inference::kSoundEffectiveSize and
/// kSoundRHat; nothing of what is empty.
[[nodiscard]] std::string search_quality_text(const SearchEnds& searches,
                                              const SamplingQuality& sampling);

} // namespace kozqaras
