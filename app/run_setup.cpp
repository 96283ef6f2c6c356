#include "app/run_setup.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenarios/apply.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/setting_words.hpp"

namespace kozqaras {
namespace {

constexpr const char* kBaselineId = "baseline";

/// Two settings of one lever for one day contradict each other.
void refuse_twice(const std::vector<LeverSetting>& settings) {
    for (std::size_t later = 1; later < settings.size(); ++later)
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            if (settings[earlier].lever == settings[later].lever &&
                settings[earlier].date == settings[later].date)
                throw InputError(settings[later].origin,
                                 fmt::format("{} is set for {} already by '{}'",
                                             settings[later].lever, to_string(settings[later].date),
                                             to_string(settings[earlier].origin)));
}

void set_levers(const RunOptions& options, const Country& country,
                std::vector<Scenario>& scenarios) {
    if (options.settings.empty())
        return;
    const bool only_baseline = std::ranges::all_of(
        scenarios, [](const Scenario& scenario) { return scenario.id == kBaselineId; });
    if (only_baseline) { // the settings make a scenario of their own
        Scenario own;
        own.id = "set";
        own.title = fmt::format("Set on the command line: {}", fmt::join(options.settings, ", "));
        scenarios.push_back(std::move(own));
    }
    for (auto& scenario : scenarios) {
        if (scenario.id == kBaselineId)
            continue;
        const Date start = scenario.start.value_or(default_start());
        std::vector<LeverSetting> settings;
        for (const auto& text : options.settings)
            settings.push_back(read_setting(text, start, country));
        refuse_twice(settings);
        for (const auto& setting : settings) {
            Changes own;
            own.levers = {setting};
            scenario.changes = overlaid(std::move(scenario.changes), own);
        }
    }
}

/// The baseline takes its title from baseline.toml, if that was given.
ScenarioSetting baseline_setting(const std::vector<Scenario>& scenarios,
                                 const Environment& record) {
    ScenarioSetting baseline{kBaselineId, "Status quo goes on", record, {}};
    for (const auto& scenario : scenarios)
        if (scenario.id == kBaselineId)
            baseline.title = scenario.title;
    return baseline;
}

void check_ids(const std::vector<ScenarioSetting>& settings) {
    std::set<std::string> seen;
    for (const auto& setting : settings)
        if (!seen.insert(setting.id).second)
            throw InputError(
                {"command line"},
                fmt::format("two scenarios are called '{}'; rename one file", setting.id));
}

std::vector<EffectGround> grounds_of(const Changes& changes) {
    std::vector<EffectGround> grounds;
    for (const LeverGrade& one : grades_of(changes))
        grounds.push_back({std::string(one.lever->name),
                           std::string(kGradeCodes[static_cast<std::size_t>(one.grade)])});
    return grounds;
}

/// The lines of `scenario`, their parts, and on what each rests.
void add_lines(const Scenario& scenario, const Environment& record, const LeverDraws& draws,
               RunSetup& setup) {
    for (const ScenarioLine& line : lines_of(scenario)) {
        auto setting = setting_of(line.id, line.title, line.changes, record, draws);
        std::ranges::move(parts_of(line, setting, record, draws), std::back_inserter(setup.parts));
        setup.notes.push_back({line.id,
                               evidence_in_words(line.changes, *record.country),
                               {},
                               grounds_of(line.changes)});
        setup.settings.push_back(std::move(setting));
    }
}

void add_changes(const std::string& id, const Changes& changes, const Country& country,
                 std::vector<SettingOrigin>& origins) {
    for (const auto& setting : changes.levers)
        origins.push_back({fmt::format("{}: {}", id, setting.lever), in_words(setting, country),
                           to_string(setting.origin)});
    for (const auto& setting : changes.tables)
        origins.push_back({fmt::format("{}: {}", id, setting.lever), in_words(setting, country),
                           to_string(setting.origin)});
}

} // namespace

std::vector<Scenario> read_scenarios(const std::vector<std::filesystem::path>& paths,
                                     const InputData& inputs) {
    std::vector<Scenario> scenarios;
    std::vector<std::string> faults;
    for (const auto& path : paths) {
        try {
            scenarios.push_back(read_scenario(path, inputs));
        } catch (const InputError& error) {
            faults.emplace_back(error.what());
        }
    }
    if (!faults.empty())
        throw InputError::several(faults);
    return scenarios;
}

RunSetup set_up_run(const RunOptions& options, const InputData& inputs, const LeverDraws& draws) {
    RunSetup setup;
    setup.scenarios = read_scenarios(options.scenarios, inputs);
    set_levers(options, *inputs.country, setup.scenarios);
    const Environment record = historical_environment(inputs);
    setup.settings.push_back(baseline_setting(setup.scenarios, record));
    for (const auto& scenario : setup.scenarios) {
        if (scenario.id == kBaselineId && (!scenario.changes.empty() || !scenario.variants.empty()))
            throw InputError(
                {scenario.files.back().string()},
                "a scenario called 'baseline' must not change anything; rename the file");
        for (auto& warning : evidence_warnings(scenario))
            setup.warnings.push_back(std::move(warning));
        if (scenario.id == kBaselineId)
            continue;
        add_lines(scenario, record, draws, setup);
    }
    check_ids(setup.settings);
    setup.folder = options.output.empty()
                       ? std::filesystem::path("runs") / options.scenarios.front().stem()
                       : options.output;
    return setup;
}

std::vector<SettingOrigin> setting_origins(const CommandLine& line, const RunOptions& options,
                                           const RunSetup& setup, const Members& members,
                                           const Country& country) {
    const auto& shared = line.shared;
    const auto origin = [&](const char* name) {
        return std::string(shared.given.contains(name) ? "command line" : "default");
    };
    const auto on_off = [](bool on) { return std::string(on ? "on" : "off"); };
    std::vector<SettingOrigin> origins{
        {"seed", fmt::format("{}", shared.seed), origin("seed")},
        {"scale", fmt::format("{}", shared.scale), origin("scale")},
        {"members", fmt::format("{}", members.vectors.size()), origin("members")},
        {"parameters", members.name, members.origin},
        {"social", on_off(options.switches.social), origin("no-social")},
        {"media", on_off(options.switches.media), origin("no-media")},
        {"events", on_off(options.switches.events), origin("no-events")},
        {"drawn_events", on_off(options.switches.drawn_events), origin("no-drawn-events")},
        {"experience", on_off(options.switches.experience), origin("no-experience")},
        {"ageing", on_off(options.switches.ageing), origin("no-ageing")},
        {"influence",
         std::string(kInfluenceCodes[static_cast<std::size_t>(options.switches.influence)]),
         origin("influence")}};
    for (const auto& scenario : setup.scenarios) {
        add_changes(scenario.id, scenario.changes, country, origins);
        for (const auto& variant : scenario.variants)
            add_changes(fmt::format("{}.{}", scenario.id, variant.id), variant.changes, country,
                        origins);
    }
    return origins;
}

} // namespace kozqaras
