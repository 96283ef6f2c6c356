#pragma once
// Priors of the law of national change: data/parameters/national_law.csv. Written by `kozqaras
// backtest --law`, but for the share of steps that attitudes have in common, which no panel tells.

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "model/core/national_law.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// Rows "national_law.UNIT.PARAMETER" for the units latent and net and the parameters
/// level_deviation, transient_deviation, reversion, degrees_of_freedom_above_two (all as
/// logarithms), and "national_law.common_share" (logit). Reads them from `data`/parameters.
/// InputError with file, line and column: a row missing, unknown or with another transform, a
/// number out of range. FileError if it cannot be read.
[[nodiscard]] std::vector<PriorRow> read_national_law(const std::filesystem::path& data);

/// The law at the medians of the rows; `unit` is "latent" or "net". BugError if rows are missing.
[[nodiscard]] NationalLaw median_law(std::span<const PriorRow> rows, std::string_view unit);

/// The law of the model's attitudes: that of a single item in latent units, times the s.d. of an
/// answer in units of opinion, with the smaller transient of an attitude, which several questions
/// measure.
[[nodiscard]] NationalLaw law_of_attitudes(std::span<const PriorRow> rows);

} // namespace kozqaras
