#pragma once
// Can a method be trusted on a problem? Data are made from known parameters and inferred again.
// References: Talts, Betancourt, Simpson, Vehtari & Gelman 2018, arXiv 1804.06788 (simulation-based
// calibration); Modrak et al. 2023, Bayesian Analysis (quantities that depend on the data, such as
// the log-likelihood); Saeilynoja, Buerkner & Vehtari 2022, Statistics and Computing 32 (bands).

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <Eigen/Dense>

#include "inference/check/ranks.hpp"
#include "inference/infer.hpp"

namespace kozqaras::inference {

/// Posterior draws (unconstrained, equally weighted, nearly independent) for a problem's data.
using Inferrer =
    std::function<Eigen::MatrixXd(const InferenceProblem& problem, std::uint64_t seed)>;

/// `infer` with one method and these settings.
[[nodiscard]] Inferrer inferrer(Method method, InferenceSettings settings,
                                const std::stop_token& stop);

/// A number that depends on the parameters, and may depend on the data: a forecast, an index. For
/// unconstrained columns, one value each.
struct Quantity {
    std::string name;
    std::function<Eigen::VectorXd(const InferenceProblem&, const Eigen::MatrixXd&)> evaluate;
};

/// log likelihood of the data.
[[nodiscard]] Quantity log_likelihood_quantity();

struct ValidationResult {
    std::vector<ValidatedQuantity> quantities; ///< parameters (natural scale), then the others
    int data_sets = 0;
    std::size_t parameters = 0; ///< how many of the quantities are parameters

    /// Mean coverage of the parameters.
    [[nodiscard]] double parameter_coverage(double level) const;
};

/// Makes one data set from each column of `truths` (unconstrained) and infers it again. `problem`
/// gives prior and simulator; its data are not used. Throws Interrupted.
[[nodiscard]] ValidationResult recover(const InferenceProblem& problem,
                                       const Eigen::MatrixXd& truths, const Inferrer& infer,
                                       const std::vector<Quantity>& quantities, std::uint64_t seed,
                                       const std::stop_token& stop, ProgressSink& progress);

/// The same with truths drawn from the prior: positions are uniform if the method is right.
[[nodiscard]] ValidationResult
simulation_based_calibration(const InferenceProblem& problem, int data_sets, const Inferrer& infer,
                             const std::vector<Quantity>& quantities, std::uint64_t seed,
                             const std::stop_token& stop, ProgressSink& progress);

/// Text: per quantity z mean and s.d., coverage at 50, 80, 90 %, inside the bands or not.
[[nodiscard]] std::string validation_report(const ValidationResult& result);

} // namespace kozqaras::inference
