#pragma once
// Mixtures of normals or Student's t on the unconstrained scale: the Laplace approximation of a
// posterior with one or several optima, and proposals with heavier tails.

#include <cstdint>
#include <vector>

#include <Eigen/Dense>

#include "support/random.hpp"

namespace kozqaras::inference {

class Mixture {
  public:
    /// `weights` sum to 1; `covariances` positive definite (BugError otherwise). `degrees` of
    /// freedom of Student's t with these scale matrices; 0: normal.
    Mixture(std::vector<double> weights, std::vector<Eigen::VectorXd> means,
            const std::vector<Eigen::MatrixXd>& covariances, double degrees = 0);

    [[nodiscard]] Eigen::Index size() const { return means_.front().size(); }

    [[nodiscard]] std::size_t components() const { return means_.size(); }

    /// Log density of each column.
    [[nodiscard]] Eigen::VectorXd log_density(const Eigen::MatrixXd& points) const;

    /// `count` draws, one per column; column k depends on (seed, k) alone. Each component gets its
    /// share of the columns (systematic), so that weights carry no sampling error.
    [[nodiscard]] Eigen::MatrixXd draw(Eigen::Index count, std::uint64_t seed) const;

    /// One draw; all randomness from `random`.
    [[nodiscard]] Eigen::VectorXd draw_one(RandomStream& random) const;

  private:
    [[nodiscard]] Eigen::VectorXd draw_from(std::size_t component, RandomStream& random) const;

    std::vector<double> weights_;
    std::vector<Eigen::VectorXd> means_;
    std::vector<Eigen::LLT<Eigen::MatrixXd>> factors_;
    double degrees_;
};

} // namespace kozqaras::inference
