#pragma once
// How the posterior of a set-up is found: searches, the parameters that are integrated over, draws.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

#include <Eigen/Dense>

#include "calibration/search_quality.hpp"
#include "calibration/setup.hpp"
#include "calibration/wave_model.hpp"

namespace kozqaras {

struct FoundPosterior {
    inference::MaximumAPosteriori best; ///< the optimum, or the posterior mean where integrated
    /// The draws that travel with a posterior: fitted parameters x setup.members, made true to the
    /// simulator in two rounds.
    Eigen::MatrixXd draws;
    SearchEnds searches;      ///< none where parameters are integrated over and starts is 1
    SamplingQuality sampling; ///< where parameters are integrated over
    int simulations = 0;      ///< of all searches and draws
};

/// The joint mode: the best of searches from `first` (fitted parameters) and, if the set-up has
/// more starts, from draws of the prior. With setup.integrate_over: integrated over these
/// parameters, from `first`; more starts then show where searches for the others end. Throws
/// Interrupted.
[[nodiscard]] FoundPosterior find_posterior(const WaveModel& model,
                                            const inference::CalibrationProblem& problem,
                                            const CalibrationSetup& setup,
                                            const Eigen::VectorXd& first,
                                            const std::stop_token& stop);

/// Where the posterior lies, roughly: the optimum from the prior mean, or with setup.integrate_over
/// mean and covariance after one round of proposals. Throws Interrupted.
[[nodiscard]] inference::MaximumAPosteriori first_look(const WaveModel& model,
                                                       const inference::CalibrationProblem& problem,
                                                       const CalibrationSetup& setup,
                                                       const std::stop_token& stop);

struct NoiseOfFit {
    inference::MaximumAPosteriori look; ///< first_look()
    std::shared_ptr<const SimulationNoise> noise;
};

/// The noise of the simulation at the fitted parameters, in setup.noise_countries as
/// `countries_seed` makes them; `problem` holds that of the prior mean. Throws Interrupted.
[[nodiscard]] NoiseOfFit
noise_where_the_fit_lies(const WaveModel& model, const inference::CalibrationProblem& problem,
                         const CalibrationSetup& setup, std::uint64_t countries_seed,
                         const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras
