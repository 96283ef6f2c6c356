// The weekly step on the real country: members that travel together, instruction sets, and what a
// week of reporting costs beside it. Figures: docs/benchmarks.md.

#include <benchmark/benchmark.h>

#include "bench/bench_world.hpp"
#include "model/core/parallel.hpp"
#include "model/dynamics/batch.hpp"
#include "model/survey/expected_shares.hpp"

namespace kozqaras::bench {
namespace {

/// Arguments: agents per 100,000 adults, members, threads.
void weekly_step(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const ThreadLimit limit(static_cast<int>(state.range(2)));
    const auto members = static_cast<std::size_t>(state.range(1));
    const std::vector<DynamicsParameters> parameters(members, world.parameters.dynamics);
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, world.record, parameters, {}, {});
    BatchState batch = simulation.start(0);
    for (auto _ : state) {
        batch.next = Week{100};
        simulation.step(batch);
    }
    const double agents = static_cast<double>(world.world->population.size());
    const double ends = static_cast<double>(world.world->network.targets().size());
    const double lanes = static_cast<double>(members);
    const auto per = [](double count) {
        return benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate |
                                             benchmark::Counter::kInvert);
    };
    state.counters["agents"] = agents;
    state.counters["ties_per_agent"] = ends / agents;
    state.counters["s/agent_member_week"] = per(agents * lanes);
    state.counters["s/tie_visit"] = per(ends);
    state.counters["s/tie_member"] = per(ends * lanes);
}

void moments(benchmark::State& state) {
    const BenchWorld& world = bench_world(0.01);
    const ThreadLimit limit(1);
    const auto members = static_cast<std::size_t>(state.range(0));
    const std::vector<DynamicsParameters> parameters(members, world.parameters.dynamics);
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, world.record, parameters, {}, {});
    const BatchState batch = simulation.start(0);
    for (auto _ : state)
        benchmark::DoNotOptimize(attitude_moments(batch.opinions, world.world->cells));
}

void nets(benchmark::State& state) {
    const BenchWorld& world = bench_world(0.01);
    const std::vector<DynamicsParameters> parameters(1, world.parameters.dynamics);
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, world.record, parameters, {}, {});
    const BatchState batch = simulation.start(0);
    const auto cells = attitude_moments(batch.opinions, world.world->cells);
    const auto weights = net_weights(world.world->cells, world.world->sample.cell_weights);
    for (auto _ : state)
        benchmark::DoNotOptimize(expected_nets(cells, 0, world.world->cells, weights,
                                               world.parameters.response,
                                               world.world->inputs.survey.questions));
    state.counters["cells"] = static_cast<double>(world.world->cells.size());
}

BENCHMARK(weekly_step)
    ->ArgNames({"agents_per_1e5", "members", "threads"})
    ->ArgsProduct({{76, 1000, 7640}, {1, 16}, {1, 2}})
    ->ArgsProduct({{1000}, {5, 10}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(moments)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(nets)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kozqaras::bench
