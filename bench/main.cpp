// The benchmarks, with the processor's name in the JSON. Those of the whole country run only with
// --benchmark_filter.

#include <fstream>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "bench/population_bench.hpp"

namespace {

/// "model name" of the first processor; "unknown" where Linux does not tell.
std::string processor_name() {
    std::ifstream processors("/proc/cpuinfo");
    for (std::string line; std::getline(processors, line);)
        if (const auto colon = line.find(": ");
            line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    return "unknown";
}

} // namespace

int main(int count, char** arguments) {
    for (int place = 1; place < count; ++place)
        if (std::string_view(arguments[place]).starts_with("--benchmark_filter"))
            kozqaras::bench::add_whole_country();
    benchmark::AddCustomContext("processor", processor_name());
    benchmark::Initialize(&count, arguments);
    if (benchmark::ReportUnrecognizedArguments(count, arguments))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
