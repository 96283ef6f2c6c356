#pragma once
// What a forecast has to beat: persistence, linear trend, damped trend, each a normal distribution
// whose spread comes from the waves themselves. Opinion y is taken as a random walk (with drift for
// the trends) seen with survey error:
//   persistence    last value;                           variance  s2 h
//   linear trend   last value + slope h;                 variance  t2 (h + h^2 / T)
//   damped trend   last value + slope g(h);              variance  t2 (h + g^2 / T)
// h years ahead, slope through first and last value, T years between them, g(h) the integral of
// phi^u from 0 to h; the survey errors of the values used and of the new wave are added.
// Sources: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, 5.2 and
// 5.5 (drift method and its interval), 8.2 (damped trend, after Gardner & McKenzie 1985, Management
// Science 31; usual range of phi 0.8 to 0.98).

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "support/dates.hpp"

namespace kozqaras {

/// A printed number of one wave.
struct KnownValue {
    Date date{}; ///< middle of the fieldwork
    double value = 0;
    double error_variance = 0; ///< of the survey: sampling with design effect, and the rest
};

using Series = std::vector<KnownValue>; ///< in order of dates

enum class Baseline : std::uint8_t { persistence, linear_trend, damped_trend };
inline constexpr int kBaselineCount = 3;
inline constexpr std::array<std::string_view, kBaselineCount> kBaselineCodes{
    "persistence", "linear_trend", "damped_trend"};

/// Damping of a trend in a year: the lower end of the usual range, the strongest damping.
inline constexpr double kTrendDamping = 0.8;

/// Variance of change in a year, pooled over series; survey error is taken out, at least 0.
struct ChangeVariance {
    double persistence = 0; ///< s2: of changes between neighbouring waves
    double trend = 0;       ///< t2: around each series' own line; s2 where no series has 3 waves
};

[[nodiscard]] ChangeVariance change_variance(std::span<const Series> series);

struct NormalForecast {
    double mean = 0, deviation = 0;
};

/// The baseline's distribution of the printed number at `date`, for a wave whose survey error has
/// variance `error_variance`. Nothing without a value, for a trend without two.
[[nodiscard]] std::optional<NormalForecast> baseline_forecast(Baseline baseline,
                                                              const Series& series,
                                                              const ChangeVariance& variance,
                                                              Date date, double error_variance);

} // namespace kozqaras
