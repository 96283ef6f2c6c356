#include "model/population/iterative_proportional_fitting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/core/errors.hpp"

namespace kozqaras {

std::size_t cell_count(std::span<const int> dims) {
    std::size_t count = 1;
    for (const int size : dims) {
        require(size > 0, "a table axis has no classes");
        count *= static_cast<std::size_t>(size);
    }
    return count;
}

std::vector<std::uint32_t> margin_cells(std::span<const int> dims, std::span<const int> axes) {
    std::vector<std::uint32_t> stride(dims.size(), 0); // in the margin; 0 for axes summed over
    std::uint32_t next = 1;
    for (std::size_t place = axes.size(); place-- > 0;) {
        const auto axis = static_cast<std::size_t>(axes[place]);
        require(axis < dims.size() && stride[axis] == 0, "axis of a margin out of range or twice");
        stride[axis] = next;
        next *= static_cast<std::uint32_t>(dims[axis]);
    }
    std::vector<std::uint32_t> cells(cell_count(dims));
    std::vector<int> classes(dims.size(), 0);
    std::uint32_t margin_cell = 0;
    for (std::uint32_t& cell : cells) {
        cell = margin_cell;
        for (std::size_t axis = dims.size(); axis-- > 0;) { // count up, last axis fastest
            margin_cell += stride[axis];
            if (++classes[axis] < dims[axis])
                break;
            margin_cell -= stride[axis] * static_cast<std::uint32_t>(dims[axis]);
            classes[axis] = 0;
        }
    }
    return cells;
}

namespace {

struct PreparedMargin {
    std::string name;
    std::vector<std::uint32_t> cells; ///< margin cell of each table cell
    std::span<const double> targets;
    std::vector<double> sums;

