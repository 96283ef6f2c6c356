#pragma once
// Which regions answer alike: clusters of regions on all questions, and how stable they are.

#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/claims.hpp"
#include "output/run_documentation.hpp"
#include "support/average_linkage.hpp"

namespace kozqaras {

struct RegionClusters {
    std::vector<int> regions;          ///< of Country::regions: those with agents
    std::vector<double> correlations;  ///< [region][region] of the nets, mean over members
    std::vector<ClusterMerge> merges;  ///< of the distances 1 - correlation
    std::vector<std::size_t> clusters; ///< of each region, cut into as many as were asked for
    std::vector<double> together;      ///< [region][region]: share of members that put both in one
};

/// Of the last wave that the run has reached: Pearson correlation of the nets of all questions of
/// that wave, sample as fielded; average linkage. Empty if there is no wave, or fewer regions than
/// `clusters`.
[[nodiscard]] RegionClusters cluster_regions(const World& world, const ResultView& view,
                                             std::size_t clusters);

/// region_clusters.csv of a run folder, with as many clusters as the reports name levels; without
/// levels only its header. Columns: docs/formats/run.md.
[[nodiscard]] std::string region_clusters_csv(const RunPlan& plan, const RunResult& result,
                                              const RunDocumentation& documentation);

} // namespace kozqaras
