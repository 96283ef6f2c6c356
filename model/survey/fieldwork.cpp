#include "model/survey/fieldwork.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "model/survey/raking.hpp"

namespace kozqaras {

namespace {

/// Shares of the sample aimed at: one entry per group, negative where the survey says nothing.
GroupShares sample_targets(const SampleComposition& sample, const Country& country) {
    GroupShares targets(country.group_count(), -1.0);
    std::map<Factor, double> totals;
    for (const GroupSize& group : sample.groups)
        totals[group.factor] += group.respondents;
    const auto reported = [](Factor factor) {
        return std::ranges::find(kReportedFactors, factor) != kReportedFactors.end();
    };
    for (const GroupSize& group : sample.groups)
        if (reported(group.factor))
            targets[static_cast<std::size_t>(country.group_index(group.factor, group.group))] =
                group.respondents / totals[group.factor];
    for (const GroupPart& part : sample.parts)
        if (reported(part.factor) && !totals.contains(part.factor))
            targets[static_cast<std::size_t>(country.group_index(part.factor, part.group))] =
                part.share;
    return targets;
}

} // namespace

SampleDesign design_sample(const ReportingCells& cells, const SampleComposition& sample) {
    SampleDesign design;
    design.cell_weights.assign(cells.size(), 1.0);
    const auto targets = sample_targets(sample, *cells.country);
    std::vector<double> counts(cells.size());
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        counts[cell] = cells.count(cell);
    constexpr std::array kFactors{Factor::settlement, Factor::age,    Factor::ethnicity,
                                  Factor::language,   Factor::wealth, Factor::education};
    const RakingResult raking = rake(cells, counts, kFactors, targets, design.cell_weights);
    design.iterations = raking.iterations;
    design.worst_error = raking.worst_error;
    return design;
}

} // namespace kozqaras
