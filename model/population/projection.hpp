#pragma once
// The margins of another year than 2023, for synthesise(): the adults of 1 January 2023 by single
// year of age are moved forward or back, those of 11 to 17 come of age, and the other margins
// follow. What is data and what is assumption: docs/population.md.

#include <string>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/inputs/projection_tables.hpp"
#include "model/population/cohort_projection.hpp"

namespace kozqaras {

inline constexpr int kBaseYear = 2023; ///< of the shipped margins, 1 January
inline constexpr int kFirstProjectedYear = 2020, kLastProjectedYear = 2030;

/// From one 1 January to the next, adults: end = start + came_of_age - deaths.
struct YearAccount {
    int year = 0; ///< that begins at `start`
    double start = 0, came_of_age = 0, deaths = 0, end = 0;
    double moved = 0;       ///< left their region
    double from_abroad = 0; ///< net: what regions gain together less what they lose
};

struct Projection {
    int year = kBaseYear;
    PopulationMargins margins;
    std::vector<YearAccount> accounts; ///< of the years passed through, rising
    std::vector<std::string> sources;  ///< of the rates: file, status, source
};

/// Adults and those about to be, on 1 January 2023: units are region x settlement, ages 11 to 100
/// and over. Ages within a class of the hard margin follow the national profile of the same
/// settlement type and sex.
[[nodiscard]] Cohorts base_cohorts(const Margin& hard, const ProjectionTables& tables);

/// Rates of the year that begins on 1 January `year`: mortality of the latest period that has begun
/// by then, times what the table has for the region. Towns and villages of a region gain or lose at
/// the same rate, or, where moves by settlement are known, at rates that differ by the same in
/// every region.
[[nodiscard]] YearRates rates_of(const ProjectionTables& tables, int year, const Cohorts& base,
                                 const Country& country);

/// The margins of 1 January `year`; 2023 gives those of `base` themselves. Ethnicity: those who
/// come of age have the entrants' shares of their region, everybody else those of 2023, whatever
/// the age and wherever they move. Language given ethnicity and wealth stay as they are.
/// Education: from 25 on people keep that of their age class of 2023; younger ones have that of the
/// same age in 2023. InputError if the year lies outside 2020-2030.
[[nodiscard]] Projection project_margins(const PopulationMargins& base,
                                         const ProjectionTables& tables, int year);

} // namespace kozqaras
