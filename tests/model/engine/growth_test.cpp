// Growth of a group: between the first and the last wave it moves that group of favour alone, and
// stays.

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

constexpr double kGrowth = 0.4;

/// The member at its prior mean, and the same with the growth of one group.
RunPlan plan_with_growth(const std::string& parameter) {
    RunPlan plan = testing::small_plan(0, 0.001);
    plan.members.assign(2, plan.registry->prior_means());
    plan.members[1][plan.registry->index(parameter)] = kGrowth;
    plan.national.paths = 0;
    plan.end = {230};
    return plan;
}

std::string grown_group(const Country& country) {
    return std::string("growth.ethnicity.") +
           std::string(country.reported_codes(Factor::ethnicity)[1]);
}

const Country& shipped_small_country() {
    static const RunPlan plan = testing::small_plan(0);
    return *plan.world->inputs.country;
}

const RunResult& run_with_growth() {
    static const RunResult result =
        testing::run(plan_with_growth(grown_group(shipped_small_country())));
    return result;
}

TEST(Growth, PeriodIsFromTheFirstWaveToTheLast) {
    const RunPlan plan = testing::small_plan(0);
    const auto& waves = plan.world->inputs.survey.waves;
    const GrowthPeriod period = plan.registry->growth_period();
    EXPECT_EQ(period.begin, week_of(waves.front().middle()));
    EXPECT_EQ(period.end, week_of(waves.back().middle()));
    EXPECT_EQ(period.share(period.begin), 0.0);
    EXPECT_EQ(period.share(period.end + 10), 1.0);
    EXPECT_NEAR(period.share({(period.begin.value + period.end.value) / 2}), 0.5, 0.01);
    EXPECT_EQ((GrowthPeriod{{5}, {5}}.share({9})), 0.0) << "one wave: nobody grows";
}

TEST(Growth, MovesItsGroupAndOthersOnlyThroughTies) {
    const RunResult& result = run_with_growth();
    const auto index = view_of(result, &RunResult::index_adults);
    const Country& country = shipped_small_country();
    const auto grown = static_cast<std::size_t>(country.group_index(Factor::ethnicity, 1)),
               other = static_cast<std::size_t>(country.group_index(Factor::ethnicity, 0)),
               value = static_cast<std::size_t>(result.composite());
    const auto gain = [&](std::size_t week, std::size_t group) {
        return index(0, 1, week, group, value) - index(0, 0, week, group, value);
    };
    const auto place_of = [&](Week week) {
        return static_cast<std::size_t>(std::ranges::find(result.weeks, week) -
                                        result.weeks.begin());
    };
    const std::size_t first = place_of(result.wave_weeks.front()),
                      last = place_of(result.wave_weeks.back()), end = result.weeks.size() - 1;
    EXPECT_EQ(gain(first, grown), 0.0F) << "nothing before the first wave";
    EXPECT_GT(gain(last, grown), 0.15F) << "0.4 s.d. are about 0.25 of net";
    EXPECT_LT(gain(last, grown), 0.35F);
    EXPECT_LT(gain(last, other), 0.2F * gain(last, grown));
    EXPECT_NEAR(gain(end, grown), gain(last, grown), 0.03F) << "it stays";
    EXPECT_LT(gain(last, other), 0.0F) << "groups part, and the country does not move";
    EXPECT_NEAR(gain(last, 0), 0.0F, 0.01F);
}

TEST(Growth, LeavesFearAlone) {
    const RunResult& result = run_with_growth();
    const auto mean = view_of(result, &RunResult::attitude_mean);
    const std::size_t end = result.weeks.size() - 1;
    EXPECT_NE(mean(0, 0, end, 0), mean(0, 1, end, 0));
    EXPECT_EQ(mean(0, 0, end, static_cast<std::size_t>(Attitude::threat)),
              mean(0, 1, end, static_cast<std::size_t>(Attitude::threat)));
}

} // namespace
} // namespace kozqaras
