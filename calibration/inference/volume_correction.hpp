#pragma once
// The joint mode of many parameters is no summary of a few that they all depend on: where a scale
// shrinks, all effects measured on it shrink with it and cost less prior density, while the room
// that the posterior leaves them shrinks as well. The mode sees the first and not the second. The
// marginal posterior of such parameters psi holds both,
//   log p(psi | y) = - objective(psi, rest(psi)) / 2 - log |H_rest(psi)| / 2 + constant
// (nested Laplace approximation: Tierney & Kadane 1986, JASA 81; Rue, Martino & Chopin 2009, JRSS B
// 71), H = J' C^-1 J + S^-1 and rest(psi) the optimum of the others given psi. Here log |H_rest| is
// taken as linear in psi, as it is for the logarithm of a scale.

#include <vector>

#include "calibration/inference/levenberg_marquardt.hpp"

namespace kozqaras::inference {

struct VolumeCorrection {
    MaximumAPosteriori map;   ///< the optimum with the volume term; Laplace covariance there
    Eigen::VectorXd gradient; ///< of log |H_rest| along each of the parameters, per unit of it
};

/// Corrects `map`, an optimum of `problem`, for the volume left to the others along `parameters`
/// (positions). Each costs as many runs as the problem has parameters, plus a search from `map`.
/// Misfit and penalty are those of `problem`. Throws Interrupted.
[[nodiscard]] VolumeCorrection correct_volume(const CalibrationProblem& problem,
                                              const MaximumAPosteriori& map,
                                              const std::vector<Eigen::Index>& parameters,
                                              const LevenbergMarquardtSettings& settings,
                                              const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras::inference
