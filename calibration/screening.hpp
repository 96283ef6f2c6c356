#pragma once
// Which fitted parameters move what the survey would print, over the whole prior and before any
// data: elementary effects of all of them, then shares of variance of the few that move the
// composite of the last wave most.

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "calibration/posterior.hpp"
#include "inference/check/sensitivity.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

struct ScreeningSettings {
    int trajectories = 10;  ///< of Morris' design, at least 2: each one run a fitted parameter
    int points = 128;       ///< of the Sobol sample: each `most_chosen` + 2 runs
    int most_chosen = 6;    ///< parameters whose shares of variance are asked
    std::uint64_t seed = 1; ///< of both designs
};

struct Screening {
    std::vector<std::string> outputs;    ///< composite and indicators of each shipped wave
    std::vector<std::string> parameters; ///< fitted ones
    std::vector<std::string> families;   ///< of the same parameters: name up to the first dot
    inference::MorrisScreening morris;   ///< outputs x parameters, nets per unit of probability
    std::vector<std::size_t> chosen;     ///< largest mu* for the composite of the last wave first
    inference::SobolIndices sobol; ///< outputs x chosen; all other parameters at their prior mean
    int points = 0;
    double scale = 0;
};

/// Runs the record to the last wave in `world`, sample as fielded. Throws Interrupted.
[[nodiscard]] Screening screen(const std::shared_ptr<const World>& world,
                               const std::shared_ptr<const ParameterRegistry>& registry,
                               double scale, const ScreeningSettings& settings,
                               const std::stop_token& stop, ProgressSink& progress);

/// In words: the ten parameters that move the composite of the last wave most, families, shares.
[[nodiscard]] std::string screening_text(const Screening& screening);

/// CSV: output, parameter, mu, mu_star, sigma, first_order, first_order_error, total, total_error
/// (the last four empty for parameters that were not chosen).
[[nodiscard]] std::string screening_table(const Screening& screening);

} // namespace kozqaras