    void sum(std::span<const double> values) {
        std::ranges::fill(sums, 0.0);
        for (std::size_t cell = 0; cell < values.size(); ++cell)
            sums[cells[cell]] += values[cell];
    }
};

[[noreturn]] void refuse(const std::string& place, const std::string& message) {
    throw InputError(Position{place, 0, 0}, message);
}

void check_numbers(const std::string& place, std::span<const double> values) {
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        if (!std::isfinite(values[cell]) || values[cell] < 0)
            refuse(place, fmt::format("cell {} is {}; counts must be finite and not negative",
                                      cell + 1, values[cell]));
}

double total(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<int> dims_of(std::span<const int> dims, std::span<const int> axes) {
    std::vector<int> result;
    for (const int axis : axes) {
        require(axis >= 0 && static_cast<std::size_t>(axis) < dims.size(),
                "axis of a margin out of range");
        result.push_back(dims[static_cast<std::size_t>(axis)]);
    }
    return result;
}

std::vector<PreparedMargin> prepare(const FitTable& seed, std::span<const TableMargin> margins) {
    if (seed.values.size() != cell_count(seed.dims))
        refuse("seed table", fmt::format("has {} cells, its dimensions ask for {}",
                                         seed.values.size(), cell_count(seed.dims)));
    check_numbers("seed table", seed.values);
    std::vector<PreparedMargin> prepared;
    for (const TableMargin& margin : margins) {
        const std::string name =
            margin.name.empty() ? fmt::format("margin {}", prepared.size() + 1) : margin.name;
        const std::size_t size = cell_count(dims_of(seed.dims, margin.axes));
        if (margin.targets.size() != size)
            refuse(name,
                   fmt::format("has {} cells, its axes ask for {}", margin.targets.size(), size));
        check_numbers(name, margin.targets);
        prepared.push_back({name, margin_cells(seed.dims, margin.axes), margin.targets,
                            std::vector<double>(size)});
    }
    return prepared;
}

/// Sums of a margin over the axes it shares with another.
std::vector<double> shared_sums(const TableMargin& margin, std::span<const int> dims,
                                std::span<const int> shared) {
    std::vector<int> places;
    for (const int axis : shared)
        places.push_back(
            static_cast<int>(std::ranges::find(margin.axes, axis) - margin.axes.begin()));
    return margin_sums({dims_of(dims, margin.axes), margin.targets}, places);
}

void check_pair(const FitTable& seed, const TableMargin& first, const std::string& first_name,
                const TableMargin& second, const std::string& second_name, double allowed) {
    std::vector<int> shared;
    for (const int axis : first.axes)
        if (std::ranges::find(second.axes, axis) != second.axes.end())
            shared.push_back(axis);
    const auto left = shared_sums(first, seed.dims, shared);
    const auto right = shared_sums(second, seed.dims, shared);
    for (std::size_t cell = 0; cell < left.size(); ++cell)
        if (std::abs(left[cell] - right[cell]) > allowed)
            refuse(second_name,
                   shared.empty()
                       ? fmt::format("total {} differs from {} of {}", right[cell], left[cell],
                                     first_name)
                       : fmt::format("sum {} over class {} of the axes shared with {} differs from "
                                     "{} there",
                                     right[cell], cell + 1, first_name, left[cell]));
}

void check_consistency(const FitTable& seed, std::span<const TableMargin> margins,
                       const std::vector<PreparedMargin>& prepared, double tolerance) {
    if (margins.empty())
        return;
    const double allowed = tolerance * std::max(total(margins[0].targets), 1.0);
    for (std::size_t second = 1; second < margins.size(); ++second) {
        const double difference = total(margins[second].targets) - total(margins[0].targets);
        if (std::abs(difference) > allowed)
            refuse(prepared[second].name,
                   fmt::format("total {} differs from {} of {}", total(margins[second].targets),
                               total(margins[0].targets), prepared[0].name));
        for (std::size_t first = 0; first < second; ++first)
            check_pair(seed, margins[first], prepared[first].name, margins[second],
                       prepared[second].name, allowed);
    }
}

/// Scales the table to one margin.
void scale_to(PreparedMargin& margin, std::vector<double>& values) {
    margin.sum(values);
    for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
        const double target = margin.targets[cell];
        if (margin.sums[cell] <= 0 && target > 0)
            refuse(margin.name, fmt::format("cell {} has the target {}, but every table cell in it "
                                            "is zero",
                                            cell + 1, target));
        margin.sums[cell] = margin.sums[cell] > 0 ? target / margin.sums[cell] : 0.0;
    }
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        values[cell] *= margin.sums[margin.cells[cell]];
}

void measure(std::vector<PreparedMargin>& margins, FittingResult& result) {
    result.worst_absolute_error = 0;
    result.worst_relative_error = 0;
    for (PreparedMargin& margin : margins) {
        margin.sum(result.table.values);
        for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
            const double error = std::abs(margin.sums[cell] - margin.targets[cell]);
            result.worst_absolute_error = std::max(result.worst_absolute_error, error);
            if (margin.targets[cell] > 0)
                result.worst_relative_error =
                    std::max(result.worst_relative_error, error / margin.targets[cell]);
        }
    }
}

} // namespace

std::vector<double> margin_sums(const FitTable& table, std::span<const int> axes) {
    const auto cells = margin_cells(table.dims, axes);
    require(cells.size() == table.values.size(), "table and dimensions do not agree");
    std::vector<double> sums(cell_count(dims_of(table.dims, axes)), 0.0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        sums[cells[cell]] += table.values[cell];
    return sums;
}

FittingResult fit_to_margins(const FitTable& seed, std::span<const TableMargin> margins,
                             const FittingSettings& settings) {
    auto prepared = prepare(seed, margins);
    check_consistency(seed, margins, prepared, settings.consistency_tolerance);
    // Structural zeros can make margins unreachable; then the error stops falling.
    constexpr int kPatience = 50;              // cycles without progress before giving up
    constexpr double kWorthwhile = 1.0 - 1e-4; // factor by which the error must fall to count
    FittingResult result{.table = seed, .stop_reason = "iteration limit reached"};
    double best = INFINITY;
    int best_iteration = 0;
    while (result.iterations < settings.max_iterations) {
        for (PreparedMargin& margin : prepared)
            scale_to(margin, result.table.values);
        ++result.iterations;
        measure(prepared, result);
        if (result.worst_absolute_error <= settings.tolerance) {
            result.converged = true;
            result.stop_reason = "worst absolute error within tolerance";
            break;
        }
        if (result.worst_absolute_error < best * kWorthwhile) {
            best = result.worst_absolute_error;
            best_iteration = result.iterations;
        } else if (result.iterations - best_iteration >= kPatience) {
            result.stop_reason = "error no longer falls: zeros may make the margins unreachable";
            break;
        }
    }
    return result;
}

} // namespace kozqaras
