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

TEST(Search, FindsTheBestForEachBudget) {
    auto task = task_of(kCosts);
    task.budgets = {0, 3, 5, 100};
    const auto found = search_package(task, std::nullopt, world(kEffects, 1), kSilent);
    ASSERT_EQ(found.for_budgets.size(), 4U);
    EXPECT_EQ(describe(task, found.for_budgets[0].package), "nothing");
    EXPECT_EQ(describe(task, found.for_budgets[1].package), "a1; b1");
    // a3 and b1 (2.4 + 3), a1 and b2 (1 + 4) and c1 (6) cost 5.
    EXPECT_EQ(describe(task, found.for_budgets[2].package), "c1");
    EXPECT_EQ(describe(task, found.for_budgets[3].package), "a3; b2; c1");
}

TEST(Search, ABudgetSeesThatMeasuresStandInEachOthersWay) {
    auto task = task_of(kCosts);
    task.budgets = {3};
    // Together only 40 %: a1 and b1 reach 1.6, b1 alone 3.
    const auto found = search_package(task, std::nullopt, world(kEffects, 0.4), kSilent);
    EXPECT_EQ(describe(task, found.for_budgets[0].package), "b1");
}

TEST(Search, NamesWhatWouldCloseTheGap) {
    const auto task = task_of(kCosts);
    const auto found = search_package(task, 30, world(kEffects, 1), kSilent);
    const auto closing = closing_measure(task, found.alone, found.best.package, 30 - 22.4);
    ASSERT_TRUE(closing.has_value());
    EXPECT_EQ(closing->measure, "c") << "the strongest";
    EXPECT_NEAR(closing->times, (6 + 7.6) / 6, 1e-9);
    EXPECT_FALSE(closing_measure(task, {{-1, -2, -3}, {0, 0}, {-1}}, {-1, -1, -1}, 5));
}

TEST(Search, AGoalIsAboutTheMedianOrAShareOfTheMembers) {
    Goal goal;
    const std::vector<double> levels{0, 10, 20, 30, 90};
    EXPECT_EQ(goal_level(goal, levels), 20);
    goal.members = 0.75;
    EXPECT_EQ(goal_level(goal, levels), 10) << "three quarters lie above";
}

} // namespace
} // namespace kozqaras
