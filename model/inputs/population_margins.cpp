// data/population: tables of adults, and whether they agree with each other.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>
#include <utility>

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

/// A row of margins.csv: a table and what it is by.
struct MarginRow {
    Margin margin; ///< without its counts
    std::string file;
};

/// The parts of "region;age".
std::vector<std::string> split_list(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ';');)
        parts.push_back(part);
    return parts;
}

/// "region;age" as factors; a macro-region stands for the regions that it groups.
void read_factors(Margin& margin, const CsvTable& table, std::size_t row) {
    std::vector<std::string_view> allowed(kFactorCodes.begin(), kFactorCodes.end());
    allowed.push_back(kMacroRegionFactor);
    const Position place = table.position(row, "factors");
    for (const std::string& name : split_list(table.text(row, "factors"))) {
        const auto known = index_of(allowed, name);
        if (!known)
            throw InputError::unknown_name(place, "factor", name, allowed);
        margin.by_macro_region |= name == kMacroRegionFactor;
        const auto factor =
            name == kMacroRegionFactor ? Factor::region : static_cast<Factor>(*known);
        if (std::ranges::find(margin.factors, factor) != margin.factors.end())
            throw InputError(place, fmt::format("'{}' stands there twice (a region and its "
                                                "macro-region count as one)",
                                                name));
        margin.factors.push_back(factor);
    }
}

/// The first margin is the one that holds exactly, by what the other tables rest on.
void require_hard_margin(const Margin& first, const Position& place) {
    using enum Factor;
    if (first.by_macro_region || first.factors != std::vector{region, settlement, sex, age})
        throw InputError(place, "the first table is the one that holds exactly: its factors must "
                                "be region;settlement;sex;age");
}

std::vector<MarginRow> load_margin_rows(const DataFolder& folder, const SharedCountry& country) {
    constexpr double kMostMargins = 64;
    const auto rules = with_origin()
                           .text("margin")
                           .text("factors", "such as region;age")
                           .text("file", "the name of a table beside this one")
                           .number("tolerance", 0.0, 1.0, "(a share)")
                           .key({"margin"})
                           .most_rows(static_cast<std::size_t>(kMostMargins));
    const auto table = folder.table("margins.csv", rules);
    auto rows = rows_of(table, [&](const CsvTable& from, std::size_t row) {
        MarginRow one{{.name = from.text(row, "margin"), .country = country},
                      from.text(row, "file")};
        one.margin.tolerance = from.number(row, "tolerance");
        read_factors(one.margin, from, row);
        return one;
    });
    if (rows.empty())
        throw InputError(table.end_position(), "there is no row below the header line");
    require_hard_margin(rows.front().margin, table.position(0, "factors"));
    return rows;
}

