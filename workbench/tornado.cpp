#include "workbench/tornado.hpp"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/engine/draws.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/lever.hpp"
#include "support/numbers.hpp"
#include "support/statistics.hpp"
#include "workbench/comparison.hpp"

namespace kozqaras {
namespace {

using Value = std::variant<double, std::string>;

/// The values of one lever that are run, and where its bar begins.
struct Trial {
    const Lever* lever = nullptr;
    std::vector<Value> values;
    std::size_t first_line = 0; ///< scenario of the first value
    bool observed = true;
};

bool can_stand_alone(const Lever& lever) {
    return lever.kind != LeverKind::table && lever.targets != Targets::regions_required;
}

Trial trial_of(const Lever& lever) {
    Trial trial{&lever, {}, 0, true};
    if (lever.kind == LeverKind::choice) {
        for (const auto word : lever.choices)
            trial.values.emplace_back(std::string(word));
        return trial;
    }
    trial.observed = lever.evidence_low < lever.evidence_high;
    for (const double end : {trial.observed ? lever.evidence_low : lever.low,
                             trial.observed ? lever.evidence_high : lever.high})
        trial.values.emplace_back(lever.whole ? std::round(end) : end);
    return trial;
}

/// Whole numbers of people, institutes and the like in full.
std::string text_of(const Value& value) {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr)
        return std::get<std::string>(value);
    return is_whole(*number) ? fmt::format("{:.0f}", *number) : fmt::format("{:g}", *number);
}

std::vector<Trial> all_trials(const Environment& record, Date start,
                              std::vector<ScenarioSetting>& lines) {
    std::vector<Trial> trials;
    for (const Lever& lever : lever_registry()) {
        if (!can_stand_alone(lever))
            continue;
        trials.push_back(trial_of(lever));
        trials.back().first_line = lines.size();
        for (const auto& value : trials.back().values) {
            Changes changes;
            changes.levers.push_back(
                {std::string(lever.name), value, start, std::nullopt, 0, {"tornado"}});
            lines.push_back({fmt::format("{} = {}", lever.name, text_of(value)),
                             "",
                             apply_changes(changes, record),
                             {}});
        }
    }
    return trials;
}

void sort_by_swing(std::vector<TornadoBar>& bars) {
    std::ranges::stable_sort(bars, std::ranges::greater{}, &TornadoBar::swing);
}

/// The bar of a scenario: from nothing to its effect.
TornadoBar scenario_bar(const ComparedRuns& runs, std::size_t line, const TornadoOutcome& outcome) {
    const std::size_t week = reported_week_for(runs.result.weeks, outcome.date);
    const auto effect = paired_effect(
        paired(index_values(runs, line, week, outcome.group, outcome.value),
               index_values(runs, 0, week, outcome.group, outcome.value), kPointsPerShare));
    return {
        "scenario", runs.result.scenario_ids[line],   "status quo", "as its file says", {}, effect,
        true,       runs.result.scenario_titles[line]};
}

/// The bar of one lever: the least and the greatest effect of its values, in their order where it
/// has two.
TornadoBar bar_of(const Trial& trial, const ComparedRuns& runs, const TornadoOutcome& outcome) {
    const std::size_t week = reported_week_for(runs.result.weeks, outcome.date);
    const auto baseline = index_values(runs, 0, week, outcome.group, outcome.value);
    std::vector<PairedEffect> effects;
    for (std::size_t v = 0; v < trial.values.size(); ++v)
        effects.push_back(paired_effect(
            paired(index_values(runs, trial.first_line + v, week, outcome.group, outcome.value),
                   baseline, kPointsPerShare)));
    std::size_t low = 0, high = effects.size() - 1;
    if (trial.lever->kind == LeverKind::choice) {
        const auto [least, most] = std::ranges::minmax_element(effects, {}, &PairedEffect::median);
        low = static_cast<std::size_t>(least - effects.begin());
        high = static_cast<std::size_t>(most - effects.begin());
    }
    return {"lever",
            std::string(trial.lever->name),
            text_of(trial.values[low]),
            text_of(trial.values[high]),
            effects[low],
            effects[high],
            trial.observed,
            std::string(trial.lever->label_en)};
}

/// A family of parameters in words; its own name if there are none for it.
std::string family_in_words(const std::string& family) {
    constexpr std::array<std::array<std::string_view, 2>, 12> kWords{
        {{"anchor", "where groups stand"},
         {"event", "what events do"},
         {"experience", "what trips, meetings, plants and jobs do"},
         {"exposure", "what the other levers do"},
         {"growth", "how groups grew apart"},
         {"item", "what events and levers do to single questions"},
         {"media", "what news does"},
         {"memory", "how fast opinions settle and effects fade"},
         {"national", "how far the country moves of its own"},
         {"response", "how personal answers are"},
         {"social", "how people move each other"},
         {"threshold", "where answers turn from bad to good"}}};
    const auto* const found =
        std::ranges::find(kWords, family, [](const auto& pair) { return pair[0]; });
    return found == kWords.end() ? family : std::string((*found)[1]);
}

std::string family_of(const std::string& name) {
    return name.substr(0, name.find('.'));
}

std::vector<double> centre_of(const std::vector<std::vector<double>>& members) {
    std::vector<double> centre(members.front().size(), 0.0);
    for (const auto& member : members)
        for (std::size_t p = 0; p < centre.size(); ++p)
            centre[p] += member[p] / static_cast<double>(members.size());
    return centre;
}

/// The centre, then for each family and for all of them together a copy of every member in which
/// only that family leaves the centre.
struct FamilyMembers {
    std::vector<std::string> names;
    std::vector<std::vector<double>> vectors;
};

std::vector<std::string> families_of(const ParameterRegistry& registry) {
    std::vector<std::string> names;
    for (const ParameterSpec& spec : registry.specs())
        if (std::ranges::find(names, family_of(spec.name)) == names.end())
            names.push_back(family_of(spec.name));
    return names;
}

FamilyMembers family_members(const RunPlan& plan) {
    const auto centre = centre_of(plan.members);
    FamilyMembers all{families_of(*plan.registry), {centre}};
    for (const auto& family : all.names)
        for (const auto& member : plan.members) {
            auto vector = centre;
            for (std::size_t p = 0; p < vector.size(); ++p)
                if (family_of(plan.registry->specs()[p].name) == family)
                    vector[p] = member[p];
            all.vectors.push_back(std::move(vector));
        }
    all.names.emplace_back("all parameters together");
    all.vectors.insert(all.vectors.end(), plan.members.begin(), plan.members.end());
    return all;
}

/// One outcome per draw of `plan`: the effect of its second scenario, or the level.
std::vector<double> outcomes(const RunPlan& plan, const TornadoOutcome& outcome,
                             const std::stop_token& stop, ProgressSink& progress) {
    const auto runs = compared_runs(plan, simulate(plan, stop, progress));
    const std::size_t week = reported_week_for(runs.result.weeks, outcome.date);
    const auto level = index_values(runs, 0, week, outcome.group, outcome.value, kAllPaths);
    if (plan.scenarios.size() == 1)
        return paired(level, std::vector<double>(level.size(), 0.0), kPointsPerShare);
    return paired(index_values(runs, 1, week, outcome.group, outcome.value, kAllPaths), level,
                  kPointsPerShare);
}

TornadoBar spread_bar(const std::string& name, std::span<const double> values, double centre) {
    std::vector<double> deviations;
    for (const double value : values)
        deviations.push_back(value - centre);
    const auto spread = paired_effect(deviations);
    return {"parameters",
            name,
            "q05",
            "q95",
            {spread.low, spread.low, spread.low},
            {spread.high, spread.high, spread.high},
            true,
            family_in_words(name)};
}

} // namespace

