// Whole runs: a thousand members to the last wave, as a calibration needs them, and a decade of the
// country.

#include "bench/whole_runs.hpp"

#include <benchmark/benchmark.h>

#include "bench/bench_world.hpp"
#include "model/engine/recorder.hpp"
#include "support/parallel.hpp"
#include "support/random.hpp"

namespace kozqaras::bench {
namespace {

/// Arguments: agents per 100,000 adults, members, weeks (0: to the last wave).
void whole_run(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const ThreadLimit limit(2);
    RunPlan plan;
    plan.world = world.world;
    const auto registry = std::make_shared<const ParameterRegistry>(world.world->inputs);
    plan.registry = registry;
    plan.scenarios.push_back({"baseline", "the record", world.record, {}});
    plan.report_every_weeks = kNeverReported; // only the waves
    plan.end = state.range(2) > 0 ? Week{static_cast<int>(state.range(2)) - 1}
                                  : wave_weeks(world.world->inputs.survey).back();
    for (std::int64_t m = 0; m < state.range(1); ++m) {
        auto values = registry->prior_means();
        RandomStream stream(1, Purpose::parameter_draw, static_cast<std::uint64_t>(m));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += 0.3 * registry->specs()[i].prior_standard_deviation * stream.normal();
        plan.members.push_back(std::move(values));
    }
    NoProgress silent;
    for (auto _ : state)
        benchmark::DoNotOptimize(simulate(plan, {}, silent));
    const double weeks = plan.end.value + 1 + plan.burn_in_weeks;
    state.counters["agents"] = static_cast<double>(world.world->population.size());
    state.counters["s/agent_member_week"] = {static_cast<double>(world.world->population.size()) *
                                                 static_cast<double>(state.range(1)) * weeks,
                                             benchmark::Counter::kIsIterationInvariantRate |
                                                 benchmark::Counter::kInvert};
}

} // namespace

void add_whole_runs() {
    benchmark::RegisterBenchmark("whole_run", whole_run)
        ->ArgNames({"agents_per_1e5", "members", "weeks"})
        ->Args({250, 1000, 0})
        ->Args({100'000, 1, 574})
        ->Iterations(1)
        ->UseRealTime()
        ->Unit(benchmark::kSecond);
}

} // namespace kozqaras::bench
