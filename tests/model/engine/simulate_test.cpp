#include <cmath>
#include <cstring>
#include <thread>

#include <gtest/gtest.h>

#include "model/engine/countries.hpp"
#include "model/engine/divergence.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/model/engine/small_plan.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using testing::run;
using testing::same_bytes;
using testing::small_plan;

TEST(Simulate, SameBytesForAnyNumberOfThreads) {
    const RunPlan plan = small_plan(3);
    RunResult one;
    {
        const ThreadLimit limit(1);
        one = run(plan);
    }
    const RunResult many = run(plan);
    EXPECT_TRUE(same_bytes(one.index_adults, many.index_adults));
    EXPECT_TRUE(same_bytes(one.weekly_attitude_mean, many.weekly_attitude_mean));
    EXPECT_TRUE(same_bytes(one.wave_shares, many.wave_shares));
    EXPECT_TRUE(same_bytes(one.wave_drawn, many.wave_drawn));
}

TEST(Simulate, TwoPlansAtOnceGiveTheBytesOfTwoSerialRuns) {
    const RunPlan first = small_plan(1), second = small_plan(2);
    const RunResult a = run(first), b = run(second);
    RunResult c, d;
    std::jthread other([&] { c = run(first); });
    d = run(second);
    other.join();
    EXPECT_TRUE(same_bytes(a.index_adults, c.index_adults));
    EXPECT_TRUE(same_bytes(b.index_adults, d.index_adults));
}

TEST(Simulate, AScenarioThatChangesNothingDiffersByExactlyZero) {
    RunPlan plan = small_plan(2);
    plan.scenarios.push_back({"same", "nothing changes", plan.scenarios[0].environment});
    plan.share_past = false; // simulated in full, not copied
    const RunResult result = run(plan);
    const std::size_t half = result.weekly_attitude_mean.size() / 2;
    for (std::size_t i = 0; i < half; ++i)
        ASSERT_EQ(result.weekly_attitude_mean[i], result.weekly_attitude_mean[half + i]);
    const std::size_t index_half = result.index_adults.size() / 2;
    EXPECT_EQ(std::memcmp(result.index_adults.data(), result.index_adults.data() + index_half,
                          index_half * sizeof(float)),
              0);
}

TEST(Simulate, SharingThePastChangesNoBit) {
    RunPlan plan = small_plan(2);
    auto changed = plan.scenarios[0].environment;
    Event event;
    event.event_class = EventClass::sovereignty;
    event.start = date_of({150});
    event.salience = 3;
    changed.events.push_back(event);
    plan.scenarios.push_back({"scandal", "a scandal", changed});
    const RunResult shared = run(plan);
    EXPECT_EQ(shared.diverges[1], Week{150});
    plan.share_past = false;
    const RunResult full = run(plan);
    EXPECT_TRUE(same_bytes(shared.index_adults, full.index_adults));
    EXPECT_TRUE(same_bytes(shared.weekly_attitude_mean, full.weekly_attitude_mean));
    const std::size_t half = shared.weekly_attitude_mean.size() / 2;
    EXPECT_NE(std::memcmp(shared.weekly_attitude_mean.data(),
                          shared.weekly_attitude_mean.data() + half, half * sizeof(float)),
              0);
}

TEST(Simulate, SwitchesChangeThePaths) {
    const RunPlan plan = small_plan(1);
    const RunResult all = run(plan);
    for (int part = 0; part < 3; ++part) {
        RunPlan without = plan;
        (part == 0   ? without.switches.social
         : part == 1 ? without.switches.media
                     : without.switches.events) = false;
        EXPECT_FALSE(same_bytes(all.weekly_attitude_mean, run(without).weekly_attitude_mean))
            << part;
    }
}

