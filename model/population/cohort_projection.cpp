#include "model/population/cohort_projection.hpp"

#include <algorithm>
#include <cmath>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

void check(const Cohorts& cohorts, const YearRates& rates) {
    constexpr double kMostFromAbroad = 100; // a guard: the pool may be small
    const auto within = [](const std::vector<double>& values, double low, double high) {
        return std::ranges::all_of(values,
                                   [&](double value) { return value >= low && value <= high; });
    };
    require(cohorts.ages >= 2 &&
                cohorts.persons.size() == cohorts.units * cohorts.sexes * cohorts.ages &&
                rates.survival.size() == cohorts.sexes * cohorts.ages &&
                rates.leaving.size() == cohorts.units * cohorts.ages &&
                rates.destination.size() == cohorts.units &&
                (rates.mortality.empty() || rates.mortality.size() == cohorts.units),
            "cohorts and rates of different sizes");
    require(within(rates.survival, 1e-6, 1) && within(rates.leaving, 0, 1 - 1e-6) &&
                within(rates.destination, 0, kMostFromAbroad) && within(rates.mortality, 0.01, 100),
            "rates of a projection out of range");
}

/// Everyone of one sex and age moves: stays = 1 - leaving, plus the share of the pool.
void move(Cohorts& cohorts, const YearRates& rates, std::size_t sex, std::size_t age) {
    double pool = 0;
    for (std::size_t unit = 0; unit < cohorts.units; ++unit) {
        double& persons = cohorts.persons[cohorts.place(unit, sex, age)];
        const double leave = persons * rates.leaving[unit * cohorts.ages + age];
        persons -= leave;
        pool += leave;
    }
    for (std::size_t unit = 0; unit < cohorts.units; ++unit)
        cohorts.persons[cohorts.place(unit, sex, age)] += pool * rates.destination[unit];
}

/// The inverse of move: the matrix is diagonal plus a product of two vectors (Sherman and Morrison
/// 1950).
void move_back(Cohorts& cohorts, const YearRates& rates, std::size_t sex, std::size_t age) {
    double pool = 0, weight = 1;
    const auto leaving = [&](std::size_t unit) { return rates.leaving[unit * cohorts.ages + age]; };
    for (std::size_t unit = 0; unit < cohorts.units; ++unit) {
        const double odds = leaving(unit) / (1 - leaving(unit));
        pool += odds * cohorts.at(unit, sex, age);
        weight += odds * rates.destination[unit];
    }
    pool /= weight;
    for (std::size_t unit = 0; unit < cohorts.units; ++unit) {
        double& persons = cohorts.persons[cohorts.place(unit, sex, age)];
        persons = std::max(0.0, (persons - pool * rates.destination[unit]) / (1 - leaving(unit)));
    }
}

template <class Move> void move_all(Cohorts& cohorts, const YearRates& rates, const Move& one_age) {
    for (std::size_t sex = 0; sex < cohorts.sexes; ++sex)
        for (std::size_t age = 0; age < cohorts.ages; ++age)
            one_age(cohorts, rates, sex, age);
}

} // namespace

double YearRates::survival_in(std::size_t unit, std::size_t sex, std::size_t age,
                              std::size_t ages) const {
    const double of_all = survival[sex * ages + age];
    return mortality.empty() ? of_all : std::pow(of_all, mortality[unit]);
}

Cohorts advance(const Cohorts& now, const YearRates& rates) {
    check(now, rates);
    Cohorts later = now;
    const std::size_t open = now.ages - 1;
    for (std::size_t unit = 0; unit < now.units; ++unit)
        for (std::size_t sex = 0; sex < now.sexes; ++sex) {
            const auto alive = [&](std::size_t age) {
                return now.at(unit, sex, age) * rates.survival_in(unit, sex, age, now.ages);
            };
            later.persons[now.place(unit, sex, 0)] = 0;
            for (std::size_t age = 1; age < open; ++age)
                later.persons[now.place(unit, sex, age)] = alive(age - 1);
            later.persons[now.place(unit, sex, open)] = alive(open - 1) + alive(open);
        }
    move_all(later, rates, move);
    return later;
}

Cohorts retreat(const Cohorts& now, const YearRates& rates) {
    check(now, rates);
    Cohorts moved = now;
    move_all(moved, rates, move_back);
    Cohorts earlier = moved;
    const std::size_t open = now.ages - 1;
    for (std::size_t unit = 0; unit < now.units; ++unit)
        for (std::size_t sex = 0; sex < now.sexes; ++sex) {
            const auto survival = [&](std::size_t age) {
                return rates.survival_in(unit, sex, age, now.ages);
            };
            for (std::size_t age = 0; age + 1 < open; ++age)
                earlier.persons[now.place(unit, sex, age)] =
                    moved.at(unit, sex, age + 1) / survival(age);
            const double oldest = moved.at(unit, sex, open);
            earlier.persons[now.place(unit, sex, open)] = oldest;
            earlier.persons[now.place(unit, sex, open - 1)] =
                oldest * (1 - survival(open)) / survival(open - 1);
        }
    return earlier;
}

} // namespace kozqaras
