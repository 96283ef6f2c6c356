#pragma once
// Hierarchical clustering by average linkage (UPGMA: Sokal and Michener 1958).

#include <cstddef>
#include <span>
#include <vector>

namespace kozqaras {

/// Two clusters that become one. Items are clusters 0 .. n-1; the i-th merge makes cluster n+i.
struct ClusterMerge {
    std::size_t left = 0, right = 0; ///< left < right
    double distance = 0;             ///< mean over pairs of items, one from each
    std::size_t items = 0;           ///< of the new cluster
};

/// The n - 1 merges of n items, nearest first; of equal distances the pair of lowest numbers.
/// `distances`: [item][item], symmetric. BugError if their number is not a square.
[[nodiscard]] std::vector<ClusterMerge> average_linkage(std::span<const double> distances);

/// The cluster of each item when only `clusters` of them are left, numbered from 0 in the order of
/// their first items. BugError unless 1 <= clusters <= items.
[[nodiscard]] std::vector<std::size_t> cut_clusters(std::span<const ClusterMerge> merges,
                                                    std::size_t clusters);

} // namespace kozqaras
