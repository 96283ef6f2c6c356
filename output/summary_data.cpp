#include "output/summary_data.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

namespace {

/// Spread of values that are never missing.
Spread spread_or_zero(std::vector<double> values) {
    return spread_of(std::move(values)).value_or(Spread{});
}

std::vector<IndexProjection> projections_of(const ResultView& view, int first_year) {
    const RunResult& result = view.result();
    std::vector<IndexProjection> projections;
    for (const YearEnd& end : year_ends(result)) {
        if (end.year < first_year)
            continue;
        auto adults = view.adults(0, end.week, 0, view.result().composite());
        const double error = error_of_median(adults, view.draws_per_member());
        projections.push_back({end.year, to_string(date_of(result.weeks[end.week])),
                               spread_or_zero(std::move(adults)),
                               spread_or_zero(view.sample(0, end.week, view.result().composite())),
                               error});
    }
    return projections;
}

/// Up to three year ends after `diverges`: the first, one in the middle, the last.
std::vector<YearEnd> years_to_compare(const RunResult& result, Week diverges) {
    std::vector<YearEnd> after;
    for (const YearEnd& end : year_ends(result))
        if (result.weeks[end.week] >= diverges)
            after.push_back(end);
    if (after.size() <= 3)
        return after;
    return {after.front(), after[after.size() / 2], after.back()};
}

Difference difference_at(const ResultView& view, std::size_t scenario, const YearEnd& end,
                         const std::optional<DetectableEffect>& detectable) {
    const auto values = view.adults_difference(scenario, end.week, 0, view.result().composite());
    Difference difference;
    difference.year = end.year;
    difference.date = to_string(date_of(view.result().weeks[end.week]));
    difference.spread = spread_or_zero(values);
    difference.signs = signs_of(values);
    difference.visibility = visibility_of(difference.spread.median, detectable);
    return difference;
}

Movement movement_of(const GroupName& name, std::vector<double> changes) {
    return {name.code, name.label, name.is_region, spread_or_zero(std::move(changes))};
}

ScenarioSummary scenario_of(const RunPlan& plan, const ResultView& view, std::size_t scenario,
                            const std::optional<DetectableEffect>& detectable) {
    const RunResult& result = view.result();
    ScenarioSummary summary;
    summary.id = result.scenario_ids[scenario];
    summary.title = result.scenario_titles[scenario];
    if (result.diverges[scenario] <= result.weeks.back())
        summary.diverges = to_string(date_of(result.diverges[scenario]));
    for (const YearEnd& end : years_to_compare(result, result.diverges[scenario]))
        summary.differences.push_back(difference_at(view, scenario, end, detectable));
    const std::size_t last = year_ends(result).back().week;
    const auto names = group_names(*plan.world->inputs.country);
    for (int group = 1; group < std::ssize(names); ++group)
        summary.movements.push_back(
            movement_of(names[static_cast<std::size_t>(group)],
                        view.adults_difference(scenario, last, group, view.result().composite())));
    return summary;
}

/// Change of every group in the baseline from one week to another, member by member.
std::vector<Movement> baseline_movements(const RunPlan& plan, const ResultView& view,
                                         std::size_t from, std::size_t to) {
    const auto names = group_names(*plan.world->inputs.country);
    std::vector<Movement> movements;
    for (int group = 1; group < std::ssize(names); ++group) {
        auto changes = view.adults(0, to, group, view.result().composite());
        const auto before = view.adults(0, from, group, view.result().composite());
        for (std::size_t member = 0; member < changes.size(); ++member)
            changes[member] -= before[member];
        movements.push_back(
            movement_of(names[static_cast<std::size_t>(group)], std::move(changes)));
    }
    return movements;
}

std::vector<double> agents_by_group(const RunPlan& plan) {
    auto agents = adults_by_group(*plan.world);
    for (double& count : agents)
        count /= plan.world->population.adults_per_agent;
    return agents;
}

} // namespace

SummaryData summarise(const RunPlan& plan, const RunResult& result) {
    const ResultView view(result);
    const SurveyTables& survey = plan.world->inputs.survey;
    SummaryData data;
    data.agents = plan.world->population.size();
    data.adults = static_cast<double>(data.agents) * plan.world->population.adults_per_agent;
    data.waves = compare_indicators(survey, view);
    data.samples = compare_samples(survey, view);
    auto breakdowns = compare_breakdowns(survey, view);
    std::erase_if(breakdowns, [&](const BreakdownRow& row) { // those stand on their own
        return !survey.questions[static_cast<std::size_t>(row.published.question)].indicator;
    });
    data.breakdowns = breakdown_fit(breakdowns);
    data.detectable = detectable_effect(survey);
    const Week last_wave = result.wave_weeks.back();
    data.projections = projections_of(view, year_of(last_wave) + 1);
    const auto agents = agents_by_group(plan);
    for (std::size_t scenario = 1; scenario < result.scenarios(); ++scenario)
        data.stories.push_back(
            tell(result, *plan.world->inputs.country, agents, data.detectable, scenario));
    for (std::size_t scenario = 1; scenario < result.scenarios(); ++scenario)
        data.scenarios.push_back(scenario_of(plan, view, scenario, data.detectable));
    const std::size_t from = nearest_reported_week(result, last_wave);
    const std::size_t to = year_ends(result).back().week;
    data.moved_from = to_string(date_of(result.weeks[from]));
    data.moved_to = to_string(date_of(result.weeks[to]));
    if (from < to)
        data.baseline_movements = baseline_movements(plan, view, from, to);
    return data;
}

std::vector<Movement> greatest(const std::vector<Movement>& movements, bool regions,
                               std::size_t count) {
    std::vector<Movement> chosen;
    for (const Movement& movement : movements)
        if (movement.is_region == regions)
            chosen.push_back(movement);
    std::ranges::stable_sort(chosen, std::ranges::greater{},
                             [](const Movement& m) { return std::abs(m.spread.median); });
    if (chosen.size() > count)
        chosen.resize(count);
    return chosen;
}

} // namespace kozqaras
