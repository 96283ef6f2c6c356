#pragma once
// A forecast scored number by number against an observed wave, beside simple baselines.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "forecast/baselines.hpp"
#include "forecast/forecast_record.hpp"
#include "observations/observed_wave.hpp"

namespace kozqaras {

inline constexpr std::array<double, 3> kScoredLevels{0.5, 0.8, 0.9};

struct ScoreRow {
    ObservedValue observed;
    std::string kind;    ///< composite, indicator, question, group
    bool fitted = false; ///< the posterior has seen it: no test, left out of the summary
    double median = 0, low90 = 0, high90 = 0;
    double crps = 0, log_score = 0, interval_score90 = 0, pit = 0;
    std::array<bool, kScoredLevels.size()> inside{};
    std::array<std::optional<double>, kBaselineCount> baseline_mean, baseline_crps;
};

struct ScoreSummary {
    std::string kind;
    int count = 0;
    double crps = 0, log_score = 0, interval_score90 = 0, pit = 0; ///< means over the rows
    std::array<double, kScoredLevels.size()> coverage{};           ///< shares of rows inside
    std::array<int, kBaselineCount> compared{}; ///< rows for which the baseline exists
    /// 1 - mean CRPS / mean CRPS of the baseline, over those rows; NaN if there are none.
    std::array<double, kBaselineCount> skill{};
};

/// Names that a wave's file may use.
[[nodiscard]] std::vector<std::string_view> target_names(const ForecastRecord& record);
[[nodiscard]] std::vector<std::string_view> group_codes(const ForecastRecord& record);

/// Whether the posterior of the forecast was fitted to that number.
[[nodiscard]] bool was_fitted(const ForecastRecord& record, const ObservedValue& value);

struct WaveScores {
    std::vector<ScoreRow> rows;
    /// Values that the forecast does not hold: a question of a group, a region without agents.
    std::vector<std::string> left_out;
};

/// Scores every observed value that is forecast, with the members at its date plus the survey error
/// of its own number of respondents. InputError if the posterior has seen all of them; with all
/// faults: a date outside the forecast, or nothing to score.
[[nodiscard]] WaveScores score_wave(const ForecastRecord& record,
                                    const std::vector<ObservedValue>& wave);

/// Means over what was not fitted, one line per kind that occurs, in the order composite,
/// indicator, question, group.
[[nodiscard]] std::vector<ScoreSummary> summarise_scores(const std::vector<ScoreRow>& rows);

/// CSV, one row per observed value.
[[nodiscard]] std::string score_table(const std::vector<ScoreRow>& rows);

} // namespace kozqaras
