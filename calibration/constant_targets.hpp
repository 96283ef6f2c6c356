#pragma once
// The survey's tables of news sources and of contact with China (2021): part of the likelihood, but
// a constant. No fitted parameter moves them, for they follow from the synthetic adults alone. The
// levels are given to the synthesis for all adults; the sample is not the adults, so whether its
// respondents still use the sources and stand on the rungs as printed is a check of who they are.

#include <optional>
#include <vector>

#include "calibration/targets.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// The wave of the survey's tables that asked for news sources and contact: that of the year of
/// data/media/contact_ladder.csv. Nothing if there is none.
[[nodiscard]] std::optional<std::size_t> contact_wave(const InputData& inputs);

/// A printed number beside what the respondents of the synthetic sample give.
struct ConstantTarget {
    Target target; ///< families "news sources 2021", "contact with China 2021"
    double simulated = 0;
    double standard_error = 0; ///< of the printed number: sampling with design effect, rounding

    [[nodiscard]] double z() const { return (target.value - simulated) / standard_error; }
};

/// Shares of the sample as fielded in that wave: the 13 news sources; how often news on China is
/// met (never, very rarely, often: the fourth follows), and who seeks it, has talked to Chinese
/// people, has been to China. Values 0..1; printed to whole percents (contact) or tenths (sources).
/// Sampling errors are taken as independent of those of the answers: how contact and answers go
/// together is not printed.
[[nodiscard]] std::vector<ConstantTarget> constant_targets(const World& world, std::size_t wave,
                                                           double design_effect);

} // namespace kozqaras
