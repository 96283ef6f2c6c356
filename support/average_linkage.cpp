#include "support/average_linkage.hpp"

#include <cmath>
#include <limits>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

struct LiveCluster {
    std::size_t number = 0, items = 1;
    std::vector<double> distances; ///< to the live clusters, in their order
};

/// The nearest pair, as places in `live`.
std::pair<std::size_t, std::size_t> nearest_pair(const std::vector<LiveCluster>& live) {
    std::pair<std::size_t, std::size_t> pair{0, 1};
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < live.size(); ++i)
        for (std::size_t j = i + 1; j < live.size(); ++j)
            if (live[i].distances[j] < least) {
                least = live[i].distances[j];
                pair = {i, j};
            }
    return pair;
}

/// Puts the cluster at `j` into that at `i`.
void join_clusters(std::vector<LiveCluster>& live, std::size_t i, std::size_t j,
                   std::size_t number) {
    const auto first = static_cast<double>(live[i].items),
               second = static_cast<double>(live[j].items);
    for (std::size_t k = 0; k < live.size(); ++k) {
        const double mean =
            (first * live[i].distances[k] + second * live[j].distances[k]) / (first + second);
        live[i].distances[k] = live[k].distances[i] = mean;
    }
    live[i].number = number;
    live[i].items += live[j].items;
    live.erase(live.begin() + static_cast<std::ptrdiff_t>(j));
    for (LiveCluster& cluster : live)
        cluster.distances.erase(cluster.distances.begin() + static_cast<std::ptrdiff_t>(j));
}

} // namespace

std::vector<ClusterMerge> average_linkage(std::span<const double> distances) {
    const auto items = static_cast<std::size_t>(std::lround(std::sqrt(distances.size())));
    require(items * items == distances.size(), "distances are not a square");
    std::vector<LiveCluster> live;
    for (std::size_t item = 0; item < items; ++item) {
        const auto row = distances.subspan(item * items, items);
        live.push_back({item, 1, {row.begin(), row.end()}});
    }
    std::vector<ClusterMerge> merges;
    while (live.size() > 1) {
        const auto [i, j] = nearest_pair(live);
        merges.push_back({std::min(live[i].number, live[j].number),
                          std::max(live[i].number, live[j].number), live[i].distances[j],
                          live[i].items + live[j].items});
        join_clusters(live, i, j, items + merges.size() - 1);
    }
    return merges;
}

std::vector<std::size_t> cut_clusters(std::span<const ClusterMerge> merges, std::size_t clusters) {
    const std::size_t items = merges.size() + 1;
    require(clusters >= 1 && clusters <= items, "a cut into too many or no clusters");
    std::vector<std::size_t> into(items + merges.size()); // where a cluster went; itself: nowhere
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i] = i;
    for (std::size_t merge = 0; merge < items - clusters; ++merge)
        into[merges[merge].left] = into[merges[merge].right] = items + merge;
    std::vector<std::size_t> numbers(into.size(), clusters), of_item;
    std::size_t next = 0;
    for (std::size_t item = 0; item < items; ++item) {
        std::size_t top = item;
        while (into[top] != top)
            top = into[top];
        if (numbers[top] == clusters)
            numbers[top] = next++;
        of_item.push_back(numbers[top]);
    }
    return of_item;
}

} // namespace kozqaras
