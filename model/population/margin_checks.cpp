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

namespace {

/// Number of groups of an axis with `size` classes.
int group_count(std::span<const int> groups, int size) {
    if (groups.size() != static_cast<std::size_t>(size))
        refuse("margin",
               fmt::format("has groups for {} classes of an axis with {}", groups.size(), size));
    const auto [low, high] = std::ranges::minmax(groups);
    for (int group = 0; group <= high; ++group)
        if (low < 0 || std::ranges::find(groups, group) == groups.end())
            refuse("margin", "groups of classes must be numbered from 0 without a gap");
    return high + 1;
}

} // namespace

std::vector<int> dims_along(std::span<const int> dims, std::span<const int> axes,
                            std::span<const std::vector<int>> groups) {
    auto result = dims_along(dims, axes);
    if (groups.size() > axes.size())
        refuse("margin",
               fmt::format("has groups for {} axes, but {} axes", groups.size(), axes.size()));
    for (std::size_t place = 0; place < groups.size(); ++place)
        if (!groups[place].empty())
            result[place] = group_count(groups[place], result[place]);
    return result;
}

std::string margin_name(const TableMargin& margin, std::size_t place) {
    return margin.name.empty() ? fmt::format("margin {}", place + 1) : margin.name;
}

namespace {

double total(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// An axis that two margins share, by the coarser of their classes.
struct SharedAxis {
    int axis = 0;
    std::vector<int> groups{}; ///< of the classes of the table; empty: as they are
};

const std::vector<int>& groups_at(const TableMargin& margin, std::size_t place) {
    static const std::vector<int> none;
    return place < margin.groups.size() ? margin.groups[place] : none;
}

std::size_t place_of(const TableMargin& margin, int axis) {
    return static_cast<std::size_t>(std::ranges::find(margin.axes, axis) - margin.axes.begin());
}

/// Places of `shared` among the axes of a margin, and the groups into which its own classes go.
struct SharedPlaces {
    std::vector<int> places{};
    std::vector<std::vector<int>> groups{};
};

SharedPlaces places_in(const TableMargin& margin, std::span<const SharedAxis> shared) {
    SharedPlaces found;
    for (const SharedAxis& one : shared) {
        const std::size_t place = place_of(margin, one.axis);
        found.places.push_back(static_cast<int>(place));
        found.groups.push_back(groups_at(margin, place).empty() ? one.groups : std::vector<int>{});
    }
    return found;
}

/// Sums of a margin over the axes it shares with another.
std::vector<double> shared_sums(const TableMargin& margin, std::span<const int> dims,
                                std::span<const SharedAxis> shared) {
    const auto [places, groups] = places_in(margin, shared);
    return margin_sums({dims_along(dims, margin.axes, margin.groups), margin.targets}, places,
                       groups);
}

/// The axes of `first` that `second` has too. Two different groupings of an axis have no sum in
/// common.
std::vector<SharedAxis> shared_axes(const TableMargin& first, const TableMargin& second) {
    std::vector<SharedAxis> shared;
    for (std::size_t place = 0; place < first.axes.size(); ++place) {
        const int axis = first.axes[place];
        if (std::ranges::find(second.axes, axis) == second.axes.end())
            continue;
        const auto& one = groups_at(first, place);
        const auto& other = groups_at(second, place_of(second, axis));
        if (one.empty() || other.empty() || one == other)
            shared.push_back({axis, one.empty() ? other : one});
    }
    return shared;
}

/// A sum that two margins both fix, and by how much they differ in it beyond their tolerances.
struct SharedSum {
    double first = 0, second = 0, difference = 0;
};

/// Over axes that both have; over none: the totals.
std::vector<SharedSum> compare_sums(std::span<const int> dims, const TableMargin& first,
                                    const TableMargin& second, std::span<const SharedAxis> axes) {
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
                std::size_t second, std::span<const SharedAxis> axes, double allowed) {
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
    auto [places, groups] = places_in(margin, shared);
    TableMargin wanted{.axes = std::move(places), .targets = {}, .name = {}};
    wanted.groups = std::move(groups);
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
    auto fitted =
        fit_to_margins({dims_along(dims, margin.axes, margin.groups), margin.targets}, wanted);
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
    const std::size_t size = cell_count(dims_along(dims, margin.axes, margin.groups));
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
                                              std::vector<TableMargin>& margins,
                                              std::span<const double> most) {
    require(most.size() == margins.size(), "one largest change for each margin");
    std::vector<Reconciliation> done;
    for (std::size_t place = 0; place < margins.size(); ++place) {
        TableMargin& margin = margins[place];
        const std::string name = margin_name(margin, place);
        auto agreeing = place == 0 ? margin.targets : agreeing_targets(dims, margins, place, name);
        const double change = largest_change(margin.targets, agreeing);
        if (change > most[place])
            refuse(name, fmt::format("a cell must change by {:.1f} % to agree with the margins "
                                     "before it; at most {:.0f} % is accepted",
                                     100 * change, 100 * most[place]));
        done.push_back({name, total(margin.targets), total(agreeing), change});
        margin.targets = std::move(agreeing);
    }
    return done;
}

} // namespace kozqaras
