#include "model/population/unit_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Dense>
#include <fmt/format.h>

#include "model/population/margin_checks.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

/// The ratio w / d as a function of the dual variable u of a unit, and its slope. Infinite outside
/// the range of u.
struct Ratio {
    double value = 0, slope = 0;
};

Ratio ratio_at(Distance distance, double u) {
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    switch (distance) {
    case Distance::relative_entropy:
        return {std::exp(u), std::exp(u)};
    case Distance::maximum_likelihood:
        return u < 1 ? Ratio{1 / (1 - u), 1 / ((1 - u) * (1 - u))} : Ratio{kInfinite, 0};
    case Distance::minimum_chi_square:
        return u < 1 ? Ratio{1 / std::sqrt(1 - u), 0.5 / ((1 - u) * std::sqrt(1 - u))}
                     : Ratio{kInfinite, 0};
    case Distance::least_squares:
        return u > -1 ? Ratio{1 + u, 1} : Ratio{0, 0};
    }
    return {};
}

/// Newton's method on the dual: one multiplier per constraint.
class DualProblem {
  public:
    DualProblem(std::span<const double> given, std::span<const WeightConstraint> constraints,
                Distance distance)
        : given_(given),
          distance_(distance),
          of_unit_(given.size()),
          targets_(static_cast<Eigen::Index>(constraints.size())) {
        for (Eigen::Index row = 0; row < targets_.size(); ++row) {
            const WeightConstraint& constraint = constraints[static_cast<std::size_t>(row)];
            targets_[row] = constraint.target;
            for (const auto& [unit, coefficient] : constraint.terms)
                of_unit_[unit].emplace_back(row, coefficient);
        }
    }

    [[nodiscard]] const Eigen::VectorXd& targets() const { return targets_; }

    /// Sums minus targets; `weights` are set on the way.
    [[nodiscard]] Eigen::VectorXd errors(const Eigen::VectorXd& multipliers,
                                         std::vector<double>& weights) const {
        Eigen::VectorXd result = -targets_;
        for (std::size_t unit = 0; unit < given_.size(); ++unit) {
            weights[unit] = given_[unit] > 0 ? given_[unit] * ratio(unit, multipliers).value : 0.0;
            for (const auto& [row, coefficient] : of_unit_[unit])
                result[row] += coefficient * weights[unit];
        }
        return result;
    }

    /// Slopes of the errors with respect to the multipliers.
    [[nodiscard]] Eigen::MatrixXd slopes(const Eigen::VectorXd& multipliers) const {
        Eigen::MatrixXd result = Eigen::MatrixXd::Zero(targets_.size(), targets_.size());
        for (std::size_t unit = 0; unit < given_.size(); ++unit) {
            if (given_[unit] <= 0)
                continue;
            const double slope = given_[unit] * ratio(unit, multipliers).slope;
            for (const auto& [row, left] : of_unit_[unit])
                for (const auto& [column, right] : of_unit_[unit])
                    result(row, column) += slope * left * right;
        }
        return result;
    }

  private:
    [[nodiscard]] Ratio ratio(std::size_t unit, const Eigen::VectorXd& multipliers) const {
        double u = 0;
        for (const auto& [row, coefficient] : of_unit_[unit])
            u += coefficient * multipliers[row];
        return ratio_at(distance_, u);
    }

    std::span<const double> given_;
    Distance distance_;
    std::vector<std::vector<std::pair<Eigen::Index, double>>> of_unit_;
    Eigen::VectorXd targets_;
};

/// The Newton step. Redundant constraints make the matrix singular; a trace of ridge picks one of
/// the equivalent steps.
Eigen::VectorXd newton_step(Eigen::MatrixXd slopes, const Eigen::VectorXd& errors) {
    constexpr double kRidge = 1e-13;
    slopes.diagonal().array() += kRidge * std::max(slopes.diagonal().maxCoeff(), 1e-300);
    return slopes.ldlt().solve(-errors);
}

