// Fear is a lane of its own: what is estimated of it stands behind all the rest, moves no other
// attitude, and is prior wherever nothing is known.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/engine/ensemble.hpp"
#include "support/statistics.hpp"
#include "tests/model/engine/small_plan.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

constexpr auto kFearLane = static_cast<std::size_t>(Attitude::threat);

bool of_fear(const ParameterSpec& spec) {
    return spec.attitude == Attitude::threat || spec.name.ends_with(".imported_workers");
}

TEST(Fear, ItsParametersStandBehindAllButGrowthAndWhatIsNoFit) {
    const ParameterRegistry registry(testing::small_plan(0).world->inputs);
    const auto& specs = registry.specs();
    const auto first = std::ranges::find_if(specs, of_fear);
    const auto behind = std::find_if_not(first, specs.end(), of_fear);
    EXPECT_TRUE(std::all_of(behind, specs.end(), [](const ParameterSpec& spec) {
        return spec.name.starts_with("growth.") || spec.name.starts_with("event.later.") ||
               spec.name.starts_with("item.") || spec.name.starts_with("experience.kin.") ||
               spec.name == "exposure.sector_contrast";
    }));
    EXPECT_GT(behind - first, 20);
    EXPECT_EQ(specs[registry.index("threshold.china_is_threat.gap")].attitude, Attitude::threat);
    EXPECT_EQ(specs[registry.index("threshold.econ_trade.centre")].attitude, Attitude::economic);
    EXPECT_FALSE(specs[registry.index("national.size")].attitude.has_value());
}

// A row of a family speaks of favour: without a row of its own fear has its size, and no sign.
TEST(Fear, TakesNoSignFromFavour) {
    const ParameterRegistry registry(testing::small_plan(0).world->inputs);
    const auto spec = [&](const char* name) { return registry.specs()[registry.index(name)]; };
    EXPECT_EQ(spec("event.diplomacy.common").prior_mean, 0.097);
    EXPECT_EQ(spec("event.diplomacy.threat").prior_mean, 0.0);
    EXPECT_EQ(spec("event.diplomacy.threat").prior_standard_deviation, 0.047);
    EXPECT_EQ(spec("event.diplomacy.threat").grade, Grade::judgement);
    EXPECT_NE(spec("event.diplomacy.threat").source.find("estimate"), std::string::npos);
    EXPECT_EQ(spec("event.sovereignty.threat").prior_mean, 0.146);
    EXPECT_EQ(spec("experience.trip.threat").prior_mean, 0.0);
    EXPECT_TRUE(spec("threshold.china_is_threat.centre").fitted);
}

// What all attitudes of favour share, in a region or at a wave, is no part of fear.
TEST(Fear, SharesNoDepartureAndNoStepWithFavour) {
    const RunPlan plan = testing::small_plan(0);
    const ParameterRegistry& registry = *plan.registry;
    const auto means = registry.prior_means();
    const auto changed = [&](const std::string& name) {
        auto values = means;
        values[registry.index(name)] += 1.0;
        return unpack(registry, values);
    };
    const auto region = plan.world->inputs.country->regions.front();
    const auto common = changed("anchor.region." + region.iso + ".common"),
               own = changed("anchor.region." + region.iso + ".threat"),
               macro = changed("anchor.macro_region." + region.macro_region + ".threat");
    const auto base = unpack(registry, means);
    EXPECT_NEAR(common.dynamics.region[0][0] - base.dynamics.region[0][0], 1.0, 1e-12);
    EXPECT_EQ(common.dynamics.region[0][kFearLane], base.dynamics.region[0][kFearLane]);
    EXPECT_NEAR(own.dynamics.region[0][kFearLane] - base.dynamics.region[0][kFearLane], 1.0, 1e-12);
    EXPECT_EQ(own.dynamics.region[0][0], base.dynamics.region[0][0]);
    EXPECT_NEAR(macro.dynamics.region[0][kFearLane] - base.dynamics.region[0][kFearLane], 1.0,
                1e-12);
    const std::string wave = "national.step." + registry.waves().back().id;
    const std::size_t last = base.national.steps.size() - 1;
    EXPECT_NE(changed(wave + ".common").national.steps[last][0], base.national.steps[last][0]);
    EXPECT_EQ(changed(wave + ".common").national.steps[last][kFearLane],
              base.national.steps[last][kFearLane]);
    const double factor =
        registry.step_factor()(static_cast<Eigen::Index>(last), static_cast<Eigen::Index>(last));
    EXPECT_NEAR(changed(wave + ".threat").national.steps[last][kFearLane] -
                    base.national.steps[last][kFearLane],
                base.national.size * factor, 1e-12)
        << "the whole variance of the law";
}

