#include "forecast/backtest.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "forecast/national_law_fit.hpp"
#include "support/parallel.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {

namespace {

/// A poll to be forecast: countries[country].readings[target] from those up to `last`.
struct Task {
    std::size_t country = 0, last = 0, target = 0;
    int horizon = 0;
    std::array<double, kBaselineCount> rival_means{};
};

int year_of(const Reading& reading) {
    return static_cast<int>(std::floor(reading.time));
}

Date middle_of(int year) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::July / 1);
}

/// What the rivals say of the middle; their spread is measured, not assumed.
std::array<double, kBaselineCount> means_of_rivals(const CountrySeries& series, std::size_t last,
                                                   int horizon) {
    Series known;
    for (std::size_t k = 0; k <= last; ++k)
        known.push_back({middle_of(year_of(series.readings[k])), series.readings[k].value, 0.0});
    std::array<double, kBaselineCount> means{};
    const Date then = middle_of(year_of(series.readings[last]) + horizon);
    for (int rival = 0; rival < kBaselineCount; ++rival)
        means[static_cast<std::size_t>(rival)] =
            baseline_forecast(static_cast<Baseline>(rival), known, {}, then, 0.0)->mean;
    return means;
}

std::vector<Task> tasks_of(const Panel& panel, const BacktestSettings& settings) {
    std::vector<Task> tasks;
    for (std::size_t c = 0; c < panel.countries.size(); ++c) {
        const auto& readings = panel.countries[c].readings;
        for (std::size_t last = std::max<std::size_t>(settings.known_polls, 2) - 1;
             last < readings.size(); ++last)
            for (std::size_t target = last + 1; target < readings.size(); ++target) {
                const int horizon = year_of(readings[target]) - year_of(readings[last]);
                if (std::ranges::count(settings.horizons, horizon) > 0)
                    tasks.push_back({c, last, target, horizon,
                                     means_of_rivals(panel.countries[c], last, horizon)});
            }
    }
    return tasks;
}

/// Root mean square error of a rival at a horizon over the other countries; 0 if there is none.
double spread_of_rival(const Panel& panel, std::span<const Task> tasks, const Task& task,
                       std::size_t rival) {
    double squares = 0.0, count = 0.0;
    for (const Task& other : tasks) {
        if (other.country == task.country || other.horizon != task.horizon)
            continue;
        const double miss =
            panel.countries[other.country].readings[other.target].value - other.rival_means[rival];
        squares += miss * miss;
        count += 1.0;
    }
    return count > 0.0 ? std::sqrt(squares / count) : 0.0;
}

BacktestForecast forecast_of(const Panel& panel, std::span<const Task> tasks, const Task& task,
                             const NormalMixture& law) {
    const CountrySeries& series = panel.countries[task.country];
    BacktestForecast forecast;
    forecast.country = series.country;
    forecast.last_year = year_of(series.readings[task.last]);
    forecast.horizon = task.horizon;
    forecast.last = series.readings[task.last].value;
    forecast.observed = series.readings[task.target].value;
    for (std::size_t q = 0; q < kBacktestQuantiles.size(); ++q)
        forecast.quantiles[q] = law.quantile(kBacktestQuantiles[q]);
    forecast.pit = law.probability_below(forecast.observed);
    forecast.crps = law.crps(forecast.observed);
    forecast.rival_means = task.rival_means;
    for (std::size_t rival = 0; rival < kBaselineCount; ++rival) {
        const double spread = spread_of_rival(panel, tasks, task, rival);
        const double mean = task.rival_means[rival];
        forecast.rival_crps[rival] = spread > 0.0 ? crps_normal(mean, spread, forecast.observed)
                                                  : std::abs(forecast.observed - mean);
    }
    return forecast;
}

/// Forecasts of the tasks `begin` to `end`, which are one country's, in order of `last`.
void forecast_country(const Panel& panel, std::span<const Task> tasks, std::size_t begin,
                      std::size_t end, std::vector<BacktestForecast>& forecasts) {
    const std::size_t country = tasks[begin].country;
    const auto& readings = panel.countries[country].readings;
    const LevelModel model =
        level_model(fit_national_law(panel.countries, country, FitPrecision::forecast));
    LevelFilter filter(model);
    std::size_t known = 0;
    for (std::size_t t = begin; t < end; ++t) {
        for (; known <= tasks[t].last; ++known)
            filter.add(readings[known]);
        const auto& target = readings[tasks[t].target];
        forecasts[t] = forecast_of(
            panel, tasks, tasks[t],
            filter.predict(target.time - readings[tasks[t].last].time, target.error_variance));
    }
}

/// Where each country's tasks begin, and the end.
std::vector<std::size_t> borders_of(std::span<const Task> tasks) {
    std::vector<std::size_t> borders;
    for (std::size_t t = 0; t < tasks.size(); ++t)
        if (t == 0 || tasks[t].country != tasks[t - 1].country)
            borders.push_back(t);
    borders.push_back(tasks.size());
    return borders;
}

