#include "model/population/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "model/population/joint_table.hpp"
#include "model/population/margin_checks.hpp"
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
            const double alive = persons * rates.survival_in(row / sexes, row % sexes, age, kAges);
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
std::vector<double> ethnicities(const Margin& base, const Cohorts& base_cohorts, const Cohorts& now,
                                const ProjectionTables& tables, int shift) {
    const Country& country = *base.country;
    const std::size_t regions = country.regions.size(), groups = country.count(Factor::ethnicity);
    const std::size_t years = static_cast<std::size_t>(std::abs(shift));
    const auto adults = by_region(now, country, kFirstAdult, kAges - 1);
    const Cohorts& younger = shift > 0 ? now : base_cohorts;
    const auto young = by_region(younger, country, kFirstAdult, kFirstAdult + years - 1);
    std::vector<double> counts(regions * groups);
    for (std::size_t region = 0; region < regions; ++region) {
        const std::span row(&base.counts[region * groups], groups);
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

/// National shares of the ethnicities among those who come of age.
std::vector<double> shares_of_entrants(const Cohorts& base, const ProjectionTables& tables,
                                       const Country& country) {
    const std::size_t groups = country.count(Factor::ethnicity);
    const auto young = by_region(base, country, 0, kFirstAdult - 1);
    std::vector<double> shares(groups, 0.0);
    for (std::size_t cell = 0; cell < tables.entrant_ethnicity.size(); ++cell)
        shares[cell % groups] +=
            young[cell / groups] * tables.entrant_ethnicity[cell] / sum_of(young);
    return shares;
}

/// Adults by age class and a characteristic that people keep from the age `kept_from` on. Those who
/// were younger in the year of `base` have `entrants`; none: what the same age had then.
std::vector<double> carried_on(const Margin& base, const Cohorts& now, int shift, int kept_from,
                               std::span<const double> entrants) {
    const Country& country = *base.country;
    const std::size_t levels = base.count(base.factors.back());
    std::vector<double> counts(country.ages.size() * levels, 0.0);
    for (std::size_t age = kFirstAdult; age < kAges; ++age) {
        double persons = 0;
        for (std::size_t row = 0; row < now.units * now.sexes; ++row)
            persons += now.persons[row * kAges + age];
        const int before = age_of(age) - shift;
        const int then = std::clamp(before, kAdultFrom, kOldestAge);
        const bool kept = age_of(age) >= kept_from && before >= kept_from;
        std::span<const double> shares(
            &base.counts[country.age_class(kept ? then : age_of(age)) * levels], levels);
        if (!kept && !entrants.empty())
            shares = entrants;
        for (std::size_t level = 0; level < levels; ++level)
            counts[country.age_class(age_of(age)) * levels + level] +=
                persons * shares[level] / sum_of(shares);
    }
    return counts;
}

bool is_by(const Margin& margin, std::initializer_list<Factor> factors) {
    return !margin.by_macro_region && std::ranges::equal(margin.factors, factors);
}

/// What is known of `margin` in the later or earlier year besides the margins before it; the counts
/// of the base year if nothing is.
std::vector<double> counts_then(const Margin& margin, const Cohorts& start, const Cohorts& now,
                                const ProjectionTables& tables, int shift) {
    const Country& country = *margin.country;
    if (is_by(margin, {Factor::region, Factor::ethnicity}))
        return ethnicities(margin, start, now, tables, shift);
    if (is_by(margin, {Factor::age, Factor::education}))
        return carried_on(margin, now, shift, kEducationKept, {});
    if (is_by(margin, {Factor::age, Factor::ethnicity}))
        return carried_on(margin, now, shift, kAdultFrom,
                          shares_of_entrants(start, tables, country));
    return margin.counts;
}

/// Each margin keeps its associations and takes over what the margins before it say.
void let_agree(PopulationMargins& margins) {
    std::vector<TableMargin> tables;
    for (const Margin& margin : margins.margins)
        tables.push_back(table_margin(margin));
    const std::vector<double> any_change(tables.size(), std::numeric_limits<double>::infinity());
    static_cast<void>(reconcile_margins(joint_table_dims(*margins.country), tables, any_change));
    for (std::size_t place = 0; place < tables.size(); ++place)
        margins.margins[place].counts = std::move(tables[place].targets);
}

/// Net moves within a year of the units, and how many people they are of, all ages.
struct UnitMoves {
    std::vector<double> net{}, persons{};
};

/// Makes the sums of `net` over the units of each group (`group_of`) those `wanted`, by one rate of
/// the people of the group. Returns the largest change.
double shift_groups(UnitMoves& moves, std::span<const std::size_t> group_of,
                    std::span<const double> wanted) {
    std::vector<double> missing(wanted.begin(), wanted.end()), persons(wanted.size(), 0.0);
    for (std::size_t unit = 0; unit < moves.net.size(); ++unit) {
        missing[group_of[unit]] -= moves.net[unit];
        persons[group_of[unit]] += moves.persons[unit];
    }
    double largest = 0;
    for (std::size_t unit = 0; unit < moves.net.size(); ++unit) {
        const std::size_t group = group_of[unit];
        if (persons[group] > 0)
            moves.net[unit] += missing[group] * moves.persons[unit] / persons[group];
    }
    for (const double gap : missing)
        largest = std::max(largest, std::abs(gap));
    return largest;
}

/// Of regions, shared out between their towns and villages: at the same rate, and where the moves
/// of towns and villages are known, at rates that differ by the same in every region.
UnitMoves moves_of(const ProjectionTables& tables, int year, const Cohorts& base,
                   const Country& country) {
    require(!tables.migration.empty() && year >= tables.migration.front().year,
            "no migration is known for so early a year");
    const int first = tables.migration.front().year, last = tables.migration.back().year;
    const auto& migration =
        tables.migration[static_cast<std::size_t>(std::min(year, last) - first)];
    const std::size_t settlements = country.count(Factor::settlement), each = base.sexes * kAges;
    const auto sizes = by_region(base, country, 0, kAges - 1);
    UnitMoves moves{std::vector<double>(base.units, 0.0), std::vector<double>(base.units)};
    std::vector<std::size_t> region_of(base.units), settlement_of(base.units);
    for (std::size_t unit = 0; unit < base.units; ++unit) {
        const std::size_t region = region_of[unit] = unit / settlements;
        settlement_of[unit] = unit % settlements;
        moves.persons[unit] = migration.population[region] *
                              sum_of(std::span(&base.persons[unit * each], each)) / sizes[region];
    }
    constexpr int kMostRounds = 10'000;
    constexpr double kClose = 1e-6; // persons
    double change = shift_groups(moves, region_of, migration.net_migrants);
    for (int round = 0; change > kClose && !migration.by_settlement.empty(); ++round) {
        if (round == kMostRounds)
            throw InputError({fmt::format("migration by settlement of {}", year)},
                             "no moves of towns and villages within the regions add up to it");
        change = shift_groups(moves, settlement_of, migration.by_settlement);
        change = std::max(change, shift_groups(moves, region_of, migration.net_migrants));
    }
    return moves;
}

/// Mean over the persons of a unit; 1 if there are none.
double mean_intensity(const Cohorts& base, std::size_t unit, std::span<const double> by_age) {
    double sum = 0, persons = 0;
    for (std::size_t sex = 0; sex < base.sexes; ++sex)
        for (std::size_t age = 0; age < kAges; ++age) {
            persons += base.at(unit, sex, age);
            sum += base.at(unit, sex, age) * by_age[age];
        }
    return persons > 0 ? sum / persons : 1.0;
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
    constexpr double kMostLeaving = 0.5; // a guard: intensities times rates stay far below
    const std::size_t units = base.units, sexes = base.sexes;
    YearRates rates{std::vector<double>(sexes * kAges), std::vector<double>(units * kAges, 0.0),
                    std::vector<double>(units, 0.0)};
    std::ranges::transform(death_in(tables, year), rates.survival.begin(),
                           [](double chance) { return 1 - chance; });
    const std::size_t settlements = country.count(Factor::settlement);
    for (std::size_t unit = 0; unit < units && !tables.mortality_by_region.empty(); ++unit)
        rates.mortality.push_back(tables.mortality_by_region[unit / settlements]);
    const UnitMoves moves = moves_of(tables, year, base, country);
    double gain = 0, loss = 0;
    for (const double net : moves.net) {
        gain += std::max(0.0, net);
        loss += std::max(0.0, -net);
    }
    if (gain > 0 && loss <= 0)
        throw InputError({fmt::format("migration of {}", year)},
                         "every region gains: who comes from abroad is taken to be like those who "
                         "leave a region, so some region must lose");
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (gain > 0)
            rates.destination[unit] = std::max(0.0, moves.net[unit]) / loss;
        if (moves.net[unit] >= 0)
            continue;
        const double rate = -moves.net[unit] / moves.persons[unit] /
                            mean_intensity(base, unit, tables.migration_by_age);
        for (std::size_t age = 0; age < kAges; ++age)
            rates.leaving[unit * kAges + age] =
                std::min(kMostLeaving, rate * tables.migration_by_age[age]);
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
    const Cohorts start = base_cohorts(base.hard(), tables);
    const Cohorts now = cohorts_at(start, tables, *base.country, year, result.accounts);
    const int shift = year - kBaseYear;
    margins.hard().counts = adults_by_class(now, *base.country);
    for (std::size_t place = 1; place < margins.margins.size(); ++place)
        margins.margins[place].counts = counts_then(base.margins[place], start, now, tables, shift);
    let_agree(margins);
    for (Margin& margin : margins.margins)
        mark_projected(margin, year);
    return result;
}

} // namespace kozqaras