Margin load_margin(const DataFolder& folder, const MarginRow& row, MarginPlaces& places) {
    std::vector<std::string> columns;
    auto rules = with_origin_and_year().number("adults", 0.0, kMostPersons, "adults");
    Margin margin = row.margin;
    for (const Factor factor : margin.factors) {
        columns.emplace_back(margin.factor_name(factor));
        rules.code(columns.back(), margin.codes_of(factor), columns.back());
    }
    rules.complete_key(columns);
    const auto table = folder.table(row.file, rules);
    margin.counts.resize(rules.combinations());
    places = {table.name(), std::vector<Position>(rules.combinations())};
    for (std::size_t place = 0; place < table.rows(); ++place) {
        const std::size_t cell = rules.place_of(table, place);
        margin.counts[cell] = table.number(place, "adults");
        places.of_cell[cell] = table.position(place, "adults");
        margin.status = std::max(margin.status, status_of(table, place));
        add_source(margin.source, table.text(place, "source"));
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
    Margin margin{};
    MarginPlaces places{};
};

std::vector<ClassTotal> totals_of(const LoadedMargin& one, Factor factor) {
    const auto& [margin, places] = one;
    std::vector<ClassTotal> totals(margin.count(factor));
    std::size_t after = 1; // product of the sizes of the factors that vary faster
    for (std::size_t k = margin.factors.size(); k-- > 0;) {
        const std::size_t size = margin.count(margin.factors[k]);
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

std::string class_name(const Margin& margin, Factor factor, std::size_t index) {
    return fmt::format("{} {}", margin.factor_name(factor), margin.codes_of(factor)[index]);
}

/// Totals of `reference` by the classes of `margin`, which may be macro-regions.
std::vector<ClassTotal> totals_as(const LoadedMargin& reference, const Margin& margin,
                                  Factor factor) {
    auto totals = totals_of(reference, factor);
    if (totals.size() == margin.count(factor))
        return totals;
    std::vector<ClassTotal> grouped(margin.count(factor));
    const auto group = margin.classes_of(factor);
    for (std::size_t index = 0; index < totals.size(); ++index)
        grouped[static_cast<std::size_t>(group[index])].adults += totals[index].adults;
    return grouped;
}

/// The classes of `factor` must have the same adults in both tables; all that have not are named.
void require_agreement(const LoadedMargin& one, const LoadedMargin& reference, Factor factor) {
    const auto found = totals_of(one, factor);
    const auto expected = totals_as(reference, one.margin, factor);
    Faults faults;
    for (std::size_t index = 0; index < found.size(); ++index)
        try {
            require_close(found[index].place, class_name(one.margin, factor, index),
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
                           class_name(one.margin, factor, index) +
                               " has no adults; every class needs some",
                           "empty class");
    }
    faults.throw_if_any();
}

/// Each factor of the table at `place` has the adults of the first table before it with that
/// factor.
void require_agreement_with_earlier(const std::vector<LoadedMargin>& loaded, std::size_t place) {
    const auto has = [](const LoadedMargin& one, Factor factor) {
        return !one.margin.by_macro_region &&
               std::ranges::find(one.margin.factors, factor) != one.margin.factors.end();
    };
    for (const Factor factor : loaded[place].margin.factors)
        for (std::size_t earlier = 0; earlier < place; ++earlier)
            if (has(loaded[earlier], factor)) {
                require_agreement(loaded[place], loaded[earlier], factor);
                break;
            }
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

/// Fills `household_adults` if there is such a table.
void load_household_adults(const DataFolder& folder, PopulationMargins& margins) {
    constexpr std::array<std::string_view, 6> kSizes{"1", "2", "3", "4", "5", "6"};
    constexpr double kSumError = 1.0; // points, of the sum
    const std::string file = "household_adults.csv";
    if (!std::filesystem::exists(folder.path() / file))
        return;
    const Country& country = *margins.country;
    const auto rules = with_origin_and_year()
                           .code("ethnicity", country.codes_of(Factor::ethnicity), "ethnicity")
                           .code("adults", kSizes, "number of adults")
                           .percent("percent")
                           .complete_key({"ethnicity", "adults"});
    const auto table = folder.table(file, rules);
    auto& shares = margins.household_adults;
    shares.resize(rules.combinations());
    for (std::size_t row = 0; row < table.rows(); ++row)
        shares[rules.place_of(table, row)] = table.number(row, "percent");
    for (std::size_t first = 0; first < shares.size(); first += kSizes.size()) {
        const auto begin = shares.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + kSizes.size();
        const double sum = std::accumulate(begin, end, 0.0);
        if (std::abs(sum - 100) > kSumError)
            throw InputError({folder.shown(file), 1, 1},
                             fmt::format("the percentages of ethnicity {} add up to {:.1f}",
                                         country.codes_of(Factor::ethnicity)[first / kSizes.size()],
                                         sum));
        std::transform(begin, end, begin, [&](double percent) { return percent / sum; });
    }
}

} // namespace

PopulationMargins load_population(const DataFolder& population, const SharedCountry& shared) {
    PopulationMargins margins;
    margins.country = shared;
    std::vector<LoadedMargin> loaded;
    for (const MarginRow& row : load_margin_rows(population, shared)) {
        LoadedMargin one;
        one.margin = load_margin(population, row, one.places);
        loaded.push_back(std::move(one));
    }
    require_adults(loaded.front());
    for (std::size_t place = 1; place < loaded.size(); ++place)
        require_same_total(loaded[place], loaded.front());
    for (std::size_t place = 1; place < loaded.size(); ++place)
        require_agreement_with_earlier(loaded, place);
    for (LoadedMargin& one : loaded)
        margins.margins.push_back(std::move(one.margin));
    load_households(population, margins);
    load_household_adults(population, margins);
    return margins;
}

std::span<const std::string_view> Margin::codes_of(Factor factor) const {
    return by_macro_region && factor == Factor::region ? country->macro_regions.views()
                                                       : country->codes_of(factor);
}

std::string_view Margin::factor_name(Factor factor) const {
    return by_macro_region && factor == Factor::region
               ? kMacroRegionFactor
               : kFactorCodes[static_cast<std::size_t>(factor)];
}

std::vector<int> Margin::classes_of(Factor factor) const {
    std::vector<int> classes(country->count(factor));
    for (std::size_t index = 0; index < classes.size(); ++index)
        classes[index] =
            by_macro_region && factor == Factor::region
                ? index_of(country->macro_regions.views(), country->regions[index].macro_region)
                      .value()
                : static_cast<int>(index);
    return classes;
}

const Margin& PopulationMargins::at(std::string_view name) const {
    const auto found = std::ranges::find(margins, name, &Margin::name);
    if (found != margins.end())
        return *found;
    std::vector<std::string_view> names;
    for (const Margin& margin : margins)
        names.push_back(margin.name);
    throw InputError::unknown_name({"margins", 0, 0}, "margin", name, names);
}

Margin& PopulationMargins::at(std::string_view name) {
    const Margin& found = std::as_const(*this).at(name);
    return margins[static_cast<std::size_t>(&found - margins.data())];
}

} // namespace kozqaras
