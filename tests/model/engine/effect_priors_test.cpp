// Effects have a part in common to all attitudes: an item keeps the published mean and spread, and
// so, nearly, does the mean over attitudes.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

double mean_of(const ParameterRegistry& registry, const std::string& name) {
    return registry.specs()[registry.index(name)].prior_mean;
}

double variance_of(const ParameterRegistry& registry, const std::string& name) {
    const double deviation = registry.specs()[registry.index(name)].prior_standard_deviation;
    return deviation * deviation;
}

TEST(EffectPriors, ItemAndMeanOfItemsKeepTheSpread) {
    const InputData inputs = testing::small_plan(0).world->inputs;
    const ParameterRegistry registry(inputs);
    const std::string family = "event.diplomacy";
    const PriorRow& row = *std::ranges::find(inputs.priors, family, &PriorRow::name);
    double own = 0.0;
    for (std::size_t a = 0; a < kFavourCount; ++a) {
        const auto name = family + "." + std::string(kAttitudeCodes[a]);
        EXPECT_NEAR(mean_of(registry, family + ".common") + mean_of(registry, name), row.mean,
                    1e-12);
        EXPECT_NEAR(variance_of(registry, family + ".common") + variance_of(registry, name),
                    row.standard_deviation * row.standard_deviation, 1e-12);
        own += variance_of(registry, name);
    }
    const double of_mean =
        variance_of(registry, family + ".common") + own / (kFavourCount * kFavourCount);
    EXPECT_GT(std::sqrt(of_mean), 0.85 * row.standard_deviation)
        << "independent effects would keep 0.41 of it";
}

TEST(EffectPriors, ARowOfAnAttitudeKeepsItsOwnMeanAndSpread) {
    const ParameterRegistry registry(testing::small_plan(0).world->inputs);
    const std::string trip = "experience.trip";
    EXPECT_NEAR(mean_of(registry, trip + ".common") + mean_of(registry, trip + ".openness"), 0.5,
                1e-12);
    EXPECT_NEAR(variance_of(registry, trip + ".common") + variance_of(registry, trip + ".openness"),
                0.36 * 0.36, 1e-12);
}

TEST(EffectPriors, TheCommonPartMovesAllOfFavourAndNoFear) {
    const RunPlan plan = testing::small_plan(0);
    auto values = plan.registry->prior_means();
    const auto before = unpack(*plan.registry, values).dynamics;
    values[plan.registry->index("event.war.common")] += 0.5;
    const auto after = unpack(*plan.registry, values).dynamics;
    const auto war = static_cast<std::size_t>(EventClass::war);
    for (std::size_t a = 0; a < kAttitudeCount; ++a)
        EXPECT_NEAR(after.event_effect[war][a] - before.event_effect[war][a],
                    is_fear(a) ? 0.0 : 0.5, 1e-12);
}

TEST(EffectPriors, AnEventFadesAtThePaceOfItsClass) {
    const RunPlan plan = testing::small_plan(0);
    const auto d = unpack(*plan.registry, plan.registry->prior_means()).dynamics;
    EXPECT_NEAR(d.half_life_weeks[static_cast<std::size_t>(EventClass::diplomacy)], 4.0, 0.01);
    EXPECT_NEAR(d.half_life_weeks[static_cast<std::size_t>(EventClass::sovereignty)], 39.0, 0.1);
}

} // namespace
} // namespace kozqaras
