#pragma once
// What static ageing (static_ageing.hpp) takes from the margins alone. Its fits take a second of
// processor time, and populations of other scales and seeds share them.

#include <vector>

#include "model/population/static_ageing.hpp"

namespace kozqaras {

/// [year from 2020 to 2030][cell of the joint table]: adults on 1 January over those of 2023; 0
/// where there are none. Nothing for 2023.
using AgeingRatios = std::vector<std::vector<double>>;

/// The same numbers for any number of threads.
[[nodiscard]] AgeingRatios ageing_ratios(const PopulationMargins& margins,
                                         const ProjectionTables& tables);

/// As age_population of the margins and tables that `ratios` are of.
[[nodiscard]] StaticAgeing age_population(const Population& population, const ReportingCells& cells,
                                          const AgeingRatios& ratios);

} // namespace kozqaras
