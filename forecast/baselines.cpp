#include "forecast/baselines.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

namespace {

double years_between(Date from, Date to) {
    constexpr double kDaysInYear = 365.25;
    return static_cast<double>((to - from).count()) / kDaysInYear;
}

double mean_or(const std::vector<double>& values, double otherwise) {
    if (values.empty())
        return otherwise;
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return std::max(0.0, sum / static_cast<double>(values.size()));
}

/// Unbiased estimate from two neighbouring waves of different dates.
double from_change(const KnownValue& first, const KnownValue& second) {
    const double change = second.value - first.value;
    return (change * change - first.error_variance - second.error_variance) /
           years_between(first.date, second.date);
}

/// Unbiased estimate from three waves of different dates, whatever the slope: the middle one
/// against the line through the others.
double from_bend(const KnownValue& a, const KnownValue& b, const KnownValue& c) {
    const double before = years_between(a.date, b.date), after = years_between(b.date, c.date);
    const double whole = before + after;
    const double bend = b.value * whole - a.value * after - c.value * before;
    const double error = b.error_variance * whole * whole + a.error_variance * after * after +
                         c.error_variance * before * before;
    return (bend * bend - error) / (before * after * whole);
}

} // namespace

ChangeVariance change_variance(std::span<const Series> series) {
    std::vector<double> changes, bends;
    for (const Series& values : series)
        for (std::size_t k = 1; k < values.size(); ++k) {
            if (values[k].date <= values[k - 1].date)
                continue; // two surveys at once tell nothing of change
            changes.push_back(from_change(values[k - 1], values[k]));
            if (k >= 2 && values[k - 1].date > values[k - 2].date)
                bends.push_back(from_bend(values[k - 2], values[k - 1], values[k]));
        }
    const double persistence = mean_or(changes, 0.0);
    return {persistence, mean_or(bends, persistence)};
}

std::optional<NormalForecast> baseline_forecast(Baseline baseline, const Series& series,
                                                const ChangeVariance& variance, Date date,
                                                double error_variance) {
    if (series.empty() || (baseline != Baseline::persistence && series.size() < 2))
        return std::nullopt;
    const KnownValue &first = series.front(), &last = series.back();
    const double ahead = years_between(last.date, date);
    if (baseline == Baseline::persistence)
        return NormalForecast{last.value, std::sqrt(variance.persistence * std::max(0.0, ahead) +
                                                    last.error_variance + error_variance)};
    const double span = years_between(first.date, last.date);
    if (span <= 0)
        return std::nullopt;
    const double reach = baseline == Baseline::linear_trend
                             ? ahead
                             : (1.0 - std::pow(kTrendDamping, ahead)) / -std::log(kTrendDamping);
    const double weight = reach / span; // mean = last (1 + weight) - first weight
    const double process = variance.trend * (std::max(0.0, ahead) + reach * weight);
    const double known = last.error_variance * (1.0 + weight) * (1.0 + weight) +
                         first.error_variance * weight * weight;
    return NormalForecast{last.value + (last.value - first.value) * weight,
                          std::sqrt(process + known + error_variance)};
}

} // namespace kozqaras
