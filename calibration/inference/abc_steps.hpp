#pragma once
// Parts of ABC-SMC: how particles are moved, how far statistics are from the data, the regression.

#include <memory>
#include <vector>

#include <Eigen/Dense>

#include "calibration/inference/abc_smc.hpp"

namespace kozqaras::inference {

/// Moves a weighted population: each particle by a normal with twice the covariance of the fifth of
/// the particles nearest to it (at least 4 per parameter).
class PerturbationKernel {
  public:
    PerturbationKernel(const Eigen::MatrixXd& particles, const Eigen::VectorXd& weights);

    /// A particle chosen by weight, moved.
    [[nodiscard]] Eigen::VectorXd propose(RandomStream& random) const;

    /// Log density of the proposal at each column.
    [[nodiscard]] Eigen::VectorXd log_density(const Eigen::MatrixXd& points) const;

  private:
    Eigen::MatrixXd particles_;
    Eigen::VectorXd weights_, cumulative_;
    std::vector<Eigen::LLT<Eigen::MatrixXd>> factors_;
};

/// Euclidean distance of scaled (or learned) statistics to the data; infinite where not finite.
struct Distance {
    Eigen::MatrixXd transform; ///< applied to statistics - observed
    Eigen::VectorXd observed;

    [[nodiscard]] double operator()(const Eigen::VectorXd& statistics) const;
    [[nodiscard]] Eigen::VectorXd of_columns(const Eigen::MatrixXd& statistics) const;
};

/// Statistics over their median absolute deviation in the population; with learned summaries, the
/// linear (ridge) regression of the parameters on them.
[[nodiscard]] Distance make_distance(const Eigen::VectorXd& observed,
                                     const AbcPopulation& population, const AbcSettings& settings);

/// Particles moved along a local linear regression on the statistics (Epanechnikov weights).
[[nodiscard]] Eigen::MatrixXd regression_adjusted(const Eigen::VectorXd& observed,
                                                  const AbcPopulation& population);

[[nodiscard]] std::vector<double> finite_values(const Eigen::VectorXd& values);

} // namespace kozqaras::inference
