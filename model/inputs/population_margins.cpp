// data/population: tables of adults, and whether they agree with each other.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

constexpr double kTolerance = 0.005; ///< relative departure of a total from the hard margin

void add_source(std::string& sources, const std::string& source) {
    if (sources.find(source) != std::string::npos)
        return;
    sources += (sources.empty() ? "" : "; ") + source;
}

/// Where the counts of a margin stand, cell by cell.
struct MarginPlaces {
    std::string file; ///< as shown
    std::vector<Position> of_cell;
};

Margin load_margin(const DataFolder& folder, const SharedCountry& country, const std::string& name,
                   std::vector<Factor> factors, MarginPlaces& places) {
    std::vector<std::string> columns;
    auto rules = with_origin_and_year().number("adults", 0.0, kMostPersons, "adults");
    for (const Factor factor : factors) {
        columns.emplace_back(kFactorCodes[static_cast<std::size_t>(factor)]);
        rules.code(columns.back(), country->codes_of(factor), columns.back());
    }
    rules.complete_key(columns);
    const auto table = folder.table(name + ".csv", rules);
    Margin margin{name,   std::move(factors), std::vector<double>(rules.combinations()), {}, {},
                  country};
    places = {table.name(), std::vector<Position>(rules.combinations())};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::size_t cell = rules.place_of(table, row);
        margin.counts[cell] = table.number(row, "adults");
        places.of_cell[cell] = table.position(row, "adults");
        margin.status = std::max(margin.status, status_of(table, row));
        add_source(margin.source, table.text(row, "source"));
    }
    return margin;
}

/// Adults of each class of `factor`, and where the first of them stand.
struct ClassTotal {
    double adults = 0;
    Position place;
};

/// A margin and where it stands.
struct LoadedMargin {
    const Country& country;
    const Margin& margin;
    const MarginPlaces& places;
};

std::vector<ClassTotal> totals_of(const LoadedMargin& one, Factor factor) {
    const auto& [country, margin, places] = one;
    std::vector<ClassTotal> totals(country.count(factor));
    std::size_t after = 1; // product of the sizes of the factors that vary faster
    for (std::size_t k = margin.factors.size(); k-- > 0;) {
        const std::size_t size = country.count(margin.factors[k]);
        if (margin.factors[k] == factor)
            for (std::size_t cell = 0; cell < margin.counts.size(); ++cell) {
                ClassTotal& total = totals[cell / after % size];
                const Position& place = places.of_cell[cell];
                total.adults += margin.counts[cell];
                if (total.place.line == 0 || place.line < total.place.line)
                    total.place = place;
            }
        after *= size;
    }
    return totals;
}

double total_of(const Margin& margin) {
    return std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0);
}

void require_close(const Position& place, const std::string& what, double found,
                   const std::string& other_file, double expected) {
    if (std::abs(found - expected) <= kTolerance * expected)
        return;
    if (found <= 0)
        throw InputError(place,
                         fmt::format("{} adds up to 0 adults: zeros that cannot be met, since "
                                     "{} has {:.0f}",
                                     what, other_file, expected));
    throw InputError(place,
                     fmt::format("{} adds up to {:.0f} adults, {:+.1f} % from the {:.0f} of "
                                 "{}; they may differ by 0.5 %",
                                 what, found, 100 * (found / expected - 1), expected, other_file));
}

std::string class_name(const Country& country, Factor factor, std::size_t index) {
    return fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                       country.codes_of(factor)[index]);
}

/// The classes of `factor` must have the same adults in both tables; all that have not are named.
void require_agreement(const LoadedMargin& one, const LoadedMargin& reference, Factor factor) {
    const auto found = totals_of(one, factor);
    const auto expected = totals_of(reference, factor);
    Faults faults;
    for (std::size_t index = 0; index < found.size(); ++index)
        try {
            require_close(found[index].place, class_name(one.country, factor, index),
                          found[index].adults, reference.places.file, expected[index].adults);
        } catch (const InputError& error) {
            faults.add(found[index].place, error, "class");
        }
    faults.throw_if_any();
}

void require_same_total(const LoadedMargin& one, const LoadedMargin& reference) {
    require_close(one.places.of_cell.front(), "the table", total_of(one.margin),
                  reference.places.file, total_of(reference.margin));
}

/// Every class of every characteristic has some adults: what has none cannot be fitted to anything.
void require_adults(const LoadedMargin& one) {
    Faults faults;
    for (const Factor factor : one.margin.factors) {
        const auto totals = totals_of(one, factor);
        for (std::size_t index = 0; index < totals.size(); ++index)
            if (totals[index].adults <= 0)
                faults.add(totals[index].place,
                           class_name(one.country, factor, index) +
                               " has no adults; every class needs some",
                           "empty class");
    }
    faults.throw_if_any();
}

void load_households(const DataFolder& folder, PopulationMargins& margins) {
    const Country& country = *margins.country;
    const auto rules = with_origin_and_year()
                           .code("settlement", country.codes_of(Factor::settlement), "settlement")
                           .number("mean_household_size", 1.0, 20.0, "persons")
                           .complete_key({"settlement"});
    const auto table = folder.table("households.csv", rules);
    margins.mean_household_size.resize(country.count(Factor::settlement));
    for (std::size_t row = 0; row < table.rows(); ++row)
        margins.mean_household_size[rules.place_of(table, row)] =
            table.number(row, "mean_household_size");
}

} // namespace

PopulationMargins load_population(const DataFolder& population, const SharedCountry& shared) {
    using enum Factor;
    const Country& country = *shared;
    PopulationMargins margins;
    margins.country = shared;
    MarginPlaces hard_places, region_places, language_places, education_places, wealth_places;
    margins.region_settlement_sex_age = load_margin(population, shared, "region_settlement_sex_age",
                                                    {region, settlement, sex, age}, hard_places);
    margins.region_ethnicity =
        load_margin(population, shared, "region_ethnicity", {region, ethnicity}, region_places);
    margins.region_ethnicity_language = load_margin(population, shared, "region_ethnicity_language",
                                                    {region, ethnicity, language}, language_places);
    margins.age_education =
        load_margin(population, shared, "age_education", {age, education}, education_places);
    margins.wealth = load_margin(population, shared, "wealth", {wealth}, wealth_places);

    const LoadedMargin hard{country, margins.region_settlement_sex_age, hard_places};
    const LoadedMargin regions{country, margins.region_ethnicity, region_places};
    const LoadedMargin languages{country, margins.region_ethnicity_language, language_places};
    const LoadedMargin educations{country, margins.age_education, education_places};
    require_adults(hard);
    for (const LoadedMargin& one :
         {regions, languages, educations, LoadedMargin{country, margins.wealth, wealth_places}})
        require_same_total(one, hard);
    require_agreement(regions, hard, region);
    require_agreement(educations, hard, age);
    require_agreement(languages, regions, region);
    require_agreement(languages, regions, ethnicity);
    load_households(population, margins);
    return margins;
}

} // namespace kozqaras
