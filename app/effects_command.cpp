#include <algorithm>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/effect_response.hpp"
#include "app/effects_check.hpp"
#include "app/estimate.hpp"
#include "app/members.hpp"
#include "app/run_setup.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "support/parallel.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

/// The lines to run, and which of them are single changes of which line.
struct EffectLines {
    std::vector<ScenarioSetting> settings; ///< the baseline first
    std::vector<std::pair<std::size_t, std::vector<std::size_t>>> interactions;
};

/// Adds each change of `changes` as a line of its own.
void add_single_changes(const std::string& id, const Changes& changes, const Environment& record,
                        EffectLines& lines) {
    const auto single = one_by_one(changes);
    if (single.size() < 2)
        return;
    const auto together = std::ranges::find(lines.settings, id, &ScenarioSetting::id);
    require(together != lines.settings.end(), "an interaction of no line");
    std::vector<std::size_t> alone;
    const auto place = static_cast<std::size_t>(together - lines.settings.begin());
    for (const auto& change : single) {
        alone.push_back(lines.settings.size());
        lines.settings.push_back(
            {fmt::format("{} change {}", id, alone.size()), "", apply_changes(change, record), {}});
    }
    lines.interactions.emplace_back(place, std::move(alone));
}

EffectLines lines_of(const std::vector<Scenario>& scenarios, const Environment& record,
                     const SharedOptions& shared, const EffectsOptions& options) {
    EffectLines lines;
    lines.settings.push_back({"baseline", "Status quo goes on", record, {}});
    // Interactions and responses are measured at the central values, so that single changes compare
    // with all, and members differ in one parameter alone.
    const bool interaction = options.interaction;
    const LeverDraws draws{
        shared.seed, interaction || options.response ? 0 : static_cast<std::size_t>(shared.members),
        0};
    for (const auto& scenario : scenarios)
        for (auto& setting : resolve(scenario, record, draws))
            lines.settings.push_back(std::move(setting));
    if (!interaction)
        return lines;
    for (const auto& scenario : scenarios) {
        if (scenario.variants.empty() || !scenario.changes.empty())
            add_single_changes(scenario.id, scenario.changes, record, lines);
        for (const auto& variant : scenario.variants)
            add_single_changes(fmt::format("{}.{}", scenario.id, variant.id),
                               overlaid(scenario.changes, variant.changes), record, lines);
    }
    return lines;
}

/// The last date that anything is expected for; without one the end of 2028.
Week last_needed(const std::vector<Scenario>& scenarios) {
    Date last = Date{std::chrono::year{2020} / 1 / 1};
    for (const auto& scenario : scenarios)
        for (const auto& expected : scenario.expected)
            last = std::max(last, expected.date);
    if (last == Date{std::chrono::year{2020} / 1 / 1})
        last = Date{std::chrono::year{2028} / 12 / 31};
    return week_of(last);
}

void show(const SharedOptions& shared, const EffectsOptions& options,
          const std::vector<Scenario>& scenarios, const Members& members,
          const std::vector<CheckedExpectation>& checked,
          const std::vector<Interaction>& interactions) {
    if (shared.json) {
        print_data(expectations_json(checked, interactions, parameters_in_words(members)));
    } else if (options.markdown) {
        print_data(expectations_markdown(
            scenarios, checked,
            fmt::format("kozqaras effects --markdown --scale {} --members {} --seed {} "
                        "scenarios/library/*.toml",
                        shared.scale, shared.members, shared.seed)));
    } else {
        print_data(calibration_remark(members));
        if (!checked.empty())
            print_data(expectations_text(checked));
        if (options.interaction)
            print_data(interactions_text(interactions));
    }
}

void show_effects_plan(const SharedOptions& shared, const EffectLines& lines,
                       const std::vector<Scenario>& scenarios, const RunEstimate& estimate) {
    print_data(fmt::format("Would run {} lines with {} members at scale {:g}, to {}\nMemory {}\n",
                           lines.settings.size(), shared.members, shared.scale,
                           to_string(date_of(last_needed(scenarios))), describe_memory(estimate)));
}

/// Warns of every line outside its interval that nothing explains; the exit status.
int verdict_on(const std::vector<CheckedExpectation>& checked) {
    for (const auto& line : checked)
        if (line.failed())
            print_warning(
                fmt::format("{}, {}, {}: {:+.2f} lies outside {:+g} to {:+g} and the file "
                            "gives no explanation ('explained')",
                            line.scenario, line.what, to_string(line.date), line.effect.mean,
                            line.expected_low, line.expected_high));
    return std::ranges::any_of(checked, &CheckedExpectation::failed) ? kCheckFailed : kDone;
}

std::string how_measured(const SharedOptions& shared) {
    return fmt::format("kozqaras effects --response --scale {:g} --members {} --seed {}",
                       shared.scale, shared.members, shared.seed);
}

/// All but the baseline, which changes nothing.
std::vector<Scenario> scenarios_with_effects(const EffectsOptions& options,
                                             const InputData& inputs) {
    auto scenarios = read_scenarios(options.scenarios, inputs);
    std::erase_if(scenarios, [](const Scenario& scenario) {
        return scenario.changes.empty() && scenario.variants.empty();
    });
    return scenarios;
}

} // namespace

int effects_command(const SharedOptions& shared, const EffectsOptions& options,
                    const std::stop_token& stop) {
    auto inputs = load_session_inputs(shared);
    auto scenarios = scenarios_with_effects(options, inputs);
    const auto country = inputs.country;
    const ThreadLimit limit(shared.threads);
    TerminalProgress progress(shared.quiet);
    auto lines = lines_of(scenarios, historical_environment(inputs), shared, options);
    const auto estimate =
        estimate_run(inputs, {shared.scale, static_cast<std::size_t>(shared.members),
                              lines.settings.size(), last_needed(scenarios)});
    if (shared.dry_run) {
        show_effects_plan(shared, lines, scenarios, estimate);
        return kDone;
    }
    check_memory(estimate);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    RunPlan plan = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan.scenarios = std::move(lines.settings);
    plan.end = last_needed(scenarios);
    if (options.response)
        plan.members = response_members(plan.members, *registry, scenarios);
    const auto result = simulate(plan, stop, progress);
    warn_of_failed(shared, result.failed);
    if (options.response) {
        const auto responses = effect_responses(scenarios, plan.world->inputs, *registry, result);
        print_data(options.csv ? responses_csv(responses, how_measured(shared))
                               : responses_text(responses));
        return kDone;
    }
    std::vector<Interaction> interactions;
    for (const auto& [together, alone] : lines.interactions)
        interactions.push_back(measure_interaction(result, together, alone));
    const auto checked = options.interaction ? std::vector<CheckedExpectation>{}
                                             : check_expectations(scenarios, *country, result);
    show(shared, options, scenarios, members, checked, interactions);
    return verdict_on(checked);
}

} // namespace kozqaras
