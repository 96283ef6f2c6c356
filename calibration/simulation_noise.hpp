#pragma once
// How far expected targets differ between countries that differ by their random numbers alone:
// other adults, ties and paths. This noise is shared by all questions of an attitude, so at small
// scales it moves parameters far more than independent noise of the same size would. It depends on
// the parameters, most on those that say how far opinions spread: between draws of the prior its
// variance differs by a factor of two. So it is measured at the fitted parameters.

#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "calibration/setup.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Runs the set-up's targets at `fitted` (fitted parameters, the others at their prior mean) in
/// setup.noise_countries (at least 20) countries of other seeds, as large as its scale makes them.
/// Throws Interrupted.
[[nodiscard]] std::shared_ptr<const SimulationNoise>
measure_simulation_noise(const InputData& inputs,
                         const std::shared_ptr<const ParameterRegistry>& registry,
                         const CalibrationSetup& setup, const Eigen::VectorXd& fitted,
                         const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras
