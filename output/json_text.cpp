#include "output/json_text.hpp"

#include <cmath>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "output/claim_texts.hpp"
#include "output/outside_shares.hpp"
#include "output/summary.hpp"
#include "output/summary_data.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

Json date_json(Week week, Week end) {
    return week <= end ? Json(to_string(date_of(week))) : Json(nullptr);
}

/// The text as JSON, or as a string if it is none.
Json parsed_or_text(const std::string& text) {
    if (text.empty())
        return Json::object();
    Json parsed = Json::parse(text, nullptr, false);
    return parsed.is_discarded() ? Json(text) : parsed;
}

std::string as_text(const Json& json) {
    return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json settings_json(const RunPlan& plan, const RunResult& result,
                   const RunDocumentation& documentation) {
    Json origins = Json::array();
    for (const SettingOrigin& origin : documentation.setting_origins)
        origins.push_back(
            {{"name", origin.name}, {"value", origin.value}, {"origin", origin.origin}});
    return {{"seed", plan.world->seed},
            {"scale", plan.world->scale},
            {"members", result.members},
            {"first_member", plan.first_member},
            {"end", to_string(date_of(plan.end))},
            {"report_every_weeks", plan.report_every_weeks},
            {"burn_in_weeks", plan.burn_in_weeks},
            {"national_paths", plan.national.paths},
            {"switches",
             {{"social", plan.switches.social},
              {"media", plan.switches.media},
              {"events", plan.switches.events},
              {"drawn_events", plan.switches.drawn_events},
              {"experience", plan.switches.experience},
              {"ageing", plan.switches.ageing},
              {"influence", kInfluenceCodes[static_cast<std::size_t>(plan.switches.influence)]}}},
            {"resolved", parsed_or_text(documentation.resolved_settings_json)},
            {"origins", origins}};
}

Json scenarios_json(const RunResult& result) {
    Json scenarios = Json::array();
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        scenarios.push_back({{"id", result.scenario_ids[scenario]},
                             {"title", result.scenario_titles[scenario]},
                             {"baseline", scenario == 0},
                             {"diverges", scenario == 0 ? Json(nullptr)
                                                        : date_json(result.diverges[scenario],
                                                                    result.weeks.back())}});
    return scenarios;
}

Json world_json(const World& world) {
    return {{"agents", world.population.size()},
            {"adults_per_agent", world.population.adults_per_agent},
            {"population_fit",
             {{"iterations", world.fit.iterations},
              {"converged", world.fit.converged},
              {"stop_reason", world.fit.stop_reason},
              {"worst_absolute_error_adults", world.fit.worst_absolute_error},
              {"notes", world.fit.notes}}},
            {"network",
             {{"ties", world.network_report.ties},
              {"mean_degree", world.network_report.mean_degree},
              {"clustering", world.network_report.clustering}}}};
}

} // namespace

std::string manifest_json(const RunPlan& plan, const RunResult& result,
                          const RunDocumentation& documentation) {
    Json json;
    json["file_type"] = "kozqaras_run_manifest";
    json["format_version"] = "1.0";
    json["run_name"] = documentation.run_name;
    json["kind"] = documentation.kind;
    json["created"] = documentation.created;
    json["command_line"] = documentation.command_line;
    json["program"] = {{"name", "kozqaras"},
                       {"version", documentation.program_version},
                       {"git_revision", documentation.git_revision}};
    json["methodology"] = result.methodology;
    json["posterior"] = {{"name", documentation.posterior_name},
                         {"calibrated", documentation.calibrated},
                         {"note", documentation.posterior_note}};
    json["scenarios"] = scenarios_json(result);
    json["settings"] = settings_json(plan, result, documentation);
    json["world"] = world_json(*plan.world);
    json["inputs_fnv1a64"] = documentation.input_hashes.empty() ? plan.world->inputs.file_hashes
                                                                : documentation.input_hashes;
    json["result_fnv1a64"] = result_fingerprint(result);
    json["seconds"] = result.seconds;
    return as_text(json);
}

std::string result_fingerprint(const RunResult& result) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto add = [&](std::span<const float> values) {
        for (const std::byte byte : std::as_bytes(values)) {
            hash ^= std::to_integer<std::uint64_t>(byte);
            hash *= 0x100000001b3ULL;
        }
    };
    for (const ResultArray& array : result_arrays())
        add(result.*array.values);
    return fmt::format("{:016x}", hash);
}

// ---- summary
// -------------------------------------------------------------------------------------

