#pragma once
// Margins -> adults: iterative proportional fitting, integerisation, households, media diet,
// contact ladder.

#include <cstdint>
#include <string>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// How well one margin is met by the fitted table and by the finished agents.
struct MarginFit {
    std::string margin; ///< e.g. "region x settlement x sex x age"
    Status status{};    ///< of the target
    std::string source;
    bool fitted = false; ///< a target of the fit; otherwise drawn afterwards
    int cells = 0;
    double target_total = 0;             ///< adults
    double worst_relative_error_fit = 0; ///< after fitting, over cells with a positive target
    double worst_relative_error_agents =
        0;                             ///< after integerisation, over cells of 30 agents or more
    double total_variation_agents = 0; ///< half the sum of |achieved share - target share|
    /// Adults, one per cell (for "households by settlement": households).
    std::vector<double> target{}, achieved_fit{}, achieved_agents{};
    std::vector<std::string> cell_labels{};
};

struct FitReport {
    int iterations = 0;
    bool converged = false;
    double worst_absolute_error =
        0; ///< adults, over all cells of all margins, at the last iteration
    std::string stop_reason;
    std::vector<MarginFit> margins; ///< fitted margins, then media use, contact ladder, households
    std::vector<std::string> notes; ///< e.g. margins rescaled to the hard total
};

struct SynthesisSettings {
    double scale = 0.01; ///< agents per adult, 0 < scale <= 1
    std::uint64_t seed = 1;
};

struct SynthesisResult {
    Population population;
    FitReport report;
};

/// Makes the synthetic adults. InputError if the scale gives fewer than 200 agents.
[[nodiscard]] SynthesisResult synthesise(const InputData& inputs,
                                         const SynthesisSettings& settings);

} // namespace kozqaras
