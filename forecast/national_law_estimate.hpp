#pragma once
// The law of national change with its standard errors, panel by panel, and what the panels together
// say of a country that is in none of them. Standard errors: the larger of the jackknife's over
// countries and that of the curvature at the fit, which knows of the weak priors.

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "forecast/national_law_fit.hpp"
#include "support/progress.hpp"

namespace kozqaras {

struct LawEstimate {
    std::string panel;
    bool part = false, transfer = false;
    PanelUnit unit{};
    std::size_t countries = 0, polls = 0; ///< with two polls or more
    NationalLaw law{};
    LawParameters logs{}, errors{}; ///< logarithms and their standard errors
    double log_likelihood = 0;
    double over_random_walk = 0; ///< log likelihood above that of a normal walk without transient
};

/// Estimates of all panels that can be fitted. Throws Interrupted.
[[nodiscard]] std::vector<LawEstimate> estimate_laws(std::span<const Panel> panels, PanelUnit unit,
                                                     const std::stop_token& stop,
                                                     ProgressSink& progress);

/// What several panels say of a further one: mean of their logarithms and the s.d. with which it
/// holds for a panel not seen. Random effects with a flat prior of the mean and a half-normal
/// prior, scale 0.5, of the s.d. between panels, integrated out: few panels that agree by chance do
/// not make it 0 (Rover et al. 2021, Research Synthesis Methods 12). At least two panels
/// (BugError).
struct TransferredLaw {
    PanelUnit unit{};
    LawParameters means{}, deviations{};
    LawParameters between{}; ///< s.d. between panels, root mean square
    std::vector<std::string> panels;
};

/// From the undivided estimates that may be transferred.
[[nodiscard]] TransferredLaw transferred_law(std::span<const LawEstimate> estimates,
                                             PanelUnit unit);

} // namespace kozqaras
