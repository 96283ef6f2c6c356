#pragma once
// What several commands need: where data/ lies, loaded inputs, a thread limit.

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "app/options.hpp"
#include "calibration/setup.hpp"
#include "model/inputs/input_data.hpp"
#include "observations/claims.hpp"
#include "support/output_file.hpp"

namespace kozqaras {

/// The folder of the inputs: --data, KOZQARAS_DATA, beside the program or above it, the source
/// tree. FileError if none of them holds geography/regions.csv.
[[nodiscard]] std::filesystem::path find_data_folder(const SharedOptions& shared);

/// Looks for `data` in `start` and the folders above it; empty if there is none.
[[nodiscard]] std::filesystem::path data_folder_above(std::filesystem::path start);

/// How a user calls the program that draws the figures of a run: installed beside this one, or in
/// the source tree.
[[nodiscard]] std::string figures_program();

/// Loads the inputs of find_data_folder().
[[nodiscard]] InputData load_session_inputs(const SharedOptions& shared);

/// What the reports say, beside those inputs.
[[nodiscard]] std::shared_ptr<const ReportStatements>
load_session_statements(const SharedOptions& shared, const InputData& inputs);

/// Reads a calibration set-up; --seed and --scale of the command line go before its own.
[[nodiscard]] CalibrationSetup load_session_setup(const SharedOptions& shared,
                                                  const std::filesystem::path& path);

/// Writes `table` to the file, if one is wanted, and prints `text`; also where the file fails.
void write_and_print(const std::optional<OutputFile>& file, const std::string& table,
                     const std::string& text);

/// The shipped posterior beside the first of `data_folders` that has one. InputError naming the
/// first folder if none has: nothing runs uncalibrated unless the user says so.
[[nodiscard]] std::filesystem::path
posterior_beside(std::span<const std::filesystem::path> data_folders);

/// Folder of the shipped posterior: beside the inputs, however they are named (a slash at the end,
/// ".", a link), else beside the program. InputError if there is none.
[[nodiscard]] std::filesystem::path default_posterior(const SharedOptions& shared);

} // namespace kozqaras
