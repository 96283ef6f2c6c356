#pragma once
// Derivatives of a simulator whose parameters mostly move different expected values: parameters
// that move nothing in common share one run. Reference: Curtis, Powell & Reid 1974, "On the
// estimation of sparse Jacobian matrices", IMA Journal of Applied Mathematics 13.

#include <functional>
#include <utility>
#include <vector>

#include <Eigen/Dense>
#include <Eigen/Sparse>

#include "inference/optimise/levenberg_marquardt.hpp"

namespace kozqaras::inference {

/// A simulator whose expected values are weighted sums of components, each of which only some of
/// the parameters move.
struct SeparableSimulator {
    Simulator components;                ///< parameters x m -> components x m
    Eigen::SparseMatrix<double> outputs; ///< outputs x components: the weights
    /// Of the weighted sums, the expected values and their slopes, one by one; none: the sums
    /// themselves.
    std::function<std::pair<Eigen::VectorXd, Eigen::VectorXd>(const Eigen::VectorXd&)> curve{};
    /// Components x parameters: false only where the parameter never moves the component.
    Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> moves;
    /// Of each parameter, those whose derivatives add up to its own: one step of it is a step of
    /// each of these, and no two of these move the same component. Empty: of none; so may be the
    /// whole. Such a parameter needs no run, unless one of these is held.
    std::vector<std::vector<Eigen::Index>> sum_of{};
};

/// The run that each parameter is moved in, from 0: no component is moved by two parameters of one
/// run. Greedy, parameters that move most first. -1: none, its derivatives are sums (`sum_of` of
/// SeparableSimulator).
[[nodiscard]] std::vector<Eigen::Index>
shared_runs(const Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>& moves,
            const std::vector<std::vector<Eigen::Index>>& sum_of = {});

/// Forward differences with one run for each group of parameters that share it, and one at the
/// point itself. The same derivatives as with one run a parameter; of sums, but for the error of
/// the differences. BugError: `moves` or `sum_of` of another size, parts that move one component.
[[nodiscard]] Lineariser separable_differences(SeparableSimulator simulator);

} // namespace kozqaras::inference
