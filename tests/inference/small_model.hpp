#pragma once
// Logistic growth with two parameters: a small simulator to validate methods on.

#include <cmath>

#include "inference/check/validation.hpp"

namespace kozqaras::inference {

inline InferenceProblem logistic_growth() {
    return {Prior({log_normal("rate", -1.0, 0.4), uniform("capacity", 4.0, 16.0)}),
            in_parallel([](const Eigen::VectorXd& t) {
                const Eigen::ArrayXd time = Eigen::ArrayXd::LinSpaced(8, 2.0, 16.0);
                return Eigen::VectorXd(t[1] / (1.0 + (t[1] - 1.0) * (-t[0] * time).exp()));
            }),
            constant_covariance(0.25 * Eigen::MatrixXd::Identity(8, 8)), Eigen::VectorXd::Zero(8)};
}

/// Importance sampling, one draw in five kept.
inline Inferrer small_inferrer() {
    InferenceSettings settings;
    settings.draws = 200;
    settings.importance_runs = 2000;
    settings.multistart.starts = 3;
    return inferrer(Method::importance, settings, {});
}

/// The size after 20 units of time.
inline Quantity growth_forecast() {
    return {"size_at_20", [](const InferenceProblem& problem, const Eigen::MatrixXd& points) {
                const Eigen::MatrixXd t = problem.prior().natural(points);
                return Eigen::VectorXd(
                    t.row(1).array() /
                    (1.0 + (t.row(1).array() - 1.0) * (-20.0 * t.row(0).array()).exp()));
            }};
}

} // namespace kozqaras::inference
