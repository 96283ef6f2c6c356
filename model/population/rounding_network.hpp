#pragma once
// A table to be rounded under two margins as a graph: the classes of the margins are nodes, every
// cell is an edge between its two classes. What a class lacks to a whole number goes to one more
// class of the other margin, and what that lacks to a corner, so that every node has a whole sum
// (Cox 1987; Causey, Cox and Ernst 1985).

#include <cstdint>
#include <span>
#include <vector>

#include "model/population/iterative_proportional_fitting.hpp"

namespace kozqaras {

struct RoundingEdge {
    std::size_t row = 0, column = 0; ///< nodes
    double fraction = 0;             ///< of the cell, 0 to 1; to become 0 or 1
};

struct RoundingNetwork {
    std::size_t nodes = 0;        ///< classes of rows, of columns, the added column, the added row
    std::size_t first_column = 0; ///< node of the first class of columns
    std::vector<RoundingEdge> edges; ///< the cells in their order, then what classes lack
    std::vector<std::int64_t> whole; ///< the whole part of each cell

    [[nodiscard]] bool is_row(std::size_t node) const {
        return node < first_column || node + 1 == nodes;
    }
};

/// Whether a fraction is 0 or 1 but for rounding.
[[nodiscard]] inline bool is_whole(double fraction) {
    constexpr double kWhole = 1e-9;
    return fraction < kWhole || fraction > 1 - kWhole;
}

/// Floor and ceiling of a sum; both the nearest whole number if it is within 1e-6 of it, or 1e-11
/// of itself up to 1e-4.
struct WholeRange {
    std::int64_t low = 0, high = 0;
};

/// Of the sums of `expected` over all axes but `axes`; exact however large the counts are.
[[nodiscard]] std::vector<WholeRange> whole_ranges(const FitTable& expected,
                                                   std::span<const int> axes);

/// The graph of `expected` under the margins over `rows` and `columns`. InputError: negative,
/// non-finite or very large numbers, axes that do not exist.
[[nodiscard]] RoundingNetwork rounding_network(const FitTable& expected, std::span<const int> rows,
                                               std::span<const int> columns);

} // namespace kozqaras
