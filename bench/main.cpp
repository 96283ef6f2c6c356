// The benchmarks, with the processor's name in the JSON. Those of the whole country run only with
// --benchmark_filter, and in a report. --report FOLDER: the weekly step beside the limits of the
// machine, as FOLDER/benchmarks.md and benchmarks.json.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "bench/memory_limit_bench.hpp"
#include "bench/population_bench.hpp"
#include "bench/report.hpp"
#include "bench/weekly_step_bench.hpp"
#include "bench/whole_runs.hpp"

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

/// The folder after --report, taken out of the arguments; "" if it is not there.
std::string take_report_folder(std::vector<char*>& arguments) {
    for (std::size_t place = 1; place + 1 < arguments.size(); ++place)
        if (std::string_view(arguments[place]) == "--report") {
            std::string folder = arguments[place + 1];
            const auto at = arguments.begin() + static_cast<std::ptrdiff_t>(place);
            arguments.erase(at, at + 2);
            return folder;
        }
    return "";
}

/// What takes minutes.
void add_long_ones() {
    kozqaras::bench::add_whole_country();
    kozqaras::bench::add_steps_of_the_country();
    kozqaras::bench::add_floors_of_the_country();
    kozqaras::bench::add_whole_runs();
}

int report(const std::string& folder) {
    kozqaras::bench::MedianReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    const std::string place = folder + "/benchmarks.md";
    std::ofstream file(place);
    file << reporter.table(processor_name());
    file.close();
    if (!file) {
        std::fprintf(stderr, "error: %s: cannot be written\n", place.c_str());
        return 4;
    }
    std::fprintf(stderr, "Written to %s; picture: viz-scripts/benchmark_figure.py %s\n",
                 place.c_str(), folder.c_str());
    return 0;
}

} // namespace

int main(int count, char** given) {
    std::vector<char*> arguments(given, given + count);
    const std::string folder = take_report_folder(arguments);
    std::string out = "--benchmark_out=" + folder + "/benchmarks.json",
                filter = "--benchmark_filter=weekly_step|stream|gather_floor|degroot|moments|nets",
                repetitions = "--benchmark_repetitions=5";
    if (!folder.empty()) {
        std::filesystem::create_directories(folder);
        for (std::string* argument : {&out, &filter, &repetitions}) // before what the user says
            arguments.insert(arguments.begin() + 1, argument->data());
    }
    for (const char* argument : arguments)
        if (std::string_view(argument).starts_with("--benchmark_filter")) {
            add_long_ones();
            break;
        }
    count = static_cast<int>(arguments.size());
    benchmark::AddCustomContext("processor", processor_name());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 2;
    const int status = folder.empty() ? 0 : report(folder);
    if (folder.empty())
        benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return status;
}