/// The mean of `values` over the forecasts, and its s.e. with countries as clusters.
struct ClusteredMean {
    double mean = 0, error = 0;
};

ClusteredMean clustered_mean(std::span<const BacktestForecast* const> forecasts,
                             std::size_t rival) {
    std::map<std::string, std::pair<double, double>> sums; // of gains, number
    double total = 0.0;
    for (const BacktestForecast* forecast : forecasts) {
        const double gain = forecast->rival_crps[rival] - forecast->crps;
        auto& [sum, number] = sums[forecast->country];
        sum += gain;
        number += 1.0;
        total += gain;
    }
    const auto count = static_cast<double>(forecasts.size());
    const auto clusters = static_cast<double>(sums.size());
    double squares = 0.0;
    for (const auto& [country, sum] : sums) {
        const double off = sum.first - sum.second * total / count;
        squares += off * off;
    }
    const double error =
        clusters > 1.0 ? std::sqrt(clusters / (clusters - 1.0) * squares) / count : 0.0;
    return {total / count, error};
}

BacktestScore score_of(std::string panel, int horizon,
                       std::span<const BacktestForecast* const> forecasts) {
    BacktestScore score;
    score.panel = std::move(panel);
    score.horizon = horizon;
    score.forecasts = forecasts.size();
    const auto count = static_cast<double>(forecasts.size());
    std::set<std::string> countries;
    for (const BacktestForecast* forecast : forecasts) {
        countries.insert(forecast->country);
        score.crps += forecast->crps / count;
        score.bias += (forecast->observed - forecast->quantiles[3]) / count;
        for (std::size_t rival = 0; rival < kBaselineCount; ++rival)
            score.rival_crps[rival] += forecast->rival_crps[rival] / count;
        for (std::size_t level = 0; level < kBacktestLevels.size(); ++level)
            if (std::abs(forecast->pit - 0.5) <= 0.5 * kBacktestLevels[level])
                score.covered[level] += 1.0 / count;
        const auto bin = static_cast<std::size_t>(forecast->pit * kPitBins);
        ++score.pit[std::min(bin, kPitBins - 1)];
    }
    score.countries = countries.size();
    for (std::size_t rival = 0; rival < kBaselineCount; ++rival) {
        const auto gain = clustered_mean(forecasts, rival);
        score.gains[rival] = gain.mean;
        score.gain_errors[rival] = gain.error;
    }
    return score;
}

using Chosen = std::vector<const BacktestForecast*>;

/// The forecasts of `panel` at `horizon` (0: any), added to `chosen`.
void choose(const PanelBacktest& panel, int horizon, Chosen& chosen) {
    for (const BacktestForecast& forecast : panel.forecasts)
        if (horizon == 0 || forecast.horizon == horizon)
            chosen.push_back(&forecast);
}

} // namespace

std::vector<PanelBacktest> backtest(std::span<const Panel> panels, const BacktestSettings& settings,
                                    const std::stop_token& stop, ProgressSink& progress) {
    std::vector<PanelBacktest> results;
    std::vector<const Panel*> sources;
    std::vector<std::vector<Task>> tasks;
    std::size_t total = 0, done = 0;
    for (const Panel& panel : panels) {
        auto of_panel = tasks_of(panel, settings);
        if (of_panel.empty() || !can_be_fitted(panel))
            continue;
        total += borders_of(of_panel).size() - 1;
        results.push_back(
            {panel.name, panel.whole, std::vector<BacktestForecast>(of_panel.size())});
        sources.push_back(&panel);
        tasks.push_back(std::move(of_panel));
    }
    std::mutex mutex;
    for (std::size_t p = 0; p < results.size(); ++p) {
        const auto borders = borders_of(tasks[p]);
        for_blocks(borders.size() - 1, 1, [&](std::size_t begin, std::size_t end) {
            check_stop(stop);
            for (std::size_t b = begin; b < end; ++b)
                forecast_country(*sources[p], tasks[p], borders[b], borders[b + 1],
                                 results[p].forecasts);
            const std::scoped_lock lock(mutex);
            progress.report("Backtest", done += end - begin, total);
        });
    }
    return results;
}

std::vector<BacktestScore> backtest_scores(std::span<const PanelBacktest> panels,
                                           const BacktestSettings& settings) {
    std::vector<BacktestScore> scores;
    const auto add = [&](std::string name, int horizon, const Chosen& chosen) {
        if (!chosen.empty())
            scores.push_back(score_of(std::move(name), horizon, chosen));
    };
    for (const PanelBacktest& panel : panels)
        for (const int horizon : settings.horizons) {
            Chosen chosen;
            choose(panel, horizon, chosen);
            add(panel.panel, horizon, chosen);
        }
    auto horizons = settings.horizons;
    if (horizons.size() > 1)
        horizons.push_back(0);
    for (const int horizon : horizons) {
        Chosen chosen;
        for (const PanelBacktest& panel : panels)
            if (panel.whole)
                choose(panel, horizon, chosen);
        add("all", horizon, chosen);
    }
    return scores;
}

} // namespace kozqaras
