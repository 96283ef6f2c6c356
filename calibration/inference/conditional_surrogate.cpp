#include "calibration/inference/conditional_surrogate.hpp"

#include <algorithm>

#include "model/core/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

/// Centre, one step either way along each coordinate, one step along each pair.
std::vector<VectorXd> quadratic_design(Index size) {
    std::vector<VectorXd> points{VectorXd::Zero(size)};
    for (Index j = 0; j < size; ++j)
        for (const double sign : {1.0, -1.0})
            points.emplace_back(sign * VectorXd::Unit(size, j));
    for (Index j = 0; j < size; ++j)
        for (Index k = j + 1; k < size; ++k)
            points.emplace_back(VectorXd::Unit(size, j) + VectorXd::Unit(size, k));
    return points;
}

} // namespace

Partition::Partition(Index size, std::vector<Index> chosen) : psi(std::move(chosen)) {
    std::vector<bool> is_psi(static_cast<std::size_t>(size), false);
    for (const Index k : psi) {
        require(k >= 0 && k < size && !is_psi[static_cast<std::size_t>(k)],
                "parameters to integrate over: no such position, or one twice");
        is_psi[static_cast<std::size_t>(k)] = true;
    }
    for (Index k = 0; k < size; ++k)
        if (!is_psi[static_cast<std::size_t>(k)])
            others.push_back(k);
}

VectorXd Partition::joined(const VectorXd& psi_values, const VectorXd& other_values) const {
    VectorXd all(psi_values.size() + other_values.size());
    all(psi) = psi_values;
    all(others) = other_values;
    return all;
}

ConditionalSurrogate::ConditionalSurrogate(const CalibrationProblem& problem, Partition partition,
                                           const VectorXd& centre, const MatrixXd& covariance,
                                           double step, double difference_step,
                                           const std::stop_token& stop)
    : partition_(std::move(partition)),
      psi_centre_(centre(partition_.psi)),
      psi_steps_(step * problem.prior_standard_deviation(partition_.psi)),
      psi_mean_(problem.prior_mean(partition_.psi)),
      psi_deviation_(problem.prior_standard_deviation(partition_.psi)),
      others_centre_(centre(partition_.others)),
      others_mean_(problem.prior_mean(partition_.others)),
      others_precision_(
          problem.prior_standard_deviation(partition_.others).array().square().inverse()),
      noise_(covariance),
      design_(quadratic_design(psi_centre_.size())),
      outputs_(problem.observed.size()) {
    require(noise_.info() == Eigen::Success, "the covariance of the data is not positive definite");
    run_design(problem, centre, difference_step, stop);
}

MatrixXd ConditionalSurrogate::whitened(const MatrixXd& columns) const {
    return noise_.matrixL().solve(columns);
}

VectorXd ConditionalSurrogate::psi(const VectorXd& u) const {
    return psi_centre_ + psi_steps_.cwiseProduct(u);
}

VectorXd ConditionalSurrogate::others_on_ridge(const VectorXd& u) const {
    return others_centre_ + ridge_ * u;
}

void ConditionalSurrogate::run_design(const CalibrationProblem& problem, const VectorXd& centre,
                                      double difference_step, const std::stop_token& stop) {
    const VectorXd all_steps = difference_step * problem.prior_standard_deviation;
    const Linearisation here = linearised(problem, centre, all_steps);
    simulations_ = here.simulations;
    const MatrixXd by_all = whitened(here.jacobian);
    const MatrixXd by_others = by_all(Eigen::all, partition_.others);
    MatrixXd precision = by_others.transpose() * by_others;
    precision.diagonal().array() += others_precision_;
    ridge_ = -precision.llt().solve(by_others.transpose() * by_all(Eigen::all, partition_.psi)) *
             psi_steps_.asDiagonal();
    VectorXd steps = all_steps;
    steps(partition_.psi).setZero();
    const auto others = static_cast<Index>(partition_.others.size());
    values_.resize(outputs_ * (1 + others), static_cast<Index>(design_.size()));
    for (std::size_t p = 0; p < design_.size(); ++p) {
        check_stop(stop);
        const VectorXd& u = design_[p];
        const Linearisation there =
            p == 0 ? here
                   : linearised(problem, partition_.joined(psi(u), others_on_ridge(u)), steps);
        simulations_ += p == 0 ? 0 : there.simulations;
        auto column = values_.col(static_cast<Index>(p));
        column.head(outputs_) = whitened(problem.observed - there.expected);
        const MatrixXd jacobian = whitened(there.jacobian(Eigen::all, partition_.others));
        column.tail(outputs_ * others) = jacobian.reshaped();
    }
}

/// Of the quadratic through the design points: g(u) = sum of weight x value at the point.
VectorXd ConditionalSurrogate::design_weights(const VectorXd& u) const {
    const Index size = u.size();
    VectorXd weights = VectorXd::Zero(static_cast<Index>(design_.size()));
    weights[0] = 1.0 - u.squaredNorm();
    for (Index j = 0; j < size; ++j) {
        weights[1 + 2 * j] = (u[j] * u[j] + u[j]) / 2.0;
        weights[2 + 2 * j] = (u[j] * u[j] - u[j]) / 2.0;
    }
    Index pair = 1 + 2 * size;
    for (Index j = 0; j < size; ++j)
        for (Index k = j + 1; k < size; ++k, ++pair) { // g_jk - g_j - g_k + g_0
            const double product = u[j] * u[k];
            weights[pair] = product;
            weights[1 + 2 * j] -= product;
            weights[1 + 2 * k] -= product;
            weights[0] += product;
        }
    return weights;
}

Conditional ConditionalSurrogate::at(const VectorXd& u) const {
    const auto others = static_cast<Index>(partition_.others.size());
    const VectorXd values = values_ * design_weights(u);
    Conditional result;
    const VectorXd residual = values.head(outputs_);
    result.jacobian = values.tail(outputs_ * others).reshaped(outputs_, others);
    const VectorXd from = others_on_ridge(u);
    const VectorXd to_prior = others_mean_ - from;
    MatrixXd precision = MatrixXd::Zero(others, others);
    precision.selfadjointView<Eigen::Lower>().rankUpdate(result.jacobian.transpose());
    precision.diagonal().array() += others_precision_;
    result.precision.compute(precision);
    require(result.precision.info() == Eigen::Success, "a precision is not positive definite");
    const VectorXd gradient = result.jacobian.transpose() * residual +
                              (others_precision_ * to_prior.array()).matrix();
    const VectorXd move = result.precision.solve(gradient);
    result.mean = from + move;
    result.residual = residual - result.jacobian * move;
    const double distance = residual.squaredNorm() +
                            (others_precision_ * to_prior.array().square()).sum() -
                            gradient.dot(move);
    const double volume = 2.0 * result.precision.matrixLLT().diagonal().array().log().sum();
    const double of_prior =
        ((psi(u) - psi_mean_).array() / psi_deviation_.array()).square().sum();
    result.log_density = -0.5 * (distance + volume + of_prior);
    return result;
}

} // namespace kozqaras::inference
