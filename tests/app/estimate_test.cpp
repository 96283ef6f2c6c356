#include "app/estimate.hpp"

#include <string>

#include <gtest/gtest.h>

#include "app/options.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {
namespace {

const InputData& estimate_inputs() {
    static const InputData loaded = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    return loaded;
}

double needed(const RunEstimate& estimate) {
    return estimate.state_bytes + estimate.result_bytes;
}

/// What check_memory() says, "" if nothing.
std::string refusal(const RunEstimate& estimate, double available) {
    try {
        check_memory(estimate, available);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST(Estimate, ARunThatDoesNotFitIsRefusedWithAdvice) {
    const auto estimate = estimate_run(estimate_inputs(), {1.0, 50, 5});
    EXPECT_EQ(refusal(estimate, needed(estimate)), "");
    EXPECT_EQ(refusal(estimate, 0), "") << "a machine that does not say how much it has";
    const std::string said = refusal(estimate, needed(estimate) / 3);
    EXPECT_NE(said.find("--scale about 3.6 times smaller"), std::string::npos) << said;
    const auto many = estimate_run(estimate_inputs(), {0.001, 5000, 5});
    EXPECT_NE(refusal(many, needed(many) / 2).find("--members"), std::string::npos);
}

TEST(Estimate, AgentsAndTiesAreThoseOfTheWorld) {
    constexpr double kScale = 0.002;
    const auto estimate = estimate_run(estimate_inputs(), {kScale, 16, 1});
    NoProgress silent;
    const auto world = make_world(estimate_inputs(), kScale, 1, silent);
    const auto agents = static_cast<double>(world->population.size());
    const auto ties = static_cast<double>(world->network.targets().size()) / 2;
    EXPECT_NEAR(estimate.agents / agents, 1.0, 0.01);
    EXPECT_NEAR(estimate.ties / ties, 1.0, 0.25);
}

TEST(Estimate, ResultsAreCountedAsTheyAreAllocated) {
    RunPlan plan;
    NoProgress silent;
    plan.world = make_world(estimate_inputs(), 0.0001, 1, silent);
    const auto registry = std::make_shared<const ParameterRegistry>(estimate_inputs());
    plan.registry = registry;
    plan.members.assign(2, registry->prior_means());
    plan.scenarios.push_back({"baseline", "", historical_environment(estimate_inputs()), {}});
    plan.burn_in_weeks = 0;
    const auto result = simulate(plan, {}, silent);
    double bytes = 0;
    for (const ResultArray& array : result_arrays())
        bytes += static_cast<double>((result.*array.values).size() * sizeof(float));
    bytes += 2.0 * sizeof(double) * static_cast<double>(registry->size() * plan.members.size());
    EXPECT_NEAR(estimate_run(estimate_inputs(), {0.0001, 2, 1}).result_bytes / bytes, 1.0, 0.05);
    EXPECT_GT(estimate_run(estimate_inputs(), {0.0001, 2, 3}).result_bytes, 2 * bytes)
        << "more scenarios";
    const auto waves =
        estimate_run(estimate_inputs(), wave_ensemble(estimate_inputs(), 0.0001, 2)).result_bytes;
    EXPECT_LT(waves, bytes);
    EXPECT_GT(waves, 2.0 * sizeof(float) * static_cast<double>(result.wave_shares.size()));
}

} // namespace
} // namespace kozqaras
