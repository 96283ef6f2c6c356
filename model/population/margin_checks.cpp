#include "model/population/margin_checks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr std::int64_t kLargestWhole = std::int64_t{1} << 53; ///< beyond, doubles skip numbers

[[noreturn]] void refuse(std::string_view place, const std::string& message) {
    throw InputError(Position{std::string(place), 0, 0}, message);
}

} // namespace

void check_axes(std::string_view place, std::span<const int> dims, std::span<const int> axes) {
    for (std::size_t at = 0; at < axes.size(); ++at) {
        if (axes[at] < 0 || static_cast<std::size_t>(axes[at]) >= dims.size())
            refuse(place, fmt::format("axis {} does not exist; the table has {}, counted from 0",
                                      axes[at], dims.size()));
        if (std::ranges::find(axes.first(at), axes[at]) != axes.first(at).end())
            refuse(place, fmt::format("axis {} stands there twice", axes[at]));
    }
}

void check_counts(std::string_view place, std::span<const double> values) {
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        if (!std::isfinite(values[cell]) || values[cell] < 0)
            refuse(place, fmt::format("cell {} is {}; counts must be finite and not negative",
                                      cell + 1, values[cell]));
}

void check_roundable(std::string_view place, std::span<const double> values) {
    constexpr auto kLargest = static_cast<double>(kLargestWhole);
    check_counts(place, values);
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        if (values[cell] > kLargest)
            refuse(place, fmt::format("cell {} is {}; counts to round must be below {:.0f}",
                                      cell + 1, values[cell], kLargest));
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (sum > kLargest)
        refuse(place, fmt::format("the cells add up to {}; counts to round must stay below {:.0f}",
                                  sum, kLargest));
}

void check_total(std::string_view place, std::int64_t total) {
    if (total < 0 || total > kLargestWhole)
        refuse(place, fmt::format("the number to share out is {}; it must be 0 or more and at most "
                                  "{}",
                                  total, kLargestWhole));
}

void check_table(std::string_view place, const FitTable& table) {
    if (table.values.size() != cell_count(table.dims))
        refuse(place, fmt::format("has {} cells, its dimensions ask for {}", table.values.size(),
                                  cell_count(table.dims)));
    check_counts(place, table.values);
}

std::vector<int> dims_along(std::span<const int> dims, std::span<const int> axes) {
    check_axes("margin", dims, axes);
    std::vector<int> result;
    for (const int axis : axes)
        result.push_back(dims[static_cast<std::size_t>(axis)]);
    return result;
}

std::string margin_name(const TableMargin& margin, std::size_t place) {
    return margin.name.empty() ? fmt::format("margin {}", place + 1) : margin.name;
}

