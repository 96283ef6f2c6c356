#include "calibration/inference/conditional_surrogate.hpp"

#include <algorithm>

#include "model/core/errors.hpp"

namespace kozqaras::inference {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kCorner = 1.0, kAxis = 2.0; ///< of the design, in its steps
/// Quadratics say nothing of what lies farther out along a coordinate.
constexpr double kTrusted = kAxis;

/// Central composite: the centre, two points on each axis, and corners: all of them up to four
/// factors, from five on the half in which the last sign is the product of the others (resolution V
/// and more, so that every product of two factors can be told from the others).
std::vector<VectorXd> central_composite(Index factors) {
    require(factors >= 1 && factors <= kMostIntegrated, "a design of one to seven factors");
    constexpr Index kWhole = 4;
    std::vector<VectorXd> points{VectorXd::Zero(factors)};
    for (Index j = 0; j < factors; ++j)
        for (const double sign : {1.0, -1.0})
            points.emplace_back(sign * kAxis * VectorXd::Unit(factors, j));
    const Index free = factors <= kWhole ? factors : factors - 1;
    for (unsigned bits = 0; bits < (1U << free); ++bits) {
        VectorXd corner = VectorXd::Constant(factors, kCorner);
        for (Index j = 0; j < free; ++j)
            if (((bits >> j) & 1U) != 0U)
                corner[j] = -kCorner;
        if (free < factors)
            corner[free] = corner.head(free).prod() > 0.0 ? kCorner : -kCorner;
        points.push_back(corner);
    }
    return points;
}

/// 1, coordinates, squares, products of two.
VectorXd quadratic_terms(const VectorXd& u) {
    const Index n = u.size();
    VectorXd terms(1 + 2 * n + n * (n - 1) / 2);
    terms << 1.0, u, u.cwiseAbs2(), VectorXd::Zero(n * (n - 1) / 2);
    Index next = 1 + 2 * n;
    for (Index j = 0; j < n; ++j)
        for (Index k = j + 1; k < n; ++k)
            terms[next++] = u[j] * u[k];
    return terms;
}

/// Terms x design points: least-squares coefficients of a quadratic from values at the points.
MatrixXd coefficients_from(const std::vector<VectorXd>& design) {
    MatrixXd terms(static_cast<Index>(design.size()), quadratic_terms(design.front()).size());
    for (std::size_t p = 0; p < design.size(); ++p)
        terms.row(static_cast<Index>(p)) = quadratic_terms(design[p]);
    return terms.completeOrthogonalDecomposition().pseudoInverse();
}

} // namespace

std::size_t design_size(Index psi) {
    return central_composite(psi).size();
}

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
                                           VectorXd steps, double difference_step,
                                           const std::stop_token& stop)
    : partition_(std::move(partition)),
      psi_centre_(centre(partition_.psi)),
      psi_steps_(std::move(steps)),
      psi_mean_(problem.prior_mean(partition_.psi)),
      psi_deviation_(problem.prior_standard_deviation(partition_.psi)),
      others_centre_(centre(partition_.others)),
      others_mean_(problem.prior_mean(partition_.others)),
      others_precision_(
          problem.prior_standard_deviation(partition_.others).array().square().inverse()),
      noise_(covariance),
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
    const auto design = central_composite(psi_centre_.size());
    MatrixXd values(outputs_ * (1 + others), static_cast<Index>(design.size()));
    for (std::size_t p = 0; p < design.size(); ++p) {
        check_stop(stop);
        const VectorXd& u = design[p];
        const Linearisation there =
            p == 0 ? here
                   : linearised(problem, partition_.joined(psi(u), others_on_ridge(u)), steps);
        simulations_ += p == 0 ? 0 : there.simulations;
        auto column = values.col(static_cast<Index>(p));
        column.head(outputs_) = whitened(problem.observed - there.expected);
        const MatrixXd jacobian = whitened(there.jacobian(Eigen::all, partition_.others));
        column.tail(outputs_ * others) = jacobian.reshaped();
    }
    coefficients_ = values * coefficients_from(design).transpose();
}

VectorXd ConditionalSurrogate::trusted(const VectorXd& point) {
    return point.cwiseMax(-kTrusted).cwiseMin(kTrusted);
}

Conditional ConditionalSurrogate::at(const VectorXd& point) const {
    const VectorXd u = trusted(point);
    Conditional result = conditional(u, coefficients_ * quadratic_terms(u));
    const auto prior_distance = [&](const VectorXd& at) {
        return ((psi(at) - psi_mean_).array() / psi_deviation_.array()).square().sum();
    };
    result.log_density -= 0.5 * (prior_distance(point) - prior_distance(u));
    return result;
}

Conditional ConditionalSurrogate::conditional(const VectorXd& u, const VectorXd& values) const {
    const auto others = static_cast<Index>(partition_.others.size());
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
    const VectorXd gradient =
        result.jacobian.transpose() * residual + (others_precision_ * to_prior.array()).matrix();
    const VectorXd move = result.precision.solve(gradient);
    result.mean = from + move;
    result.residual = residual - result.jacobian * move;
    const double distance = residual.squaredNorm() +
                            (others_precision_ * to_prior.array().square()).sum() -
                            gradient.dot(move);
    const double volume = 2.0 * result.precision.matrixLLT().diagonal().array().log().sum();
    const double of_prior = ((psi(u) - psi_mean_).array() / psi_deviation_.array()).square().sum();
    result.log_density = -0.5 * (distance + volume + of_prior);
    return result;
}

} // namespace kozqaras::inference
