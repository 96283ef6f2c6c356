#include "model/engine/checkpoint.hpp"

#include <tuple>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

using testing::same_bytes;
using testing::small_plan;

/// Asks the run to stop after `weeks` simulated weeks; keeps its checkpoint.
class BreakOff final : public CheckpointKeeper {
  public:
    explicit BreakOff(int weeks) : left_(weeks) {}

    bool due() override {
        if (left_-- == 0)
            stop.request_stop();
        return false;
    }

    void keep(const RunPosition& at, const BatchState& state, const Snapshots& snapshots,
              const RunResult& result) override {
        kept = RunCheckpoint{at, state, snapshots, result};
    }

    std::stop_source stop;
    std::optional<RunCheckpoint> kept;

  private:
    int left_;
};

/// Eighteen members (two batches), a scenario that leaves the record in week 150, and one whose
/// lever differs between members.
RunPlan plan_with_branches() {
    RunPlan plan = small_plan(18);
    const Environment record = plan.scenarios[0].environment; // the list grows
    Environment changed = record;
    for (std::size_t week = 150; week < changed.trips_to_china.size(); ++week)
        changed.trips_to_china[week] += 40'000;
    Plant plant; // as welcome as its sector when it opens: kept with the state
    plant.region = 1;
    plant.opening = {170};
    plant.projects = 0.9;
    plant.sector = "agriculture";
    changed.plants.push_back(plant);
    plan.scenarios.push_back({"more_trips", "more trips", changed});
    ScenarioSetting uncertain{"uncertain", "trips nobody knows", changed};
    for (std::size_t m = 0; m < plan.members.size(); ++m) {
        Environment own = record;
        for (std::size_t week = 200; week < own.trips_to_china.size(); ++week)
            own.trips_to_china[week] += 10'000.0 * static_cast<double>(m);
        uncertain.member_environments.push_back(std::move(own));
    }
    uncertain.environment = uncertain.member_environments[9];
    plan.scenarios.push_back(std::move(uncertain));
    return plan;
}

/// Goes on from `from` (none: from the start) for `weeks` weeks, the last one after the request.
std::optional<RunCheckpoint> broken_off(const RunPlan& plan, int weeks,
                                        std::optional<RunCheckpoint> from = {}) {
    BreakOff keeper(weeks - 1);
    NoProgress progress;
    EXPECT_THROW((void)simulate(plan, keeper.stop.get_token(), progress, keeper, std::move(from)),
                 Interrupted);
    return keeper.kept;
}

/// Where a run is after so many weeks of simulation.
struct Break {
    int weeks;
    RunPosition at;
};

TEST(Checkpoint, GoesOnToTheSameBytesFromEveryPart) {
    const RunPlan plan = plan_with_branches();
    const RunResult whole = testing::run(plan);
    // One run, broken off in each part: twelve members take 221 weeks in the baseline, 71 in the
    // first scenario, 12 x 21 in the second; then come the other six.
    const std::vector<Break> breaks{{1, {0, 0}},      {181, {0, 0}},    {250, {0, 1}},
                                    {292, {0, 2, 0}}, {401, {0, 2, 5}}, {700, {12, 0}},
                                    {961, {12, 2, 5}}};
    std::optional<RunCheckpoint> from;
    int before = 0;
    for (const auto& [weeks, at] : breaks) {
        from = broken_off(plan, weeks - before, std::move(from));
        ASSERT_TRUE(from) << weeks;
        EXPECT_EQ(std::tie(from->at.batch, from->at.scenario, from->at.lone),
                  std::tie(at.batch, at.scenario, at.lone))
            << weeks;
        before = weeks;
    }
    BreakOff never(-1);
    NoProgress progress;
    const RunResult resumed = simulate(plan, {}, progress, never, std::move(from));
    for (const ResultArray& array : result_arrays())
        EXPECT_TRUE(same_bytes(whole.*array.values, resumed.*array.values)) << array.name;
}

TEST(Checkpoint, OfAnotherPlanIsRefused) {
    const RunPlan plan = plan_with_branches();
    NoProgress progress;
    const auto whole = broken_off(plan, 250);
    const auto refused = [&](const char* what, auto spoil) {
        auto from = whole;
        spoil(*from);
        BreakOff never(-1);
        EXPECT_THROW((void)simulate(plan, {}, progress, never, std::move(from)), InputError)
            << what;
    };
    refused("at.batch = 32", [](RunCheckpoint& c) { c.at.batch = 32; });
    refused("at.batch = 1", [](RunCheckpoint& c) { c.at.batch = 1; });
    refused("at.scenario = 3", [](RunCheckpoint& c) { c.at.scenario = 3; });
    refused("at.lone = 0", [](RunCheckpoint& c) { c.at.lone = 0; });
    refused("snapshots.clear", [](RunCheckpoint& c) { c.snapshots.clear(); });
    refused("state.opinions.values.pop_back",
            [](RunCheckpoint& c) { c.state.opinions.values.pop_back(); });
    refused("state.media.pop_back", [](RunCheckpoint& c) { c.state.media.pop_back(); });
    refused("state.next = 300", [](RunCheckpoint& c) { c.state.next = {300}; });
    refused("snapshots.beginsecond.mean.clear",
            [](RunCheckpoint& c) { c.snapshots.begin()->second.mean.clear(); });
    refused("result.wave_drawn.pop_back", [](RunCheckpoint& c) { c.result.wave_drawn.pop_back(); });
}

} // namespace
} // namespace kozqaras
