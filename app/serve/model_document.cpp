// What the page says of the model: which run this is, its waves, regions, groups.

#include <cmath>

#include "app/serve/document_json.hpp"
#include "app/serve/what_if_service.hpp"
#include "app/version.hpp"
#include "model/engine/ensemble.hpp"
#include "output/track_record.hpp"
#include "output/wave_comparison.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"

namespace kozqaras {
namespace {

using ModelJson = nlohmann::ordered_json;

ModelJson points_or_null(const std::optional<double>& share) {
    return share && std::isfinite(*share) ? ModelJson(kPointsPerShare * *share) : ModelJson();
}

/// Printed values of a wave with their error, and what the model says.
ModelJson wave_values(const std::vector<WaveRow>& rows, int wave) {
    ModelJson values = ModelJson::object();
    for (const WaveRow& row : rows) {
        if (row.wave != wave)
            continue;
        ModelJson value{{"published", points_or_null(row.published)}};
        if (row.error)
            value["error"] = {{"independent", kPointsPerShare * row.error->independent},
                              {"correlated", kPointsPerShare * row.error->correlated}};
        if (row.model)
            value["model"] = {points_or_null(row.model->low90), points_or_null(row.model->median),
                              points_or_null(row.model->high90)};
        values[row.id] = value;
    }
    return values;
}

ModelJson waves_document(const SurveyTables& survey, const RunResult& result) {
    const auto rows = compare_indicators(survey, ResultView(result));
    ModelJson list = ModelJson::array();
    for (int w = 0; w < std::ssize(survey.waves); ++w) {
        const Wave& wave = survey.waves[static_cast<std::size_t>(w)];
        list.push_back(
            {{"id", wave.id},
             {"pollster", wave.pollster},
             {"start", to_string(wave.field_start)},
             {"end", to_string(wave.field_end)},
             {"middle", to_string(wave.middle())},
             {"dates_printed", wave.field_dates_printed},
             {"respondents", wave.respondents ? ModelJson(*wave.respondents) : ModelJson()},
             {"values", wave_values(rows, w)}});
    }
    return list;
}

ModelJson groups_document(const ComparedRuns& runs) {
    ModelJson list = ModelJson::array();
    const auto names = group_names(*runs.country);
    for (std::size_t group = 0; group < names.size(); ++group)
        list.push_back({{"code", names[group].code},
                        {"factor", names[group].factor},
                        {"group", names[group].group},
                        {"label", names[group].label},
                        {"adults", std::round(runs.group_adults[group])}});
    return list;
}

/// What is shown besides the index: shares of all adults.
ModelJson shares_document(const SurveyTables& survey, const RunResult& result) {
    ModelJson list = ModelJson::array();
    for (const std::size_t place : result.share_questions)
        list.push_back({{"code", survey.questions[place].id},
                        {"kind", "question"},
                        {"wording", survey.questions[place].wording}});
    for (const JointAnswers& pair : survey.joint_answers)
        list.push_back({{"code", pair.id}, {"kind", "pair"}, {"wording", pair.wording}});
    return list;
}

/// What became of earlier predictions.
ModelJson record_document(const TrackRecord& record) {
    ModelJson json{{"polls", nullptr}, {"waves", ModelJson::array()}};
    if (const PollTest* polls = record.all_polls())
        json["polls"] = {{"forecasts", polls->forecasts},
                         {"countries", polls->countries},
                         {"inside90", polls->inside90}};
    for (const WaveTest& test : record.waves) {
        ModelJson wave{{"wave", test.wave},         {"fitted_to", test.fitted_to},
                       {"knows", test.knows},       {"foreseen", test.foreseen},
                       {"observed", test.observed}, {"questions", nullptr}};
        for (const ScoredKind& kind : test.kinds)
            if (kind.kind == "question")
                wave["questions"] = {{"count", kind.count}, {"inside90", kind.inside90}};
        json["waves"].push_back(wave);
    }
    return json;
}

} // namespace

std::string WhatIfService::model_document(const CommandLine& line, const Members& members,
                                          const std::filesystem::path& data) const {
    const auto& inputs = plan_.world->inputs;
    const RunResult& result = baseline_.result;
    ModelJson json{{"version", program_version()},
                   {"revision", git_revision()},
                   {"country", inputs.country->name},
                   {"methodology", result.methodology},
                   {"seed", line.shared.seed},
                   {"scale", line.shared.scale},
                   {"agents", baseline_.agents},
                   {"members", result.members},
                   {"parameters", baseline_.parameters},
                   {"note", baseline_.note},
                   {"calibrated", members.calibrated},
                   {"values", inputs.country->index_values},
                   {"shares", shares_document(inputs.survey, result)},
                   {"start", to_string(default_start())},
                   {"first_day", to_string(first_scenario_day())},
                   {"last_day", to_string(last_scenario_day())}};
    json["weeks"] = ModelJson::array();
    for (const Week week : result.weeks)
        json["weeks"].push_back(to_string(date_of(week)));
    json["waves"] = waves_document(inputs.survey, result);
    json["groups"] = groups_document(baseline_);
    json["regions"] = regions_document(inputs, data / "geography");
    json["record"] = record_document(read_track_record(data / "record"));
    if (const auto detectable = detectable_effect(inputs.survey))
        json["detectable"] = {{"respondents", detectable->respondents},
                              {"independent", kPointsPerShare * detectable->effect.independent},
                              {"correlated", kPointsPerShare * detectable->effect.correlated}};
    return json.dump(-1, ' ', false, ModelJson::error_handler_t::replace);
}

} // namespace kozqaras
