#include "model/population/unit_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/population/dual_descent.hpp"
#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// Until the constraints are met or no step helps; where it ended. `disagreement`: by how much the
/// constraints may differ among themselves.
DualPoint iterate(const DualProblem& problem, const WeightSettings& settings, double disagreement,
                  WeightResult& result) {
    constexpr int kMostDualSteps = 50; // where constraints exclude each other it falls for ever
    DualDescent descent(problem);
    const auto only_rounding = [&] {
        return problem.only_rounding(descent.best(), settings.consistency_tolerance, disagreement);
    };
    const auto stop = [&](bool converged, const char* reason) {
        result.converged = converged;
        result.stop_reason = reason;
        result.weights = descent.best().weights;
        return descent.best();
    };
    for (int dual_steps = 0;; ++result.iterations) {
        if (descent.here().errors.cwiseAbs().maxCoeff() <= settings.tolerance)
            return stop(true, "every constraint within tolerance");
        if (result.iterations >= settings.max_iterations)
            return only_rounding() ? stop(true, "iteration limit reached: what is left is rounding")
                                   : stop(false, "iteration limit reached");
        if (descent.lower_error())
            continue;
        if (only_rounding())
            return stop(true, "no step lowers the error: what is left is rounding");
        if (++dual_steps > kMostDualSteps || !descent.lower_dual())
            return stop(false, "no step lowers the error: the constraints may exclude each other "
                               "or leave weights no choice but 0");
    }
}

void measure(std::span<const WeightConstraint> constraints, WeightResult& result) {
    for (std::size_t place = 0; place < constraints.size(); ++place) {
        double sum = 0;
        for (const auto& [unit, coefficient] : constraints[place].terms)
            sum += coefficient * result.weights[unit];
        const double target = constraints[place].target;
        const double error = std::abs(sum - target);
        if (error > result.worst_absolute_error) {
            result.worst_absolute_error = error;
            result.worst_constraint = place;
        }
        if (target != 0)
            result.worst_relative_error =
                std::max(result.worst_relative_error, error / std::abs(target));
    }
}

[[noreturn]] void refuse(const WeightConstraint& constraint, std::size_t place,
                         const std::string& message) {
    throw InputError(Position{constraint.name.empty() ? fmt::format("constraint {}", place + 1)
                                                      : constraint.name,
                              0, 0},
                     message);
}

void check(std::span<const double> given, std::span<const WeightConstraint> constraints,
           const WeightSettings& settings) {
    for (std::size_t unit = 0; unit < given.size(); ++unit)
        if (!std::isfinite(given[unit]) || given[unit] < 0)
            throw InputError(Position{"given weights", 0, 0},
                             fmt::format("unit {} has {}; weights must be finite and not negative",
                                         unit + 1, given[unit]));
    for (std::size_t place = 0; place < constraints.size(); ++place) {
        const WeightConstraint& constraint = constraints[place];
        if (!std::isfinite(constraint.target))
            refuse(constraint, place, fmt::format("the target is {}", constraint.target));
        for (const auto& [unit, coefficient] : constraint.terms)
            if (unit >= given.size() || !std::isfinite(coefficient))
                refuse(constraint, place,
                       fmt::format("coefficient {} of unit {} among {}", coefficient, unit + 1,
                                   given.size()));
    }
    for (const double tolerance : {settings.tolerance, settings.consistency_tolerance})
        if (!(tolerance >= 0))
            throw InputError(Position{"settings of the fit", 0, 0},
                             fmt::format("a tolerance is {}; it must be 0 or more", tolerance));
}

/// Whether only weights of 0 can meet a target of 0.
bool holds_at_zero(const WeightConstraint& constraint) {
    const auto has = [&](auto sign) {
        return std::ranges::any_of(constraint.terms,
                                   [&](const auto& term) { return sign(term.second); });
    };
    return constraint.target == 0 && !(has([](double coefficient) { return coefficient > 0; }) &&
                                       has([](double coefficient) { return coefficient < 0; }));
}

/// The given weights, 0 for units that a target of 0 holds there. The distances would come near 0
/// and never reach it.
std::vector<double> without_held_units(std::span<const double> given,
                                       std::span<const WeightConstraint> constraints) {
    std::vector<double> free(given.begin(), given.end());
    for (const WeightConstraint& constraint : constraints)
        if (holds_at_zero(constraint))
            for (const auto& [unit, coefficient] : constraint.terms)
                if (coefficient != 0)
                    free[unit] = 0;
    return free;
}

