#pragma once
// What the data say about the parameters, whether the fit explains them, whether methods agree.

#include <cstdint>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "inference/infer.hpp"

namespace kozqaras::inference {

/// One parameter after the data; mean to high on the natural scale.
struct ParameterSummary {
    std::string name;
    double mean = 0, deviation = 0;
    double low = 0, middle = 0, high = 0; ///< 5 %, 50 %, 95 %
    double posterior_over_prior = 0; ///< s.d. on the unconstrained scale: 1 nothing learnt, 0 all
};

[[nodiscard]] std::vector<ParameterSummary> parameter_summaries(const InferenceResult& result);

/// A direction in which prior and posterior differ by as much as they can: eigenvectors of the
/// posterior covariance where the prior's is the identity, most informed first.
struct EigenDirection {
    double posterior_over_prior = 0; ///< s.d. along it
    Eigen::VectorXd loadings;        ///< unit length, per parameter
};

/// Of unconstrained draws, or of any draws scaled so that the prior's covariance is the identity.
[[nodiscard]] std::vector<EigenDirection> eigen_directions(const Eigen::MatrixXd& draws);

/// The same of a covariance in units of prior s.d.
[[nodiscard]] std::vector<EigenDirection>
eigen_directions_of(const Eigen::MatrixXd& scaled_covariance);

struct Correlation {
    Eigen::Index first = 0, second = 0;
    double value = 0;
};

/// Pairs of parameters with an absolute correlation of `least` or more, strongest first.
[[nodiscard]] std::vector<Correlation> strong_correlations(const Eigen::MatrixXd& covariance,
                                                           double least);

/// One observation beside what the posterior predicts for it, noise included.
struct PredictiveRow {
    Eigen::Index output = 0;
    double observed = 0, mean = 0, deviation = 0, low = 0, high = 0; ///< 5 % and 95 %
    double z = 0;     ///< (observed - mean) / deviation
    double below = 0; ///< share of predictions below what was observed
};

/// `draws` of the posterior (evenly chosen), one synthetic observation each. Rows in the order of
/// the data.
[[nodiscard]] std::vector<PredictiveRow> posterior_predictive(const InferenceProblem& problem,
                                                              const InferenceResult& result,
                                                              Eigen::Index draws,
                                                              std::uint64_t seed);

/// The `count` rows with the largest |z|, worst first.
[[nodiscard]] std::vector<PredictiveRow> worst_rows(std::vector<PredictiveRow> rows,
                                                    std::size_t count = 10);

struct MethodDifference {
    std::string parameter;
    double mean_shift = 0;      ///< (second - first) / s.d. of the first, unconstrained scale
    double deviation_ratio = 0; ///< s.d. of the second / s.d. of the first
};

struct CrossCheck {
    std::vector<MethodDifference> differences;
    std::vector<std::string> warnings; ///< beyond 0.5 s.d. in a mean or 20 % in an s.d.
};

/// Of two results on the same problem; BugError if their parameters differ.
[[nodiscard]] CrossCheck cross_check(const InferenceResult& first, const InferenceResult& second);

/// Summary, optima, directions, correlations, worst ten, warnings, in words. `predictive` may be
/// empty.
[[nodiscard]] std::string inference_report(const InferenceResult& result,
                                           const std::vector<PredictiveRow>& predictive);

} // namespace kozqaras::inference
