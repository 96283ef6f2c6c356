#pragma once
// The track record of the law of national change: every poll of the panel that is one, two or three
// years after another of the same country is forecast from that and the polls before it. The law's
// parameters, and the spread of the rivals, come from the other countries of the panel alone.
// Units: points of net (favourable minus unfavourable, -100..100).

#include <array>
#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "forecast/baselines.hpp"
#include "forecast/panel_series.hpp"
#include "model/core/national_law.hpp"
#include "support/progress.hpp"

namespace kozqaras {

struct BacktestSettings {
    std::vector<int> horizons{1, 2, 3}; ///< years, > 0
    std::size_t known_polls = 3;        ///< that a forecast needs, the last one with them
};

/// Central intervals whose coverage is counted.
inline constexpr std::array<double, 3> kBacktestLevels{0.5, 0.8, 0.9};
/// Quantiles that are kept of each forecast.
inline constexpr std::array<double, 7> kBacktestQuantiles{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
inline constexpr std::size_t kPitBins = 10;

/// One poll forecast.
struct BacktestForecast {
    std::string country;
    int last_year = 0, horizon = 0;
    double last = 0, observed = 0;
    std::array<double, kBacktestQuantiles.size()> quantiles{};
    double pit = 0;  ///< chance that the law gave to less than what came
    double crps = 0; ///< of the law
    std::array<double, kBaselineCount> rival_means{}, rival_crps{}; ///< in order of Baseline
};

struct PanelBacktest {
    std::string panel;
    bool whole = false; ///< all countries of the pollster: counted in the total
    std::vector<BacktestForecast> forecasts;
};

/// What the forecasts of one panel and horizon are worth.
struct BacktestScore {
    std::string panel; ///< "all" for the total
    int horizon = 0;   ///< 0: all horizons
    std::size_t forecasts = 0, countries = 0;
    double crps = 0;                                      ///< mean, of the law
    std::array<double, kBaselineCount> rival_crps{};      ///< means
    std::array<double, kBaselineCount> gains{};           ///< rival's mean minus the law's
    std::array<double, kBaselineCount> gain_errors{};     ///< their s.e., countries as clusters
    std::array<double, kBacktestLevels.size()> covered{}; ///< shares
    std::array<std::size_t, kPitBins> pit{};              ///< counts
    double bias = 0;                                      ///< mean of observed minus median
};

/// Forecasts of each panel that can be fitted and holds one, in the order of `panels`, whose unit
/// is net. Throws Interrupted. The same for any number of threads.
[[nodiscard]] std::vector<PanelBacktest> backtest(std::span<const Panel> panels,
                                                  const BacktestSettings& settings,
                                                  const std::stop_token& stop,
                                                  ProgressSink& progress);

/// One row for each panel and horizon, then "all" (each poll once: whole pollsters) by horizon and
/// over all horizons, the latter only for several.
[[nodiscard]] std::vector<BacktestScore> backtest_scores(std::span<const PanelBacktest> panels,
                                                         const BacktestSettings& settings);

} // namespace kozqaras