TEST(Simulate, DrawnWavesScatterAroundTheExpectedShares) {
    const RunResult result = run(small_plan(1, 0.0005));
    double squares = 0.0;
    for (std::size_t q = 0; q < kQuestionCount; ++q) {
        const std::size_t wave = 2;
        const double expected = result.wave_shares[(wave * kGroupCount * kQuestionCount + q) * 2];
        const double drawn = result.wave_drawn[(wave * kQuestionCount + q) * 2];
        EXPECT_NE(drawn, result.wave_poststratified[(wave * kQuestionCount + q) * 2]);
        squares += (drawn - expected) * (drawn - expected);
    }
    const double error = std::sqrt(squares / kQuestionCount);
    EXPECT_GT(error, 0.002);
    EXPECT_LT(error, 0.03);
}

// The adults of other years than 2023 are others; the sample is weighted to its own composition.
TEST(Simulate, AgeingMovesTheAdultsAndNotTheSample) {
    const RunPlan plan = small_plan(2, 0.0005);
    RunPlan standing = plan;
    standing.switches.ageing = false;
    const RunResult aged = run(plan), not_aged = run(standing);
    EXPECT_TRUE(same_bytes(aged.weekly_attitude_mean, not_aged.weekly_attitude_mean));
    EXPECT_TRUE(same_bytes(aged.index_sample, not_aged.index_sample));
    EXPECT_TRUE(same_bytes(aged.wave_shares, not_aged.wave_shares));
    EXPECT_TRUE(same_bytes(aged.wave_drawn, not_aged.wave_drawn));
    EXPECT_FALSE(same_bytes(aged.index_adults, not_aged.index_adults));
    EXPECT_FALSE(same_bytes(aged.wave_poststratified, not_aged.wave_poststratified));
}

TEST(Simulate, StopsWhenAsked) {
    std::stop_source source;
    source.request_stop();
    NoProgress progress;
    EXPECT_THROW((void)simulate(small_plan(1), source.get_token(), progress), Interrupted);
}

// What countries share is what each would have computed.
TEST(Countries, AreTheWorldsOfTheirSeeds) {
    const auto inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    const Countries countries(inputs);
    NoProgress silent;
    for (const std::uint64_t seed : {1U, 2U}) {
        const auto shared = countries.make(0.0001, seed, silent);
        const auto alone = make_world(inputs, 0.0001, seed, silent);
        EXPECT_FALSE(shared->ageing.cell_weights.empty());
        EXPECT_EQ(shared->ageing.cell_weights, alone->ageing.cell_weights);
        EXPECT_EQ(shared->cells.agents, alone->cells.agents);
        EXPECT_EQ(shared->seed, seed);
    }
}

TEST(Registry, EveryParameterHasAPriorUnitAndSource) {
    const ParameterRegistry registry(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"));
    EXPECT_GT(registry.size(), 200U);
    for (const ParameterSpec& spec : registry.specs()) {
        EXPECT_FALSE(spec.unit.empty()) << spec.name;
        EXPECT_FALSE(spec.source.empty()) << spec.name;
        EXPECT_GT(spec.prior_standard_deviation, 0.0) << spec.name;
    }
    const auto member = unpack(registry, registry.prior_means());
    EXPECT_NEAR(member.dynamics.susceptibility, 0.07, 1e-4);
    EXPECT_EQ(member.dynamics.wealth[2][0], 0.0) << "the reference class stays at 0";
    EXPECT_LT(member.response.lower[3], member.response.upper[3]);
}

TEST(FirstDifference, AnEarlierEndCountsFromTheEnd) {
    Environment left, right;
    Event event;
    event.start = date_of({10});
    left.events = right.events = {event};
    EXPECT_EQ(first_difference(left, right, {500}), Week{501});
    right.events[0].end = date_of({90});
    EXPECT_EQ(first_difference(left, right, {500}), Week{90});
    right.events[0].salience = 2;
    EXPECT_EQ(first_difference(left, right, {500}), Week{10});
}

} // namespace
} // namespace kozqaras
