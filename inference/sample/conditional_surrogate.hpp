#pragma once
// A few parameters psi on which everything else depends, and many others that are nearly linear
// once psi is given. Given psi the others are normal in closed form around their optimum, and
// integrated out (Laplace):
//   log p(psi | y) = - [(y - f)' C^-1 (y - f) + (rest - m)' S^-1 (rest - m)]_min / 2
//                    - log |J' C^-1 J + S^-1| / 2 + log prior(psi) + constant
// (Rue, Martino & Chopin 2009, JRSS B 71, sections 3 and 6.5). It is known where the simulator was
// run; between such points the optimum, the residual and the derivatives there are quadratics of
// psi, by least squares, and the volume (the second line) a quadratic with a Gaussian process.

#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "inference/optimise/levenberg_marquardt.hpp"
#include "inference/sample/kernel_regression.hpp"

namespace kozqaras::inference {

/// Parameters apart: psi, and the others in the order of the whole.
struct Partition {
    std::vector<Eigen::Index> psi, others;

    /// `psi` must be positions below `size`, each once.
    Partition(Eigen::Index size, std::vector<Eigen::Index> psi);

    [[nodiscard]] Eigen::VectorXd joined(const Eigen::VectorXd& psi_values,
                                         const Eigen::VectorXd& other_values) const;
};

/// The others given psi.
struct Conditional {
    double log_joint = 0;     ///< log density of psi and the others at their optimum
    double log_volume = 0;    ///< log |J' C^-1 J + S^-1| / 2
    Eigen::VectorXd mean;     ///< of the others
    Eigen::VectorXd residual; ///< L^-1 (y - f) at `mean`, C = L L'
    Eigen::MatrixXd jacobian; ///< by the others, whitened: L^-1 J

    /// Of psi, the others integrated out; not normalised.
    [[nodiscard]] double log_density() const { return log_joint - log_volume; }
};

inline constexpr Eigen::Index kMostIntegrated = 7; ///< psi of one design

/// Central composite design (Box & Wilson 1951, JRSS B 13): the centre, two points on each axis at
/// 2, and corners at 1: all of them up to four factors, from five on the half in which the last
/// sign is the product of the others. One to kMostIntegrated factors; points as columns.
[[nodiscard]] Eigen::MatrixXd central_composite(Eigen::Index factors);

/// Finds and keeps conditionals; psi in coordinates u: prior s.d. from the prior mean.
class ConditionalSurrogate {
  public:
    /// `centre`: all parameters, the others at their optimum given psi; `covariance` of the data,
    /// taken as fixed; `difference_step` in prior s.d. of the others.
    ConditionalSurrogate(const CalibrationProblem& problem, Partition partition,
                         const Eigen::VectorXd& centre, const Eigen::MatrixXd& covariance,
                         double difference_step);

    /// Linearises the simulator at each column of `points`, at the others' optimum, found by
    /// Gauss-Newton steps from the same column of `others`; then fits anew. With several points
    /// before anything else is asked. Throws Interrupted.
    std::vector<Conditional> linearise(const Eigen::MatrixXd& points, const Eigen::MatrixXd& others,
                                       const std::stop_token& stop);

    /// Finds the optimum at each column of `points` with the derivatives and volumes that the
    /// surrogate has there (chord method): few simulations. Then fits anew. Throws Interrupted.
    std::vector<Conditional> find(const Eigen::MatrixXd& points, const std::stop_token& stop);

    /// As expected at u, but for the density (0). Beyond the box of the linearised points as at the
    /// nearest point of it; only the volume goes on, for what is cut off there is never missed.
    [[nodiscard]] Conditional at(const Eigen::VectorXd& u) const;
    [[nodiscard]] double log_volume(const Eigen::VectorXd& u) const;

    /// The others' optimum given psi.
    [[nodiscard]] Eigen::VectorXd optimum(const Eigen::VectorXd& u) const;

    /// Of the others, J' C^-1 J + S^-1.
    [[nodiscard]] Eigen::LLT<Eigen::MatrixXd> precision(const Eigen::MatrixXd& jacobian) const;

    /// By the others, of half the objective: S^-1 (others - m) - J' residual.
    [[nodiscard]] Eigen::VectorXd gradient(const Eigen::MatrixXd& jacobian,
                                           const Eigen::VectorXd& residual,
                                           const Eigen::VectorXd& others) const;

    [[nodiscard]] Eigen::VectorXd psi(const Eigen::VectorXd& u) const;
    /// The u of a psi.
    [[nodiscard]] Eigen::VectorXd coordinates(const Eigen::VectorXd& psi) const;

    [[nodiscard]] const Partition& partition() const { return partition_; }

    /// L^-1 of the data's covariance times each column.
    [[nodiscard]] Eigen::MatrixXd whitened(const Eigen::MatrixXd& columns) const;

    [[nodiscard]] int simulations() const { return simulations_; }

  private:
    /// What one linearisation says of the others: where their optimum lies, and how far.
    struct Step;
    struct Chord;
    void advance(Chord& chord, const Eigen::VectorXd& expected) const;
    [[nodiscard]] Step step_from(const Linearisation& there, const Eigen::VectorXd& from) const;
    [[nodiscard]] Conditional run(const Eigen::VectorXd& u, Eigen::VectorXd from,
                                  const std::stop_token& stop);
    [[nodiscard]] double objective(const Eigen::VectorXd& expected,
                                   const Eigen::VectorXd& others) const;
    [[nodiscard]] std::vector<Conditional> chord(const Eigen::MatrixXd& points,
                                                 const std::stop_token& stop);
    /// The last of runs_ are at these.
    void take(const Eigen::MatrixXd& points);
    void fit();
    /// The root of the weight of each run in a fit.
    [[nodiscard]] Eigen::VectorXd roots_of_weights() const;
    [[nodiscard]] Eigen::VectorXd trusted(const Eigen::VectorXd& u) const;

    struct Run {
        Conditional found;
        bool linearised = false; ///< with derivatives of its own
    };

    const CalibrationProblem& problem_;
    Partition partition_;
    Eigen::VectorXd psi_mean_, psi_deviation_;
    Eigen::VectorXd others_mean_, steps_;
    Eigen::ArrayXd others_precision_; ///< of the prior
    Eigen::LLT<Eigen::MatrixXd> noise_;
    Eigen::VectorXd centre_u_, centre_others_;
    Eigen::MatrixXd line_; ///< others x psi: how the others follow at the centre
    Eigen::MatrixXd points_;
    std::vector<Run> runs_; ///< at the columns of points_
    std::unique_ptr<const KernelRegression> volume_;
    Eigen::MatrixXd optimum_, residual_, jacobian_; ///< by quadratic term
    Eigen::VectorXd lowest_, highest_;              ///< corners of the trusted box
    int simulations_ = 0;
};

} // namespace kozqaras::inference
