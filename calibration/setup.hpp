#pragma once
// A calibration set-up: which waves, which targets, how errors are made up, how long to search.
// Read from TOML.

#include <cstdint>
#include <filesystem>
#include <string>

#include "calibration/inference/levenberg_marquardt.hpp"
#include "calibration/target_covariance.hpp"
#include "calibration/targets.hpp"
#include "model/dynamics/switches.hpp"

namespace kozqaras {

struct CalibrationSetup {
    std::string title;
    std::filesystem::path
        survey_folder;    ///< survey tables other than those of data/; empty: data/survey
    double scale = 0.005; ///< agents per adult while fitting
    std::uint64_t seed = 1;
    int starts = 1;    ///< searches from different points; the first from the prior mean
    int members = 104; ///< draws kept with the posterior; 0: none
    TargetSettings targets;
    CovarianceSettings covariance;
    inference::LevenbergMarquardtSettings search;
    Switches switches;
};

/// Reads `path`. Relative folders are meant from the file's own folder. InputError with all faults
/// at once.
[[nodiscard]] CalibrationSetup read_setup(const std::filesystem::path& path);

} // namespace kozqaras
