#include "model/population/rounding_network.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/population/margin_checks.hpp"

namespace kozqaras {

namespace {

/// What is missing from a sum to the next whole number, 0 if it is whole.
double missing(double sum) {
    const WholeRange range = whole_range(sum);
    return range.low == range.high ? 0.0 : static_cast<double>(range.high) - sum;
}

void add_slack(RoundingNetwork& network, std::span<const double> rows,
               std::span<const double> columns) {
    const std::size_t slack_column = rows.size() + columns.size(), slack_row = slack_column + 1;
    for (std::size_t row = 0; row < rows.size(); ++row)
        network.edges.push_back({row, slack_column, missing(rows[row])});
    for (std::size_t column = 0; column < columns.size(); ++column)
        network.edges.push_back({slack_row, rows.size() + column, missing(columns[column])});
    const double gap = missing(std::accumulate(rows.begin(), rows.end(), 0.0));
    network.edges.push_back({slack_row, slack_column, gap > 0 ? 1 - gap : 0.0});
}

} // namespace

WholeRange whole_range(double sum) {
    const double let_pass = std::clamp(1e-11 * sum, 1e-6, 1e-4), nearest = std::round(sum);
    if (std::abs(sum - nearest) < let_pass)
        return {std::llround(sum), std::llround(sum)};
    return {static_cast<std::int64_t>(std::floor(sum)), static_cast<std::int64_t>(std::ceil(sum))};
}

RoundingNetwork rounding_network(const FitTable& expected, std::span<const int> rows,
                                 std::span<const int> columns) {
    check_table("table to round", expected);
    check_roundable("table to round", expected.values);
    const auto row_of = margin_cells(expected.dims, rows);
    const auto column_of = margin_cells(expected.dims, columns);
    const auto row_sums = margin_sums(expected, rows), column_sums = margin_sums(expected, columns);
    RoundingNetwork network;
    network.first_column = row_sums.size();
    network.nodes = row_sums.size() + column_sums.size() + 2;
    for (std::size_t cell = 0; cell < expected.values.size(); ++cell) {
        const double value = expected.values[cell];
        network.whole.push_back(static_cast<std::int64_t>(std::floor(value)));
        network.edges.push_back(
            {row_of[cell], network.first_column + column_of[cell], value - std::floor(value)});
    }
    add_slack(network, row_sums, column_sums);
    return network;
}

} // namespace kozqaras
