#include "model/survey/census_weights.hpp"

namespace kozqaras {

std::vector<double> census_weights(const ReportingCells& cells,
                                   std::span<const std::uint32_t> respondents,
                                   std::span<const double> adults) {
    std::vector<double> counts(cells.size(), 0.0), weights(cells.size(), 1.0);
    for (const std::uint32_t agent : respondents)
        counts[cells.cell_of_agent[agent]] += 1.0;
    (void)rake(cells, counts, kCensusFactors, group_shares(cells, adults, kCensusFactors), weights);
    std::vector<double> of_respondents;
    of_respondents.reserve(respondents.size());
    for (const std::uint32_t agent : respondents)
        of_respondents.push_back(weights[cells.cell_of_agent[agent]]);
    return of_respondents;
}

} // namespace kozqaras
