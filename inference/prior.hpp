#pragma once
// Priors of parameters, and the space every method works in. A parameter t with distribution
// function F is written t = F^-1(Phi(z)), so that its prior in z is the standard normal whatever F
// is (Nataf / isoprobabilistic transform; Lebrun & Dutfoy 2009, Probabilistic Engineering Mechanics
// 24). No bound, no Jacobian is left: the posterior density in z is likelihood(t(z)) x N(z; 0, I).
// "Natural" below is t, "unconstrained" z. Parameters are independent.

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <Eigen/Dense>

namespace kozqaras::inference {

enum class PriorKind : std::uint8_t { normal, log_normal, uniform };

/// One parameter. Make it with normal(), log_normal() or uniform(); `lower` and `upper` cut the
/// distribution (which is renormalised).
struct ParameterPrior {
    std::string name;
    PriorKind kind = PriorKind::normal;
    double first = 0;  ///< mean; mean of the logarithm; lower bound
    double second = 1; ///< s.d.; s.d. of the logarithm; upper bound
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();
};

/// N(mean, deviation^2), deviation > 0, cut to lower..upper if these are given.
[[nodiscard]] ParameterPrior normal(std::string name, double mean, double deviation,
                                    double lower = -std::numeric_limits<double>::infinity(),
                                    double upper = std::numeric_limits<double>::infinity());

/// exp(N(log_mean, log_deviation^2)), cut to lower..upper if these are given (lower >= 0).
[[nodiscard]] ParameterPrior log_normal(std::string name, double log_mean, double log_deviation,
                                        double lower = 0,
                                        double upper = std::numeric_limits<double>::infinity());

/// Uniform on lower..upper.
[[nodiscard]] ParameterPrior uniform(std::string name, double lower, double upper);

/// Independent priors of all parameters, in the simulator's order.
class Prior {
  public:
    /// InputError that names the parameter: no parameter, a name twice or empty, a spread that is
    /// not positive, bounds in the wrong order, beyond the distribution or not finite.
    explicit Prior(std::vector<ParameterPrior> parameters);

    [[nodiscard]] Eigen::Index size() const {
        return static_cast<Eigen::Index>(parameters_.size());
    }

    [[nodiscard]] const std::vector<ParameterPrior>& parameters() const { return parameters_; }

    /// Columns of unconstrained values -> columns of natural ones.
    [[nodiscard]] Eigen::MatrixXd natural(const Eigen::MatrixXd& unconstrained) const;

    /// The inverse. A value at or beyond a bound is taken as 8 s.d. away.
    [[nodiscard]] Eigen::MatrixXd unconstrained(const Eigen::MatrixXd& natural) const;

    /// The scale on which outputs are most likely smooth, for regressions: natural values over the
    /// prior's width for bounded parameters, unconstrained ones for the others.
    [[nodiscard]] Eigen::MatrixXd regression_scale(const Eigen::MatrixXd& unconstrained) const;

    /// `count` draws, unconstrained, one per column: column k depends on (seed, first + k) alone.
    [[nodiscard]] Eigen::MatrixXd draw(Eigen::Index count, std::uint64_t seed,
                                       std::uint64_t first = 0) const;

    /// log N(z; 0, I) of each column.
    [[nodiscard]] Eigen::VectorXd log_density(const Eigen::MatrixXd& unconstrained) const;

  private:
    std::vector<ParameterPrior> parameters_;
};

} // namespace kozqaras::inference
