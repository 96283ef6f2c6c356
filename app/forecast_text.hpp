#pragma once
// Forecasts and scores in words and as JSON, for standard output.

#include <filesystem>
#include <string>
#include <vector>

#include "app/estimate.hpp"
#include "forecast/forecast_record.hpp"
#include "forecast/score_table.hpp"

namespace kozqaras {

/// The forecast's date nearest to `day`.
[[nodiscard]] Date nearest_date(const ForecastRecord& record, Date day);

/// What a dry run shows.
[[nodiscard]] std::string forecast_plan(const ForecastRecord& record,
                                        const std::filesystem::path& file,
                                        const RunEstimate& estimate);
[[nodiscard]] std::string forecast_plan_json(const ForecastRecord& record,
                                             const std::filesystem::path& file,
                                             const RunEstimate& estimate);

/// The forecast as an analyst reads it: 50 and 90 % intervals at year ends, the foreseen wave, what
/// is data and what is prior. At most 100 columns.
[[nodiscard]] std::string forecast_summary(const ForecastRecord& record, std::string_view country);
[[nodiscard]] std::string forecast_summary_json(const ForecastRecord& record);

/// Scores by kind, and the worst rows.
[[nodiscard]] std::string score_text(const ForecastRecord& record,
                                     const std::vector<ScoreRow>& rows);
[[nodiscard]] std::string score_json(const ForecastRecord& record,
                                     const std::vector<ScoreRow>& rows);

} // namespace kozqaras