/// InputError if a target other than 0 has no unit left to meet it.
void check_reachable(std::span<const double> given, std::span<const double> free,
                     std::span<const WeightConstraint> constraints) {
    for (std::size_t place = 0; place < constraints.size(); ++place) {
        const WeightConstraint& constraint = constraints[place];
        const auto counts = [&](std::span<const double> weights) {
            return std::ranges::any_of(constraint.terms, [&](const auto& term) {
                return term.second != 0 && weights[term.first] > 0;
            });
        };
        if (constraint.target == 0 || counts(free))
            continue;
        refuse(constraint, place,
               fmt::format("the target is {}, but {}", constraint.target,
                           counts(given) ? "other targets, of 0, hold every unit that counts at 0"
                                         : "no unit with a positive weight counts"));
    }
}

} // namespace

std::vector<WeightConstraint> constraints_of_rows(std::span<const std::vector<double>> rows,
                                                  std::span<const double> targets) {
    if (rows.size() != targets.size())
        throw InputError(
            Position{"constraints", 0, 0},
            fmt::format("{} rows of coefficients have {} targets", rows.size(), targets.size()));
    std::vector<WeightConstraint> constraints;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& constraint = constraints.emplace_back();
        constraint.target = targets[row];
        for (std::size_t unit = 0; unit < rows[row].size(); ++unit)
            if (rows[row][unit] != 0)
                constraint.terms.emplace_back(static_cast<std::uint32_t>(unit), rows[row][unit]);
    }
    return constraints;
}

std::vector<WeightConstraint> constraints_of_margins(std::span<const int> dims,
                                                     std::span<const TableMargin> margins) {
    std::vector<WeightConstraint> constraints;
    for (std::size_t place = 0; place < margins.size(); ++place) {
        const TableMargin& margin = margins[place];
        check_margin(margin_name(margin, place), dims, margin);
        const std::size_t first = constraints.size();
        for (std::size_t cell = 0; cell < margin.targets.size(); ++cell)
            constraints.push_back(
                {{},
                 margin.targets[cell],
                 fmt::format("{}, cell {}", margin_name(margin, place), cell + 1)});
        const auto cells = margin_cells(dims, margin.axes, margin.groups);
        for (std::size_t unit = 0; unit < cells.size(); ++unit)
            constraints[first + cells[unit]].terms.emplace_back(static_cast<std::uint32_t>(unit),
                                                                1.0);
    }
    return constraints;
}

namespace {

/// Nearest weights to `given`. Where some can only come near 0 because the constraints leave them
/// no choice, the others are found without them.
WeightResult solve(const std::vector<double>& given, std::span<const WeightConstraint> constraints,
                   Distance distance, const WeightSettings& settings, double disagreement) {
    WeightResult result;
    const DualProblem problem(given, constraints, distance);
    const DualPoint end = iterate(problem, settings, disagreement, result);
    measure(constraints, result);
    const auto vanishing = result.converged ? std::vector<std::size_t>{} : problem.vanishing(end);
    if (vanishing.empty())
        return result;
    auto fewer = given;
    for (const std::size_t unit : vanishing)
        fewer[unit] = 0;
    auto without = solve(fewer, constraints, distance, settings, disagreement);
    if (!without.converged)
        return result;
    without.iterations += result.iterations;
    without.stop_reason += fmt::format("; weights with no choice but 0: {}", vanishing.size());
    return without;
}

WeightResult fit(std::span<const double> given, std::span<const WeightConstraint> constraints,
                 Distance distance, const WeightSettings& settings, double disagreement) {
    check(given, constraints, settings);
    const auto free = without_held_units(given, constraints);
    check_reachable(given, free, constraints);
    if (!constraints.empty())
        return solve(free, constraints, distance, settings, disagreement);
    WeightResult result;
    result.weights = free;
    result.converged = true;
    result.stop_reason = "no constraints";
    return result;
}

} // namespace

WeightResult fit_weights(std::span<const double> given,
                         std::span<const WeightConstraint> constraints, Distance distance,
                         const WeightSettings& settings) {
    return fit(given, constraints, distance, settings, 0);
}

WeightResult fit_table_weights(const FitTable& seed, std::span<const TableMargin> margins,
                               Distance distance, const WeightSettings& settings) {
    check_tables(seed, margins);
    check_agreement(seed.dims, margins, FittingSettings{}.consistency_tolerance);
    for (std::size_t place = 0; place < margins.size(); ++place)
        if (margins[place].tolerance != 0)
            throw InputError(Position{margin_name(margins[place], place), 0, 0},
                             "has a tolerance; only fit_to_margins takes loosened margins");
    // The margins fix the total, so that the scale of the seed does not matter, but to rounding.
    const auto sum = [](const std::vector<double>& values) {
        return std::accumulate(values.begin(), values.end(), 0.0);
    };
    auto scaled = seed.values;
    if (!margins.empty() && sum(seed.values) > 0 && sum(margins.front().targets) > 0)
        for (double& value : scaled)
            value *= sum(margins.front().targets) / sum(seed.values);
    return fit(scaled, constraints_of_margins(seed.dims, margins), distance, settings,
               2 * largest_disagreement(seed.dims, margins));
}

} // namespace kozqaras
