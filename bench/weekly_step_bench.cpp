// The weekly step on the real country: members that travel together, instruction sets, and what a
// week of reporting costs beside it. Figures: docs/benchmarks.md.

#include "bench/weekly_step_bench.hpp"

#include <benchmark/benchmark.h>

#include "bench/bench_world.hpp"
#include "model/dynamics/batch.hpp"
#include "model/survey/expected_shares.hpp"
#include "support/parallel.hpp"

namespace kozqaras::bench {
namespace {

void step(benchmark::State& state, const BenchWorld& world, const DynamicsWorld& view,
          std::size_t members) {
    const std::vector<DynamicsParameters> parameters(members, world.parameters.dynamics);
    BatchSimulation simulation(view, world.record, parameters, {});
    BatchState batch = simulation.start(0);
    const auto one_week = [&] {
        batch.next = Week{100};
        simulation.step(batch);
    };
    one_week(); // touches its memory
    for (auto _ : state)
        one_week();
    const double agents = static_cast<double>(view.population.size());
    const double ends = static_cast<double>(view.network.targets().size());
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

/// Arguments: agents per 100,000 adults, members, threads.
void weekly_step(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const ThreadLimit limit(static_cast<int>(state.range(2)));
    step(state, world, world.view(), static_cast<std::size_t>(state.range(1)));
}

/// Arguments: percent of the usual mean degrees of all layers but the household, members.
void weekly_step_by_degree(benchmark::State& state) {
    const BenchWorld& world = bench_world(0.01);
    const ThreadLimit limit(1);
    const double factor = static_cast<double>(state.range(0)) * 0.01;
    NetworkSettings settings;
    for (double* degree : {&settings.kin_degree, &settings.neighbourhood_degree,
                           &settings.work_or_study_degree, &settings.online_degree})
        *degree *= factor;
    const Network network = build_network(world.world->population, settings);
    step(state, world,
         {world.world->population, network, world.world->cells, world.world->traits,
          world.world->seed},
         static_cast<std::size_t>(state.range(1)));
}

void moments(benchmark::State& state) {
    const BenchWorld& world = bench_world(0.01);
    const ThreadLimit limit(1);
    const auto members = static_cast<std::size_t>(state.range(0));
    const std::vector<DynamicsParameters> parameters(members, world.parameters.dynamics);
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, world.record, parameters, {});
    const BatchState batch = simulation.start(0);
    for (auto _ : state)
        benchmark::DoNotOptimize(attitude_moments(batch.opinions, world.world->cells));
}

void nets(benchmark::State& state) {
    const BenchWorld& world = bench_world(0.01);
    const std::vector<DynamicsParameters> parameters(1, world.parameters.dynamics);
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, world.record, parameters, {});
    const BatchState batch = simulation.start(0);
    const auto cells = attitude_moments(batch.opinions, world.world->cells);
    const auto weights = net_weights(world.world->cells, world.world->sample().cell_weights);
    for (auto _ : state)
        benchmark::DoNotOptimize(expected_nets(cells, 0, world.world->cells, weights,
                                               world.parameters.response,
                                               world.world->inputs.survey.questions));
    state.counters["cells"] = static_cast<double>(world.world->cells.size());
}

BENCHMARK(weekly_step)
    ->ArgNames({"agents_per_1e5", "members", "threads"})
    ->ArgsProduct({{76, 1000, 7640}, {1, 12}, {1, 2}})
    ->ArgsProduct({{1000}, {2, 5, 10}, {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(weekly_step_by_degree)
    ->ArgNames({"percent_of_ties", "members"})
    ->ArgsProduct({{50, 100, 200}, {1, 12}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(moments)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(nets)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

void add_steps_of_the_country() {
    benchmark::RegisterBenchmark("weekly_step", weekly_step)
        ->ArgNames({"agents_per_1e5", "members", "threads"})
        ->ArgsProduct({{100'000}, {1, 4}, {1, 2}})
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

} // namespace kozqaras::bench
