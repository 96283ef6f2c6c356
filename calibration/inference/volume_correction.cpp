#include "calibration/inference/volume_correction.hpp"

#include <algorithm>
#include <cmath>

#include "model/core/errors.hpp"

namespace kozqaras::inference {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kStep = 0.5; ///< along a parameter, in its posterior standard deviations

/// Positions of 0..size-1 that are not in `some`.
std::vector<Index> others_of(Index size, const std::vector<Index>& some) {
    std::vector<Index> others;
    for (Index i = 0; i < size; ++i)
        if (std::find(some.begin(), some.end(), i) == some.end())
            others.push_back(i);
    return others;
}

MatrixXd derivatives(const CalibrationProblem& problem, const VectorXd& at, double step) {
    const Index size = at.size();
    MatrixXd points = at.replicate(1, size + 1);
    const VectorXd steps = step * problem.prior_standard_deviation;
    for (Index k = 0; k < size; ++k)
        points(k, k + 1) += steps[k];
    const MatrixXd values = problem.simulate(points);
    return (values.rightCols(size).colwise() - values.col(0)) * steps.cwiseInverse().asDiagonal();
}

MatrixXd precision_of(const CalibrationProblem& problem, const MatrixXd& jacobian,
                      const Eigen::LLT<MatrixXd>& noise) {
    const MatrixXd whitened = noise.matrixL().solve(jacobian);
    MatrixXd precision = whitened.transpose() * whitened;
    precision.diagonal().array() += problem.prior_standard_deviation.array().square().inverse();
    return precision;
}

double log_determinant(const MatrixXd& precision, const std::vector<Index>& of) {
    const MatrixXd part = precision(of, of);
    const Eigen::LLT<MatrixXd> factor(part);
    require(factor.info() == Eigen::Success, "a precision is not positive definite");
    return 2.0 * factor.matrixLLT().diagonal().array().log().sum();
}

} // namespace

VolumeCorrection correct_volume(const CalibrationProblem& problem, const MaximumAPosteriori& map,
                                const std::vector<Index>& parameters,
                                const LevenbergMarquardtSettings& settings,
                                const std::stop_token& stop, ProgressSink& progress) {
    const Eigen::LLT<MatrixXd> noise(map.observation_covariance);
    const MatrixXd precision = precision_of(problem, map.jacobian, noise);
    const auto others = others_of(map.parameters.size(), parameters);
    const MatrixXd part = precision(others, others);
    const Eigen::LLT<MatrixXd> others_factor(part);
    const double here = log_determinant(precision, others);
    VolumeCorrection result;
    result.gradient.resize(static_cast<Index>(parameters.size()));
    CalibrationProblem shifted = problem;
    int simulations = map.simulations;
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        check_stop(stop);
        const Index k = parameters[p];
        const double step = kStep * std::sqrt(map.covariance(k, k));
        const VectorXd cross = precision.col(k)(others);
        VectorXd at = map.parameters;
        at[k] += step;
        at(others) -= step * others_factor.solve(cross); // the others follow
        const MatrixXd there =
            precision_of(problem, derivatives(problem, at, settings.difference_step), noise);
        simulations += static_cast<int>(at.size()) + 1;
        const double gradient = (log_determinant(there, others) - here) / step;
        result.gradient[static_cast<Index>(p)] = gradient;
        // (t - m)^2 / s^2 + g t has its minimum where the prior's mean is m - g s^2 / 2.
        shifted.prior_mean[k] -= 0.5 * gradient * problem.prior_standard_deviation[k] *
                                 problem.prior_standard_deviation[k];
    }
    result.map = levenberg_marquardt(shifted, map.parameters, settings, stop, progress);
    result.map.simulations += simulations;
    result.map.penalty = ((result.map.parameters - problem.prior_mean).array() /
                          problem.prior_standard_deviation.array())
                             .square()
                             .sum();
    return result;
}

} // namespace kozqaras::inference
