#include "model/inputs/margin_table.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/inputs/loading.hpp"
#include "model/inputs/region_names.hpp"

namespace kozqaras {

namespace {

constexpr std::string_view kCount = "adults";

/// Refuses columns that mean nothing here: a misspelt characteristic would change the table.
void check_columns(const CsvTable& table) {
    std::vector<std::string_view> allowed(kFactorCodes.begin(), kFactorCodes.end());
    for (const std::string_view other :
         {kCount, std::string_view("status"), std::string_view("source"), std::string_view("year"),
          std::string_view("margin")})
        allowed.push_back(other);
    for (const std::string& column : table.columns())
        if (std::ranges::find(allowed, column) == allowed.end())
            throw InputError::unknown_name({table.name(), 1, 0}, "column", column, allowed);
    if (!table.has_column(kCount))
        throw InputError({table.name(), 1, 0}, fmt::format("the column '{}' is missing", kCount));
    if (table.rows() == 0)
        throw InputError({table.name(), 1, 0}, "there is no row below the header line");
}

/// The rows of each table, in the order of their first rows.
std::vector<std::pair<std::string, std::vector<std::size_t>>>
rows_by_margin(const CsvTable& table, const std::string& file_stem) {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string& name =
            table.has_column("margin") ? filled_text(table, row, "margin") : file_stem;
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

void read_row(const CsvTable& table, std::size_t row, std::size_t place, Margin& margin) {
    margin.counts[place] = table.number(row, kCount, 0.0, std::numeric_limits<double>::infinity());
    if (table.has_column("status"))
        margin.status = std::max(margin.status, status_of(table, row));
    if (table.has_column("source") && margin.source.empty())
        margin.source = table.text(row, "source");
}

/// The classes of `row`, one for each factor of the margin; a region by any of its names.
std::vector<int> classes_of(const CsvTable& table, std::size_t row, const Margin& margin,
                            std::span<const Region> regions) {
    std::vector<int> classes;
    for (const Factor factor : margin.factors) {
        const auto column = kFactorCodes[static_cast<std::size_t>(factor)];
        classes.push_back(
            factor == Factor::region
                ? region_called(table.text(row, column), regions, table.position(row, column))
                : table.code(row, column, codes_of(factor), column));
    }
    return classes;
}

MarginTable read_margin(const CsvTable& table, const std::string& name,
                        const std::vector<std::size_t>& rows, std::span<const Region> regions) {
    MarginTable result{{name, factors_of(table, rows.front()), {}, Status::seen, {}},
                       {table.name(), table.position(rows.front(), kCount).line, 0}};
    Margin& margin = result.margin;
    std::vector<std::string> columns;
    std::vector<std::span<const std::string_view>> codes;
    for (const Factor factor : margin.factors) {
        columns.emplace_back(kFactorCodes[static_cast<std::size_t>(factor)]);
        codes.push_back(codes_of(factor));
    }
    Coverage coverage(table, std::move(columns), std::move(codes));
    margin.counts.resize(coverage.size());
    for (const std::size_t row : rows) {
        check_factors(table, row, margin);
        const auto classes = classes_of(table, row, margin, regions);
        read_row(table, row, coverage.place_of(row, classes), margin);
    }
    coverage.require_complete();
    if (std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0) <= 0)
        throw InputError(result.position, fmt::format("the table '{}' holds no adults", name));
    return result;
}

} // namespace

std::vector<MarginTable> read_margin_tables(const std::filesystem::path& path,
                                            std::span<const Region> regions) {
    const auto table = CsvTable::read(path);
    check_columns(table);
    std::vector<MarginTable> tables;
    for (const auto& [name, rows] : rows_by_margin(table, path.stem().string()))
        tables.push_back(read_margin(table, name, rows, regions));
    return tables;
}

} // namespace kozqaras
