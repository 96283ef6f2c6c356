#pragma once
// A forecast record as one JSON file. The value of "sha256" is the SHA-256 of the file's own bytes
// with these 64 digits written as zeros. Layout: docs/forecasting.md.

#include <filesystem>
#include <string>

#include "forecast/forecast_record.hpp"
#include "support/output_file.hpp"
#include "support/target_path.hpp"

namespace kozqaras {

/// The file's text; sets record.hash. Nets are rounded to 4 decimals.
[[nodiscard]] std::string forecast_text(ForecastRecord& record);

/// Parses and checks. InputError naming `shown_name`: no forecast, cut off, changed since it was
/// issued, a field missing or of another kind.
[[nodiscard]] ForecastRecord parse_forecast(std::string text, const std::string& shown_name);

/// parse_forecast of a file. FileError if it cannot be read.
[[nodiscard]] ForecastRecord read_forecast(const std::filesystem::path& path);

/// The file of a forecast that is to be made, held. FileError if it exists: a forecast is never
/// rewritten.
class ForecastFile {
  public:
    explicit ForecastFile(const std::filesystem::path& typed);

    /// Writes the file, never over another one, not even one that appears in the meantime; nobody
    /// may write to it then.
    void write(ForecastRecord& record) const;

  private:
    TargetPath target_;
    OutputFile file_;
};

} // namespace kozqaras
