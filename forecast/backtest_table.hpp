#pragma once
// The backtest and the law as CSV and JSON.

#include <span>
#include <string>

#include "forecast/backtest.hpp"
#include "forecast/national_law_estimate.hpp"

namespace kozqaras {

/// One row per forecast, panels in order: what was known and foreseen, what came, scores. Points of
/// net.
[[nodiscard]] std::string backtest_csv(std::span<const PanelBacktest> panels);

/// Scores by panel and horizon.
[[nodiscard]] std::string backtest_json(std::span<const BacktestScore> scores);

/// Rows for data/parameters/national_law.csv, in its form.
[[nodiscard]] std::string law_csv(std::span<const TransferredLaw> laws);

/// Estimates with standard errors panel by panel, and what is transferred.
[[nodiscard]] std::string law_json(std::span<const LawEstimate> estimates,
                                   std::span<const TransferredLaw> laws);

} // namespace kozqaras
