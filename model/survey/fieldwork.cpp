#include "model/survey/fieldwork.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kozqaras {

namespace {

/// Shares of the sample aimed at: one entry per group, negative where the survey says nothing.
std::array<double, kGroupCount> sample_targets(const SurveyTables& survey) {
    std::array<double, kGroupCount> targets{};
    targets.fill(-1.0);
    for (const Factor factor :
         {Factor::age, Factor::settlement, Factor::ethnicity, Factor::language, Factor::wealth}) {
        double total = 0.0;
        for (const GroupSize& group : survey.groups)
            if (group.factor == factor)
                total += group.respondents;
        for (const GroupSize& group : survey.groups)
            if (group.factor == factor && total > 0.0)
                targets[static_cast<std::size_t>(group_index(factor, group.group))] =
                    group.respondents / total;
    }
    return targets;
}

/// One adjustment of the weights to one factor; returns the largest error before it.
double rake_once(const ReportingCells& cells, std::size_t slot,
                 const std::array<double, kGroupCount>& targets, std::vector<double>& weights) {
    std::array<double, kGroupCount> sums{};
    double total = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double mass = weights[cell] * cells.count(cell);
        sums[cells.groups[cell][slot]] += mass;
        total += mass;
    }
    double aimed = 0.0, aimed_sum = 0.0, worst = 0.0;
    std::array<double, kGroupCount> factors{};
    for (std::size_t group = 0; group < kGroupCount; ++group)
        if (targets[group] >= 0.0 && sums[group] > 0.0) {
            aimed += targets[group];
            aimed_sum += sums[group];
        }
    for (std::size_t group = 0; group < kGroupCount; ++group) {
        if (sums[group] <= 0.0)
            continue;
        if (targets[group] >= 0.0) {
            factors[group] = targets[group] * total / sums[group];
            worst = std::max(worst, std::abs(sums[group] / total - targets[group]));
        } else {
            factors[group] = (1.0 - aimed) * total / (total - aimed_sum);
        }
    }
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        weights[cell] *= factors[cells.groups[cell][slot]];
    return worst;
}

} // namespace

SampleDesign design_sample(const ReportingCells& cells, const SurveyTables& survey) {
    SampleDesign design;
    design.cell_weights.assign(cells.size(), 1.0);
    auto targets = sample_targets(survey);
    if (survey.sample_share_higher_education > 0.0)
        targets[static_cast<std::size_t>(group_index(Factor::education, 2))] =
            survey.sample_share_higher_education;
    constexpr int kMostIterations = 200;
    constexpr double kTolerance = 1e-7;
    for (design.iterations = 0; design.iterations < kMostIterations; ++design.iterations) {
        design.worst_error = 0.0;
        for (std::size_t slot = 0; slot < kReportedFactors.size(); ++slot)
            if (kReportedFactors[slot] != Factor::region)
                design.worst_error = std::max(design.worst_error,
                                              rake_once(cells, slot, targets, design.cell_weights));
        if (design.worst_error < kTolerance)
            break;
    }
    double mass = 0.0, agents = 0.0;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        mass += design.cell_weights[cell] * cells.count(cell);
        agents += cells.count(cell);
    }
    for (double& weight : design.cell_weights)
        weight *= agents / mass;
    return design;
}

} // namespace kozqaras
