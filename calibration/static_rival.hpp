#pragma once
// The rival that the model must beat on a breakdown held out: regression with poststratification,
// no dynamics, no opinions. Per question, a cell's share positive is
//   p_c = Phi(a + sum over the remaining factors f of b[f, group of c]),  b ~ N(0, sigma^2),
// fitted to the printed shares of everyone and of the groups of the remaining factors, each of
// which is the weighted mean of p over its cells. The group held out is predicted by the weighted
// mean over its own cells. So it knows who the people are and how they answer by all other
// characteristics. sigma is chosen by the Laplace evidence, pooled over questions. References:
// Gelman & Little 1997, Survey Methodology 23 (regression and poststratification); Groups instead
// of persons are observed (ecological regression), so effects of correlated factors are told apart
// by the joint table of the sample alone.

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Dense>

namespace kozqaras {

/// Cells of the sample: weights (any scale) and the groups each belongs to.
struct StaticCells {
    std::vector<double> weights;
    std::vector<std::vector<int>> groups; ///< per cell, all groups (0: everyone)
    int group_count = 0;
};

/// A printed share.
struct ObservedShare {
    int question = 0, group = 0;
    double share = 0;    ///< 0..1
    double variance = 0; ///< of the printed number; > 0
};

struct SharePrediction {
    double mean = 0;      ///< 0..1
    double deviation = 0; ///< of the share, without survey error
};

class StaticRival {
  public:
    /// `effects`: groups with an effect of their own (those of the remaining factors). Fits every
    /// question that `observed` holds; needs at least one share of everyone for each.
    StaticRival(StaticCells cells, std::vector<int> effects,
                const std::vector<ObservedShare>& observed);

    /// Share of `group` that answers positively. BugError for a question that was not fitted.
    [[nodiscard]] SharePrediction predict(int question, int group) const;

    /// Standard deviation of effects that the evidence chose, probit units.
    [[nodiscard]] double effect_deviation() const { return sigma_; }

  private:
    struct Fit {
        Eigen::VectorXd parameters; ///< a, then effects
        Eigen::MatrixXd covariance;
        double log_evidence = 0;
    };

    /// Cells that agree in all effects are alike: patterns x groups, their weights.
    void make_patterns(const StaticCells& cells);
    [[nodiscard]] Eigen::VectorXd expected(const Eigen::VectorXd& parameters,
                                           std::span<const int> groups,
                                           Eigen::MatrixXd* jacobian) const;
    [[nodiscard]] Fit fit(std::span<const ObservedShare> observed, double sigma) const;

    std::vector<int> effects_;
    Eigen::MatrixXd design_;  ///< patterns x (1 + effects): 1 where the effect is at work
    Eigen::MatrixXd weights_; ///< groups x patterns: shares of the group's weight
    double sigma_ = 0;
    std::vector<std::vector<Fit>> fits_; ///< per question, empty or one
};

} // namespace kozqaras