namespace {

double total(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Sums of a margin over the axes it shares with another.
std::vector<double> shared_sums(const TableMargin& margin, std::span<const int> dims,
                                std::span<const int> shared) {
    std::vector<int> places;
    for (const int axis : shared)
        places.push_back(
            static_cast<int>(std::ranges::find(margin.axes, axis) - margin.axes.begin()));
    return margin_sums({dims_along(dims, margin.axes), margin.targets}, places);
}

/// The axes of `first` that `second` has too.
std::vector<int> shared_axes(const TableMargin& first, const TableMargin& second) {
    std::vector<int> shared;
    for (const int axis : first.axes)
        if (std::ranges::find(second.axes, axis) != second.axes.end())
            shared.push_back(axis);
    return shared;
}

/// A sum that two margins both fix, and by how much they differ in it beyond their tolerances.
struct SharedSum {
    double first = 0, second = 0, difference = 0;
};

/// Over axes that both have; over none: the totals.
std::vector<SharedSum> compare_sums(std::span<const int> dims, const TableMargin& first,
                                    const TableMargin& second, std::span<const int> axes) {
    const auto left = shared_sums(first, dims, axes), right = shared_sums(second, dims, axes);
    std::vector<SharedSum> sums;
    for (std::size_t cell = 0; cell < left.size(); ++cell) {
        const double allowed = first.tolerance * left[cell] + second.tolerance * right[cell];
        sums.push_back(
            {left[cell], right[cell], std::max(0.0, std::abs(right[cell] - left[cell]) - allowed)});
    }
    return sums;
}

void check_sums(std::span<const int> dims, std::span<const TableMargin> margins, std::size_t first,
                std::size_t second, std::span<const int> axes, double allowed) {
    const std::string name = margin_name(margins[first], first);
    const auto sums = compare_sums(dims, margins[first], margins[second], axes);
    for (std::size_t cell = 0; cell < sums.size(); ++cell)
        if (sums[cell].difference > allowed)
            refuse(margin_name(margins[second], second),
                   axes.empty()
                       ? fmt::format("total {} differs from {} of {}", sums[cell].second,
                                     sums[cell].first, name)
                       : fmt::format("sum {} over class {} of the axes shared with {} differs from "
                                     "{} there",
                                     sums[cell].second, cell + 1, name, sums[cell].first));
}

/// The sums of `earlier` that `margin` must reproduce, as a margin of the table `margin` is.
TableMargin wanted_from(std::span<const int> dims, const TableMargin& earlier,
                        const std::string& earlier_name, const TableMargin& margin) {
    const auto shared = shared_axes(margin, earlier);
    TableMargin wanted;
    for (const int axis : shared)
        wanted.axes.push_back(
            static_cast<int>(std::ranges::find(margin.axes, axis) - margin.axes.begin()));
    wanted.targets = shared_sums(earlier, dims, shared);
    wanted.name = earlier_name;
    return wanted;
}

/// The targets of the margin at `place`, fitted to the margins before it.
std::vector<double> agreeing_targets(std::span<const int> dims,
                                     std::span<const TableMargin> margins, std::size_t place,
                                     const std::string& name) {
    const TableMargin& margin = margins[place];
    std::vector<TableMargin> wanted;
    for (std::size_t before = 0; before < place; ++before)
        wanted.push_back(
            wanted_from(dims, margins[before], margin_name(margins[before], before), margin));
    auto fitted = fit_to_margins({dims_along(dims, margin.axes), margin.targets}, wanted);
    if (!fitted.converged)
        refuse(name,
               fmt::format("cannot be brought to agree with the margins before it: a sum is "
                           "off by {:.6g} after {} iterations ({})",
                           fitted.worst_absolute_error, fitted.iterations, fitted.stop_reason));
    return std::move(fitted.table.values);
}

double largest_change(std::span<const double> before, std::span<const double> after) {
    double largest = 0;
    for (std::size_t cell = 0; cell < before.size(); ++cell)
        if (before[cell] > 0)
            largest = std::max(largest, std::abs(after[cell] / before[cell] - 1.0));
    return largest;
}

} // namespace

void check_margin(std::string_view place, std::span<const int> dims, const TableMargin& margin) {
    check_axes(place, dims, margin.axes);
    const std::size_t size = cell_count(dims_along(dims, margin.axes));
    if (margin.targets.size() != size)
        refuse(place,
               fmt::format("has {} cells, its axes ask for {}", margin.targets.size(), size));
    check_counts(place, margin.targets);
    if (!(margin.tolerance >= 0 && margin.tolerance <= 1))
        refuse(place,
               fmt::format("the tolerance is {}; it must lie between 0 and 1", margin.tolerance));
}

void check_tables(const FitTable& seed, std::span<const TableMargin> margins) {
    check_table("seed table", seed);
    for (std::size_t place = 0; place < margins.size(); ++place)
        check_margin(margin_name(margins[place], place), seed.dims, margins[place]);
}

void check_agreement(std::span<const int> dims, std::span<const TableMargin> margins,
                     double consistency_tolerance) {
    if (margins.empty())
        return;
    const double allowed = consistency_tolerance * total(margins[0].targets);
    for (std::size_t second = 1; second < margins.size(); ++second) {
        check_sums(dims, margins, 0, second, {}, allowed);
        for (std::size_t first = 0; first < second; ++first)
            check_sums(dims, margins, first, second, shared_axes(margins[first], margins[second]),
                       allowed);
    }
}

double largest_disagreement(std::span<const int> dims, std::span<const TableMargin> margins) {
    double largest = 0;
    for (std::size_t second = 1; second < margins.size(); ++second)
        for (std::size_t first = 0; first < second; ++first) {
            const auto axes = shared_axes(margins[first], margins[second]);
            for (const auto& sum : compare_sums(dims, margins[first], margins[second], axes))
                largest = std::max(largest, sum.difference);
        }
    return largest;
}

std::vector<Reconciliation> reconcile_margins(std::span<const int> dims,
                                              std::vector<TableMargin>& margins, double most) {
    std::vector<Reconciliation> done;
    for (std::size_t place = 0; place < margins.size(); ++place) {
        TableMargin& margin = margins[place];
        const std::string name = margin_name(margin, place);
        auto agreeing = place == 0 ? margin.targets : agreeing_targets(dims, margins, place, name);
        const double change = largest_change(margin.targets, agreeing);
        if (change > most)
            refuse(name, fmt::format("a cell must change by {:.1f} % to agree with the margins "
                                     "before it; at most {:.0f} % is accepted",
                                     100 * change, 100 * most));
        done.push_back({name, total(margin.targets), total(agreeing), change});
        margin.targets = std::move(agreeing);
    }
    return done;
}

} // namespace kozqaras
