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

Margin load_margin(const DataFolder& folder, const std::string& name, std::vector<Factor> factors) {
    const auto table = folder.table(name + ".csv");
    std::vector<std::string> columns;
    std::vector<std::span<const std::string_view>> codes;
    for (const Factor factor : factors) {
        columns.emplace_back(kFactorCodes[static_cast<std::size_t>(factor)]);
        codes.push_back(codes_of(factor));
    }
    Coverage coverage(table, std::move(columns), std::move(codes));
    Margin margin{name, std::move(factors), std::vector<double>(coverage.size()), {}, {}};
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double adults =
            table.number(row, "adults", 0.0, std::numeric_limits<double>::infinity());
        margin.counts[coverage.place_of(row)] = adults;
        margin.status = std::max(margin.status, status_of(table, row));
        add_source(margin.source, filled_text(table, row, "source"));
    }
    coverage.require_complete();
    return margin;
}

/// Adults of each class of `factor`.
std::vector<double> totals_of(const Margin& margin, Factor factor) {
    std::vector<double> totals(codes_of(factor).size());
    std::size_t after = 1; // product of the sizes of the factors that vary faster
    for (std::size_t k = margin.factors.size(); k-- > 0;) {
        const std::size_t size = codes_of(margin.factors[k]).size();
        if (margin.factors[k] == factor)
            for (std::size_t cell = 0; cell < margin.counts.size(); ++cell)
                totals[cell / after % size] += margin.counts[cell];
        after *= size;
    }
    return totals;
}

double total_of(const Margin& margin) {
    return std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0);
}

void require_close(const std::string& file, const std::string& what, double found,
                   const std::string& other_file, double expected) {
    if (std::abs(found - expected) <= kTolerance * expected)
        return;
    throw InputError({file, 0, 0},
                     fmt::format("{} adds up to {:.0f} adults, but {} has {:.0f}; they may differ "
                                 "by 0.5 %",
                                 what, found, other_file, expected));
}

/// The classes of `factor` must have the same adults in both tables.
void require_agreement(const DataFolder& folder, const Margin& margin, const Margin& reference,
                       Factor factor) {
    const auto found = totals_of(margin, factor), expected = totals_of(reference, factor);
    for (std::size_t index = 0; index < found.size(); ++index)
        require_close(folder.shown(margin.name + ".csv"),
                      fmt::format("{} {}", kFactorCodes[static_cast<std::size_t>(factor)],
                                  codes_of(factor)[index]),
                      found[index], folder.shown(reference.name + ".csv"), expected[index]);
}

void require_same_total(const DataFolder& folder, const Margin& margin, const Margin& reference) {
    require_close(folder.shown(margin.name + ".csv"), "the table", total_of(margin),
                  folder.shown(reference.name + ".csv"), total_of(reference));
}

void check_margins(const DataFolder& folder, const PopulationMargins& margins) {
    const auto& hard = margins.region_settlement_sex_age;
    if (total_of(hard) <= 0.0)
        throw InputError({folder.shown(hard.name + ".csv"), 0, 0}, "the table holds no adults");
    for (const Margin* margin : {&margins.region_ethnicity, &margins.ethnicity_language,
                                 &margins.age_education, &margins.wealth})
        require_same_total(folder, *margin, hard);
    require_agreement(folder, margins.region_ethnicity, hard, Factor::region);
    require_agreement(folder, margins.age_education, hard, Factor::age);
    require_agreement(folder, margins.ethnicity_language, margins.region_ethnicity,
                      Factor::ethnicity);
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
    margins.region_settlement_sex_age =
        load_margin(population, "region_settlement_sex_age", {region, settlement, sex, age});
    margins.region_ethnicity = load_margin(population, "region_ethnicity", {region, ethnicity});
    margins.ethnicity_language =
        load_margin(population, "ethnicity_language", {ethnicity, language});
    margins.age_education = load_margin(population, "age_education", {age, education});
    margins.wealth = load_margin(population, "wealth", {wealth});
    check_margins(population, margins);
    load_households(population, margins);
    return margins;
}

} // namespace kozqaras
