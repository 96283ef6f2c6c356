// Making the adults, their ties and the diagnostics of the ties, against scale: time and the peak
// of memory. Figures: docs/population.md.

#include "bench/population_bench.hpp"

#include <malloc.h>

#include <fstream>
#include <string>

#include <benchmark/benchmark.h>

#include "model/inputs/input_data.hpp"
#include "model/network/network.hpp"
#include "model/population/synthesis.hpp"
#include "support/parallel.hpp"

namespace kozqaras::bench {
namespace {

constexpr double kAgentsPerAdult = 1e-5; // arguments count agents per 100,000 adults

/// Gives unused memory back and lets Linux measure the peak anew.
void reset_peak() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

/// Largest resident memory since reset_peak(), bytes; 0 where Linux does not tell.
double peak_bytes() {
    constexpr double kKibibyte = 1024;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) * kKibibyte;
    return 0;
}

const InputData& shipped_inputs() {
    static const InputData inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    return inputs;
}

SynthesisSettings settings_of(const benchmark::State& state) {
    return {.scale = static_cast<double>(state.range(0)) * kAgentsPerAdult, .seed = 1};
}

void finish(benchmark::State& state, std::size_t agents) {
    state.counters["agents"] = static_cast<double>(agents);
    state.counters["peak_bytes"] = peak_bytes();
    state.counters["ns/agent"] = benchmark::Counter(static_cast<double>(agents) * 1e-9,
                                                    benchmark::Counter::kIsIterationInvariantRate |
                                                        benchmark::Counter::kInvert);
}

/// Arguments: agents per 100,000 adults, threads.
void people(benchmark::State& state) {
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    const InputData& inputs = shipped_inputs();
    std::size_t agents = 0;
    reset_peak();
    for (auto _ : state) {
        const auto made = synthesise(inputs, settings_of(state));
        agents = made.population.size();
    }
    finish(state, agents);
}

void ties(benchmark::State& state) {
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    const auto made = synthesise(shipped_inputs(), settings_of(state));
    reset_peak();
    for (auto _ : state) {
        const Network network = build_network(made.population, {});
        benchmark::DoNotOptimize(network.targets().data());
    }
    finish(state, made.population.size());
}

void tie_report(benchmark::State& state) {
    const ThreadLimit limit(static_cast<int>(state.range(1)));
    const auto made = synthesise(shipped_inputs(), settings_of(state));
    const Network network = build_network(made.population, {});
    reset_peak();
    for (auto _ : state)
        benchmark::DoNotOptimize(describe_network(network, made.population, {}));
    finish(state, made.population.size());
}

void at(benchmark::internal::Benchmark* made, int agents_per_1e5) {
    made->ArgNames({"agents_per_1e5", "threads"})
        ->Args({agents_per_1e5, 1})
        ->Args({agents_per_1e5, 2})
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

void small_scales(benchmark::internal::Benchmark* made) {
    for (const int agents_per_1e5 : {100, 1000, 10'000})
        at(made, agents_per_1e5);
}

BENCHMARK(people)->Apply(small_scales);
BENCHMARK(ties)->Apply(small_scales);
BENCHMARK(tie_report)->Apply(small_scales);

} // namespace

void add_whole_country() {
    constexpr int kEveryAdult = 100'000;
    using Run = void (*)(benchmark::State&);
    for (const auto& [name, run] : {std::pair<const char*, Run>{"people", people},
                                    {"ties", ties},
                                    {"tie_report", tie_report}})
        at(benchmark::RegisterBenchmark(name, run)->Iterations(1), kEveryAdult);
}

} // namespace kozqaras::bench
