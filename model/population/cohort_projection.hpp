#pragma once
// Cohort-component projection of persons by unit, sex and single year of age, without births: who
// is followed is alive at the start. One step is the multiregional Leslie matrix of Rogers (1966,
// "Matrix methods of population analysis"; Preston, Heuveline and Guillot 2001, ch. 6) without its
// fertility rows: survive a year, grow a year older, move. Those who leave go to one pool per age
// and sex, from which the units that gain draw fixed shares (migrant pool model), so that moving
// neither makes nor loses anyone.

#include <cstddef>
#include <vector>

namespace kozqaras {

/// Persons, [unit][sex][age]; the last age is open-ended.
struct Cohorts {
    std::size_t units = 0, sexes = 0, ages = 0;
    std::vector<double> persons;

    [[nodiscard]] std::size_t place(std::size_t unit, std::size_t sex, std::size_t age) const {
        return (unit * sexes + sex) * ages + age;
    }

    [[nodiscard]] double at(std::size_t unit, std::size_t sex, std::size_t age) const {
        return persons[place(unit, sex, age)];
    }
};

/// What happens within one year.
struct YearRates {
    std::vector<double> survival; ///< chance to live on for a year, [sex][age], in (0, 1]
    std::vector<double> leaving;  ///< share that leaves on reaching an age, [unit][age], in [0, 1)
    /// What a unit draws, as shares of the pool of those who leave, [unit]. Their sum above 1: the
    /// rest comes from abroad, of the same sexes and ages; below 1: it goes abroad.
    std::vector<double> destination;
    /// By how much the force of mortality of a unit exceeds that of `survival`, [unit], above 0;
    /// empty: the same everywhere.
    std::vector<double> mortality{};

    /// Chance to live on for a year; `ages` as in the cohorts.
    [[nodiscard]] double survival_in(std::size_t unit, std::size_t sex, std::size_t age,
                                     std::size_t ages) const;
};

/// The cohorts a year later. The lowest age is empty: nobody younger is followed. BugError if sizes
/// or ranges are wrong.
[[nodiscard]] Cohorts advance(const Cohorts& now, const YearRates& rates);

/// The cohorts a year earlier: advance(retreat(x)) is x but for the lowest age, to rounding. The
/// open-ended age is taken to have been as large as it is now. Negative numbers, which rates that
/// cannot have held would give, are set to 0.
[[nodiscard]] Cohorts retreat(const Cohorts& now, const YearRates& rates);

} // namespace kozqaras
