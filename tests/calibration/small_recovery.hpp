#pragma once
// A recovery small enough for a test.

#include <string>

#include "calibration/recovery.hpp"

namespace kozqaras {

inline InputData shipped_inputs() {
    return load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
}

inline CalibrationSetup small_recovery_setup() {
    auto setup = read_setup(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "calibration" / "library" /
                            "waves_2020_2023.toml");
    setup.scale = 0.0001;
    setup.members = 20;
    return setup;
}

inline RecoverySettings small_recovery_settings(int data_sets) {
    RecoverySettings settings;
    settings.data_sets = data_sets;
    settings.noise_countries = 20;
    return settings;
}

} // namespace kozqaras
