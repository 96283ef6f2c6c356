// A comparison for programs: JSON and CSV.

#include <cmath>

#include <nlohmann/json.hpp>

#include "app/compare_text.hpp"
#include "model/engine/ensemble.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {
namespace {

using Json = nlohmann::ordered_json;

/// One row of the long form; empty cells do not apply.
struct LongRow {
    std::string table, scenario, reference, date, factor, group, value;
    double reference_mean = 0, scenario_mean = 0;
    PairedEffect effect;
    double share_above_zero = 0;
};

std::vector<LongRow> long_rows(const ComparisonReport& report) {
    const auto& ids = report.runs.result.scenario_ids;
    std::vector<LongRow> rows;
    for (const auto& row : report.comparison.rows)
        rows.push_back({"difference", ids[row.scenario], ids[row.reference], to_string(row.date),
                        row.factor, row.group, row.value, row.reference_mean, row.scenario_mean,
                        row.effect, row.improves});
    for (const auto& row : report.comparison.polarisation)
        rows.push_back({"polarisation", ids[row.scenario], ids[0], to_string(row.date), "all",
                        "all", row.what, row.baseline_mean, row.scenario_mean, row.effect,
                        row.widens});
    return rows;
}

Json effect_json(const PairedEffect& effect) {
    return {{"median", effect.median},
            {"mean", effect.mean},
            {"q05", effect.low},
            {"q95", effect.high}};
}

Json number_or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json();
}

Json courses_json(const ComparisonReport& report) {
    Json list = Json::array();
    for (const auto& course : report.comparison.courses)
        list.push_back({{"scenario", report.runs.result.scenario_ids[course.scenario]},
                        {"diverges", to_string(course.diverges)},
                        {"peak", effect_json(course.peak)},
                        {"half_effect_weeks", course.half_effect_week},
                        {"peak_weeks", course.peak_week},
                        {"half_life_weeks", number_or_null(course.half_life_weeks)},
                        {"share_decayed", course.decayed},
                        {"still_growing", course.at_end}});
    return list;
}

Json changes_json(const ComparisonReport& report) {
    Json list = Json::array();
    for (const auto& row : report.comparison.changes)
        list.push_back({{"scenario", report.runs.result.scenario_ids[row.scenario]},
                        {"from", to_string(row.from)},
                        {"to", to_string(row.to)},
                        {"value", row.value},
                        {"change", effect_json(row.change)},
                        {"share_of_baseline", row.share ? effect_json(*row.share) : Json()}});
    return list;
}

const std::string& runs_id(const ComparisonReport& report, const Story& story) {
    return report.runs.result.scenario_ids[story.scenario];
}

Json spread_of_points(const Spread& spread) {
    return {{"median", spread.median}, {"q05", spread.low90}, {"q95", spread.high90}};
}

Json stories_json(const ComparisonReport& report) {
    Json list = Json::array();
    for (const Story& story : report.comparison.stories) {
        const ScenarioNote note = note_on(report.notes, runs_id(report, story));
        Json one{{"scenario", note.id}, {"rests_on", note.evidence}, {"peak", nullptr}};
        if (story.course) {
            one["peak"] = spread_of_points(story.peak);
            one["peak"]["date"] = to_string(story.peak_date);
            one["members_agreeing"] = story.same_sign;
            one["half_life_weeks"] = number_or_null(story.course->half_life_weeks);
            one["end"] = spread_of_points(story.end);
            one["visibility"] = visibility_words(story.visibility);
        }
        one["parts"] = Json::array();
        for (const PartEffect& part : note.parts)
            one["parts"].push_back({{"kind", part.kind},
                                    {"name", part.name},
                                    {"at_peak", spread_of_points(part.at_peak)},
                                    {"at_end", spread_of_points(part.at_end)}});
        list.push_back(std::move(one));
    }
    return list;
}

Json pairing_json(const ComparisonReport& report) {
    Json list = Json::array();
    for (std::size_t s = 1; s < report.runs.result.scenarios(); ++s) {
        const auto& gain = report.comparison.pairing[s - 1];
        list.push_back(
            {{"scenario", report.runs.result.scenario_ids[s]},
             {"paired_error", kPointsPerShare * gain.paired_error},
             {"unpaired_error", kPointsPerShare * gain.unpaired_error},
             {"times_fewer_members", std::isfinite(gain.factor) ? Json(gain.factor) : Json()}});
    }
    return list;
}

/// Scenarios, dates and rows of all tables.
void add_rows_json(const ComparisonReport& report, Json& document) {
    const auto& runs = report.runs;
    for (std::size_t s = 0; s < runs.result.scenarios(); ++s)
        document["scenarios"].push_back(
            {{"id", runs.result.scenario_ids[s]}, {"title", runs.result.scenario_titles[s]}});
    document["dates"] = Json::array();
    for (const Date date : report.dates) {
        const auto week = reported_week_for(runs.result.weeks, date);
        document["dates"].push_back({{"asked_for", to_string(date)},
                                     {"week_of", to_string(date_of(runs.result.weeks[week]))}});
    }
    document["rows"] = Json::array();
    for (const auto& row : long_rows(report))
        document["rows"].push_back({{"table", row.table},
                                    {"scenario", row.scenario},
                                    {"reference", row.reference},
                                    {"date", row.date},
                                    {"factor", row.factor},
                                    {"group", row.group},
                                    {"value", row.value},
                                    {"reference_mean", row.reference_mean},
                                    {"scenario_mean", row.scenario_mean},
                                    {"difference", effect_json(row.effect)},
                                    {"share_above_zero", row.share_above_zero}});
}

