#include "model/population/dual_descent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kozqaras {

namespace {

/// The ratio w / d as a function of the dual variable u of a unit, its slope, and its integral, the
/// unit's part of the dual function. Infinite outside the range of u.
struct Ratio {
    double value = 0, slope = 0, integral = 0;
};

Ratio ratio_at(Distance distance, double u) {
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    switch (distance) {
    case Distance::relative_entropy:
        return {std::exp(u), std::exp(u), std::exp(u)};
    case Distance::maximum_likelihood:
        return u < 1 ? Ratio{1 / (1 - u), 1 / ((1 - u) * (1 - u)), -std::log(1 - u)}
                     : Ratio{kInfinite, 0, kInfinite};
    case Distance::minimum_chi_square:
        return u < 1 ? Ratio{1 / std::sqrt(1 - u), 0.5 / ((1 - u) * std::sqrt(1 - u)),
                             -2 * std::sqrt(1 - u)}
                     : Ratio{kInfinite, 0, kInfinite};
    case Distance::least_squares:
        return u > -1 ? Ratio{1 + u, 1, (1 + u) * (1 + u) / 2} : Ratio{0, 0, 0};
    }
    return {};
}

constexpr double kSufficient = 1e-4; ///< of the decrease that the slope promises

} // namespace

DualProblem::DualProblem(std::span<const double> given,
                         std::span<const WeightConstraint> constraints, Distance distance)
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
        sizes_[row] = constraint.target != 0 ? std::abs(constraint.target) : size > 0 ? size : 1;
    }
}

double DualProblem::variable(std::size_t unit, const Eigen::VectorXd& multipliers) const {
    double u = 0;
    for (const auto& [row, coefficient] : of_unit_[unit])
        u += coefficient * multipliers[row];
    return u;
}

DualPoint DualProblem::at(Eigen::VectorXd multipliers) const {
    DualPoint point;
    point.multipliers = std::move(multipliers);
    point.weights.assign(given_.size(), 0.0);
    point.errors = -targets_;
    const double reward = targets_.dot(point.multipliers);
    point.value = -reward;
    point.terms = std::abs(reward);
    for (std::size_t unit = 0; unit < given_.size(); ++unit) {
        if (given_[unit] <= 0)
            continue;
        const Ratio ratio = ratio_at(distance_, variable(unit, point.multipliers));
        point.weights[unit] = given_[unit] * ratio.value;
        point.value += given_[unit] * ratio.integral;
        point.terms += given_[unit] * std::abs(ratio.integral);
        for (const auto& [row, coefficient] : of_unit_[unit])
            point.errors[row] += coefficient * point.weights[unit];
    }
    point.errors = point.errors.cwiseQuotient(sizes_).eval();
    return point;
}

Eigen::VectorXd DualProblem::newton_step(const DualPoint& from, double ridge) const {
    Eigen::MatrixXd matrix = slopes(from.multipliers);
    const double steepest = std::max(matrix.diagonal().maxCoeff(), 1e-300);
    const Eigen::VectorXd scale = matrix.diagonal().unaryExpr(
        [=](double slope) { return 1 / std::sqrt(slope > 0 ? slope : steepest); });
    matrix = scale.asDiagonal() * matrix * scale.asDiagonal();
    matrix.diagonal().array() += ridge;
    const Eigen::VectorXd wanted = -gradient(from).cwiseProduct(scale);
    return matrix.ldlt().solve(wanted).cwiseProduct(scale);
}

