#include "support/average_linkage.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// Differences between 5S ribosomal RNA of five bacteria (Bacillus subtilis, Bacillus
/// stearothermophilus, Lactobacillus viridescens, Acholeplasma modicum, Micrococcus luteus): the
/// worked example of the method in encyclopaedias and lectures, after Swofford, Olsen, Waddell and
/// Hillis (1996), whose dendrogram joins at 17, 22, 28 and 33.
const std::vector<double> kBacteria{0,  17, 21, 31, 23, 17, 0,  30, 34, 21, 21, 30, 0,
                                    28, 39, 31, 34, 28, 0,  43, 23, 21, 39, 43, 0};

TEST(AverageLinkage, GivesThePublishedDendrogram) {
    const auto merges = average_linkage(kBacteria);
    ASSERT_EQ(merges.size(), 4U);
    const std::vector<ClusterMerge> expected{
        {0, 1, 17, 2}, {4, 5, 22, 3}, {2, 3, 28, 2}, {6, 7, 33, 5}};
    for (std::size_t i = 0; i < merges.size(); ++i) {
        EXPECT_EQ(merges[i].left, expected[i].left) << i;
        EXPECT_EQ(merges[i].right, expected[i].right) << i;
        EXPECT_DOUBLE_EQ(merges[i].distance, expected[i].distance) << i;
        EXPECT_EQ(merges[i].items, expected[i].items) << i;
    }
}

TEST(AverageLinkage, MeansCountItemsNotClusters) {
    // 0 and 1 join first, then 2: to item 3 the mean is over three items, (10 + 10 + 40) / 3, not
    // over two clusters, 25.
    const std::vector<double> distances{0, 1, 2, 10, 1, 0, 2, 10, 2, 2, 0, 40, 10, 10, 40, 0};
    EXPECT_DOUBLE_EQ(average_linkage(distances).back().distance, 20);
}

TEST(AverageLinkage, CutsIntoAnyNumber) {
    const auto merges = average_linkage(kBacteria);
    EXPECT_EQ(cut_clusters(merges, 1), (std::vector<std::size_t>{0, 0, 0, 0, 0}));
    EXPECT_EQ(cut_clusters(merges, 2), (std::vector<std::size_t>{0, 0, 1, 1, 0}));
    EXPECT_EQ(cut_clusters(merges, 3), (std::vector<std::size_t>{0, 0, 1, 2, 0}));
    EXPECT_EQ(cut_clusters(merges, 5), (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    EXPECT_THROW(static_cast<void>(cut_clusters(merges, 0)), BugError);
    EXPECT_THROW(static_cast<void>(cut_clusters(merges, 6)), BugError);
}

TEST(AverageLinkage, OrderOfTheItemsIsNoMatter) {
    const std::vector<std::size_t> order{3, 0, 4, 2, 1};
    std::vector<double> shuffled;
    for (const auto row : order)
        for (const auto column : order)
            shuffled.push_back(kBacteria[row * 5 + column]);
    const auto merges = average_linkage(kBacteria), others = average_linkage(shuffled);
    for (std::size_t i = 0; i < merges.size(); ++i)
        EXPECT_DOUBLE_EQ(merges[i].distance, others[i].distance);
    EXPECT_EQ(cut_clusters(others, 2), (std::vector<std::size_t>{0, 1, 1, 0, 1}));
}

TEST(AverageLinkage, RefusesWhatIsNoSquare) {
    EXPECT_THROW(static_cast<void>(average_linkage(std::vector<double>{0, 1, 1})), BugError);
}

} // namespace
} // namespace kozqaras