std::size_t lever_lines() {
    std::size_t lines = 1;
    for (const Lever& lever : lever_registry())
        if (can_stand_alone(lever))
            lines += trial_of(lever).values.size();
    return lines;
}

std::size_t parameter_members(const ParameterRegistry& registry, std::size_t members) {
    return 1 + (families_of(registry).size() + 1) * members; // the centre, families, all together
}

std::vector<std::string> levers_left_out() {
    std::vector<std::string> names;
    for (const Lever& lever : lever_registry())
        if (!can_stand_alone(lever))
            names.emplace_back(lever.name);
    return names;
}

std::vector<TornadoBar> lever_bars(const RunPlan& plan, const TornadoOutcome& outcome, Date start,
                                   std::span<const ScenarioSetting> scenarios,
                                   const std::stop_token& stop, ProgressSink& progress) {
    const Environment record = historical_environment(plan.world->inputs);
    RunPlan levers = plan;
    levers.scenarios = {{"baseline", "Status quo goes on", record, {}}};
    const auto trials = all_trials(record, start, levers.scenarios);
    const std::size_t first = levers.scenarios.size();
    levers.scenarios.insert(levers.scenarios.end(), scenarios.begin(), scenarios.end());
    const auto runs = compared_runs(levers, simulate(levers, stop, progress));
    std::vector<TornadoBar> bars;
    for (const auto& trial : trials)
        bars.push_back(bar_of(trial, runs, outcome));
    for (std::size_t line = first; line < levers.scenarios.size(); ++line)
        bars.push_back(scenario_bar(runs, line, outcome));
    sort_by_swing(bars);
    return bars;
}

std::vector<TornadoBar> parameter_bars(const RunPlan& plan, const TornadoOutcome& outcome,
                                       const Environment* scenario, std::size_t paths,
                                       const std::stop_token& stop, ProgressSink& progress) {
    if (plan.members.size() < 2)
        return {};
    const Environment record = historical_environment(plan.world->inputs);
    RunPlan families = plan;
    families.scenarios = {{"baseline", "Status quo goes on", record, {}}};
    if (scenario)
        families.scenarios.push_back({"scenario", "", *scenario, {}});
    RunPlan shocks = families;
    const auto all = family_members(plan);
    families.members = all.vectors;
    const auto values = outcomes(families, outcome, stop, progress);
    const std::size_t count = plan.members.size();
    std::vector<TornadoBar> bars;
    for (std::size_t f = 0; f < all.names.size(); ++f)
        bars.push_back(
            spread_bar(all.names[f], std::span(values).subspan(1 + f * count, count), values[0]));
    shocks.members = {all.vectors.front()};
    shocks.national.paths = paths;
    bars.push_back(spread_bar("the country's own change", outcomes(shocks, outcome, stop, progress),
                              values[0]));
    sort_by_swing(bars);
    return bars;
}

} // namespace kozqaras
