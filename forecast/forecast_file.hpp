#pragma once
// A forecast record as one JSON file. The value of "sha256" is the SHA-256 of the file's own bytes
// with these 64 digits written as zeros. Layout: docs/forecasting.md.

#include <filesystem>
#include <string>

#include "forecast/forecast_record.hpp"

namespace kozqaras {

/// The file's text; sets record.hash. Nets are rounded to 4 decimals.
[[nodiscard]] std::string forecast_text(ForecastRecord& record);

/// Parses and checks. InputError naming `shown_name`: no forecast, cut off, changed since it was
/// issued, a field missing or of another kind.
[[nodiscard]] ForecastRecord parse_forecast(std::string text, const std::string& shown_name);

/// parse_forecast of a file. FileError if it cannot be read.
[[nodiscard]] ForecastRecord read_forecast(const std::filesystem::path& path);

/// FileError if `path` exists: a forecast is never rewritten.
void refuse_to_rewrite(const std::filesystem::path& path);

/// Writes the file, never over another one, not even one that appears in the meantime.
void write_forecast(const std::filesystem::path& path, ForecastRecord& record);

} // namespace kozqaras
