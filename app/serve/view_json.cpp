#include "app/serve/view_json.hpp"

#include <algorithm>
#include <cmath>

#include "model/engine/ensemble.hpp"
#include "support/parallel.hpp"

namespace kozqaras {
namespace {

using ViewJson = nlohmann::ordered_json;

/// Points with two decimals; null where there is no number (intervals of one member).
ViewJson points_json(double share) {
    if (!std::isfinite(share))
        return {};
    constexpr double kHundredths = 100.0;
    return std::round(share * kPointsPerShare * kHundredths) / kHundredths;
}

ViewJson spread_json(const std::optional<Spread>& spread) {
    if (!spread)
        return {};
    return {points_json(spread->low90), points_json(spread->low50), points_json(spread->median),
            points_json(spread->high50), points_json(spread->high90)};
}

ViewJson paired_json(const PairedEffect& effect) { // in points already
    return {{"mean", points_json(effect.mean / kPointsPerShare)},
            {"q05", points_json(effect.low / kPointsPerShare)},
            {"q95", points_json(effect.high / kPointsPerShare)}};
}

/// One value per draw of what the view shows: of `group` if it is an index, else of all adults.
std::vector<double> shown_draws(const ComparedRuns& runs, const ResultView& draws, int value,
                                std::size_t scenario, std::size_t week, int group) {
    if (is_index(runs, value))
        return draws.adults(scenario, week, group, value);
    const auto place = static_cast<std::size_t>(value) - runs.country->index_values.size();
    const std::size_t shares = runs.result.share_questions.size();
    return place < shares ? draws.share(scenario, week, place)
                          : draws.joint(scenario, week, place - shares);
}

std::vector<double> shown_difference(const ComparedRuns& runs, const ResultView& draws,
                                     const PageView& view, std::size_t week) {
    return paired(shown_draws(runs, draws, view.value, 1, week, view.group),
                  shown_draws(runs, draws, view.value, 0, week, view.group));
}

/// One spread per reported week from `first` on; `draws(week)` gives the draws.
ViewJson course_json(std::size_t first, std::size_t weeks, const auto& draws) {
    std::vector<std::optional<Spread>> spreads(weeks - std::min(first, weeks));
    for_blocks(spreads.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t w = begin; w < end; ++w)
            spreads[w] = spread_of(draws(first + w));
    });
    ViewJson list = ViewJson::array();
    for (const auto& spread : spreads)
        list.push_back(spread_json(spread));
    return list;
}

/// Fifty equally likely values: the quantiles at 1 %, 3 %, ..., 99 %.
ViewJson dots_json(std::vector<double> draws) {
    constexpr int kDots = 50;
    std::vector<double> places;
    for (int dot = 0; dot < kDots; ++dot)
        places.push_back((dot + 0.5) / kDots);
    ViewJson list = ViewJson::array();
    for (const double value : quantiles_of(std::move(draws), places))
        list.push_back(points_json(value));
    return list;
}

/// The first reported week that holds `week` or comes after it; the number of weeks if none does.
std::size_t reported_from(const RunResult& result, Week week) {
    return static_cast<std::size_t>(std::ranges::lower_bound(result.weeks, week) -
                                    result.weeks.begin());
}

/// All adults: all that is known of a share, and enough of an index for a first impression. Member
/// by member at the expected change of the country, as compare() has it.
ViewJson everyone_json(const ComparedRuns& runs, const PageView& view) {
    const ResultView members(runs.result, 0);
    const auto week = reported_week_for(runs.result.weeks, view.date);
    const auto baseline = shown_draws(runs, members, view.value, 0, week, 0);
    const auto scenario = shown_draws(runs, members, view.value, 1, week, 0);
    const auto difference = paired(scenario, baseline, kPointsPerShare);
    const auto higher = std::ranges::count_if(difference, [](double one) { return one > 0; });
    const GroupName everyone = group_names(*runs.country).front();
    return {{{"factor", everyone.factor},
             {"group", everyone.group},
             {"label", everyone.label},
             {"baseline", points_json(paired_effect(baseline).mean)},
             {"scenario", points_json(paired_effect(scenario).mean)},
             {"difference", paired_json(paired_effect(difference))},
             {"share_above_zero",
              static_cast<double>(higher) / static_cast<double>(difference.size())}}};
}