namespace {

/// Five decimals are more than any reader needs, and the same on every machine. NaN becomes null.
double rounded(double value) {
    return std::round(value * 1e5) / 1e5;
}

/// null of one member
Json interval_json(double low, double high) {
    return std::isnan(low) ? Json(nullptr) : Json{rounded(low), rounded(high)};
}

Json spread_json(const Spread& spread) {
    return {{"median", rounded(spread.median)},
            {"interval50", interval_json(spread.low50, spread.high50)},
            {"interval90", interval_json(spread.low90, spread.high90)}};
}

Json wave_json(const WaveRow& row, const SurveyTables& survey) {
    const Wave& wave = survey.waves[static_cast<std::size_t>(row.wave)];
    Json json{{"wave", wave.id}, {"indicator", row.id}};
    json["respondents"] = wave.respondents ? Json(*wave.respondents) : Json(nullptr);
    json["published"] = row.published ? Json(*row.published) : Json(nullptr);
    json["standard_error_bounds"] =
        row.error ? Json{rounded(row.error->independent), rounded(row.error->correlated)}
                  : Json(nullptr);
    json["model"] = row.model ? spread_json(*row.model) : Json(nullptr);
    json["drawn_survey"] = row.drawn ? spread_json(*row.drawn) : Json(nullptr);
    return json;
}

Json sample_json(const SampleRow& row, const SurveyTables& survey) {
    return {{"wave", survey.waves[static_cast<std::size_t>(row.wave)].id},
            {"indicator", survey.country->index_values[static_cast<std::size_t>(row.value)]},
            {"as_fielded", spread_json(row.as_fielded)},
            {"poststratified", spread_json(row.poststratified)},
            {"adults", spread_json(row.adults)},
            {"as_fielded_minus_adults", spread_json(row.as_fielded_error)},
            {"poststratified_minus_adults", spread_json(row.poststratified_error)}};
}

Json movements_json(const std::vector<Movement>& movements) {
    Json json = Json::array();
    for (const Movement& movement : movements) {
        Json one{{"group", movement.code}, {"label", movement.label}};
        one.update(spread_json(movement.spread));
        json.push_back(std::move(one));
    }
    return json;
}

/// Points of net.
Json story_json(const Story& story, const ScenarioNote& note) {
    Json json{{"unit", "points of net"}, {"rests_on", note.evidence}};
    json["grounds"] = Json::array();
    for (const EffectGround& ground : note.grounds)
        json["grounds"].push_back({{"lever", ground.lever}, {"grade", ground.grade}});
    json["parts"] = Json::array();
    for (const PartEffect& part : note.parts)
        json["parts"].push_back({{"kind", part.kind},
                                 {"name", part.name},
                                 {"at_peak", spread_json(part.at_peak)},
                                 {"at_end", spread_json(part.at_end)}});
    json["projects_if_asked"] = Json::array();
    for (const PlannedAnswer& planned : note.planned)
        json["projects_if_asked"].push_back(
            {{"project", planned.project},
             {"population", planned.population},
             {"share_approving", spread_json(planned.approve)},
             {"share_disapproving", spread_json(planned.disapprove)}});
    json["peak"] = nullptr;
    if (!story.course)
        return json;
    json["peak"] = {{"date", to_string(story.peak_date)}, {"members_agreeing", story.same_sign}};
    json["peak"].update(spread_json(story.peak));
    json["peak"]["visibility"] = visibility_words(story.visibility);
    const auto& half_life = story.course->half_life_weeks;
    json["half_life_weeks"] = half_life ? Json(*half_life) : Json(nullptr);
    json["still_growing"] = story.course->still_growing;
    json["end"] = {{"date", to_string(story.end_date)}};
    json["end"].update(spread_json(story.end));
    json["groups_that_stand_out"] = Json::array();
    for (const GroupEffect& group : story.stand_out) {
        Json one{{"label", group.label}};
        one.update(spread_json(group.effect));
        json["groups_that_stand_out"].push_back(std::move(one));
    }
    return json;
}

Json scenario_json(const ScenarioSummary& scenario, const Story& story, const ScenarioNote& note) {
    Json differences = Json::array();
    for (const Difference& row : scenario.differences) {
        Json one{{"year", row.year}, {"date", row.date}};
        one.update(spread_json(row.spread));
        one["share_of_members_higher"] = rounded(row.signs.higher);
        one["share_of_members_lower"] = rounded(row.signs.lower);
        one["visibility"] = visibility_words(row.visibility);
        differences.push_back(std::move(one));
    }
    return {{"id", scenario.id},
            {"title", scenario.title},
            {"diverges", scenario.diverges ? Json(*scenario.diverges) : Json(nullptr)},
            {"story", story_json(story, note)},
            {"minus_baseline", differences},
            {"groups_minus_baseline", movements_json(scenario.movements)}};
}

Json outside_json(const OutsideShare& share, const RunResult& result) {
    Json json{{"kind", share.subject.pair ? "pair" : "question"},
              {"id", share.subject.id},
              {"wording", share.subject.wording},
              {"adults", Json::array()},
              {"minus_baseline", Json::array()},
              {"printed", Json::array()}};
    for (const auto& [year, spread] : share.years) {
        json["adults"].push_back({{"year", year}});
        json["adults"].back().update(spread_json(spread));
    }
    for (const ShareDifference& row : share.differences) {
        json["minus_baseline"].push_back(
            {{"scenario", result.scenario_ids[row.scenario]}, {"year", row.year}});
        json["minus_baseline"].back().update(spread_json(row.spread));
        json["minus_baseline"].back()["share_of_members_higher"] = rounded(row.signs.higher);
    }
    for (const PrintedShare& row : share.printed)
        json["printed"].push_back(
            {{"group",
              row.published.of_group() ? row.published.population.name : std::string("all")},
             {"published", rounded(row.published.value)},
             {"standard_error", rounded(row.standard_error)},
             {"model", spread_json(row.model)}});
    return json;
}

} // namespace