/// All arrays of favour; attitudes one by one.
std::vector<float> favour_of(const RunResult& result) {
    std::vector<float> values = result.index_adults;
    values.insert(values.end(), result.index_sample.begin(), result.index_sample.end());
    for (std::size_t i = 0; i < result.weekly_attitude_mean.size(); ++i)
        if (i % kAttitudeCount != kFearLane)
            values.push_back(result.weekly_attitude_mean[i]);
    return values;
}

TEST(Fear, MovesNoOtherAttitude) {
    RunPlan plan = testing::small_plan(1);
    plan.members.push_back(plan.members.front());
    for (std::size_t i = 0; i < plan.registry->size(); ++i)
        if (of_fear(plan.registry->specs()[i]))
            plan.members[1][i] += 0.5;
    const RunResult result = testing::run(plan);
    const auto of_member = [&](std::size_t member) {
        RunPlan one = plan;
        one.members = {plan.members[member]};
        return testing::run(one);
    };
    const RunResult before = of_member(0), after = of_member(1);
    EXPECT_TRUE(testing::same_bytes(favour_of(before), favour_of(after)));
    const auto shares = view_of(result, &RunResult::positive_share);
    const std::size_t last = result.weeks.size() - 1;
    ASSERT_EQ(result.share_questions.size(), 2U + 20U) << "friendly, a threat, and the others";
    EXPECT_EQ(shares(0, 0, last, 0), shares(0, 1, last, 0)) << "friendly";
    EXPECT_NE(shares(0, 0, last, 1), shares(0, 1, last, 1)) << "a threat";
}

// Shares and pairs on paths: at the expected change the kept ones; both no more than either; a path
// on which fear rises raises the share that sees a threat.
TEST(Fear, SharesFollowThePaths) {
    RunPlan plan = testing::small_plan(2, 0.0005);
    plan.national.paths = 64;
    plan.end = last_week();
    const RunResult result = testing::run(plan);
    const std::size_t last = result.weeks.size() - 1;
    const auto friendly = share_draws(result, 0, last, 0, kAllPaths),
               threat = share_draws(result, 0, last, 1, kAllPaths),
               both = joint_draws(result, 0, last, 0, kAllPaths);
    const auto paths = result.national.at(last, kFearLane);
    ASSERT_EQ(threat.size(), 2 * paths.size());
    double product = 0.0;
    for (std::size_t draw = 0; draw < threat.size(); ++draw) {
        EXPECT_LE(both[draw], std::min(friendly[draw], threat[draw]) + 1e-9);
        EXPECT_GE(both[draw], friendly[draw] + threat[draw] - 1.0 - 1e-9);
        product += (threat[draw] - mean(threat)) * static_cast<double>(paths[draw % paths.size()]);
    }
    EXPECT_GT(product, 0.0);
    const auto kept = view_of(result, &RunResult::joint_share);
    const auto expected = joint_draws(result, 0, last, 0, 0);
    ASSERT_EQ(expected.size(), 2U);
    EXPECT_EQ(expected[0], static_cast<double>(kept(0, 0, last, 0)));
}

} // namespace
} // namespace kozqaras
