#include "model/population/iterative_proportional_fitting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

std::size_t cell_count(std::span<const int> dims) {
    constexpr std::size_t kMostCells = std::numeric_limits<std::uint32_t>::max();
    std::size_t count = 1;
    for (std::size_t axis = 0; axis < dims.size(); ++axis) {
        if (dims[axis] <= 0)
            throw InputError(
                Position{"table", 0, 0},
                fmt::format("axis {} has {} classes; each axis needs 1 or more", axis, dims[axis]));
        count *= static_cast<std::size_t>(dims[axis]);
        if (count > kMostCells)
            throw InputError(Position{"table", 0, 0},
                             fmt::format("has more than {} cells; leave out an axis", kMostCells));
    }
    return count;
}

namespace {

/// Where a class of an axis of the table stands in a margin: by how much it moves its cell.
using Strides = std::vector<std::vector<std::uint32_t>>;

Strides strides_of(std::span<const int> dims, std::span<const int> axes,
                   std::span<const std::vector<int>> groups) {
    const auto sizes = dims_along(dims, axes, groups);
    Strides strides(dims.size());
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
        strides[axis].assign(static_cast<std::size_t>(dims[axis]), 0); // summed over
    std::uint32_t next = 1;
    for (std::size_t place = axes.size(); place-- > 0;) {
        auto& stride = strides[static_cast<std::size_t>(axes[place])];
        const bool grouped = place < groups.size() && !groups[place].empty();
        for (std::size_t value = 0; value < stride.size(); ++value)
            stride[value] = next * (grouped ? static_cast<std::uint32_t>(groups[place][value])
                                            : static_cast<std::uint32_t>(value));
        next *= static_cast<std::uint32_t>(sizes[place]);
    }
    return strides;
}

} // namespace

std::vector<std::uint32_t> margin_cells(std::span<const int> dims, std::span<const int> axes) {
    return margin_cells(dims, axes, {});
}

std::vector<std::uint32_t> margin_cells(std::span<const int> dims, std::span<const int> axes,
                                        std::span<const std::vector<int>> groups) {
    const Strides strides = strides_of(dims, axes, groups);
    std::vector<std::uint32_t> cells(cell_count(dims));
    std::vector<std::size_t> classes(dims.size(), 0);
    std::uint32_t margin_cell = 0;
    for (const auto& stride : strides)
        margin_cell += stride[0];
    for (std::uint32_t& cell : cells) {
        cell = margin_cell;
        for (std::size_t axis = dims.size(); axis-- > 0;) { // count up, last axis fastest
            const auto& stride = strides[axis];
            margin_cell -= stride[classes[axis]];
            if (++classes[axis] < stride.size()) {
                margin_cell += stride[classes[axis]];
                break;
            }
            classes[axis] = 0; // whose stride is that of its group
            margin_cell += stride[0];
        }
    }
    return cells;
}

namespace {

struct PreparedMargin {
    std::string name;
    std::vector<std::uint32_t> cells; ///< margin cell of each table cell
    std::span<const double> targets;
    double tolerance = 0;
    std::vector<double> sums;
    std::vector<double> factors; ///< of a loosened margin: by what each cell stands multiplied

    void sum(std::span<const double> values) {
        std::ranges::fill(sums, 0.0);
        for (std::size_t cell = 0; cell < values.size(); ++cell)
            sums[cells[cell]] += values[cell];
    }

