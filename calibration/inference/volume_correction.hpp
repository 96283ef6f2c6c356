#pragma once
// The joint mode of many parameters is no summary of a few that they all depend on: where a scale
// shrinks, all effects measured on it shrink with it and cost less prior density, while the room
// that the posterior leaves them shrinks as well. The mode sees the first and not the second. The
// marginal posterior of such parameters psi holds both,
//   log p(psi | y) = - objective(psi, rest(psi)) / 2 - log |H_rest(psi)| / 2 + constant
// (nested Laplace approximation: Tierney & Kadane 1986, JASA 81; Rue, Martino & Chopin 2009, JRSS B
// 71), H = J' C^-1 J + S^-1 and rest(psi) the optimum of the others given psi. The parameters are
// taken as logarithms of one scale: what the data say of the others grows as exp(2 tau), tau linear
// in psi, while the prior stays,
//   log |H_rest| = sum over directions of log(1 + w exp(2 tau)) + constant,
// with the information w and the rates of tau measured at the joint mode. The term flattens where
// the prior takes over; a term linear in psi does not, and overshoots.

#include <vector>

#include "calibration/inference/levenberg_marquardt.hpp"

namespace kozqaras::inference {

struct VolumeCorrection {
    MaximumAPosteriori map;   ///< the optimum with the volume term; Laplace covariance there
    Eigen::VectorXd gradient; ///< of log |H_rest| along each of the parameters, per unit of it
};

/// Corrects `map`, an optimum of `problem`, for the volume left to the others along `parameters`
/// (positions). Each costs as many runs as the problem has parameters, plus searches from `map`, in
/// between which the term is renewed, until the parameters settle (else not `converged`). Misfit
/// and penalty are those of `problem`; the covariance holds the curvature of the term. Throws
/// Interrupted.
[[nodiscard]] VolumeCorrection correct_volume(const CalibrationProblem& problem,
                                              const MaximumAPosteriori& map,
                                              const std::vector<Eigen::Index>& parameters,
                                              const LevenbergMarquardtSettings& settings,
                                              const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras::inference
