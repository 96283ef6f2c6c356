#include "workbench/search.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

/// Three measures of several degrees with costs as given.
SearchTask task_of(const std::vector<std::vector<double>>& costs) {
    SearchTask task;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        task.measures.push_back({std::string(1, static_cast<char>('a' + i)), {}});
        for (std::size_t d = 0; d < costs[i].size(); ++d)
            task.measures.back().degrees.push_back(
                {std::string(1, static_cast<char>('a' + i)) + std::to_string(d + 1),
                 costs[i][d],
                 {}});
    }
    return task;
}

/// The level is 10, plus the effects; together they reach `share` of their sum.
RunPackages world(const std::vector<std::vector<double>>& effects, double share) {
    return [=](const std::vector<Package>& packages) {
        std::vector<double> levels;
        for (const auto& package : packages) {
            double sum = 0;
            int done = 0;
            for (std::size_t i = 0; i < package.size(); ++i)
                if (package[i] >= 0) {
                    sum += effects[i][static_cast<std::size_t>(package[i])];
                    ++done;
                }
            levels.push_back(10 + (done > 1 ? share : 1) * sum);
        }
        return levels;
    };
}

const std::function<void(const Found&)> kSilent = [](const Found&) {};
const std::vector<std::vector<double>> kCosts{{1, 2, 3}, {2, 4}, {5}};
const std::vector<std::vector<double>> kEffects{{1, 1.8, 2.4}, {3, 4}, {6}};

TEST(Search, FindsTheCheapestPackage) {
    const auto task = task_of(kCosts);
    const auto found = search_package(task, 14, world(kEffects, 1), kSilent);
    EXPECT_TRUE(found.reachable);
    EXPECT_EQ(found.best.cost, 3) << describe(task, found.best.package); // a1 and b1: 1 + 3
    EXPECT_EQ(describe(task, found.best.package), "a1; b1");
    EXPECT_EQ(found.start, 10);
}

TEST(Search, SeesThatMeasuresStandInEachOthersWay) {
    const auto task = task_of(kCosts);
    // Together only 70 %: a1 and b1 reach 12.8, a3 and b1 (cost 5) 13.78, b2 (cost 4) alone 14.
    const auto found = search_package(task, 14, world(kEffects, 0.7), kSilent);
    EXPECT_TRUE(found.reachable);
    EXPECT_EQ(found.best.cost, 4) << describe(task, found.best.package);
}

TEST(Search, SaysWhatCannotBeReached) {
    const auto task = task_of(kCosts);
    const auto found = search_package(task, 30, world(kEffects, 1), kSilent);
    EXPECT_FALSE(found.reachable);
    EXPECT_NEAR(found.best.level, 22.4, 1e-12) << "the nearest";
}

TEST(Search, DoesNothingWhereTheGoalIsMet) {
    const auto task = task_of(kCosts);
    const auto found = search_package(task, 9, world(kEffects, 1), kSilent);
    EXPECT_TRUE(found.reachable);
    EXPECT_EQ(found.best.cost, 0);
    EXPECT_EQ(describe(task, found.best.package), "nothing");
}

TEST(Search, AGoalIsAboutTheMeanOrAShareOfTheMembers) {
    Goal goal;
    const std::vector<double> levels{0, 10, 20, 30, 40};
    EXPECT_EQ(goal_level(goal, levels), 20);
    goal.members = 0.75;
    EXPECT_EQ(goal_level(goal, levels), 10) << "three quarters lie above";
}

} // namespace
} // namespace kozqaras