void iterate(const DualProblem& problem, const WeightSettings& settings, WeightResult& result) {
    constexpr int kHalvings = 60;
    constexpr double kSufficient = 1e-4; // of the decrease that the slope promises
    Eigen::VectorXd multipliers = Eigen::VectorXd::Zero(problem.targets().size());
    Eigen::VectorXd errors = problem.errors(multipliers, result.weights);
    const double allowed = settings.tolerance * problem.targets().cwiseAbs().maxCoeff();
    std::vector<double> weights(result.weights.size());
    result.stop_reason = "iteration limit reached";
    for (; errors.cwiseAbs().maxCoeff() > allowed; ++result.iterations) {
        if (result.iterations == settings.max_iterations)
            return;
        const Eigen::VectorXd step = newton_step(problem.slopes(multipliers), errors);
        double length = 1;
        bool better = false;
        for (int halving = 0; halving < kHalvings && !better; ++halving, length /= 2) {
            const Eigen::VectorXd tried = multipliers + length * step;
            const Eigen::VectorXd there = problem.errors(tried, weights);
            better = there.allFinite() && there.norm() < (1 - kSufficient * length) * errors.norm();
            if (better) {
                multipliers = tried;
                errors = there;
                std::swap(result.weights, weights);
            }
        }
        if (!better) {
            result.stop_reason = "no step lowers the error: the constraints may exclude each other";
            return;
        }
    }
    result.converged = true;
    result.stop_reason = "worst error within tolerance";
}

void measure(const DualProblem& problem, std::span<const WeightConstraint> constraints,
             WeightResult& result) {
    for (std::size_t place = 0; place < constraints.size(); ++place) {
        double sum = 0;
        for (const auto& [unit, coefficient] : constraints[place].terms)
            sum += coefficient * result.weights[unit];
        const double target = problem.targets()[static_cast<Eigen::Index>(place)];
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

void check(std::span<const double> given, std::span<const WeightConstraint> constraints) {
    for (std::size_t unit = 0; unit < given.size(); ++unit)
        if (!std::isfinite(given[unit]) || given[unit] < 0)
            throw InputError(Position{"given weights", 0, 0},
                             fmt::format("unit {} has {}; weights must be finite and not negative",
                                         unit + 1, given[unit]));
    for (std::size_t place = 0; place < constraints.size(); ++place) {
        const WeightConstraint& constraint = constraints[place];
        if (!std::isfinite(constraint.target))
            refuse(constraint, place, fmt::format("the target is {}", constraint.target));
        bool reachable = constraint.target == 0;
        for (const auto& [unit, coefficient] : constraint.terms) {
            if (unit >= given.size() || !std::isfinite(coefficient))
                refuse(constraint, place,
                       fmt::format("coefficient {} of unit {} among {}", coefficient, unit + 1,
                                   given.size()));
            reachable = reachable || (coefficient != 0 && given[unit] > 0);
        }
        if (!reachable)
            refuse(constraint, place,
                   fmt::format("the target is {}, but no unit with a positive weight counts",
                               constraint.target));
    }
}

} // namespace

std::vector<WeightConstraint> constraints_of_rows(std::span<const std::vector<double>> rows,
                                                  std::span<const double> targets) {
    require(rows.size() == targets.size(), "as many targets as rows are needed");
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
        const std::size_t first = constraints.size();
        for (std::size_t cell = 0; cell < margin.targets.size(); ++cell)
            constraints.push_back(
                {{},
                 margin.targets[cell],
                 fmt::format("{}, cell {}", margin_name(margin, place), cell + 1)});
        const auto cells = margin_cells(dims, margin.axes);
        for (std::size_t unit = 0; unit < cells.size(); ++unit)
            constraints[first + cells[unit]].terms.emplace_back(static_cast<std::uint32_t>(unit),
                                                                1.0);
    }
    return constraints;
}

WeightResult fit_weights(std::span<const double> given,
                         std::span<const WeightConstraint> constraints, Distance distance,
                         const WeightSettings& settings) {
    check(given, constraints);
    WeightResult result;
    result.weights.assign(given.begin(), given.end());
    if (constraints.empty()) {
        result.converged = true;
        result.stop_reason = "no constraints";
        return result;
    }
    const DualProblem problem(given, constraints, distance);
    iterate(problem, settings, result);
    measure(problem, constraints, result);
    return result;
}

WeightResult fit_table_weights(const FitTable& seed, std::span<const TableMargin> margins,
                               Distance distance, const WeightSettings& settings) {
    check_tables(seed, margins);
    check_agreement(seed.dims, margins, FittingSettings{}.consistency_tolerance);
    for (const TableMargin& margin : margins)
        require(margin.tolerance == 0, "loosened margins are for fit_to_margins");
    return fit_weights(seed.values, constraints_of_margins(seed.dims, margins), distance, settings);
}

} // namespace kozqaras
