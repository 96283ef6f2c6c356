// A kept baseline gives what simulate() gives, to the byte: whatever was kept, however the members
// were cut into parts.

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/model/engine/small_plan.hpp"
#include "workbench/kept_baseline.hpp"

namespace kozqaras {
namespace {

using testing::small_plan;

constexpr std::size_t kMembers = 5;

RunPlan baseline_plan() {
    RunPlan plan = small_plan(kMembers);
    plan.scenarios.resize(1);
    plan.national.paths = 8;
    return plan;
}

/// More trips from week `from` on.
ScenarioSetting more_trips(const RunPlan& plan, int from) {
    ScenarioSetting scenario{"more", "More trips", plan.scenarios.front().environment, {}};
    auto& trips = scenario.environment.trips_to_china;
    for (auto week = static_cast<std::size_t>(from); week < trips.size(); ++week)
        trips[week] = 3 * trips[week] + 20'000;
    return scenario;
}

RunResult at_once(RunPlan plan, const ScenarioSetting& scenario) {
    NoProgress silent;
    plan.scenarios.push_back(scenario);
    return simulate(plan, {}, silent);
}

/// What the kept baseline shows: first of some members, then of all.
std::vector<RunResult> kept(const RunPlan& plan, const ScenarioSetting& scenario, std::size_t first,
                            const std::vector<Week>& keep) {
    NoProgress silent;
    const KeptBaseline baseline(plan, first, keep, {}, silent);
    std::vector<RunResult> shown;
    baseline.with(scenario, {}, silent, [&](const RunResult& result, bool whole) {
        EXPECT_EQ(whole, result.members == plan.members.size());
        shown.push_back(result);
    });
    return shown;
}

void expect_same(const RunResult& left, const RunResult& right) {
    ASSERT_EQ(left.members, right.members);
    EXPECT_EQ(left.diverges, right.diverges);
    EXPECT_EQ(left.weeks, right.weeks);
    EXPECT_EQ(left.national_size, right.national_size);
    EXPECT_EQ(left.national.count, right.national.count);
    EXPECT_EQ(left.national.change, right.national.change);
    for (const ResultArray& array : result_arrays())
        EXPECT_TRUE(std::ranges::equal(std::as_bytes(std::span(left.*array.values)),
                                       std::as_bytes(std::span(right.*array.values))))
            << array.name;
}

TEST(KeptBaseline, GivesTheBytesOfSimulate) {
    const RunPlan plan = baseline_plan();
    for (const int from : {3, 60, 61, 150}) { // before the first kept state, at one, after one
        const auto scenario = more_trips(plan, from);
        const auto shown = kept(plan, scenario, 2, {Week{20}, Week{60}, Week{90}});
        ASSERT_EQ(shown.size(), 2U) << from;
        EXPECT_EQ(shown.front().members, 2U);
        expect_same(shown.back(), at_once(plan, scenario));
    }
}

TEST(KeptBaseline, TheScenarioMatters) {
    const RunPlan plan = baseline_plan();
    const auto shown = kept(plan, more_trips(plan, 60), kMembers, {Week{60}});
    ASSERT_EQ(shown.size(), 1U);
    const auto& nets = shown.front().index_adults;
    const auto half = static_cast<std::ptrdiff_t>(nets.size() / 2);
    EXPECT_FALSE(std::equal(nets.begin(), nets.begin() + half, nets.begin() + half));
}

TEST(KeptBaseline, UncertainLeversDifferByMember) {
    const RunPlan plan = baseline_plan();
    ScenarioSetting scenario = more_trips(plan, 60);
    for (std::size_t member = 0; member < kMembers; ++member)
        scenario.member_environments.push_back(
            more_trips(plan, 60 + 10 * static_cast<int>(member)).environment);
    expect_same(kept(plan, scenario, 3, {Week{60}}).back(), at_once(plan, scenario));
}

TEST(KeptBaseline, StopsWhenItIsTold) {
    const RunPlan plan = baseline_plan();
    NoProgress silent;
    const KeptBaseline baseline(plan, 2, {Week{60}}, {}, silent);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(baseline.with(more_trips(plan, 60), stop.get_token(), silent,
                               [](const RunResult&, bool) { FAIL() << "was not stopped"; }),
                 Interrupted);
}

TEST(KeptBaseline, KeepsTheLikelyWeek) {
    const auto weeks = weeks_to_keep(Week{365}, Week{573});
    EXPECT_NE(std::ranges::find(weeks, Week{365}), weeks.end());
    EXPECT_TRUE(std::ranges::is_sorted(weeks));
    EXPECT_EQ(std::ranges::adjacent_find(weeks), weeks.end()) << "none twice";
    EXPECT_LT(weeks.front(), Week{104}) << "also for scenarios of the past";
    EXPECT_LE(weeks.size(), 20U) << "states are large";
}

} // namespace
} // namespace kozqaras
