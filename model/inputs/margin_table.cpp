#include "model/inputs/margin_table.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/inputs/loading.hpp"
#include "model/inputs/region_names.hpp"

namespace kozqaras {

namespace {

const std::string kCount = "adults";

/// Characteristics, each as a column that a table may leave out.
TableRules margin_rules(const Country& country) {
    TableRules rules;
    for (int index = 0; index < kFactorCount; ++index) {
        const std::string name(kFactorCodes[static_cast<std::size_t>(index)]);
        rules.code(name, country.codes_of(static_cast<Factor>(index)), name).or_empty().or_absent();
    }
    const std::string macro_region(kMacroRegionFactor);
    rules.code(macro_region, country.macro_regions.views(), macro_region).or_empty().or_absent();
    rules.number(kCount, 0.0, kMostPersons, kCount);
    rules.code("status", kStatusCodes, "status").or_absent();
    rules.text("margin").or_absent();
    return rules.remark("source").remark("year");
}

/// The rows of each table, in the order of their first rows.
std::vector<std::pair<std::string, std::vector<std::size_t>>>
rows_by_margin(const CsvTable& table, const std::string& file_stem) {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& name =
            table.has_column("margin") ? table.text(row, "margin") : file_stem;
        auto group = std::ranges::find(groups, name, [](const auto& one) { return one.first; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {name, {}});
        group->second.push_back(row);
    }
    return groups;
}

/// Columns of characteristics; the last is that of macro-regions.
std::vector<std::string_view> characteristics() {
    std::vector<std::string_view> columns(kFactorCodes.begin(), kFactorCodes.end());
    columns.push_back(kMacroRegionFactor);
    return columns;
}

bool is_filled(const CsvTable& table, std::size_t row, std::string_view column) {
    return table.has_column(column) && !table.empty(row, column);
}

/// Sets the characteristics whose cells are filled in `row`.
void set_factors(Margin& margin, const CsvTable& table, std::size_t row) {
    const auto columns = characteristics();
    for (std::size_t place = 0; place < columns.size(); ++place) {
        if (!is_filled(table, row, columns[place]))
            continue;
        const bool macro = columns[place] == kMacroRegionFactor;
        if (macro && std::ranges::find(margin.factors, Factor::region) != margin.factors.end())
            throw InputError(table.position(row, kMacroRegionFactor),
                             "a table is by region or by macro_region, not by both");
        margin.by_macro_region |= macro;
        margin.factors.push_back(macro ? Factor::region : static_cast<Factor>(place));
    }
    if (margin.factors.empty())
        throw InputError(table.position(row, kCount),
                         fmt::format("no characteristic is given; a table needs at least one of {}",
                                     fmt::join(columns, ", ")));
}

/// Every row of a table has the characteristics of its first row.
void check_factors(const CsvTable& table, std::size_t row, std::size_t first,
                   const std::string& name) {
    for (const auto column : characteristics()) {
        const bool filled = is_filled(table, row, column);
        if (filled != is_filled(table, first, column))
            throw InputError(
                table.position(row, column),
                fmt::format("'{}' is {} here, but not in the first row of the table '{}'", column,
                            filled ? "given" : "empty", name));
    }
}

std::string region_code(std::string_view name, const Position& place,
                        std::span<const Region> regions) {
    return regions[static_cast<std::size_t>(region_called(name, regions, place))].iso;
}

/// A city that is a macro-region of its own is called as the city is.
std::string macro_region_code(std::string_view name, const Position& place,
                              std::span<const Region> regions) {
    const NamedPlace found = place_called(name, regions, place);
    const auto& code = regions[static_cast<std::size_t>(found.regions.front())].macro_region;
    const auto members = std::ranges::count(regions, code, &Region::macro_region);
    if (members != std::ssize(found.regions))
        throw InputError(place,
                         fmt::format("'{}' is no macro-region but part of one, {}", name, code));
    return code;
}

/// Regions and macro-regions by their codes, whatever names the table gives them.
template <class Code>
void name_by_codes(CsvTable& table, std::string_view column, const Code& code) {
    if (!table.has_column(column))
        return;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place = table.position(row, column);
        try {
            if (!table.empty(row, column))
                table.replace(row, column, code(table.text(row, column), place));
        } catch (const InputError& error) {
            faults.add(place, error, "region");
        }
    }
    faults.throw_if_any();
}

MarginTable read_margin(const CsvTable& table, const SharedCountry& country,
                        const std::string& name, const std::vector<std::size_t>& rows) {
    MarginTable result{{.name = name, .country = country}, table.position(rows.front(), kCount)};
    Margin& margin = result.margin;
    set_factors(margin, table, rows.front());
    std::vector<std::string> columns;
    TableRules rules;
    for (const Factor factor : margin.factors) {
        columns.emplace_back(margin.factor_name(factor));
        rules.code(columns.back(), margin.codes_of(factor), columns.back());
    }
    rules.complete_key(columns);
    for (const std::size_t row : rows)
        check_factors(table, row, rows.front(), name);
    const auto places = rules.places_of(table, rows);
    margin.counts.resize(rules.combinations());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        margin.counts[places[k]] = table.number(rows[k], kCount);
        if (table.has_column("status"))
            margin.status = std::max(margin.status, status_of(table, rows[k]));
        if (table.has_column("source") && margin.source.empty())
            margin.source = table.text(rows[k], "source");
    }
    if (std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0) <= 0)
        throw InputError(result.position, fmt::format("the table '{}' holds no adults", name));
    return result;
}

} // namespace

std::vector<MarginTable> read_margin_tables(const std::filesystem::path& path,
                                            const SharedCountry& country) {
    auto table = CsvTable::read(path);
    const std::span<const Region> regions(country->regions);
    name_by_codes(
        table, kFactorCodes[static_cast<std::size_t>(Factor::region)],
        [&](const auto& name, const Position& place) { return region_code(name, place, regions); });
    name_by_codes(table, kMacroRegionFactor, [&](const auto& name, const Position& place) {
        return macro_region_code(name, place, regions);
    });
    margin_rules(*country).check(table);
    std::vector<MarginTable> tables;
    for (const auto& [name, rows] : rows_by_margin(table, path.stem().string()))
        tables.push_back(read_margin(table, country, name, rows));
    return tables;
}

} // namespace kozqaras