bool DualProblem::only_rounding(const DualPoint& at, double let_pass, double disagreement) const {
    constexpr double kOfOneUnit = 8 * std::numeric_limits<double>::epsilon();
    constexpr double kOfLargest = 1e-9;
    Eigen::VectorXd rounding = Eigen::VectorXd::Zero(sizes_.size());
    for (std::size_t unit = 0; unit < given_.size(); ++unit) {
        if (given_[unit] <= 0)
            continue;     // at no weight the ratio may be infinite
        double terms = 1; // of the dual variable, which may cancel each other
        for (const auto& [row, coefficient] : of_unit_[unit])
            terms += std::abs(coefficient * at.multipliers[row]);
        const Ratio ratio = ratio_at(distance_, variable(unit, at.multipliers));
        for (const auto& [row, coefficient] : of_unit_[unit])
            rounding[row] += kOfOneUnit * std::abs(coefficient) * given_[unit] *
                             (ratio.value + ratio.slope * terms);
    }
    rounding = rounding.cwiseMin(kOfLargest * sizes_.maxCoeff()) + let_pass * sizes_;
    return (gradient(at).cwiseAbs().array() <= rounding.array().max(disagreement)).all();
}

std::vector<std::size_t> DualProblem::vanishing(const DualPoint& at) const {
    constexpr double kFar = 1e3, kFalls = 1e-2, kStays = 1e-3; // shares of the farthest
    std::vector<double> variables(given_.size(), 0.0);
    double farthest = 0, size = 0;
    for (std::size_t unit = 0; unit < given_.size(); ++unit)
        if (given_[unit] > 0) {
            variables[unit] = variable(unit, at.multipliers);
            farthest = std::max(farthest, std::abs(variables[unit]));
            size += at.weights[unit];
        }
    std::vector<std::size_t> falling;
    if (farthest < kFar || std::abs(targets_.dot(at.multipliers)) > kStays * farthest * size)
        return falling;
    for (std::size_t unit = 0; unit < given_.size(); ++unit) {
        if (variables[unit] < -kFalls * farthest)
            falling.push_back(unit);
        else if (std::abs(variables[unit]) > kStays * farthest)
            return {};
    }
    return falling;
}

/// Of the sums with respect to the multipliers.
Eigen::MatrixXd DualProblem::slopes(const Eigen::VectorXd& multipliers) const {
    Eigen::MatrixXd result = Eigen::MatrixXd::Zero(targets_.size(), targets_.size());
    for (std::size_t unit = 0; unit < given_.size(); ++unit) {
        if (given_[unit] <= 0)
            continue;
        const double slope = given_[unit] * ratio_at(distance_, variable(unit, multipliers)).slope;
        for (const auto& [row, left] : of_unit_[unit])
            for (const auto& [column, right] : of_unit_[unit])
                result(row, column) += slope * left * right;
    }
    return result;
}

DualDescent::DualDescent(const DualProblem& problem)
    : problem_(problem), here_(problem.at(Eigen::VectorXd::Zero(problem.rows()))), best_(here_) {}

template <typename Better> bool DualDescent::walk(const Eigen::VectorXd& step, Better better) {
    constexpr int kHalvings = 60;
    double length = 1;
    for (int halving = 0; halving < kHalvings; ++halving, length /= 2) {
        DualPoint there = problem_.at(here_.multipliers + length * step);
        if (!there.errors.allFinite() || !better(there, length))
            continue;
        here_ = std::move(there);
        if (here_.errors.norm() < best_.errors.norm())
            best_ = here_;
        return true;
    }
    return false;
}

bool DualDescent::lower_error() {
    constexpr double kRidge = 1e-13;
    const double norm = here_.errors.norm();
    return walk(problem_.newton_step(here_, kRidge), [=](const DualPoint& there, double length) {
        return there.errors.norm() < (1 - kSufficient * length) * norm;
    });
}

bool DualDescent::lower_dual() {
    constexpr double kRounding = 1e-13;
    const double value = here_.value, rounding = kRounding * here_.terms;
    for (const double ridge : {1e-13, 1e-9, 1e-6, 1e-3, 1e-1, 1e1}) {
        const Eigen::VectorXd step = problem_.newton_step(here_, ridge);
        const double slope = problem_.gradient(here_).dot(step);
        if (walk(step, [=](const DualPoint& there, double length) {
                const double fall = value - there.value;
                return fall > rounding && fall > -kSufficient * length * slope;
            }))
            return true;
    }
    return false;
}

} // namespace kozqaras
