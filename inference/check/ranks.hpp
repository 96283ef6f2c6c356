#pragma once
// Truths among the draws of their posteriors: positions, z, coverage, bands (references:
// inference/check/validation.hpp).

#include <string>

#include <Eigen/Dense>

namespace kozqaras::inference {

/// A truth among the draws of its posterior.
struct RecoveredValue {
    double position = 0; ///< 0..1, uniform over data sets if the posterior is right
    double z = 0;        ///< (mean of the draws - truth) / their s.d.
};

/// `uniform` in (0, 1) breaks ties and spreads the position over its rank, so that positions are
/// exactly uniform whatever the number of draws.
[[nodiscard]] RecoveredValue recovered(const Eigen::VectorXd& draws, double truth, double uniform);

/// Simultaneous 95 % bands of the distribution function of uniform positions at equally spaced
/// places: a whole curve of a sound method leaves them in 5 % of all cases.
class UniformBand {
  public:
    /// For this many positions (> 0).
    explicit UniformBand(Eigen::Index count);

    [[nodiscard]] bool holds(const Eigen::VectorXd& positions) const;

    /// Places in (0, 1), and the shares of positions below them that are still inside.
    [[nodiscard]] const Eigen::VectorXd& places() const { return places_; }

    [[nodiscard]] const Eigen::VectorXd& lower() const { return lower_; }

    [[nodiscard]] const Eigen::VectorXd& upper() const { return upper_; }

    /// Share of positions below each of places().
    [[nodiscard]] Eigen::VectorXd shares_below(const Eigen::VectorXd& positions) const;

  private:
    Eigen::VectorXd places_, lower_, upper_;
};

/// One parameter or quantity over all data sets.
struct ValidatedQuantity {
    std::string name;
    Eigen::VectorXd positions; ///< of the truth among its draws, 0..1 (ties broken at random)
    Eigen::VectorXd z;         ///< (posterior mean - truth) / posterior s.d.

    [[nodiscard]] double z_mean() const;
    [[nodiscard]] double z_deviation() const;

    /// Share of truths inside the central interval of this level.
    [[nodiscard]] double coverage(double level) const;

    /// Whether the positions' distribution function stays within UniformBand.
    [[nodiscard]] bool uniform() const;
};

} // namespace kozqaras::inference
