#pragma once
// What is needed to move the adults of 1 January 2023 to another year: data/population/projection.
// Most of it is estimated; the table says which.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/inputs/country.hpp"

namespace kozqaras {

inline constexpr int kFollowedFrom = 11; ///< age, on 1 January 2023, of those who are 18 in 2030
inline constexpr int kOldestAge = 100;   ///< and over
inline constexpr int kAdultFrom = 18;    ///< age
inline constexpr int kFollowedAges = kOldestAge - kFollowedFrom + 1;
inline constexpr int kTeenAges = kAdultFrom - kFollowedFrom;
inline constexpr int kAdultAges = kOldestAge - kAdultFrom + 1;

/// Mortality of the years from `first_year` on, until the next period begins.
struct PeriodMortality {
    int first_year = 0;
    std::vector<double> death; ///< chance to die within a year: sex x age 11-100
};

/// Net migration of the regions within one year. Leaving is closed within the country.
struct RegionalMigration {
    int year = 0;
    std::vector<double> net_migrants; ///< persons of all ages, by region; those who leave: negative
    std::vector<double> population;   ///< persons of all ages, by region, > 0
    /// Net migrants by settlement; their sum is that of the regions. Empty: not known.
    std::vector<double> by_settlement{};
};

/// Between what a rate is thought to lie in the years after the last known one.
struct RateRange {
    double low = 0, high = 0;
};

struct ProjectionRange {
    RateRange mortality;       ///< times the force of mortality of the last period
    RateRange from_abroad;     ///< net migrants of the country a year, persons of all ages
    RateRange between_regions; ///< times by what regions gain more or less than their part of it
};

struct ProjectionTables {
    std::vector<double> teenagers; ///< persons of 11-17: region x settlement x sex x age
    std::vector<double>
        age_profile; ///< persons of 18-100: settlement x sex x age; only shares count
    /// First years rising, the first not after 2020; the last period holds for all later years.
    std::vector<PeriodMortality> mortality;
    /// Times the force of mortality of a period, by region; empty: the same everywhere.
    std::vector<double> mortality_by_region;
    std::vector<RegionalMigration> migration; ///< years rising; the last holds for all later ones
    std::vector<double> migration_by_age;     ///< age 11-100, relative to the mean over all ages
    std::vector<double> entrant_ethnicity; ///< share of those who come of age: region x ethnicity
    std::optional<ProjectionRange> range;  ///< of the years from the last migration year on
    std::vector<std::string> sources;      ///< "FILE: STATUS, SOURCE", one per file and source
};

/// Reads the tables below `data`/population/projection. InputError with file, line and column for a
/// cell that is no number or out of range, an unknown code, a combination twice or missing; for
/// shares of an ethnicity that do not add up to 1; for periods of mortality that begin after 2020
/// or lack a sex or age; for moves of towns and villages (migration_by_settlement.csv, which may be
/// missing) that do not add up to those of the regions. Rows may stand in any order. FileError if a
/// file cannot be read.
[[nodiscard]] ProjectionTables read_projection_tables(const std::filesystem::path& data,
                                                      const Country& country);

} // namespace kozqaras
