#pragma once
// A plan small enough for tests.

#include <algorithm>
#include <map>
#include <memory>
#include <span>

#include "model/engine/run.hpp"
#include "support/random.hpp"

namespace kozqaras::testing {

/// The country of seed 1 at this scale, made once: nothing of a world changes afterwards.
inline std::shared_ptr<const World> small_world(double scale) {
    static std::map<double, std::shared_ptr<const World>> worlds;
    auto& world = worlds[scale];
    if (!world) {
        NoProgress progress;
        world =
            make_world(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"), scale, 1, progress);
    }
    return world;
}

inline RunPlan small_plan(std::size_t members, double scale = 0.0001) {
    RunPlan plan;
    plan.world = small_world(scale);
    auto registry = std::make_shared<ParameterRegistry>(plan.world->inputs);
    plan.registry = registry;
    plan.scenarios.push_back(
        {"baseline", "the record", historical_environment(plan.world->inputs)});
    for (std::size_t m = 0; m < members; ++m) {
        auto values = registry->prior_means();
        RandomStream stream(1, Purpose::test, m);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += 0.3 * registry->specs()[i].prior_standard_deviation * stream.normal();
        plan.members.push_back(std::move(values));
    }
    plan.end = {220};
    plan.burn_in_weeks = 4;
    plan.national.paths = 8;
    return plan;
}

inline RunResult run(const RunPlan& plan) {
    NoProgress progress;
    return simulate(plan, {}, progress);
}

inline bool same_bytes(const std::vector<float>& left, const std::vector<float>& right) {
    return std::ranges::equal(std::as_bytes(std::span(left)), std::as_bytes(std::span(right)));
}

} // namespace kozqaras::testing
