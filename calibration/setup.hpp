#pragma once
// A calibration set-up: which waves, which targets, how errors are made up, how long to search.
// Read from TOML.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "calibration/target_covariance.hpp"
#include "calibration/targets.hpp"
#include "inference/optimise/levenberg_marquardt.hpp"
#include "model/dynamics/switches.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

struct CalibrationSetup {
    std::string title;
    std::filesystem::path
        survey_folder;    ///< survey tables other than those of data/; empty: data/survey
    double scale = 0.005; ///< agents per adult while fitting
    std::uint64_t seed = 1;
    int starts = 1;    ///< searches from different points; the first from the prior mean
    int members = 104; ///< draws kept with the posterior; 0: none
    std::vector<std::filesystem::path> further_waves; ///< CSV files, one a wave
    /// Parameters, or families of them (name up to the first dot), that the posterior is integrated
    /// over (inference::nested_posterior); empty: the joint mode with its Laplace approximation.
    std::vector<std::string> integrate_over;
    /// Families of parameters that are fitted though their prior says they are not: what a set-up
    /// with more targets can inform.
    std::vector<std::string> also_fit;
    int noise_countries = 0; ///< to measure the noise of the simulation; 0: independent, assumed
    TargetSettings targets;
    CovarianceSettings covariance;
    inference::LevenbergMarquardtSettings search;
    Switches switches;
    /// Other processes that take a share of every batch of simulations; null: none.
    std::shared_ptr<MemberExchange> exchange{};
};

/// `inputs` as the set-up has them: its survey tables, its fitted parameters. InputError if the
/// set-up names a wave that they do not hold.
[[nodiscard]] InputData inputs_of(InputData inputs, const CalibrationSetup& setup);

/// Reads `path`; with `based_on` what it does not say is taken from that set-up. Relative folders
/// and files are meant from the folder of the set-up that names them. InputError with all faults of
/// a file at once.
[[nodiscard]] CalibrationSetup read_setup(const std::filesystem::path& path);

} // namespace kozqaras
