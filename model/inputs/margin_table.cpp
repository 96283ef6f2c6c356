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

/// Characteristics whose cells are filled in `row`.
std::vector<Factor> factors_of(const CsvTable& table, std::size_t row) {
    std::vector<Factor> factors;
    for (int factor = 0; factor < kFactorCount; ++factor) {
        const auto column = kFactorCodes[static_cast<std::size_t>(factor)];
        if (table.has_column(column) && !table.empty(row, column))
            factors.push_back(static_cast<Factor>(factor));
    }
    if (factors.empty())
        throw InputError(table.position(row, kCount),
                         fmt::format("no characteristic is given; a table needs at least one of {}",
                                     fmt::join(kFactorCodes, ", ")));
    return factors;
}

/// Every row of a table has the characteristics of its first row.
void check_factors(const CsvTable& table, std::size_t row, const Margin& margin) {
    for (int index = 0; index < kFactorCount; ++index) {
        const auto factor = static_cast<Factor>(index);
        const auto column = kFactorCodes[static_cast<std::size_t>(index)];
        const bool filled = table.has_column(column) && !table.empty(row, column);
        const bool wanted = std::ranges::find(margin.factors, factor) != margin.factors.end();
        if (filled != wanted)
            throw InputError(
                table.position(row, column),
                fmt::format("'{}' is {} here, but not in the first row of the table '{}'", column,
                            filled ? "given" : "empty", margin.name));
    }
}

/// Regions by their codes, whatever names the table gives them.
void name_by_codes(CsvTable& table, std::span<const Region> regions) {
    const auto column = kFactorCodes[static_cast<std::size_t>(Factor::region)];
    if (!table.has_column(column))
        return;
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place = table.position(row, column);
        try {
            if (!table.empty(row, column))
                table.replace(row, column,
                              regions[static_cast<std::size_t>(
                                          region_called(table.text(row, column), regions, place))]
                                  .iso);
        } catch (const InputError& error) {
            faults.add(place, error, "region");
        }
    }
    faults.throw_if_any();
}

MarginTable read_margin(const CsvTable& table, const SharedCountry& country,
                        const std::string& name, const std::vector<std::size_t>& rows) {
    MarginTable result{{name, factors_of(table, rows.front()), {}, Status::seen, {}, country},
                       table.position(rows.front(), kCount)};
    Margin& margin = result.margin;
    std::vector<std::string> columns;
    TableRules rules;
    for (const Factor factor : margin.factors) {
        columns.emplace_back(kFactorCodes[static_cast<std::size_t>(factor)]);
        rules.code(columns.back(), country->codes_of(factor), columns.back());
    }
    rules.complete_key(columns);
    for (const std::size_t row : rows)
        check_factors(table, row, margin);
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
    name_by_codes(table, country->regions);
    margin_rules(*country).check(table);
    std::vector<MarginTable> tables;
    for (const auto& [name, rows] : rows_by_margin(table, path.stem().string()))
        tables.push_back(read_margin(table, country, name, rows));
    return tables;
}

} // namespace kozqaras