    void multiply(std::vector<double>& values, std::span<const double> by) const {
        for (std::size_t cell = 0; cell < values.size(); ++cell)
            values[cell] *= by[cells[cell]];
    }
};

std::vector<PreparedMargin> prepare(std::span<const int> dims,
                                    std::span<const TableMargin> margins) {
    std::vector<PreparedMargin> prepared;
    for (const TableMargin& margin : margins) {
        const std::size_t size = margin.targets.size();
        prepared.push_back({margin_name(margin, prepared.size()),
                            margin_cells(dims, margin.axes, margin.groups), margin.targets,
                            margin.tolerance, std::vector<double>(size),
                            std::vector<double>(margin.tolerance > 0 ? size : 0, 1.0)});
    }
    return prepared;
}

[[noreturn]] void refuse_empty(const PreparedMargin& margin, std::size_t cell) {
    throw InputError(Position{margin.name, 0, 0},
                     fmt::format("cell {} has the target {}, but every table cell in it is zero",
                                 cell + 1, margin.targets[cell]));
}

/// Scales the table to one margin.
void scale_to(PreparedMargin& margin, std::vector<double>& values) {
    margin.sum(values);
    for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
        const double target = margin.targets[cell];
        if (margin.sums[cell] <= 0 && target > 0)
            refuse_empty(margin, cell);
        margin.sums[cell] = margin.sums[cell] > 0 ? target / margin.sums[cell] : 0.0;
    }
    margin.multiply(values, margin.sums);
}

/// Projects the table on the tolerances of one margin. Dividing out the margin's own factor first
/// is what makes the cycle end at the nearest table and not just at any within the tolerances
/// (Bregman 1967). Returns the largest relative change of a factor.
double scale_within(PreparedMargin& margin, std::vector<double>& values) {
    margin.sum(values);
    double largest = 0;
    for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
        const double target = margin.targets[cell];
        double& factor = margin.factors[cell];
        if (factor <= 0) { // a target of zero was met for good
            margin.sums[cell] = 0;
            continue;
        }
        const double free = margin.sums[cell] / factor;
        const double low = target * (1 - margin.tolerance), high = target * (1 + margin.tolerance);
        if (free <= 0 && low > 0)
            refuse_empty(margin, cell);
        const double wanted = free < low ? low / free : free > high ? high / free : 1.0;
        margin.sums[cell] = wanted / factor;
        largest = std::max(largest, std::abs(margin.sums[cell] - 1.0));
        factor = wanted;
    }
    margin.multiply(values, margin.sums);
    return largest;
}

void measure(std::vector<PreparedMargin>& margins, FittingResult& result) {
    result.worst_absolute_error = 0;
    result.worst_relative_error = 0;
    for (PreparedMargin& margin : margins) {
        margin.sum(result.table.values);
        for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
            const double target = margin.targets[cell];
            double error =
                std::max(0.0, std::abs(margin.sums[cell] - target) - margin.tolerance * target);
            if (!std::isfinite(margin.sums[cell])) // numbers too small or too large to be divided
                error = INFINITY;
            result.worst_absolute_error = std::max(result.worst_absolute_error, error);
            if (target > 0)
                result.worst_relative_error = std::max(result.worst_relative_error, error / target);
        }
    }
}

/// The finished table against one margin, whose sums are up to date.
MarginError compare(const PreparedMargin& margin) {
    MarginError error{.name = margin.name, .tolerance = margin.tolerance};
    for (std::size_t cell = 0; cell < margin.sums.size(); ++cell) {
        const double target = margin.targets[cell];
        const double absolute = std::abs(margin.sums[cell] - target);
        if (absolute > error.worst_absolute_error) {
            error.worst_absolute_error = absolute;
            error.worst_cell = cell;
        }
        if (target > 0)
            error.worst_relative_error = std::max(error.worst_relative_error, absolute / target);
    }
    error.cells_at_tolerance = static_cast<std::size_t>(
        std::ranges::count_if(margin.factors, [](double factor) { return factor != 1.0; }));
    return error;
}

/// Why the error no longer falls, from what is left of it. Margins that differ by what was let pass
/// cannot be met to more than that.
void explain_stall(double consistency_tolerance, const FitTable& seed,
                   std::span<const TableMargin> margins, FittingResult& result) {
    constexpr double kSmall = 1e-6; // relative; beyond it a cell is missed, not rounded
    const auto& targets = margins.front().targets;
    const double total = std::accumulate(targets.begin(), targets.end(), 0.0);
    const double rounding =
        std::max(consistency_tolerance,
                 std::numeric_limits<double>::epsilon() * static_cast<double>(seed.values.size()));
    const bool small =
        result.worst_absolute_error <= rounding * total && result.worst_relative_error <= kSmall;
    if (!std::isfinite(result.worst_absolute_error)) {
        result.stop_reason = "numbers became too small or too large to divide: scale the seed";
    } else if (small ||
               result.worst_absolute_error <= 2 * largest_disagreement(seed.dims, margins)) {
        result.converged = true;
        result.stop_reason = "error no longer falls: what is left is rounding";
    } else if (std::ranges::find(seed.values, 0.0) != seed.values.end()) {
        result.stop_reason = "error no longer falls: zeros may make the margins unreachable";
    } else {
        result.stop_reason = "error no longer falls: the margins may exclude each other";
    }
}

