#include "app/estimate.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "app/options.hpp"
#include "model/dynamics/batch.hpp"
#include "model/engine/run.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// Bytes of the traits of an agent and of one end of a tie, from the arrays of Population,
/// ReportingCells and TieGraph.
constexpr double kBytesPerAgent = 64, kBytesPerTieEnd = 5;

double expected_degree(const InputData& inputs) {
    const NetworkSettings network;
    const double household = inputs.population.mean_household_size_urban - 1;
    return network.kin_degree + network.neighbourhood_degree + network.work_or_study_degree +
           network.online_degree +
           std::max(0.0, household) / 2; // about half of a household are adults
}

/// Numbers stored per scenario and member: see RunResult.
double floats_per_member(double weeks) {
    const double reported = weeks / RunPlan{}.report_every_weeks;
    const double per_report = 5.0 * kGroupCount + 5 + kQuestionCount + 2.0 * kAttitudeCount;
    return reported * per_report + weeks * kAttitudeCount;
}

} // namespace

RunEstimate estimate_run(const InputData& inputs, double scale, int members,
                         std::size_t scenarios) {
    const auto& counts = inputs.population.region_settlement_sex_age.counts;
    const double weeks = last_week().value + 1;
    RunEstimate estimate;
    estimate.agents = scale * std::accumulate(counts.begin(), counts.end(), 0.0);
    estimate.ties = estimate.agents * expected_degree(inputs) / 2;
    const auto batch = std::min(static_cast<std::size_t>(members), kMostMembers);
    // two weeks of attitudes, and a snapshot where each scenario leaves the baseline
    const double copies = 2 + static_cast<double>(scenarios);
    const double attitudes =
        static_cast<double>(padded_lanes(batch)) * sizeof(std::int16_t) * copies;
    estimate.state_bytes =
        estimate.agents * (kBytesPerAgent + attitudes) + 2 * estimate.ties * kBytesPerTieEnd;
    constexpr double kAnswers = 2.0 * kQuestionCount;
    constexpr double kWaves = kWaveCount * (kGroupCount + 1) * kAnswers; // expected, and drawn
    estimate.result_bytes = sizeof(float) * members *
                            (static_cast<double>(scenarios) * floats_per_member(weeks) + kWaves);
    estimate.agent_weeks = estimate.agents * members * weeks * static_cast<double>(scenarios);
    return estimate;
}

double available_memory() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    double kibibytes = 0;
    while (file >> name >> kibibytes) {
        if (name == "MemAvailable:")
            return kibibytes * 1024.0;
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

void check_memory(const RunEstimate& estimate, double available) {
    const double needed = estimate.state_bytes + estimate.result_bytes;
    if (available <= 0 || needed <= available)
        return;
    const bool agents = estimate.state_bytes > estimate.result_bytes;
    throw UsageError(fmt::format(
        "this needs about {}, but only {} are free: {} for adults and attitudes, {} for results. "
        "Give {} about {:.1f} times smaller.",
        describe_bytes(needed), describe_bytes(available), describe_bytes(estimate.state_bytes),
        describe_bytes(estimate.result_bytes), agents ? "a --scale" : "a number of --members",
        1.2 * needed / available));
}

} // namespace kozqaras
