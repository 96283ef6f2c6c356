#include "model/population/integerisation_methods.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <boost/random/sobol.hpp>
#include <fmt/format.h>

#include "model/population/counts_under_margins.hpp"
#include "model/population/keyed_selection.hpp"
#include "model/population/margin_checks.hpp"
#include "model/population/rounding_network.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {

namespace {

/// Times of the keyed draws about one cell or axis; systematic sampling has 0.
constexpr std::uint32_t kSampleDraw = 1, kShiftDraw = 2;

std::vector<double> brought_to(std::span<const double> weights, std::int64_t total) {
    const auto refuse = [](const std::string& message) {
        throw InputError(Position{"weights", 0, 0}, message);
    };
    check_roundable("weights", weights);
    check_total("weights", total);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum <= 0 && total > 0)
        refuse(fmt::format("all are 0, but {} must go to some cell", total));
    std::vector<double> expected(weights.begin(), weights.end());
    for (double& value : expected)
        value *= sum > 0 ? static_cast<double>(total) / sum : 0.0;
    return expected;
}

/// Sums of a table over all axes from `axis + 1` on, for every axis.
std::vector<std::vector<double>> leading_sums(const FitTable& table) {
    std::vector<std::vector<double>> sums(table.dims.size());
    std::vector<double> level(table.values);
    for (std::size_t axis = table.dims.size(); axis-- > 0;) {
        sums[axis] = level;
        const auto size = static_cast<std::size_t>(table.dims[axis]);
        std::vector<double> above(level.size() / size, 0.0);
        for (std::size_t cell = 0; cell < level.size(); ++cell)
            above[cell / size] += level[cell];
        level = std::move(above);
    }
    return sums;
}

/// The class that `uniform` falls in, by weights; one with a positive weight.
std::size_t class_at(std::span<const double> weights, double uniform) {
    const double sought = uniform * std::accumulate(weights.begin(), weights.end(), 0.0);
    double upto = 0;
    std::size_t last = 0;
    for (std::size_t place = 0; place < weights.size(); ++place)
        if (weights[place] > 0) {
            last = place;
            upto += weights[place];
            if (sought < upto)
                break;
        }
    return last;
}

/// One person in the cell of each of `total` points of a shifted Sobol sequence.
std::vector<std::int64_t> quasirandom_points(const FitTable& table, std::int64_t total,
                                             std::uint64_t seed) {
    const std::size_t axes = table.dims.size();
    const auto sums = leading_sums(table);
    std::vector<double> shift(axes);
    for (std::size_t axis = 0; axis < axes; ++axis)
        shift[axis] = random_uniform(seed, Purpose::integerise, axis, kShiftDraw);
    boost::random::sobol_engine<std::uint64_t, 64> sequence(axes);
    std::vector<std::int64_t> counts(table.values.size(), 0);
    for (std::int64_t point = 0; point < total; ++point) {
        std::size_t cell = 0;
        for (std::size_t axis = 0; axis < axes; ++axis) {
            const double shifted = static_cast<double>(sequence()) * 0x1p-64 + shift[axis];
            const auto size = static_cast<std::size_t>(table.dims[axis]);
            const auto classes = std::span(sums[axis]).subspan(cell * size, size);
            cell = cell * size + class_at(classes, shifted - std::floor(shifted));
        }
        ++counts[cell];
    }
    return counts;
}

RoundedTable brought_under(const FitTable& expected, std::span<const std::vector<int>> margins,
                           std::vector<std::int64_t> start) {
    CountsUnderMargins counts(expected, margins, std::move(start));
    counts.repair();
    counts.improve();
    return {counts.counts(), counts.misses()};
}

std::int64_t people_in(const FitTable& expected) {
    return whole_ranges(expected, {}).front().low;
}

} // namespace

std::vector<std::int64_t> truncate_replicate_sample(std::span<const double> weights,
                                                    std::int64_t total, std::uint64_t seed) {
    const auto expected = brought_to(weights, total);
    std::vector<std::int64_t> counts(expected.size());
    std::vector<double> keys(expected.size());
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        counts[cell] = static_cast<std::int64_t>(std::floor(expected[cell]));
        const double remainder = expected[cell] - std::floor(expected[cell]);
        // Rounding to the total may ask for one cell more than have a remainder: those come last.
        keys[cell] = expected[cell] > 0
                         ? -std::log(random_uniform(seed, Purpose::integerise, cell, kSampleDraw)) /
                               std::max(remainder, 1e-300)
                         : INFINITY;
    }
    const auto missing = total - std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    const auto chosen =
        mark_smallest(keys, static_cast<std::size_t>(std::max<std::int64_t>(missing, 0)));
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        counts[cell] += chosen[cell];
    return counts;
}

RoundedTable round_to_margins(const FitTable& expected, std::span<const std::vector<int>> margins) {
    const auto order = joining_order(expected.dims, margins);
    const std::vector<int> total;
    const auto margin = [&](std::size_t place) -> const std::vector<int>& {
        return place < order.size() ? margins[order[place]] : total;
    };
    auto start = nearest_controlled_rounding(expected, margin(0), margin(1));
    if (margins.size() <= 2)
        return {std::move(start), 0};
    return brought_under(expected, margins, std::move(start));
}

RoundedTable quasirandom_rounding(const FitTable& expected,
                                  std::span<const std::vector<int>> margins, std::uint64_t seed) {
    constexpr std::size_t kMostAxes = 40; // direction numbers lose quality beyond
    check_table("table to round", expected);
    check_roundable("table to round", expected.values);
    for (const auto& axes : margins)
        check_axes("margin", expected.dims, axes);
    if (expected.dims.empty() || expected.dims.size() > kMostAxes)
        throw InputError(Position{"table to round", 0, 0},
                         fmt::format("has {} axes; quasirandom sampling takes 1 to {}",
                                     expected.dims.size(), kMostAxes));
    auto drawn =
        brought_under(expected, margins, quasirandom_points(expected, people_in(expected), seed));
    if (drawn.misses > 0)
        if (auto nearest = round_to_margins(expected, margins); nearest.misses < drawn.misses)
            return nearest;
    return drawn;
}

std::vector<std::int64_t> quasirandom_counts(const FitTable& table, std::int64_t total,
                                             std::uint64_t seed) {
    std::vector<std::vector<int>> margins;
    for (std::size_t axis = 0; axis < table.dims.size(); ++axis)
        margins.push_back({static_cast<int>(axis)});
    return quasirandom_rounding({table.dims, brought_to(table.values, total)}, margins, seed)
        .counts;
}

} // namespace kozqaras