/// Fits until the margins are met; false if the error stops falling before that.
bool fit(std::vector<PreparedMargin>& margins, const FittingSettings& settings,
         FittingResult& result) {
    constexpr int kPatience = 50;              // cycles without progress before giving up
    constexpr double kWorthwhile = 1.0 - 1e-4; // factor by which the error must fall to count
    double best = INFINITY;
    int best_iteration = 0;
    while (result.iterations < settings.max_iterations) {
        double change = 0;
        for (PreparedMargin& margin : margins)
            if (margin.tolerance > 0)
                change = std::max(change, scale_within(margin, result.table.values));
            else
                scale_to(margin, result.table.values);
        ++result.iterations;
        measure(margins, result);
        const bool within = result.worst_relative_error <= settings.tolerance;
        if (within && change <= settings.factor_tolerance) {
            result.converged = true;
            result.stop_reason = "every margin within tolerance";
            return true;
        }
        if (within || result.worst_relative_error < best * kWorthwhile) {
            best = result.worst_relative_error;
            best_iteration = result.iterations;
        } else if (result.iterations - best_iteration >= kPatience) {
            return false;
        }
    }
    result.stop_reason = "iteration limit reached";
    return true;
}

void check_settings(const FittingSettings& settings) {
    const auto check = [](double value, const char* what) {
        if (!(value >= 0))
            throw InputError(Position{"settings of the fit", 0, 0},
                             fmt::format("the {} is {}; it must be 0 or more", what, value));
    };
    check(settings.tolerance, "tolerance");
    check(settings.consistency_tolerance, "consistency tolerance");
    check(settings.largest_reconciliation, "largest reconciliation");
    check(settings.factor_tolerance, "factor tolerance");
}

std::vector<Reconciliation> only_changed(std::vector<Reconciliation> all) {
    constexpr double kRounding = 1e-12; // below this a target only went through the arithmetic
    std::erase_if(
        all, [](const Reconciliation& one) { return one.largest_relative_change <= kRounding; });
    return all;
}

} // namespace

std::vector<double> margin_sums(const FitTable& table, std::span<const int> axes,
                                std::span<const std::vector<int>> groups) {
    const auto cells = margin_cells(table.dims, axes, groups);
    if (cells.size() != table.values.size())
        throw InputError(Position{"table", 0, 0},
                         fmt::format("has {} cells, its dimensions ask for {}", table.values.size(),
                                     cells.size()));
    std::vector<double> sums(cell_count(dims_along(table.dims, axes, groups)), 0.0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        sums[cells[cell]] += table.values[cell];
    return sums;
}

FittingResult fit_to_margins(const FitTable& seed, std::span<const TableMargin> margins,
                             const FittingSettings& settings) {
    check_settings(settings);
    check_tables(seed, margins);
    FittingResult result{.table = seed, .stop_reason = {}};
    std::vector<TableMargin> agreeing(margins.begin(), margins.end());
    if (settings.largest_reconciliation > 0)
        result.reconciled = only_changed(reconcile_margins(
            seed.dims, agreeing,
            std::vector<double>(agreeing.size(), settings.largest_reconciliation)));
    check_agreement(seed.dims, agreeing, settings.consistency_tolerance);
    auto prepared = prepare(seed.dims, agreeing);
    if (!fit(prepared, settings, result))
        explain_stall(settings.consistency_tolerance, seed, agreeing, result);
    for (PreparedMargin& margin : prepared)
        result.margins.push_back(compare(margin));
    return result;
}

} // namespace kozqaras
