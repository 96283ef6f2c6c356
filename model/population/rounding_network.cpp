#include "model/population/rounding_network.hpp"

#include <algorithm>
#include <cmath>

#include "model/population/margin_checks.hpp"

namespace kozqaras {

namespace {

/// A sum of counts as the sum of their whole parts, which is exact, and that of their fractions,
/// which does not lose digits beside it.
struct SplitSum {
    double whole = 0, fractions = 0;

    [[nodiscard]] bool is_whole() const {
        const double let_pass = std::clamp(1e-11 * whole, 1e-6, 1e-4);
        return std::abs(fractions - std::round(fractions)) < let_pass;
    }

    [[nodiscard]] WholeRange range() const {
        const bool nearest = is_whole();
        const double low = nearest ? std::round(fractions) : std::floor(fractions);
        const double high = nearest ? low : std::ceil(fractions);
        return {std::llround(whole + low), std::llround(whole + high)};
    }

    /// What is missing to the next whole number, 0 if it is whole.
    [[nodiscard]] double missing() const {
        return is_whole() ? 0.0 : std::ceil(fractions) - fractions;
    }
};

std::vector<SplitSum> split_sums(const FitTable& expected, std::span<const int> axes) {
    const auto cells = margin_cells(expected.dims, axes);
    std::vector<SplitSum> sums(cell_count(dims_along(expected.dims, axes)));
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double whole = std::floor(expected.values[cell]);
        sums[cells[cell]].whole += whole;
        sums[cells[cell]].fractions += expected.values[cell] - whole;
    }
    return sums;
}

void add_slack(RoundingNetwork& network, std::span<const SplitSum> rows,
               std::span<const SplitSum> columns, const SplitSum& total) {
    const std::size_t slack_column = rows.size() + columns.size(), slack_row = slack_column + 1;
    for (std::size_t row = 0; row < rows.size(); ++row)
        network.edges.push_back({row, slack_column, rows[row].missing()});
    double of_columns = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        const double missing = columns[column].missing();
        network.edges.push_back({slack_row, rows.size() + column, missing});
        of_columns += missing;
    }
    network.edges.push_back(
        {slack_row, slack_column, total.is_whole() ? 0.0 : std::ceil(of_columns) - of_columns});
}

} // namespace

std::vector<WholeRange> whole_ranges(const FitTable& expected, std::span<const int> axes) {
    std::vector<WholeRange> ranges;
    for (const SplitSum& sum : split_sums(expected, axes))
        ranges.push_back(sum.range());
    return ranges;
}

RoundingNetwork rounding_network(const FitTable& expected, std::span<const int> rows,
                                 std::span<const int> columns) {
    check_table("table to round", expected);
    check_roundable("table to round", expected.values);
    const auto row_of = margin_cells(expected.dims, rows);
    const auto column_of = margin_cells(expected.dims, columns);
    const auto row_sums = split_sums(expected, rows), column_sums = split_sums(expected, columns);
    RoundingNetwork network;
    network.first_column = row_sums.size();
    network.nodes = row_sums.size() + column_sums.size() + 2;
    for (std::size_t cell = 0; cell < expected.values.size(); ++cell) {
        const double value = expected.values[cell];
        network.whole.push_back(static_cast<std::int64_t>(std::floor(value)));
        network.edges.push_back(
            {row_of[cell], network.first_column + column_of[cell], value - std::floor(value)});
    }
    add_slack(network, row_sums, column_sums, split_sums(expected, {}).front());
    return network;
}

} // namespace kozqaras
