#pragma once
// A few parameters psi on which everything else depends, and many others that are nearly linear
// once psi is given. Around a centre the expected values and their derivatives by the others are
// quadratic functions of psi, by least squares over a central composite design of true runs (Box &
// Wilson 1951, JRSS B 13), whose corners lie where most of a normal prior of several psi lies.
// Given psi the others are then normal in closed form, and integrated out exactly:
//   log p(psi | y) = - [(y - f)' C^-1 (y - f) + (rest - m)' S^-1 (rest - m)]_min / 2
//                    - log |J' C^-1 J + S^-1| / 2 + log prior(psi) + constant
// (Rue, Martino & Chopin 2009, JRSS B 71, sections 3 and 6.5, with a normal conditional).

#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "calibration/inference/levenberg_marquardt.hpp"

namespace kozqaras::inference {

/// The others given psi.
struct Conditional {
    double log_density = 0;                ///< of psi, the others integrated out; not normalised
    Eigen::VectorXd mean;                  ///< of the others
    Eigen::LLT<Eigen::MatrixXd> precision; ///< of the others
    Eigen::MatrixXd jacobian;              ///< by the others, whitened: L^-1 J with C = L L'
    Eigen::VectorXd residual;              ///< L^-1 (y - f) at `mean`, as the surrogate has it
};

inline constexpr Eigen::Index kMostIntegrated = 7; ///< psi of one design

/// Points of the design for so many psi, 1 to kMostIntegrated.
[[nodiscard]] std::size_t design_size(Eigen::Index psi);

/// Parameters apart: psi, and the others in the order of the whole.
struct Partition {
    std::vector<Eigen::Index> psi, others;

    /// `psi` must be positions below `size`, each once.
    Partition(Eigen::Index size, std::vector<Eigen::Index> psi);

    [[nodiscard]] Eigen::VectorXd joined(const Eigen::VectorXd& psi_values,
                                         const Eigen::VectorXd& other_values) const;
};

class ConditionalSurrogate {
  public:
    /// `centre`: all parameters, the others at their optimum given psi; `covariance` of the data
    /// there. One to seven psi. `steps` of the design, on the scale of psi; `difference_step` in
    /// prior s.d. of the others. Throws Interrupted.
    ConditionalSurrogate(const CalibrationProblem& problem, Partition partition,
                         const Eigen::VectorXd& centre, const Eigen::MatrixXd& covariance,
                         Eigen::VectorXd steps, double difference_step,
                         const std::stop_token& stop);

    /// At centre + `point` design steps. Beyond trusted() the data say what they say at its border;
    /// only the prior of psi goes on.
    [[nodiscard]] Conditional at(const Eigen::VectorXd& point) const;

    /// `point`, or the nearest point of the box of two design steps either way.
    [[nodiscard]] static Eigen::VectorXd trusted(const Eigen::VectorXd& point);

    /// psi at u.
    [[nodiscard]] Eigen::VectorXd psi(const Eigen::VectorXd& u) const;

    [[nodiscard]] const Partition& partition() const { return partition_; }

    /// L^-1 of the data's covariance times each column.
    [[nodiscard]] Eigen::MatrixXd whitened(const Eigen::MatrixXd& columns) const;

    [[nodiscard]] int simulations() const { return simulations_; }

  private:
    void run_design(const CalibrationProblem& problem, const Eigen::VectorXd& centre,
                    double difference_step, const std::stop_token& stop);
    /// At `u`, from the whitened residual and derivatives there.
    [[nodiscard]] Conditional conditional(const Eigen::VectorXd& u,
                                          const Eigen::VectorXd& values) const;
    [[nodiscard]] Eigen::VectorXd others_on_ridge(const Eigen::VectorXd& u) const;

    Partition partition_;
    Eigen::VectorXd psi_centre_, psi_steps_, psi_mean_, psi_deviation_;
    Eigen::VectorXd others_centre_, others_mean_;
    Eigen::ArrayXd others_precision_; ///< of the prior
    Eigen::MatrixXd ridge_;           ///< others x psi: how the others follow, per design step
    Eigen::LLT<Eigen::MatrixXd> noise_;
    /// One column for each quadratic term: of the whitened residual, then of the whitened
    /// derivatives by the others.
    Eigen::MatrixXd coefficients_;
    Eigen::Index outputs_ = 0;
    int simulations_ = 0;
};

} // namespace kozqaras::inference
