// data/population: tables of adults, and whether they agree with each other.
#include <algorithm>
#include <cmath>
#include <limits>
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

/// Where the rows of a margin stand, cell by cell.
struct MarginLines {
    std::string file; ///< as shown
    std::vector<int> of_cell;
};

Margin load_margin(const DataFolder& folder, const std::string& name, std::vector<Factor> factors,
                   MarginLines& lines) {
    const auto table = folder.table(name + ".csv");
    std::vector<std::string> columns;
    std::vector<std::span<const std::string_view>> codes;
    for (const Factor factor : factors) {
        columns.emplace_back(kFactorCodes[static_cast<std::size_t>(factor)]);
        codes.push_back(codes_of(factor));
    }
    Coverage coverage(table, std::move(columns), std::move(codes));
    Margin margin{name, std::move(factors), std::vector<double>(coverage.size()), {}, {}};
    lines = {table.name(), std::vector<int>(coverage.size())};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double adults =
            table.number(row, "adults", 0.0, std::numeric_limits<double>::infinity());
        const std::size_t cell = coverage.place_of(row);
        margin.counts[cell] = adults;
        lines.of_cell[cell] = table.position(row, "adults").line;
        margin.status = std::max(margin.status, status_of(table, row));
        add_source(margin.source, filled_text(table, row, "source"));
    }
    coverage.require_complete();
    return margin;
}

/// Adults of each class of `factor`, and the line of the first row that holds any of them.
struct ClassTotal {
    double adults = 0;
    int line = 0;
};

std::vector<ClassTotal> totals_of(const Margin& margin, const MarginLines& lines, Factor factor) {
    std::vector<ClassTotal> totals(codes_of(factor).size());
    std::size_t after = 1; // product of the sizes of the factors that vary faster
    for (std::size_t k = margin.factors.size(); k-- > 0;) {
        const std::size_t size = codes_of(margin.factors[k]).size();
        if (margin.factors[k] == factor)
            for (std::size_t cell = 0; cell < margin.counts.size(); ++cell) {
                ClassTotal& total = totals[cell / after % size];
                total.adults += margin.counts[cell];
                total.line = total.line == 0 ? lines.of_cell[cell]
                                             : std::min(total.line, lines.of_cell[cell]);
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

/// A margin and where it stands.
struct LoadedMargin {
    const Margin& margin;
    const MarginLines& lines;
};

/// The classes of `factor` must have the same adults in both tables; all that have not are named.
void require_agreement(const LoadedMargin& one, const LoadedMargin& reference, Factor factor) {
    const auto found = totals_of(one.margin, one.lines, factor);
    const auto expected = totals_of(reference.margin, reference.lines, factor);
    std::vector<std::string> faults;
    for (std::size_t index = 0; index < found.size(); ++index)
        try {
            require_close({one.lines.file, found[index].line, 0},
                          fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                                      codes_of(factor)[index]),
                          found[index].adults, reference.lines.file, expected[index].adults);
        } catch (const InputError& error) {
            faults.emplace_back(error.what());
        }
    if (!faults.empty())
        throw InputError::several(faults);
}

void require_same_total(const LoadedMargin& one, const LoadedMargin& reference) {
    require_close({one.lines.file, std::ranges::min(one.lines.of_cell), 0}, "the table",
                  total_of(one.margin), reference.lines.file, total_of(reference.margin));
}

void load_households(const DataFolder& folder, PopulationMargins& margins) {
    const auto table = folder.table("households.csv");
    Coverage coverage(table, {"settlement"}, {kSettlementCodes});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double size = table.number(row, "mean_household_size", 1.0, 20.0);
        (coverage.place_of(row) == 0 ? margins.mean_household_size_urban
                                     : margins.mean_household_size_rural) = size;
        (void)status_of(table, row);
    }
    coverage.require_complete();
}

} // namespace

PopulationMargins load_population(const DataFolder& population) {
    using enum Factor;
    PopulationMargins margins;
    MarginLines hard_lines, region_lines, language_lines, education_lines, wealth_lines;
    margins.region_settlement_sex_age = load_margin(population, "region_settlement_sex_age",
                                                    {region, settlement, sex, age}, hard_lines);
    margins.region_ethnicity =
        load_margin(population, "region_ethnicity", {region, ethnicity}, region_lines);
    margins.ethnicity_language =
        load_margin(population, "ethnicity_language", {ethnicity, language}, language_lines);
    margins.age_education =
        load_margin(population, "age_education", {age, education}, education_lines);
    margins.wealth = load_margin(population, "wealth", {wealth}, wealth_lines);

    const LoadedMargin hard{margins.region_settlement_sex_age, hard_lines};
    const LoadedMargin regions{margins.region_ethnicity, region_lines};
    const LoadedMargin languages{margins.ethnicity_language, language_lines};
    const LoadedMargin educations{margins.age_education, education_lines};
    if (total_of(hard.margin) <= 0.0)
        throw InputError({hard_lines.file, 1, 0}, "the table holds no adults");
    for (const LoadedMargin& one :
         {regions, languages, educations, LoadedMargin{margins.wealth, wealth_lines}})
        require_same_total(one, hard);
    require_agreement(regions, hard, region);
    require_agreement(educations, hard, age);
    require_agreement(languages, regions, ethnicity);
    load_households(population, margins);
    return margins;
}

} // namespace kozqaras