/// The rows of compare() at the date: everyone and every group, of the value that is shown.
ViewJson rows_json(const ComparedRuns& runs, const SurveyTables& survey, const PageView& view) {
    ComparisonOptions options;
    options.dates = {view.date};
    options.each_other = false;
    for (std::size_t kind = 0; kind < kBreakdownCodes.size(); ++kind)
        if (static_cast<BreakdownKind>(kind) != BreakdownKind::question)
            options.by.push_back(static_cast<BreakdownKind>(kind));
    const Comparison comparison = compare(runs, survey, options);
    const auto wanted =
        std::string(runs.country->index_values[static_cast<std::size_t>(view.value)]);
    ViewJson list = ViewJson::array();
    for (const auto& row : comparison.rows) {
        if (row.scenario != 1 || row.value != wanted)
            continue;
        list.push_back({{"factor", row.factor},
                        {"group", row.group},
                        {"label", row.label},
                        {"baseline", points_json(row.reference_mean / kPointsPerShare)},
                        {"scenario", points_json(row.scenario_mean / kPointsPerShare)},
                        {"difference", paired_json(row.effect)},
                        {"share_above_zero", row.improves}});
    }
    return list;
}

ViewJson view_heading(const ComparedRuns& runs, const SurveyTables& survey, const PageView& view) {
    const RunResult& result = runs.result;
    const auto week = reported_week_for(result.weeks, view.date);
    return {{"members", result.members},
            {"failed", result.failed.size()},
            {"value", shown_values(runs, survey)[static_cast<std::size_t>(view.value)]},
            {"date", to_string(view.date)},
            {"week_of", to_string(date_of(result.weeks[week]))}};
}

} // namespace

std::vector<std::string> shown_values(const ComparedRuns& runs, const SurveyTables& survey) {
    std::vector<std::string> codes(runs.country->index_values.begin(),
                                   runs.country->index_values.end());
    for (const std::size_t question : runs.result.share_questions)
        codes.push_back(survey.questions[question].id);
    for (std::size_t pair = 0; pair < runs.result.joints.size(); ++pair)
        codes.push_back(survey.joint_answers[pair].id);
    return codes;
}

bool is_index(const ComparedRuns& runs, int value) {
    return value < std::ssize(runs.country->index_values);
}

nlohmann::ordered_json baseline_view(const ComparedRuns& runs, const SurveyTables& survey,
                                     const PageView& view) {
    const RunResult& result = runs.result;
    const ResultView draws(result);
    const auto at = reported_week_for(result.weeks, view.date);
    ViewJson json = view_heading(runs, survey, view);
    json["level"] = course_json(0, result.weeks.size(), [&](std::size_t week) {
        return shown_draws(runs, draws, view.value, 0, week, view.group);
    });
    json["dots"] = dots_json(shown_draws(runs, draws, view.value, 0, at, view.group));
    auto names = group_names(*runs.country);
    if (!is_index(runs, view.value))
        names.resize(1); // all adults
    std::vector<std::optional<Spread>> spreads(names.size());
    for_blocks(names.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t group = begin; group < end; ++group)
            spreads[group] =
                spread_of(shown_draws(runs, draws, view.value, 0, at, static_cast<int>(group)));
    });
    json["groups"] = ViewJson::array();
    for (std::size_t group = 0; group < names.size(); ++group)
        json["groups"].push_back({{"factor", names[group].factor},
                                  {"group", names[group].group},
                                  {"spread", spread_json(spreads[group])}});
    return json;
}

nlohmann::ordered_json scenario_view(const ComparedRuns& runs, const SurveyTables& survey,
                                     const PageView& view, bool whole) {
    const RunResult& result = runs.result;
    const ResultView draws(result);
    const auto first = reported_from(result, result.diverges[1]), weeks = result.weeks.size();
    const auto at = reported_week_for(result.weeks, view.date);
    ViewJson json = view_heading(runs, survey, view);
    json["whole"] = whole;
    json["first"] = first;
    json["diverges"] =
        first < weeks ? ViewJson(to_string(date_of(result.diverges[1]))) : ViewJson();
    json["difference"] = course_json(
        first, weeks, [&](std::size_t week) { return shown_difference(runs, draws, view, week); });
    json["rows"] = whole && is_index(runs, view.value) ? rows_json(runs, survey, view)
                                                       : everyone_json(runs, view);
    if (!whole)
        return json;
    json["level"] = course_json(first, weeks, [&](std::size_t week) {
        return shown_draws(runs, draws, view.value, 1, week, view.group);
    });
    const auto level = shown_draws(runs, draws, view.value, 1, at, view.group);
    json["level_at"] = spread_json(spread_of(level));
    json["dots"] = dots_json(level);
    json["difference_dots"] = dots_json(shown_difference(runs, draws, view, at));
    return json;
}

} // namespace kozqaras
