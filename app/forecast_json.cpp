// The JSON side of forecast_text.hpp.

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/forecast_text.hpp"
#include "model/engine/ensemble.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

Json number(double value) {
    constexpr double kDecimals = 1e5;
    return std::isfinite(value) ? Json(std::round(value * kDecimals) / kDecimals) : Json(nullptr);
}

std::string as_text(const Json& json) {
    return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json fitted_json(const ForecastRecord& record) {
    Json list = Json::array();
    for (const SeenWave& wave : record.fitted_waves)
        list.push_back({{"wave", wave.id}, {"numbers", wave.numbers}});
    return list;
}

Json header_json(const ForecastRecord& record) {
    return {{"issued", record.issued},
            {"kind", record.kind},
            {"draft", record.draft},
            {"methodology", record.methodology},
            {"fitted_waves", fitted_json(record)},
            {"last_wave", record.last_wave},
            {"events", record.events},
            {"posterior", record.posterior_name},
            {"calibrated", record.calibrated},
            {"posterior_note", record.posterior_note},
            {"members", record.members},
            {"seed", record.seed},
            {"scale", record.scale},
            {"wave", record.wave ? Json{{"date", to_string(record.wave->date)},
                                        {"respondents", record.wave->respondents}}
                                 : Json(nullptr)}};
}

Json quantiles_json(const std::vector<double>& quantiles) {
    Json list = Json::array();
    for (const double value : quantiles)
        list.push_back(number(value));
    return list;
}

Json row_json(const ScoreRow& row) {
    Json json{{"kind", row.kind},
              {"target", row.observed.target},
              {"group", row.observed.group},
              {"date", to_string(row.observed.date)},
              {"respondents", row.observed.respondents},
              {"observed", number(row.observed.net)},
              {"median", number(row.median)},
              {"interval90", {number(row.low90), number(row.high90)}},
              {"pit", number(row.pit)},
              {"crps", number(row.crps)},
              {"log_score", number(row.log_score)},
              {"fitted", row.fitted},
              {"source", row.observed.source}};
    for (std::size_t b = 0; b < kBaselineCount; ++b)
        json["crps_" + std::string(kBaselineCodes[b])] =
            row.baseline_crps[b] ? number(*row.baseline_crps[b]) : Json(nullptr);
    return json;
}

Json summary_json(const ScoreSummary& summary) {
    Json json{{"kind", summary.kind},
              {"count", summary.count},
              {"crps", number(summary.crps)},
              {"log_score", number(summary.log_score)},
              {"interval_score90", number(summary.interval_score90)},
              {"mean_pit", number(summary.pit)},
              {"coverage50", number(summary.coverage[0])},
              {"coverage80", number(summary.coverage[1])},
              {"coverage90", number(summary.coverage[2])}};
    for (std::size_t b = 0; b < kBaselineCount; ++b)
        json["skill_" + std::string(kBaselineCodes[b])] = {{"value", number(summary.skill[b])},
                                                           {"compared", summary.compared[b]}};
    return json;
}

} // namespace

std::string forecast_plan_json(const ForecastRecord& record, const std::filesystem::path& file,
                               const RunEstimate& estimate) {
    Json json = header_json(record);
    json["agents"] = std::round(estimate.agents);
    json["bytes"] = std::round(estimate.state_bytes + estimate.result_bytes);
    json["file"] = file.string();
    return as_text(json);
}

std::string forecast_summary_json(const ForecastRecord& record) {
    Json json = header_json(record);
    json["sha256"] = record.hash;
    json["quantile_levels"] = kForecastLevels;
    json["targets"] = Json::array();
    for (const ForecastTarget& target : record.targets) {
        if (target.group != "all")
            continue;
        Json dates = Json::object();
        for (std::size_t i = 0; i < record.dates.size(); ++i)
            dates[to_string(record.dates[i])] =
                quantiles_json(quantiles_of(target.members[i], kForecastLevels));
        json["targets"].push_back(
            {{"id", target.id},
             {"population", target.population},
             {"without_survey_error", std::move(dates)},
             {"wave_with_survey_error", quantiles_json(target.wave_quantiles)}});
    }
    return as_text(json);
}

std::string score_json(const ForecastRecord& record, const std::vector<ScoreRow>& rows) {
    Json json = header_json(record);
    json["sha256"] = record.hash;
    json["summary"] = Json::array();
    for (const ScoreSummary& summary : summarise_scores(rows))
        json["summary"].push_back(summary_json(summary));
    json["scores"] = Json::array();
    for (const ScoreRow& row : rows)
        json["scores"].push_back(row_json(row));
    return as_text(json);
}

} // namespace kozqaras