namespace {

/// Statements of the reports by verdict; null: none was asked.
Json claims_json_counts(const RunPlan& plan, const RunResult& result,
                        const RunDocumentation& documentation) {
    const auto answers = answers_of_run(plan, result, documentation);
    if (answers.empty())
        return nullptr;
    Json counts = Json::object();
    const auto of_each = count_verdicts(answers);
    for (std::size_t verdict = 0; verdict < of_each.size(); ++verdict)
        counts[std::string(kVerdicts[verdict])] = of_each[verdict];
    return counts;
}

Json heading_json(const RunPlan& plan, const RunResult& result, const SummaryData& data,
                  const RunDocumentation& documentation) {
    Json json;
    json["file_type"] = "kozqaras_run_summary";
    json["format_version"] = "1.0";
    json["run_name"] = documentation.run_name;
    json["kind"] = documentation.kind;
    json["methodology"] = result.methodology;
    json["posterior"] = documentation.posterior_name;
    json["calibrated"] = documentation.calibrated;
    json["members"] = result.members;
    json["agents"] = data.agents;
    json["adults"] = data.adults;
    json["scale"] = plan.world->scale;
    json["seed"] = plan.world->seed;
    json["baseline"] = result.scenario_ids[0];
    return json;
}

/// What the run says of the waves that were fielded.
void add_survey_json(const SummaryData& data, const SurveyTables& survey, Json& json) {
    json["waves"] = Json::array();
    for (const WaveRow& row : data.waves)
        json["waves"].push_back(wave_json(row, survey));
    json["samples"] = Json::array();
    for (const SampleRow& row : data.samples)
        json["samples"].push_back(sample_json(row, survey));
    json["breakdowns"] = {{"shares", data.breakdowns.shares},
                          {"derived", data.breakdowns.derived},
                          {"mean_squared_residual", rounded(data.breakdowns.mean_squared_z)},
                          {"far_off", data.breakdowns.far_off},
                          {"design_effect", kDesignEffect}};
}

} // namespace

std::string run_summary_json(const RunPlan& plan, const RunResult& result,
                             const RunDocumentation& documentation) {
    const SummaryData data = summarise(plan, result);
    const SurveyTables& survey = plan.world->inputs.survey;
    Json json = heading_json(plan, result, data, documentation);
    add_survey_json(data, survey, json);
    json["claims"] = claims_json_counts(plan, result, documentation);
    json["projection"] = Json::array();
    for (const IndexProjection& row : data.projections)
        json["projection"].push_back({{"year", row.year},
                                      {"date", row.date},
                                      {"adults", spread_json(row.adults)},
                                      {"median_error", rounded(row.error)},
                                      {"sample", spread_json(row.sample)}});
    json["detectable_change"] =
        data.detectable ? Json{{"respondents", data.detectable->respondents},
                               {"independent", rounded(data.detectable->effect.independent)},
                               {"correlated", rounded(data.detectable->effect.correlated)}}
                        : Json(nullptr);
    json["scenarios"] = Json::array();
    for (std::size_t s = 0; s < data.scenarios.size(); ++s)
        json["scenarios"].push_back(
            scenario_json(data.scenarios[s], data.stories[s],
                          note_on(documentation.notes, data.scenarios[s].id)));
    json["baseline_change"] = {{"from", data.moved_from},
                               {"to", data.moved_to},
                               {"groups", movements_json(data.baseline_movements)}};
    json["outside_index"] = Json::array();
    for (const OutsideShare& share : outside_shares(survey, ResultView(result)))
        json["outside_index"].push_back(outside_json(share, result));
    json["posterior_note"] = documentation.posterior_note;
    return as_text(json);
}

} // namespace kozqaras
