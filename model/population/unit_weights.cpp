#include "model/population/unit_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

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
          targets_(static_cast<Eigen::Index>(constraints.size())),
          sizes_(targets_.size()) {
        for (Eigen::Index row = 0; row < targets_.size(); ++row) {
            const WeightConstraint& constraint = constraints[static_cast<std::size_t>(row)];
            targets_[row] = constraint.target;
            double size = 0;
            for (const auto& [unit, coefficient] : constraint.terms) {
                of_unit_[unit].emplace_back(row, coefficient);
                size += std::abs(coefficient) * given[unit];
            }
            sizes_[row] = constraint.target != 0 ? std::abs(constraint.target)
                          : size > 0             ? size
                                                 : 1;
        }
    }

    [[nodiscard]] Eigen::Index rows() const { return targets_.size(); }

    /// Sums minus targets, each as a share of its target; `weights` are set on the way.
    [[nodiscard]] Eigen::VectorXd errors(const Eigen::VectorXd& multipliers,
                                         std::vector<double>& weights) const {
        Eigen::VectorXd result = -targets_;
        for (std::size_t unit = 0; unit < given_.size(); ++unit) {
            weights[unit] = given_[unit] > 0 ? given_[unit] * ratio(unit, multipliers).value : 0.0;
            for (const auto& [row, coefficient] : of_unit_[unit])
                result[row] += coefficient * weights[unit];
        }
        return result.cwiseQuotient(sizes_);
    }

    /// The step that would end all errors if they fell along straight lines. Each constraint is
    /// brought to the same steepness first, so that small targets count beside large ones.
    /// Redundant constraints make the matrix singular; a trace of ridge picks one of the
    /// equivalent steps.
    [[nodiscard]] Eigen::VectorXd newton_step(const Eigen::VectorXd& multipliers,
                                              const Eigen::VectorXd& errors) const {
        constexpr double kRidge = 1e-13;
        Eigen::MatrixXd matrix = slopes(multipliers);
        const double steepest = std::max(matrix.diagonal().maxCoeff(), 1e-300);
        const Eigen::VectorXd scale = matrix.diagonal().unaryExpr(
            [=](double slope) { return 1 / std::sqrt(slope > 0 ? slope : steepest); });
        matrix = scale.asDiagonal() * matrix * scale.asDiagonal();
        matrix.diagonal().array() += kRidge;
        const Eigen::VectorXd wanted = -errors.cwiseProduct(sizes_).cwiseProduct(scale);
        return matrix.ldlt().solve(wanted).cwiseProduct(scale);
    }

    /// Whether the errors are no larger than those of the arithmetic, small beside the largest
    /// target, or than the share `let_pass` of each target.
    [[nodiscard]] bool only_rounding(const Eigen::VectorXd& multipliers,
                                     const Eigen::VectorXd& errors, double let_pass) const {
        constexpr double kOfOneUnit = 8 * std::numeric_limits<double>::epsilon();
        constexpr double kOfLargest = 1e-9;
        Eigen::VectorXd rounding = Eigen::VectorXd::Zero(sizes_.size());
        for (std::size_t unit = 0; unit < given_.size(); ++unit) {
            double terms = 1; // of the dual variable, which may cancel each other
            for (const auto& [row, coefficient] : of_unit_[unit])
                terms += std::abs(coefficient * multipliers[row]);
            const Ratio at = ratio(unit, multipliers);
            for (const auto& [row, coefficient] : of_unit_[unit])
                rounding[row] += kOfOneUnit * std::abs(coefficient) * given_[unit] *
                                 (at.value + at.slope * terms);
        }
        rounding = rounding.cwiseMin(kOfLargest * sizes_.maxCoeff()) + let_pass * sizes_;
        return (errors.cwiseProduct(sizes_).cwiseAbs().array() <= rounding.array()).all();
    }

  private:
    /// Slopes of the sums with respect to the multipliers.
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

    [[nodiscard]] Ratio ratio(std::size_t unit, const Eigen::VectorXd& multipliers) const {
        double u = 0;
        for (const auto& [row, coefficient] : of_unit_[unit])
            u += coefficient * multipliers[row];
        return ratio_at(distance_, u);
    }

    std::span<const double> given_;
    Distance distance_;
    std::vector<std::vector<std::pair<Eigen::Index, double>>> of_unit_;
    Eigen::VectorXd targets_, sizes_; ///< what errors are shares of
};

void iterate(const DualProblem& problem, const WeightSettings& settings, WeightResult& result) {
    constexpr int kHalvings = 60;
    constexpr double kSufficient = 1e-4; // of the decrease that the slope promises
    Eigen::VectorXd multipliers = Eigen::VectorXd::Zero(problem.rows());
    Eigen::VectorXd errors = problem.errors(multipliers, result.weights);
    std::vector<double> weights(result.weights.size());
    for (; !(errors.cwiseAbs().maxCoeff() <= settings.tolerance); ++result.iterations) {
        if (result.iterations >= settings.max_iterations) {
            result.stop_reason = "iteration limit reached";
            return;
        }
        const Eigen::VectorXd step = problem.newton_step(multipliers, errors);
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
            result.converged =
                problem.only_rounding(multipliers, errors, settings.consistency_tolerance);
            result.stop_reason = result.converged
                                     ? "no step lowers the error: what is left is rounding"
                                     : "no step lowers the error: the constraints may exclude each "
                                       "other or leave weights no choice but 0";
            return;
        }
    }
    result.converged = true;
    result.stop_reason = "every constraint within tolerance";
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
    check(given, constraints, settings);
    const auto free = without_held_units(given, constraints);
    check_reachable(given, free, constraints);
    WeightResult result;
    result.weights = free;
    if (constraints.empty()) {
        result.converged = true;
        result.stop_reason = "no constraints";
        return result;
    }
    const DualProblem problem(free, constraints, distance);
    iterate(problem, settings, result);
    measure(constraints, result);
    return result;
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
    return fit_weights(scaled, constraints_of_margins(seed.dims, margins), distance, settings);
}

} // namespace kozqaras
