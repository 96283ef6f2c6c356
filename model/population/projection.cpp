#include "model/population/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kAges = kFollowedAges;
constexpr int kEducationKept = 25; ///< age from which people keep their education
constexpr std::size_t kFirstAdult = kTeenAges;

int age_of(std::size_t place) {
    return kFollowedFrom + static_cast<int>(place);
}

double sum_of(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Adults of each age class; the middle of [unit][sex][class].
std::vector<double> adults_by_class(const Cohorts& cohorts, const Country& country) {
    const std::size_t rows = cohorts.units * cohorts.sexes, classes = country.ages.size();
    std::vector<double> counts(rows * classes, 0.0);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t age = kFirstAdult; age < kAges; ++age)
            counts[row * classes + country.age_class(age_of(age))] +=
                cohorts.persons[row * kAges + age];
    return counts;
}

/// Persons of the ages first..last of each region.
std::vector<double> by_region(const Cohorts& cohorts, const Country& country, std::size_t first,
                              std::size_t last) {
    const std::size_t rows = cohorts.units * cohorts.sexes;
    const std::size_t rows_of_region = rows / country.regions.size();
    std::vector<double> sums(country.regions.size(), 0.0);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t age = first; age <= last; ++age)
            sums[row / rows_of_region] += cohorts.persons[row * kAges + age];
    return sums;
}

YearAccount account_of(const Cohorts& now, const Cohorts& later, const YearRates& rates, int year) {
    YearAccount account{.year = year};
    const std::size_t sexes = now.sexes;
    for (std::size_t row = 0; row < now.units * sexes; ++row)
        for (std::size_t age = 0; age < kAges; ++age) {
            const std::size_t place = row * kAges + age;
            const std::size_t reached = std::min(age + 1, kAges - 1);
            const double persons = now.persons[place];
            const double alive = persons * rates.survival[row % sexes * kAges + age];
            if (age + 1 == kFirstAdult)
                account.came_of_age += alive;
            if (age + 1 >= kFirstAdult)
                account.moved += alive * rates.leaving[row / sexes * kAges + reached];
            if (age < kFirstAdult)
                continue;
            account.start += persons;
            account.deaths += persons - alive;
            account.end += later.persons[place];
        }
    account.from_abroad = account.end - (account.start + account.came_of_age - account.deaths);
    return account;
}

/// Chances to die of the latest period that has begun by `year`.
const std::vector<double>& death_in(const ProjectionTables& tables, int year) {
    const auto later =
        std::ranges::upper_bound(tables.mortality, year, {}, &PeriodMortality::first_year);
    require(later != tables.mortality.begin(), "no mortality is known for so early a year");
    return std::prev(later)->death;
}

/// Cohorts on 1 January `year`; fills the accounts.
Cohorts cohorts_at(const Cohorts& base, const ProjectionTables& tables, const Country& country,
                   int year, std::vector<YearAccount>& accounts) {
    Cohorts now = base;
    for (int begun = kBaseYear; begun < year; ++begun) {
        const auto rates = rates_of(tables, begun, base, country);
        Cohorts later = advance(now, rates);
        accounts.push_back(account_of(now, later, rates, begun));
        now = std::move(later);
    }
    for (int begun = kBaseYear - 1; begun >= year; --begun) {
        const auto rates = rates_of(tables, begun, base, country);
        Cohorts earlier = retreat(now, rates);
        accounts.insert(accounts.begin(), account_of(earlier, now, rates, begun));
        now = std::move(earlier);
    }
    return now;
}

/// Adults by region and ethnicity: those who came of age since (or until) 2023 apart from the rest.
std::vector<double> ethnicities(const PopulationMargins& base, const Cohorts& base_cohorts,
                                const Cohorts& now, const ProjectionTables& tables, int shift) {
    const Country& country = *base.country;
    const std::size_t regions = country.regions.size(), groups = country.count(Factor::ethnicity);
    const std::size_t years = static_cast<std::size_t>(std::abs(shift));
    const auto adults = by_region(now, country, kFirstAdult, kAges - 1);
    const Cohorts& younger = shift > 0 ? now : base_cohorts;
    const auto young = by_region(younger, country, kFirstAdult, kFirstAdult + years - 1);
    std::vector<double> counts(regions * groups);
    for (std::size_t region = 0; region < regions; ++region) {
        const std::span row(&base.region_ethnicity.counts[region * groups], groups);
        const double of_2023 = sum_of(row);
        std::vector<double> weights(groups);
        for (std::size_t group = 0; group < groups; ++group) {
            const double entrants =
                young[region] * tables.entrant_ethnicity[region * groups + group];
            weights[group] =
                shift > 0 ? (adults[region] - young[region]) * row[group] / of_2023 + entrants
                          : std::max(0.0, row[group] - entrants);
        }
        for (std::size_t group = 0; group < groups; ++group)
            counts[region * groups + group] = adults[region] * weights[group] / sum_of(weights);
    }
    return counts;
}

/// Adults by age class and education.
std::vector<double> educations(const Margin& base, const Cohorts& now, int shift) {
    const Country& country = *base.country;
    const std::size_t levels = country.count(Factor::education);
    std::vector<double> counts(country.ages.size() * levels, 0.0);
    for (std::size_t age = kFirstAdult; age < kAges; ++age) {
        double persons = 0;
        for (std::size_t row = 0; row < now.units * now.sexes; ++row)
            persons += now.persons[row * kAges + age];
        const int then = std::clamp(age_of(age) - shift, kAdultFrom, kOldestAge);
        const bool kept = age_of(age) >= kEducationKept && then >= kEducationKept;
        const std::span shares(&base.counts[country.age_class(kept ? then : age_of(age)) * levels],
                               levels);
        for (std::size_t level = 0; level < levels; ++level)
            counts[country.age_class(age_of(age)) * levels + level] +=
                persons * shares[level] / sum_of(shares);
    }
    return counts;
}

