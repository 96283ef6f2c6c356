#pragma once
// How far expected targets differ between countries that differ by their random numbers alone:
// other adults, ties and paths. This noise is shared by all questions of an attitude, so at small
// scales it moves parameters far more than independent noise of the same size would.

#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "calibration/setup.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Runs the set-up's targets at the prior mean in `countries` (at least 20) countries of other
/// seeds, as large as the set-up's scale makes them. Throws Interrupted.
[[nodiscard]] std::shared_ptr<const SimulationNoise>
measure_simulation_noise(const InputData& inputs,
                         const std::shared_ptr<const ParameterRegistry>& registry,
                         const CalibrationSetup& setup, int countries, const std::stop_token& stop,
                         ProgressSink& progress);

} // namespace kozqaras
