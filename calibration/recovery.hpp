#pragma once
// Does a calibration find what it should? Surveys are made from known parameters and calibrated
// again, as the set-up says: parameter recovery and simulation-based calibration of the model of
// Kazakhstan itself (references: inference/check/validation.hpp).
//
// One data set: parameters from the prior; waves of a country with other adults, ties and paths
// than the one that is fitted (both new in every data set), with the survey's own error (sampling
// with design effect and overlap, bias of a wave, drift of questions) drawn from the covariance at
// the truth, rounded as printed; a search from the prior mean; draws made true to the simulator.

#include <array>
#include <stop_token>
#include <string>
#include <vector>

#include "calibration/posterior.hpp"
#include "calibration/setup.hpp"
#include "inference/check/ranks.hpp"
#include "inference/checkpoint.hpp"
#include "model/core/week.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

struct RecoverySettings {
    int data_sets = 100;       ///< > 0
    double prior_width = 1;    ///< factor on every prior s.d., of the truths and of the fit alike
    int noise_countries = 200; ///< to measure the noise of the simulation; 0: as the set-up has it
    bool vary_others = false;  ///< truths draw the parameters that are not fitted from their prior
    /// The truth lives in the country that is fitted, with no noise of the simulation between them:
    /// what is wrong then is the inference.
    bool same_country = false;
    Date forecast = Date{std::chrono::year{2024} / std::chrono::July / 1}; ///< after the last wave
};

/// What came of one data set.
struct RecoveredDataSet {
    /// Quantities x 5: truth, posterior mean, posterior s.d., z = (mean - truth) / s.d., position
    /// of the truth among the draws. Of parameters (transformed scale), mean and s.d. are those of
    /// the Laplace approximation, of outcomes those of the draws.
    Eigen::MatrixXd values;
    double misfit = 0, penalty = 0;
    int iterations = 0, simulations = 0;
    bool converged = false;
};

struct RecoveryResult {
    std::string title;
    RecoverySettings settings;
    double scale = 0;
    std::uint64_t seed = 0;
    int draws = 0;
    std::size_t targets = 0, parameters = 0;  ///< fitted ones; they come first
    std::vector<std::string> names;           ///< of all quantities
    std::vector<double> posterior_over_prior; ///< per parameter: mean s.d. over the prior's
    std::vector<RecoveredDataSet> data_sets;
    double seconds = 0;

    /// Positions and z over all data sets, per quantity.
    [[nodiscard]] std::vector<inference::ValidatedQuantity> quantities() const;
};

/// Recovers as many data sets as `settings` says. Outcomes: the log-likelihood of the data, the
/// composite and the indicators of the sample of 2023, the composite at the forecast's date; of the
/// truth as of the draws in the country that is fitted. setup.members draws (at least 10) are
/// ranked. With a `checkpoint` every finished data set is recorded; data set k depends on (seed, k)
/// alone, so more data sets extend the same table. Same bytes for any number of threads. InputError
/// if the forecast is not after the last fitted wave. Throws Interrupted.
[[nodiscard]] RecoveryResult recover_calibration(InputData inputs, const CalibrationSetup& setup,
                                                 const RecoverySettings& settings,
                                                 const std::stop_token& stop,
                                                 ProgressSink& progress,
                                                 inference::Checkpoint* checkpoint = nullptr);

/// Several quantities taken together.
struct PooledRecovery {
    static constexpr std::array<double, 3> kLevels{0.5, 0.8, 0.9};

    std::string name;
    std::size_t quantities = 0;
    double z_mean = 0, z_deviation = 0;
    double z_mean_error = 0; ///< s.e. of z_mean from the spread of whole data sets
    std::array<double, kLevels.size()> coverage{};
    std::size_t outside = 0; ///< quantities whose ranks leave the bands
};

/// Of the quantities for which `chosen` is true; none: all numbers 0.
[[nodiscard]] PooledRecovery pool(std::string name,
                                  const std::vector<inference::ValidatedQuantity>& quantities,
                                  const std::vector<bool>& chosen);

/// One thing asked of a recovery, and whether it is met.
struct RecoveryCheck {
    std::string asked;
    double value = 0;
    bool met = false;
};

struct RecoverySummary {
    PooledRecovery informed, others,
        outcomes;                         ///< informed by the data, alone or with the prior
    std::vector<PooledRecovery> families; ///< of the informed parameters
    std::vector<PooledRecovery> single;   ///< each outcome
    std::vector<RecoveryCheck> checks;    ///< none below 50 data sets
};

[[nodiscard]] RecoverySummary summarise(const RecoveryResult& result);

/// In words.
[[nodiscard]] std::string recovery_text(const RecoveryResult& result,
                                        const RecoverySummary& summary);

/// CSV: data_set, quantity, truth, mean, standard_deviation, z, position.
[[nodiscard]] std::string recovery_table(const RecoveryResult& result);
/// CSV: quantity, informed (yes, no, outcome), posterior_over_prior_sd, z_mean, z_sd, inside_50,
/// inside_80, inside_90, ranks_inside_bands.
[[nodiscard]] std::string recovered_quantities_table(const RecoveryResult& result);
/// CSV: data_set, converged, iterations, simulations, misfit, penalty.
[[nodiscard]] std::string recovery_fits_table(const RecoveryResult& result);
/// CSV: place, lower, upper: UniformBand for this number of data sets.
[[nodiscard]] std::string recovery_bands_table(const RecoveryResult& result);

} // namespace kozqaras
