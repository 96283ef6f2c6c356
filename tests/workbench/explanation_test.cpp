// The parts of a change add up to it, and each is that of its cause alone.

#include <cmath>

#include <gtest/gtest.h>

#include "tests/model/engine/small_plan.hpp"
#include "tests/shipped_survey.hpp"
#include "workbench/explanation.hpp"

namespace kozqaras {
namespace {

using testing::small_plan;

const std::vector<Week> kWeeks{{28}, {100}, {200}, {220}};

Explanation explained(const RunPlan& plan) {
    NoProgress silent;
    return explain(plan, kComposite, kWeeks, {}, silent);
}

const Cause& cause_called(const Explanation& explanation, std::string_view id) {
    return *std::ranges::find(explanation.causes, id, &Cause::id);
}

RunPlan plan_of_two() {
    RunPlan plan = small_plan(2);
    plan.scenarios.clear();
    return plan;
}

TEST(Explanation, PartsAddUpToTheChange) {
    const Explanation explanation = explained(plan_of_two());
    ASSERT_EQ(explanation.weeks.size(), kWeeks.size());
    for (std::size_t date = 0; date < kWeeks.size(); ++date) {
        double sum = 0.0;
        for (const Cause& cause : explanation.causes)
            sum += cause.effects[date].mean;
        EXPECT_NEAR(sum, explanation.level[date].mean - explanation.level[0].mean, 1e-4) << date;
    }
    EXPECT_EQ(cause_called(explanation, "ageing").effects.front().mean, 0.0);
}

// With no cause at all nothing but the noise of so few agents moves the index.
TEST(Explanation, NothingMovesTheBaselineUnexplained) {
    EXPECT_LT(explained(plan_of_two()).without_causes, 0.5);
}

TEST(Explanation, ACauseThatIsNotThereHasNoPart) {
    RunPlan plan = plan_of_two();
    const auto& specs = plan.registry->specs();
    for (auto& member : plan.members)
        for (std::size_t i = 0; i < specs.size(); ++i)
            if (specs[i].name.starts_with("event.war") ||
                specs[i].name.starts_with("national.step"))
                member[i] = 0.0;
    plan.switches.experience = false;
    const Explanation explanation = explained(plan);
    for (const auto* id : {"event.war", "experience", "own_change", "reversion"})
        for (const PairedEffect& effect : cause_called(explanation, id).effects)
            EXPECT_NEAR(effect.mean, 0.0, 1e-6) << id;
    EXPECT_NE(cause_called(explanation, "event.diplomacy").effects.back().mean, 0.0);
}

// One step of the country between the waves is its own change, and goes back a little after them.
TEST(Explanation, TellsTheCountrysOwnChange) {
    RunPlan plan = plan_of_two();
    const auto& specs = plan.registry->specs();
    for (std::size_t i = 0; i < specs.size(); ++i)
        if (specs[i].name.starts_with("national.step"))
            for (auto& member : plan.members)
                member[i] = specs[i].name.ends_with("2023.common") ? 2.0 : 0.0;
    const Explanation explanation = explained(plan);
    const auto& own = cause_called(explanation, "own_change").effects;
    EXPECT_GT(own[2].mean, 5.0);
    EXPECT_EQ(own[3].mean, own[2].mean) << "held after the last wave";
    EXPECT_LT(cause_called(explanation, "reversion").effects[3].mean, 0.0);
}

} // namespace
} // namespace kozqaras
