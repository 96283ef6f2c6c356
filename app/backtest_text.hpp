#pragma once
// What `kozqaras backtest` says.

#include <span>
#include <string>

#include "forecast/backtest.hpp"
#include "forecast/national_law_estimate.hpp"

namespace kozqaras {

[[nodiscard]] std::string backtest_text(std::span<const BacktestScore> scores);

[[nodiscard]] std::string law_text(std::span<const LawEstimate> estimates,
                                   std::span<const TransferredLaw> laws);

} // namespace kozqaras
