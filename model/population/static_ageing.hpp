#pragma once
// Static ageing: the agents are those of 1 January 2023 throughout, and what each stands for
// changes with the years. Agents of a group that grows (by age, region, settlement, sex, ethnicity,
// education) stand for more adults, those of one that shrinks for fewer. Nobody grows older in
// person: differences between ages are taken as differences of age, not of generation, and those
// who come of age think as those did who were young in 2023 (decision 0027).

#include <vector>

#include "model/core/week.hpp"
#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"
#include "model/population/reporting_cells.hpp"

namespace kozqaras {

struct StaticAgeing {
    int first_year = 0;
    /// [year from first_year][reporting cell]: adults on 1 January of that year for whom the agents
    /// of the cell stand, relative to 1 January 2023; 1 in 2023. Empty: nobody ages.
    std::vector<std::vector<double>> cell_weights;
};

/// Weights for 2020 to 2030: the joint table fitted to the projected margins of the year over that
/// of 2023, averaged over the agents of each cell. `margins` are those that `population` was drawn
/// from. The same numbers for any number of threads.
[[nodiscard]] StaticAgeing age_population(const Population& population, const ReportingCells& cells,
                                          const PopulationMargins& margins,
                                          const ProjectionTables& tables);

/// Weights on `date`, one per reporting cell: linear between two New Years, after the last one as
/// within the year before it, in the same ratio; before the first one those of the first. Empty if
/// nobody ages.
[[nodiscard]] std::vector<double> cell_weights_on(const StaticAgeing& ageing, Date date);

} // namespace kozqaras
