#include "app/estimate.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "app/options.hpp"
#include "model/dynamics/batch.hpp"
#include "model/engine/parameters.hpp"
#include "model/engine/recorder.hpp"
#include "model/survey/answer_curves.hpp"
#include "support/available_memory.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// Bytes of the traits of an agent and of one end of a tie, from the arrays of Population,
/// ReportingCells and TieGraph.
constexpr double kBytesPerAgent = 64, kBytesPerTieEnd = 5;

double expected_degree(const InputData& inputs) {
    const NetworkSettings network;
    const double household = inputs.population.mean_household_size.front() - 1;
    return network.kin_degree + network.neighbourhood_degree + network.work_or_study_degree +
           network.online_degree +
           std::max(0.0, household) / 2; // about half of a household are adults
}

/// Numbers stored per scenario and member: see RunResult.
double floats_per_member(const SurveyTables& survey, bool paths, double weeks, double reported) {
    RunResult one; // of one reported and one simulated week
    one.scenario_ids.resize(1);
    one.members = one.simulated_weeks = 1;
    one.weeks.resize(1);
    one.groups = survey.country->group_count();
    one.index_values = survey.country->index_values.size();
    one.questions = survey.questions.size();
    one.parts = index_parts(survey);
    one.share_questions = share_questions(survey);
    one.joints = joint_parts(survey);
    one.shift_powers = paths ? kShiftPowers : 0;
    double floats = 0;
    for (const ResultArray& array : result_arrays())
        if (array.by_scenario())
            floats += static_cast<double>(size_of(one, array)) *
                      (array.has(Axis::simulated_week) ? weeks : reported);
    return floats;
}

/// Numbers stored per member, whatever the scenarios: expected and drawn answers to the waves.
double wave_floats_per_member(const SurveyTables& survey) {
    constexpr double kDrawn = 2; // as fielded, and weighted to the adults
    return 2.0 * static_cast<double>(survey.waves.size() * survey.questions.size()) *
           (static_cast<double>(survey.country->group_count()) + kDrawn);
}

} // namespace

EnsembleSize wave_ensemble(const InputData& inputs, double scale, std::size_t members) {
    EnsembleSize size{scale, members};
    const auto waves = wave_weeks(inputs.survey);
    size.end = *std::ranges::max_element(waves);
    size.report_every_weeks = kNeverReported;
    size.more_bytes_per_member = sizeof(float) * wave_floats_per_member(inputs.survey);
    return size;
}

RunEstimate estimate_run(const InputData& inputs, const EnsembleSize& size) {
    const auto& counts = inputs.population.hard().counts;
    const double weeks = size.end.value + 1;
    const auto members = static_cast<double>(size.members),
               scenarios = static_cast<double>(size.scenarios);
    RunEstimate estimate;
    estimate.agents = size.scale * std::accumulate(counts.begin(), counts.end(), 0.0);
    estimate.ties = estimate.agents * expected_degree(inputs) / 2;
    const auto batch = std::min(size.members, kMostMembers);
    // two weeks of attitudes, and a snapshot where each scenario leaves the baseline
    const double attitudes =
        static_cast<double>(padded_lanes(batch)) * sizeof(std::int16_t) * (2 + scenarios);
    estimate.state_bytes =
        estimate.agents * (kBytesPerAgent + attitudes) + 2 * estimate.ties * kBytesPerTieEnd;
    const double reported =
        weeks / size.report_every_weeks + static_cast<double>(inputs.survey.waves.size());
    const double arrays =
        sizeof(float) *
        (scenarios * floats_per_member(inputs.survey, size.paths > 0, weeks, reported) +
         wave_floats_per_member(inputs.survey));
    const double parameters = // drawn, and in the plan
        2.0 * sizeof(double) * static_cast<double>(ParameterRegistry(inputs).size());
    const double paths =
        sizeof(float) * reported * static_cast<double>(size.paths * kAttitudeCount);
    estimate.result_bytes = members * (arrays + parameters + size.more_bytes_per_member) + paths;
    estimate.agent_weeks = estimate.agents * members * weeks * scenarios;
    return estimate;
}

std::string describe_memory(const RunEstimate& estimate) {
    return fmt::format("about {}: {} for adults and attitudes, {} for results",
                       describe_bytes(estimate.state_bytes + estimate.result_bytes),
                       describe_bytes(estimate.state_bytes), describe_bytes(estimate.result_bytes));
}

void check_memory(const RunEstimate& estimate, double available) {
    const double needed = estimate.state_bytes + estimate.result_bytes;
    if (available <= 0 || needed <= available)
        return;
    const bool agents = estimate.state_bytes > estimate.result_bytes;
    throw UsageError(
        fmt::format("this needs {}, but only {} are free. Give {} about {:.1f} times smaller.",
                    describe_memory(estimate), describe_bytes(available),
                    agents ? "a --scale" : "a number of --members", 1.2 * needed / available));
}

void check_memory(const RunEstimate& estimate) {
    check_memory(estimate, available_memory());
}

} // namespace kozqaras
