// Draws of a run against runs whose opinions really follow the paths.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/engine/draws.hpp"
#include "tests/model/engine/small_plan.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using testing::small_plan;

TEST(Draws, AreThoseOfMembersThatFollowThePaths) {
    RunPlan plan = small_plan(2);
    plan.national.paths = 0;
    plan.national.one_path_each = true;
    const RunResult follow = testing::run(plan);
    plan.national.one_path_each = false;
    plan.national.paths = 8;
    RunResult read = testing::run(plan);
    const std::size_t week = read.weeks.size() - 1;
    // The same paths: those of the two members, for every member.
    const auto& waves = plan.registry->waves();
    std::vector<Week> pinned;
    for (std::size_t wave = 1; wave < waves.size(); ++wave)
        pinned.push_back(waves[wave].week);
    const std::vector<std::uint64_t> keys{0, 1};
    read.national = NationalChange(plan.registry->law(), waves.front().week, pinned, read.weeks)
                        .single_paths(keys, plan.world->seed);
    const auto index = view_of(follow, &RunResult::index_adults);
    const auto nets = view_of(follow, &RunResult::question_net);
    for (const int group : {0, 5})
        for (int value = 0; value < kIndexValueCount; ++value) {
            const auto draws = adults_draws(read, 0, week, group, value);
            ASSERT_EQ(draws.size(), 4U);
            EXPECT_NEAR(draws[0], index(0, 0, week, group, value), 5e-4);
            EXPECT_NEAR(draws[3], index(0, 1, week, group, value), 5e-4);
        }
    for (const std::size_t question : {0U, 11U, 28U}) {
        const auto draws = question_draws(read, 0, week, question);
        EXPECT_NEAR(draws[0], nets(0, 0, week, question), 5e-4);
        EXPECT_NEAR(draws[3], nets(0, 1, week, question), 5e-4);
    }
    const auto sample = sample_draws(read, 0, week, kComposite);
    EXPECT_NEAR(sample[3], view_of(follow, &RunResult::index_sample)(0, 1, week, kComposite), 5e-4);
}

TEST(Draws, AreTheExpectedChangeAloneWithoutPaths) {
    const RunResult result = testing::run(small_plan(2));
    const std::size_t week = result.weeks.size() - 1;
    const auto draws = adults_draws(result, 0, week, 0, kComposite, 0);
    ASSERT_EQ(draws.size(), 2U);
    EXPECT_EQ(draws[1], view_of(result, &RunResult::index_adults)(0, 1, week, 0, kComposite));
    EXPECT_EQ(adults_draws(result, 0, week, 0, kComposite, 4).size(), 8U);
    EXPECT_EQ(adults_draws(result, 0, week, 0, kComposite).size(), 16U);
}

// A step of the country's own is a translation: it moves everybody, at the waves to the last digit.
TEST(Draws, StepsMoveTheCountryAsAWhole) {
    RunPlan plan = small_plan(1);
    plan.members.push_back(plan.members.front());
    const auto& specs = plan.registry->specs();
    for (std::size_t i = 0; i < specs.size(); ++i)
        if (specs[i].name.starts_with("national.step"))
            plan.members[1][i] = 1.0;
    const RunResult result = testing::run(plan);
    const auto means = view_of(result, &RunResult::attitude_mean);
    const auto steps = unpack(*plan.registry, plan.members[1]).national.steps;
    const auto before = unpack(*plan.registry, plan.members[0]).national.steps;
    const auto spreads = view_of(result, &RunResult::attitude_spread);
    for (std::size_t wave = 1; wave < result.wave_weeks.size(); ++wave) {
        const auto week = static_cast<std::size_t>(
            std::ranges::lower_bound(result.weeks, result.wave_weeks[wave]) - result.weeks.begin());
        for (std::size_t a = 0; a < kAttitudeCount; ++a) {
            EXPECT_NEAR(means(0, 1, week, a) - means(0, 0, week, a),
                        steps[wave - 1][a] - before[wave - 1][a], 1e-5);
            EXPECT_EQ(spreads(0, 1, week, a), spreads(0, 0, week, a));
        }
    }
}

} // namespace
} // namespace kozqaras
