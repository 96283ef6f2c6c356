#pragma once
// The errors of a survey that a calibration assumed, beside its posterior: whoever foresees or
// checks a survey with that posterior assumes the same.

#include <filesystem>
#include <string>

#include "calibration/target_covariance.hpp"

namespace kozqaras {

/// CSV: error, value. Names as in [errors] of a set-up; the noise of the simulation is left out.
[[nodiscard]] std::string errors_table(const CovarianceSettings& errors);

/// Reads errors.csv of `folder`; where it has no row, the default. InputError if it is missing or
/// altered, for an unknown name, a name twice, or a value out of range.
[[nodiscard]] CovarianceSettings read_errors(const std::filesystem::path& folder);

} // namespace kozqaras