/// An effect of a scenario on all adults.
struct EffectRow {
    std::string_view table;
    std::size_t scenario;
    std::string date;
    std::string_view value, unit, statistic;
};

void add_effect(CsvText& csv, const ComparisonReport& report, const EffectRow& row,
                const PairedEffect& effect, bool interval) {
    csv.add({row.table, report.runs.result.scenario_ids[row.scenario],
             report.runs.result.scenario_ids[0], row.date, "all", "all", row.value, row.unit,
             row.statistic, "", "", number_cell(effect.mean),
             interval ? number_cell(effect.low) : "", interval ? number_cell(effect.high) : "", "",
             number_cell(effect.median)});
}

void add_courses(CsvText& csv, const ComparisonReport& report) {
    for (const auto& course : report.comparison.courses) {
        const auto date = to_string(course.diverges);
        const auto weeks = [&](std::string_view statistic, double value) {
            add_effect(csv, report,
                       {"course", course.scenario, date, "composite", "weeks", statistic},
                       {value, 0, 0}, false);
        };
        add_effect(csv, report,
                   {"course", course.scenario, date, "composite", "points of net", "peak"},
                   course.peak, true);
        weeks("half_effect_week", course.half_effect_week);
        weeks("peak_week", course.peak_week);
        if (course.half_life_weeks)
            weeks("half_life_weeks", *course.half_life_weeks);
    }
}

void add_changes(CsvText& csv, const ComparisonReport& report) {
    for (const auto& row : report.comparison.changes) {
        const auto span = to_string(row.from) + "/" + to_string(row.to);
        add_effect(csv, report,
                   {"change", row.scenario, span, row.value, "points of net", "change"}, row.change,
                   true);
        if (row.share)
            add_effect(csv, report,
                       {"change", row.scenario, span, row.value, "share", "share_of_baseline"},
                       *row.share, true);
    }
}

void add_parts_rows(CsvText& csv, const ComparisonReport& report) {
    for (const Story& story : report.comparison.stories) {
        const auto& id = runs_id(report, story);
        for (const PartEffect& part : note_on(report.notes, id).parts)
            for (const auto& [statistic, date, spread] :
                 {std::tuple("peak", story.peak_date, part.at_peak),
                  std::tuple("end", story.end_date, part.at_end)})
                csv.add({"part", id, report.runs.result.scenario_ids[0], to_string(date), part.kind,
                         part.name, "composite", "points of net", statistic, "", "", "",
                         number_cell(spread.low90), number_cell(spread.high90), "",
                         number_cell(spread.median)});
    }
}

} // namespace

std::string comparison_json(const ComparisonReport& report) {
    const auto& runs = report.runs;
    Json document{{"command", report.how},
                  {"kind", "scenario projection, not a forecast"},
                  {"methodology", runs.result.methodology},
                  {"unit", "points of net (index x 100)"},
                  {"members", runs.result.members},
                  {"agents", runs.agents},
                  {"scale", runs.scale},
                  {"seed", runs.seed},
                  {"parameters", runs.parameters},
                  {"note", runs.note},
                  {"warnings", report.warnings}};
    add_rows_json(report, document);
    document["stories"] = stories_json(report);
    document["courses"] = courses_json(report);
    document["changes"] = changes_json(report);
    document["pairing"] = pairing_json(report);
    document["survey"] = {{"respondents", report.comparison.respondents},
                          {"last_wave_respondents", report.comparison.last_respondents}};
    for (const auto& row : report.comparison.detectable)
        document["survey"]["smallest_visible_change"].push_back(
            {{"value", row.value},
             {"independent_questions", row.independent},
             {"correlated_questions", row.correlated}});
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string comparison_csv(const ComparisonReport& report) {
    CsvText csv{"table", "scenario", "reference",        "date",           "factor",        "group",
                "value", "unit",     "statistic",        "reference_mean", "scenario_mean", "mean",
                "q05",   "q95",      "share_above_zero", "median"};
    for (const auto& row : long_rows(report))
        csv.add({row.table, row.scenario, row.reference, row.date, row.factor, row.group, row.value,
                 row.value.starts_with("s.d.") ? "latent s.d. x 100" : "points of net",
                 "difference", number_cell(row.reference_mean), number_cell(row.scenario_mean),
                 number_cell(row.effect.mean), number_cell(row.effect.low),
                 number_cell(row.effect.high), number_cell(row.share_above_zero),
                 number_cell(row.effect.median)});
    add_courses(csv, report);
    add_changes(csv, report);
    add_parts_rows(csv, report);
    return csv.text();
}

} // namespace kozqaras
