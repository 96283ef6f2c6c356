#include "model/survey/fieldwork.hpp"

#include <array>

#include "model/survey/raking.hpp"

namespace kozqaras {

namespace {

/// Shares of the sample aimed at: one entry per group, negative where the survey says nothing.
GroupShares sample_targets(const SurveyTables& survey) {
    GroupShares targets;
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

} // namespace

SampleDesign design_sample(const ReportingCells& cells, const SurveyTables& survey) {
    SampleDesign design;
    design.cell_weights.assign(cells.size(), 1.0);
    auto targets = sample_targets(survey);
    if (survey.sample_share_higher_education > 0.0)
        targets[static_cast<std::size_t>(group_index(Factor::education, 2))] =
            survey.sample_share_higher_education;
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
