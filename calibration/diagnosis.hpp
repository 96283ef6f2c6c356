#pragma once
// What a stored calibration says about itself: how far the data inform the parameters, alone and in
// combination, and which targets it explains worst. Reads the folder that `calibrate` writes.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "calibration/posterior.hpp"
#include "calibration/search_quality.hpp"
#include "inference/check/diagnostics.hpp"

namespace kozqaras {

/// A row of targets.csv.
struct StoredTarget {
    std::string family, label;
    double printed = 0, fitted = 0, standard_error = 0, z = 0;
    double share_of_misfit = 0; ///< 0 for numbers that did not enter
    bool fitted_to = false;
    bool constant = false; ///< entered, but no fitted parameter moves it
};

/// Targets of one family.
struct TargetFamily {
    std::string family;
    std::size_t targets = 0;
    double chi_squared = 0;     ///< mean z^2 per target, design effect included
    double within_two = 0;      ///< share within 2 standard errors
    double share_of_misfit = 0; ///< of the fit's objective; families of unfitted numbers: 0
};

struct Diagnosis {
    Posterior posterior;
    std::vector<std::string> search; ///< how it was found, as summary.txt says; empty without one
    SearchEnds searches;
    SamplingQuality sampling;                          ///< empty if the posterior was not sampled
    std::vector<std::size_t> fitted;                   ///< registry positions
    std::vector<inference::EigenDirection> directions; ///< of the fitted, in prior s.d.
    std::vector<inference::Correlation> correlations;  ///< of 0.5 or more; positions in `fitted`
    std::vector<StoredTarget> targets;
    /// Those that entered, largest share of the misfit first.
    std::vector<TargetFamily> families;
};

/// InputError if the folder's parameters are not those of `registry` or a table is faulty.
[[nodiscard]] Diagnosis diagnose(const std::filesystem::path& folder,
                                 const ParameterRegistry& registry);

/// In words: what data and prior inform, directions, correlations, misfit by family, worst ten.
[[nodiscard]] std::string diagnosis_text(const Diagnosis& diagnosis,
                                         const ParameterRegistry& registry);

/// CSV: direction, posterior_over_prior_sd, parameter, loading; loadings of 0.1 or more.
[[nodiscard]] std::string directions_table(const Diagnosis& diagnosis,
                                           const ParameterRegistry& registry);
/// CSV: first, second, correlation.
[[nodiscard]] std::string correlations_table(const Diagnosis& diagnosis,
                                             const ParameterRegistry& registry);
/// CSV: family, targets, chi2_per_target, within_two_standard_errors, share_of_misfit.
[[nodiscard]] std::string families_table(const Diagnosis& diagnosis);

} // namespace kozqaras
