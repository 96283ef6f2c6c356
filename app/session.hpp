#pragma once
// What several commands need: where data/ lies, loaded inputs, a thread limit.

#include <filesystem>

#include "app/options.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// The folder of the inputs: --data, KOZQARAS_DATA, beside the program or above it, the source
/// tree. FileError if none of them holds geography/regions.csv.
[[nodiscard]] std::filesystem::path find_data_folder(const SharedOptions& shared);

/// Looks for `data` in `start` and the folders above it; empty if there is none.
[[nodiscard]] std::filesystem::path data_folder_above(std::filesystem::path start);

/// Loads the inputs of find_data_folder().
[[nodiscard]] InputData load_session_inputs(const SharedOptions& shared);

/// Folder of the shipped posterior; need not exist.
[[nodiscard]] std::filesystem::path default_posterior(const SharedOptions& shared);

} // namespace kozqaras
