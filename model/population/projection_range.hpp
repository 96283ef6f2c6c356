#pragma once
// How far the adults of a year to come may lie from the projection: each rate that is not known yet
// is set to the ends of its range (data/population/projection/range.csv), one at a time; what they
// change is taken for independent, so that squares add up.

#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/inputs/projection_tables.hpp"

namespace kozqaras {

/// Adults on 1 January of the year.
struct AdultsRange {
    double low = 0, projected = 0, high = 0;
};

/// Of each region, then of the country. Empty if the tables have no range, or for a year whose
/// rates are all known. InputError as project_margins.
[[nodiscard]] std::vector<AdultsRange> range_of_adults(const PopulationMargins& base,
                                                       const ProjectionTables& tables, int year);

} // namespace kozqaras
