#pragma once
// Does another method find the same posterior? The Laplace approximation of a stored calibration
// beside an ensemble smoother (ES-MDA) that starts from the prior and takes no derivatives.

#include <stop_token>
#include <string>

#include "calibration/posterior.hpp"
#include "calibration/setup.hpp"
#include "inference/check/diagnostics.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

struct MethodCheck {
    inference::CrossCheck check; ///< of the fitted parameters, second against Laplace
    int members = 0, steps = 0, failed = 0;
    int noted = 0; ///< parameters with a warning
    double scale = 0;
    double mean_ratio = 0; ///< mean of the smoother's s.d. over that of Laplace
    /// The same over parameters that the data inform (posterior s.d. below kNotInformed of the
    /// prior's by Laplace); how many these are, and their mean absolute shift.
    double informed_ratio = 0, informed_shift = 0;
    std::size_t informed = 0;
};

/// Runs `members` (at least 10; below 200 the smoother is known to be too sure) x 4 simulations of
/// the set-up's targets at its scale and seed, and compares. `posterior` must be fitted to the same
/// set-up: nothing checks that. Throws Interrupted.
[[nodiscard]] MethodCheck check_methods(InputData inputs, const CalibrationSetup& setup,
                                        const Posterior& posterior, int members,
                                        const std::stop_token& stop, ProgressSink& progress);

/// In words: summary, then the worst ten in mean and in s.d.
[[nodiscard]] std::string method_check_text(const MethodCheck& check);

/// CSV: parameter, mean_shift (in s.d. of Laplace), sd_ratio (smoother / Laplace), warning.
[[nodiscard]] std::string method_check_table(const MethodCheck& check);

} // namespace kozqaras