/// The first factor of `margin` gets these totals; shares within its classes stay.
void rescale_rows(Margin& margin, std::span<const double> totals) {
    const std::size_t columns = margin.counts.size() / totals.size();
    for (std::size_t row = 0; row < totals.size(); ++row) {
        const std::span cells(&margin.counts[row * columns], columns);
        const double sum = sum_of(cells);
        for (double& cell : cells)
            cell *= sum > 0 ? totals[row] / sum : 0.0;
    }
}

void mark_projected(Margin& margin, int year) {
    margin.status = Status::estimate;
    margin.source = fmt::format("projected from 1 January {} to 1 January {}; before: {}",
                                kBaseYear, year, margin.source);
}

} // namespace

Cohorts base_cohorts(const Margin& hard, const ProjectionTables& tables) {
    const Country& country = *hard.country;
    const std::size_t settlements = country.count(Factor::settlement),
                      sexes = country.count(Factor::sex), classes = country.ages.size(),
                      units = country.regions.size() * settlements;
    Cohorts cohorts{units, sexes, kAges, std::vector<double>(units * sexes * kAges)};
    for (std::size_t row = 0; row < units * sexes; ++row) {
        double* persons = &cohorts.persons[row * kAges];
        std::copy_n(&tables.teenagers[row * kTeenAges], kTeenAges, persons);
        // Settlement and sex vary as in the profile: row is (region, settlement, sex).
        const double* profile = &tables.age_profile[row % (settlements * sexes) * kAdultAges];
        std::vector<double> weights(classes);
        for (int age = kAdultFrom; age <= kOldestAge; ++age)
            weights[country.age_class(age)] += profile[age - kAdultFrom];
        for (int age = kAdultFrom; age <= kOldestAge; ++age) {
            const std::size_t group = country.age_class(age);
            require(weights[group] > 0, "an age class without a profile");
            persons[age - kFollowedFrom] =
                hard.counts[row * classes + group] * profile[age - kAdultFrom] / weights[group];
        }
    }
    return cohorts;
}

YearRates rates_of(const ProjectionTables& tables, int year, const Cohorts& base,
                   const Country& country) {
    require(!tables.migration.empty() && year >= tables.migration.front().year,
            "no migration is known for so early a year");
    const auto& last = tables.migration.back();
    const RegionalMigration& migration =
        year >= last.year
            ? last
            : tables.migration[static_cast<std::size_t>(year - tables.migration.front().year)];
    constexpr double kMostLeaving = 0.5; // a guard: intensities times rates stay far below
    const std::size_t units = base.units, sexes = base.sexes,
                      settlements = country.count(Factor::settlement);
    YearRates rates{std::vector<double>(sexes * kAges), std::vector<double>(units * kAges, 0.0),
                    std::vector<double>(units, 0.0)};
    std::ranges::transform(death_in(tables, year), rates.survival.begin(),
                           [](double chance) { return 1 - chance; });
    double gain = 0, loss = 0;
    for (const double net : migration.net_migrants) {
        gain += std::max(0.0, net);
        loss += std::max(0.0, -net);
    }
    if (gain > 0 && loss <= 0)
        throw InputError({fmt::format("migration of {}", year)},
                         "every region gains: who comes from abroad is taken to be like those who "
                         "leave a region, so some region must lose");
    const auto sizes = by_region(base, country, 0, kAges - 1);
    for (std::size_t unit = 0; unit < units; ++unit) {
        const std::size_t region = unit / settlements;
        const double rate = migration.net_migrants[region] / migration.population[region];
        for (std::size_t age = 0; age < kAges && rate < 0; ++age)
            rates.leaving[unit * kAges + age] =
                std::min(kMostLeaving, -rate * tables.migration_by_age[age]);
        const std::span persons(&base.persons[unit * sexes * kAges], sexes * kAges);
        if (gain > 0)
            rates.destination[unit] = std::max(0.0, migration.net_migrants[region]) / loss *
                                      sum_of(persons) / sizes[region];
    }
    return rates;
}

Projection project_margins(const PopulationMargins& base, const ProjectionTables& tables,
                           int year) {
    if (year < kFirstProjectedYear || year > kLastProjectedYear)
        throw InputError({"year", 0, 0},
                         fmt::format("must lie between {} and {}, is {}", kFirstProjectedYear,
                                     kLastProjectedYear, year));
    Projection result{year, base, {}, {}};
    if (year == kBaseYear)
        return result;
    result.sources = tables.sources;
    PopulationMargins& margins = result.margins;
    const Cohorts start = base_cohorts(base.region_settlement_sex_age, tables);
    const Cohorts now = cohorts_at(start, tables, *base.country, year, result.accounts);
    const int shift = year - kBaseYear;
    margins.region_settlement_sex_age.counts = adults_by_class(now, *base.country);
    margins.region_ethnicity.counts = ethnicities(base, start, now, tables, shift);
    rescale_rows(margins.region_ethnicity_language, margins.region_ethnicity.counts);
    margins.age_education.counts = educations(base.age_education, now, shift);
    rescale_rows(margins.wealth, std::array{sum_of(margins.region_settlement_sex_age.counts)});
    for (Margin* margin :
         {&margins.region_settlement_sex_age, &margins.region_ethnicity,
          &margins.region_ethnicity_language, &margins.age_education, &margins.wealth})
        mark_projected(*margin, year);
    return result;
}

} // namespace kozqaras
