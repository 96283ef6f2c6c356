#pragma once
// Parts of ABC-SMC: how particles are moved, how far statistics are from the data, the regression.

#include <memory>
#include <vector>

#include <Eigen/Dense>

#include "inference/likelihood_free/abc_smc.hpp"

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
};

/// A run of one particle's search for its place in a generation.
struct AbcRun {
    Eigen::VectorXd parameters, statistics;
    std::size_t particle = 0;
};

/// Fills population.learned and .summaries from `runs` (of its generation, accepted or not): the
/// linear regression of the parameters on the statistics (ridge_regression.hpp: runs may be fewer
/// than statistics). A particle's summaries come from a regression without its own runs and those
/// of a fifth of the others: where runs are few, they are fitted far better than the next ones will
/// be. Both are empty with fewer than 20 finite runs for each parameter.
void learn_summaries(const Eigen::VectorXd& observed, const std::vector<AbcRun>& runs,
                     AbcPopulation& population);

/// What the population has learned; else statistics over their median absolute deviation in it.
[[nodiscard]] Distance make_distance(const Eigen::VectorXd& observed,
                                     const AbcPopulation& population);

/// Learned summaries of the particles; else their transformed statistics less those of the data.
[[nodiscard]] Eigen::MatrixXd summaries_of(const Eigen::VectorXd& observed,
                                           const AbcPopulation& population);

/// Particles moved along a local linear regression on `summaries` (summaries_of; Epanechnikov
/// weights).
[[nodiscard]] Eigen::MatrixXd regression_adjusted(const Eigen::MatrixXd& summaries,
                                                  const AbcPopulation& population);

[[nodiscard]] std::vector<double> finite_values(const Eigen::VectorXd& values);

} // namespace kozqaras::inference
