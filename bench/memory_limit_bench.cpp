// What the machine allows, measured beside the weekly step: STREAM's triad, and the gather floor,
// which reads the same opinions along the same ties and only adds them up.

#include "bench/memory_limit_bench.hpp"

#include <array>
#include <cstring>
#include <span>

#include <benchmark/benchmark.h>

#include "bench/bench_world.hpp"
#include "model/population/opinions.hpp"
#include "support/parallel.hpp"

namespace kozqaras::bench {
namespace {

benchmark::Counter per(double count) {
    return {count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert};
}

/// STREAM triad (McCalpin 1995): a = b + s c on arrays far larger than the caches.
void stream_triad(benchmark::State& state) {
    constexpr std::size_t kSize = std::size_t{1} << 25U, kBlock = std::size_t{1} << 16U;
    const ThreadLimit limit(static_cast<int>(state.range(0)));
    std::vector<double> a(kSize, 0.0), b(kSize, 1.0), c(kSize, 2.0);
    for (auto _ : state) {
        for_blocks(kSize, kBlock, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                a[i] = b[i] + 3.0 * c[i];
        });
        benchmark::DoNotOptimize(a.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * 3 * kSize * 8);
}

/// Sums of the neighbours' lanes of one agent; asks for those `ahead` ties later, as the step does.
template <std::size_t Lanes>
void gather(const std::int16_t* last, std::span<const std::uint32_t> targets, std::size_t ahead,
            std::int16_t* sums) {
    constexpr std::size_t kStep = Lanes < kLineLanes ? Lanes : kLineLanes;
    using Line [[gnu::vector_size(2 * kStep)]] = std::int16_t;
    constexpr std::size_t kLines = Lanes / kStep;
    Line sum[kLines] = {}; // std::array forgets the width
    for (const std::uint32_t& other : targets)
        for (std::size_t line = 0; line < kLines; ++line) {
            __builtin_prefetch(last + (&other)[ahead] * Lanes + line * kStep);
            Line read;
            std::memcpy(&read, last + other * Lanes + line * kStep, sizeof read);
            sum[line] += read;
        }
    std::memcpy(sums, sum, sizeof sum);
}

/// Arguments: agents per 100,000 adults, threads. The floor of a batch of `Lanes` lanes.
template <std::size_t Lanes> void gather_floor(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    const auto starts = world.world->network.row_starts();
    const auto targets = world.world->network.targets();
    const std::size_t agents = world.world->population.size();
    constexpr std::size_t kAhead = Lanes <= kLineLanes ? 128 : 48; // as the step
    LineVector<std::int16_t> last(agents * Lanes, 1), next(agents * Lanes, 0);
    for (auto _ : state) {
        for_blocks(agents, 1024, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                gather<Lanes>(
                    last.data(), {targets.data() + starts[i], targets.data() + starts[i + 1]},
                    starts[i + 1] + kAhead <= targets.size() ? kAhead : 0, &next[i * Lanes]);
        });
        benchmark::DoNotOptimize(next.data());
        benchmark::ClobberMemory();
    }
    state.counters["s/tie_visit"] = per(static_cast<double>(targets.size()));
    state.counters["agents"] = static_cast<double>(agents);
}

/// One opinion in double precision, averaged over ties in a random order of the agents: the work
/// of a DeGroot step as other programs do it.
void degroot_in_random_order(benchmark::State& state) {
    const BenchWorld& world = bench_world(static_cast<double>(state.range(0)) * 1e-5);
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    const auto starts = world.world->network.row_starts();
    const std::size_t agents = world.world->population.size();
    std::vector<std::uint32_t> targets(world.world->network.targets().begin(),
                                       world.world->network.targets().end());
    for (std::uint32_t& target : targets) // a bijection when the number of agents is odd
        target = static_cast<std::uint32_t>(std::uint64_t{target} * 2'654'435'761U % agents);
    std::vector<double> last(agents, 0.5), next(agents, 0.0);
    for (auto _ : state) {
        for_blocks(agents, 4096, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                double sum = 0.0;
                for (std::size_t tie = starts[i]; tie < starts[i + 1]; ++tie)
                    sum += last[targets[tie]];
                next[i] = starts[i] == starts[i + 1]
                              ? last[i]
                              : sum / static_cast<double>(starts[i + 1] - starts[i]);
            }
        });
        std::swap(last, next);
        benchmark::DoNotOptimize(last.data());
        benchmark::ClobberMemory();
    }
    state.counters["s/tie_visit"] = per(static_cast<double>(targets.size()));
    state.counters["agents"] = static_cast<double>(agents);
}

void sizes(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"agents_per_1e5", "threads"})
        ->ArgsProduct({{76, 1000, 7640}, {1, 2}})
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

BENCHMARK(stream_triad)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(gather_floor<padded_lanes(1)>)->Name("gather_floor/members:1")->Apply(sizes);
BENCHMARK(gather_floor<padded_lanes(12)>)->Name("gather_floor/members:12")->Apply(sizes);
BENCHMARK(degroot_in_random_order)->Apply(sizes);

} // namespace

void add_floors_of_the_country() {
    const auto add = [](const char* name, auto* floor) {
        benchmark::RegisterBenchmark(name, floor)
            ->ArgNames({"agents_per_1e5", "threads"})
            ->ArgsProduct({{100'000}, {1, 2}})
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    };
    add("gather_floor/members:1", &gather_floor<padded_lanes(1)>);
    add("gather_floor/members:4", &gather_floor<padded_lanes(4)>);
}

} // namespace kozqaras::bench
