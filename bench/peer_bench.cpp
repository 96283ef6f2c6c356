// A peer in the same run: DeGroot's step as a product of Eigen's sparse matrix of weights, in rows,
// and a dense matrix of opinions, agent by agent, single precision; the ties of the weekly step.

#include <cstdint>

#include <Eigen/Sparse>
#include <benchmark/benchmark.h>

#include "bench/bench_world.hpp"

namespace kozqaras::bench {
namespace {

using Weights = Eigen::SparseMatrix<float, Eigen::RowMajor, std::int64_t>;
using Opinions = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Row i averages the neighbours of agent i; an agent without ties keeps its opinion.
Weights averages(const Network& network, std::size_t agents) {
    const auto starts = network.row_starts();
    const auto targets = network.targets();
    Weights weights(static_cast<Eigen::Index>(agents), static_cast<Eigen::Index>(agents));
    weights.reserve(static_cast<Eigen::Index>(targets.size() + agents));
    for (std::size_t i = 0; i < agents; ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        weights.startVec(row);
        const std::size_t ties = starts[i + 1] - starts[i];
        for (std::size_t tie = starts[i]; tie < starts[i + 1]; ++tie)
            weights.insertBackByOuterInnerUnordered(row, static_cast<Eigen::Index>(targets[tie])) =
                1.0F / static_cast<float>(ties);
        if (ties == 0)
            weights.insertBackByOuterInnerUnordered(row, row) = 1.0F;
    }
    weights.finalize();
    return weights;
}

/// Arguments: agents per 100,000 adults, opinions of an agent. One thread.
void eigen_degroot(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const std::size_t agents = world.world->population.size();
    const Weights weights = averages(world.world->network, agents);
    const auto rows = static_cast<Eigen::Index>(agents);
    Opinions last = Opinions::Constant(rows, state.range(1), 0.5F), next = last;
    for (auto _ : state) {
        next.noalias() = weights * last;
        last.swap(next);
        benchmark::DoNotOptimize(last.data());
        benchmark::ClobberMemory();
    }
    state.counters["s/tie_visit"] = benchmark::Counter(
        static_cast<double>(weights.nonZeros()),
        benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["agents"] = static_cast<double>(agents);
}

BENCHMARK(eigen_degroot)
    ->ArgNames({"agents_per_1e5", "opinions"})
    ->ArgsProduct({{1000, 7640}, {1, 6, 96}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kozqaras::bench
