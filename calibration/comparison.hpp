#pragma once
// Two calibrations beside each other: what a further wave, or a set-up without some target, changed
// in the posterior.

#include <string>
#include <vector>

#include "calibration/diagnosis.hpp"

namespace kozqaras {

/// One parameter fitted in both; transformed scale.
struct ParameterChange {
    std::size_t parameter = 0;     ///< registry position
    double old_mean = 0, mean = 0; ///< posterior means
    double moved_prior = 0;        ///< mean - old mean, in prior standard deviations
    double moved_old = 0;          ///< the same, in old posterior standard deviations
    double narrowed = 0;           ///< posterior s.d. / old posterior s.d.; below 1: more is known
};

/// A family of parameters (the part of a name before the first dot).
struct FamilyChange {
    std::string family;
    std::size_t parameters = 0;
    double moved = 0;    ///< root mean square of moved_prior
    double narrowed = 0; ///< geometric mean of narrowed
};

/// A family of targets in either calibration.
struct TargetChange {
    std::string family;
    bool fitted_before = false, fitted_now = false;
    std::size_t targets = 0; ///< numbers that both hold; 0: in one of them only
    double chi_squared_before = 0, chi_squared = 0; ///< mean z^2 of those numbers
};

struct FitComparison {
    std::vector<ParameterChange> parameters; ///< largest |moved_prior| first
    std::vector<FamilyChange> families;      ///< largest move first
    std::vector<TargetChange> targets;
};

[[nodiscard]] FitComparison compare(const Diagnosis& now, const Diagnosis& before,
                                    const ParameterRegistry& registry);

/// In words: moved most, narrowed most, families of parameters and targets.
[[nodiscard]] std::string comparison_text(const FitComparison& comparison,
                                          const ParameterRegistry& registry);

/// CSV: parameter, old_mean, mean, moved_prior_sd, moved_old_sd, sd_over_old_sd.
[[nodiscard]] std::string comparison_table(const FitComparison& comparison,
                                           const ParameterRegistry& registry);

} // namespace kozqaras
