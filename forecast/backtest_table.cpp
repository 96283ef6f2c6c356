#include "forecast/backtest_table.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "support/csv_text.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

Json rounded(double value) {
    constexpr double kDecimals = 1e4;
    return std::isfinite(value) ? Json(std::round(value * kDecimals) / kDecimals) : Json(nullptr);
}

std::string as_text(const Json& json) {
    return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string_view code_of(PanelUnit unit) {
    return kPanelUnitCodes[static_cast<std::size_t>(unit)];
}

/// What a number of the law is called and measured in.
struct LawWords {
    const char *unit, *meaning;
};

LawWords words_of(std::size_t parameter, PanelUnit unit) {
    const bool net = unit == PanelUnit::net;
    switch (parameter) {
    case 0:
        return {net ? "points of net per root year" : "s.d. of an answer per root year",
                "s.d. of the yearly change of a country's level"};
    case 1:
        return {net ? "points of net" : "s.d. of an answer",
                "s.d. of a wave's own noise beyond sampling, gone by the next wave"};
    case 2:
        return {"per year", "rate at which the level returns to the country's own mean"};
    default:
        return {"degrees of freedom", "of the Student-t of changes, what is above 2"};
    }
}

Json score_row(const BacktestScore& score) {
    Json row{{"panel", score.panel},
             {"horizon_years", score.horizon == 0 ? Json("all") : Json(score.horizon)},
             {"forecasts", score.forecasts},
             {"countries", score.countries},
             {"crps", rounded(score.crps)},
             {"bias", rounded(score.bias)}};
    for (std::size_t level = 0; level < kBacktestLevels.size(); ++level)
        row["covered"][fmt::format("{:.0f}", 100 * kBacktestLevels[level])] =
            rounded(score.covered[level]);
    row["pit"] = score.pit;
    for (std::size_t rival = 0; rival < kBaselineCount; ++rival)
        row["rivals"][std::string(kBaselineCodes[rival])] = {
            {"crps", rounded(score.rival_crps[rival])},
            {"gain", rounded(score.gains[rival])},
            {"gain_standard_error", rounded(score.gain_errors[rival])},
            {"skill", rounded(skill(score.crps, score.rival_crps[rival]))}};
    return row;
}

Json estimate_row(const LawEstimate& estimate) {
    Json row{{"panel", estimate.panel},
             {"unit", code_of(estimate.unit)},
             {"transferred", estimate.part && estimate.transfer},
             {"countries", estimate.countries},
             {"polls", estimate.polls},
             {"log_likelihood", rounded(estimate.log_likelihood)},
             {"over_random_walk", rounded(estimate.over_random_walk)}};
    for (std::size_t p = 0; p < kLawParameterCount; ++p)
        row[std::string(kLawParameterCodes[p])] = {
            {"estimate", rounded(std::exp(estimate.logs[p]))},
            {"standard_error_of_logarithm", rounded(estimate.errors[p])}};
    return row;
}

void add_forecast(CsvText& csv, const PanelBacktest& panel, const BacktestForecast& one) {
    const auto cell = [](double value) { return fmt::format("{:.3f}", value); };
    const auto& q = one.quantiles;
    csv.add({panel.panel,
             one.country,
             std::to_string(one.last_year),
             std::to_string(one.horizon),
             cell(one.last),
             cell(one.observed),
             cell(q[0]),
             cell(q[1]),
             cell(q[2]),
             cell(q[3]),
             cell(q[4]),
             cell(q[5]),
             cell(q[6]),
             cell(one.pit),
             cell(one.crps),
             cell(one.rival_means[0]),
             cell(one.rival_crps[0]),
             cell(one.rival_means[1]),
             cell(one.rival_crps[1]),
             cell(one.rival_means[2]),
             cell(one.rival_crps[2])});
}

} // namespace

std::string backtest_csv(std::span<const PanelBacktest> panels) {
    CsvText csv{"panel",
                "country",
                "last_year",
                "horizon_years",
                "last",
                "observed",
                "low90",
                "low80",
                "low50",
                "median",
                "high50",
                "high80",
                "high90",
                "pit",
                "crps",
                "persistence_mean",
                "persistence_crps",
                "linear_trend_mean",
                "linear_trend_crps",
                "damped_trend_mean",
                "damped_trend_crps"};
    for (const PanelBacktest& panel : panels)
        for (const BacktestForecast& one : panel.forecasts)
            add_forecast(csv, panel, one);
    return csv.text();
}

std::string backtest_json(std::span<const BacktestScore> scores) {
    Json rows = Json::array();
    for (const BacktestScore& score : scores)
        rows.push_back(score_row(score));
    return as_text({{"unit", "points of net"}, {"scores", rows}});
}

std::string law_csv(std::span<const TransferredLaw> laws) {
    CsvText csv{"name",   "unit",  "transform", "mean",  "standard_deviation",
                "fitted", "grade", "meaning",   "source"};
    for (const TransferredLaw& law : laws)
        for (std::size_t p = 0; p < kLawParameterCount; ++p) {
            const LawWords words = words_of(p, law.unit);
            csv.add({fmt::format("national_law.{}.{}", code_of(law.unit), kLawParameterCodes[p]),
                     words.unit, "log", fmt::format("{:.3f}", law.means[p]),
                     fmt::format("{:.3f}", law.deviations[p]),
                     law.unit == PanelUnit::latent ? "yes" : "no", "measured_elsewhere",
                     words.meaning,
                     fmt::format("panel/china_opinion_panel.csv by 'kozqaras backtest --law': {}; "
                                 "s.d. for a country of none of them",
                                 fmt::join(law.panels, ", "))});
        }
    return csv.text();
}

std::string law_json(std::span<const LawEstimate> estimates, std::span<const TransferredLaw> laws) {
    Json panels = Json::array(), transferred = Json::array();
    for (const LawEstimate& estimate : estimates)
        panels.push_back(estimate_row(estimate));
    for (const TransferredLaw& law : laws)
        for (std::size_t p = 0; p < kLawParameterCount; ++p)
            transferred.push_back({{"unit", code_of(law.unit)},
                                   {"parameter", kLawParameterCodes[p]},
                                   {"median", rounded(std::exp(law.means[p]))},
                                   {"standard_deviation_of_logarithm", rounded(law.deviations[p])},
                                   {"between_panels", rounded(law.between[p])}});
    return as_text({{"panels", panels}, {"transferred", transferred}});
}

} // namespace kozqaras
