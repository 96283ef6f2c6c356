#pragma once
// Fits the model to the waves: inputs and set-up in, posterior and report out. Writes nothing.

#include <stop_token>
#include <string>
#include <vector>

#include "calibration/constant_targets.hpp"
#include "calibration/error_evidence.hpp"
#include "calibration/family_misfit.hpp"
#include "calibration/further_wave.hpp"
#include "calibration/posterior.hpp"
#include "calibration/search_quality.hpp"
#include "calibration/setup.hpp"
#include "inference/checkpoint.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// One target beside what the fitted model says.
struct TargetFit {
    Target target;
    double fitted = 0;
    double standard_error = 0; ///< of the printed number: sampling with design effect, rounding
    double share_of_misfit =
        0; ///< its part of the misfit, constant targets included; 0 for numbers that do not enter
    double leverage = 0;   ///< inference::LeftOut; 0 for numbers that were not fitted
    double left_out_z = 0; ///< with all errors that the fit assumes, not the sampling error alone

    [[nodiscard]] double z() const { return (target.value - fitted) / standard_error; }
};

/// Sum of the squared distances of constant targets, in standard errors.
[[nodiscard]] double constant_misfit(const std::vector<ConstantTarget>& targets);

struct CalibrationReport {
    std::string title;
    std::vector<std::string> waves; ///< ids of the waves of the tables
    Posterior posterior;
    SearchEnds searches;
    SamplingQuality sampling;
    double misfit = 0, penalty = 0; ///< of the fitted targets; of the parameters
    int iterations = 0, simulations = 0;
    bool converged = false;
    std::string stop_reason;
    std::vector<TargetFit> targets;            ///< those that entered the fit
    std::vector<TargetFit> breakdowns;         ///< all printed shares of groups
    std::vector<FamilyMisfit> misfits;         ///< of the fitted targets
    std::vector<ErrorEvidence> error_evidence; ///< none if some targets are sides only
    /// Part of the likelihood that no fitted parameter moves; none if the set-up leaves 2021 out.
    std::vector<ConstantTarget> constants;
    std::vector<std::string> left_out; ///< totals of further waves that follow from others
    std::size_t fitted_parameters = 0;
    double seconds = 0; ///< of this process; where `resumed`, only since then
    bool resumed = false;
};

/// Calibrates with the tables of `inputs` (survey tables replaced by those of the set-up, if it
/// names some). `start` (transformed scale, registry order) replaces the prior mean as the first
/// start when given. With a `checkpoint` each batch of runs is recorded when it is done, and what
/// is on record is not run again: the result is the same to the last byte.
[[nodiscard]] CalibrationReport calibrate(InputData inputs, const CalibrationSetup& setup,
                                          const std::vector<double>* start,
                                          const std::stop_token& stop, ProgressSink& progress,
                                          inference::Checkpoint* checkpoint = nullptr);

/// Root mean square of fitted - printed nets of each wave of the tables, NaN where none is fitted;
/// answers as nets.
[[nodiscard]] std::vector<double> net_errors(const CalibrationReport& report);

/// Share of the printed breakdown shares within 2 standard errors.
[[nodiscard]] double share_within_two_errors(const CalibrationReport& report);

/// The report in words: search, fit by family, worst ten, what the data determine.
[[nodiscard]] std::string calibration_summary(const CalibrationReport& report,
                                              const ParameterRegistry& registry);

/// CSV: family, label, printed, fitted, standard error, z, share of misfit, entered (yes, no, or
/// constant: it entered, but nothing fitted moves it), leverage, z of the number against what all
/// others predict (0 if nothing moves it).
[[nodiscard]] std::string target_table(const CalibrationReport& report);

} // namespace kozqaras
