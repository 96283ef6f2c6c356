#include "app/serve/what_if_service.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/serve/document_json.hpp"
#include "app/session.hpp"
#include "app/workbench_setup.hpp"
#include "model/engine/ensemble.hpp"
#include "observations/observed_wave.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/lever.hpp"
#include "scenarios/scenario_file.hpp"
#include "support/csv_text.hpp"
#include "support/file_bytes.hpp"
#include "workbench/comparison.hpp"
#include "workbench/explanation.hpp"
#include "workbench/split.hpp"

namespace kozqaras {
namespace {

using ServiceJson = nlohmann::ordered_json;

/// Members of the first impression, and of explanations.
constexpr std::size_t kFirstMembers = 4, kExplainedMembers = 8;
/// Finished runs kept for another view of them.
constexpr std::size_t kMostFinished = 3;
constexpr const char* kPageScenario = "page.toml"; ///< its name in messages

std::string text_of(const ServiceJson& json) {
    return json.dump(-1, ' ', false, ServiceJson::error_handler_t::replace);
}

std::vector<std::string_view> views_of(const std::vector<std::string>& names) {
    return {names.begin(), names.end()};
}

/// Place of `name` in `allowed`; InputError with the nearest name.
int place_of(const std::string& name, const std::vector<std::string_view>& allowed,
             std::string_view kind) {
    if (const auto place = index_of(allowed, name))
        return static_cast<int>(*place);
    throw InputError::unknown_name({"request"}, kind, shortened(name), allowed);
}

/// Median, 5 and 95 % of members, already in points.
ServiceJson spread_in_points(const Spread& spread) {
    const auto points = [](double value) {
        return std::isfinite(value) ? ServiceJson(value) : ServiceJson();
    };
    return {{"median", points(spread.median)},
            {"q05", points(spread.low90)},
            {"q95", points(spread.high90)}};
}

} // namespace

WhatIfService::WhatIfService(const CommandLine& line, const ServeOptions& options,
                             const std::stop_token& stop, ProgressSink& progress) {
    const auto& shared = line.shared;
    const auto data = find_data_folder(shared);
    auto inputs = load_inputs(data);
    levers_ = text_of(levers_document(inputs));
    library_ = text_of(library_documents(data.parent_path() / "scenarios" / "library", inputs));
    texts_ = text_of(texts_document(Texts::read(data / "texts" / "texts.csv")));
    outlines_ = text_of(outlines_document(data / "geography"));
    for (const auto& name : group_names(*inputs.country))
        groups_.push_back(name.code);
    const auto registry = registry_for(shared, options.posterior, inputs);
    const auto members = choose_members(shared, options.posterior, *registry, inputs);
    plan_ = make_run_plan(shared, members, registry, std::move(inputs), progress);
    plan_.national.paths = kNationalPaths;
    plan_.scenarios.push_back(
        {"baseline", "Status quo goes on", historical_environment(plan_.world->inputs), {}});
    kept_ = std::make_unique<KeptBaseline>(
        plan_, kFirstMembers, weeks_to_keep(week_of(default_start()), plan_.end), stop, progress);
    baseline_ = compared_runs(plan_, kept_->baseline());
    baseline_.parameters = parameters_in_words(members);
    baseline_.note = members.note;
    model_ = model_document(line, members, data);
}

std::string WhatIfService::read(std::string_view text) const {
    return text_of(scenario_document(text, kPageScenario, plan_.world->inputs));
}

std::string WhatIfService::wave(std::string_view csv) const {
    const auto& inputs = plan_.world->inputs;
    auto targets = views_of({});
    for (const auto value : inputs.country->index_values)
        targets.push_back(value);
    for (const Question& question : inputs.survey.questions)
        targets.push_back(question.id);
    const auto wave =
        parse_observed_wave(csv, "wave.csv", targets, views_of(groups_), inputs.country->regions);
    ServiceJson json{{"values", ServiceJson::array()}, {"notes", wave.notes}};
    for (const auto& value : wave.values)
        json["values"].push_back({{"target", value.target},
                                  {"group", value.group},
                                  {"net", kPointsPerShare * value.net},
                                  {"respondents", value.respondents},
                                  {"date", to_string(value.date)},
                                  {"source", value.source}});
    return text_of(json);
}

PageView WhatIfService::view(const std::string& value, const std::string& date,
                             const std::string& group) const {
    const auto& country = *plan_.world->inputs.country;
    const auto values = shown_values(baseline_, plan_.world->inputs.survey);
    PageView view;
    view.value = value.empty() ? country.composite() : place_of(value, views_of(values), "value");
    view.group = group.empty() ? 0 : place_of(group, views_of(groups_), "group");
    if (view.group > 0 && !is_index(baseline_, view.value))
        throw InputError({"request"}, fmt::format("'{}' is known of all adults only: no group can "
                                                  "be chosen",
                                                  value));
    view.date = last_scenario_day();
    if (!date.empty())
        view.date = read_scenario_date(date, {"request"});
    return view;
}

std::string WhatIfService::baseline(const PageView& view) const {
    return text_of(baseline_view(baseline_, plan_.world->inputs.survey, view));
}

namespace {

CsvText empty_course() {
    return {"date", "factor", "group", "value", "quantity", "unit",
            "q05",  "q25",    "q50",   "q75",   "q95"};
}

/// Adds `quantity` of all adults: `draws(week, value)` gives its draws, shares of net.
void add_course(const RunResult& result, const Country& country, std::string_view quantity,
                const std::function<std::vector<double>(std::size_t, int)>& draws, CsvText& csv) {
    const auto all = group_names(country).front();
    for (std::size_t week = 0; week < result.weeks.size(); ++week)
        for (std::size_t value = 0; value < country.index_values.size(); ++value) {
            const auto spread = spread_of(draws(week, static_cast<int>(value)));
            const auto cell = [&](double Spread::*part) {
                return spread ? number_cell(kPointsPerShare * (*spread).*part) : std::string();
            };
            csv.add({to_string(date_of(result.weeks[week])), all.factor, all.group,
                     std::string(country.index_values[value]), std::string(quantity),
                     "points of net", cell(&Spread::low90), cell(&Spread::low50),
                     cell(&Spread::median), cell(&Spread::high50), cell(&Spread::high90)});
        }
}

} // namespace

std::string WhatIfService::baseline_csv() const {
    CsvText csv = empty_course();
    const ResultView view(baseline_.result);
    add_course(
        baseline_.result, *baseline_.country, "baseline",
        [&](std::size_t week, int value) { return view.adults(0, week, 0, value); }, csv);
    return csv.text();
}

std::string WhatIfService::scenario_csv(const WhatIfRequest& request, const Scenario& scenario,
                                        const std::stop_token& stop, ProgressSink& progress) {
    auto runs = finished(request.scenario);
    if (!runs) {
        run(request, scenario, stop, progress, [](const std::string&) {});
        runs = finished(request.scenario);
    }
    const RunResult& result = runs ? runs->result : baseline_.result;
    const std::size_t line = runs ? 1 : 0; // one that changes nothing was not run
    CsvText csv = empty_course();
    const ResultView view(result);
    add_course(
        result, *baseline_.country, "scenario",
        [&](std::size_t week, int value) { return view.adults(line, week, 0, value); }, csv);
    add_course(
        result, *baseline_.country, "difference",
        [&](std::size_t week, int value) { return view.adults_difference(line, week, 0, value); },
        csv);
    return csv.text();
}

Scenario WhatIfService::checked(const WhatIfRequest& request) const {
    return read_scenario_text(request.scenario, kPageScenario, plan_.world->inputs);
}

std::shared_ptr<const ComparedRuns> WhatIfService::finished(const std::string& scenario) const {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(finished_, scenario, &Finished::scenario);
    return found == finished_.end() ? nullptr : found->runs;
}

void WhatIfService::keep(const std::string& scenario, std::shared_ptr<const ComparedRuns> runs) {
    const std::scoped_lock lock(mutex_);
    finished_.push_front({scenario, std::move(runs)});
    if (finished_.size() > kMostFinished)
        finished_.pop_back();
}

void WhatIfService::send(const ComparedRuns& runs, const WhatIfRequest& request,
                         const std::vector<std::string>& warnings, bool whole,
                         const Receiver& receive) const {
    auto json = scenario_view(runs, plan_.world->inputs.survey, request.view, whole);
    json["warnings"] = warnings;
    receive(text_of(json));
}

void WhatIfService::run(const WhatIfRequest& request, const Scenario& scenario,
                        const std::stop_token& stop, ProgressSink& progress,
                        const Receiver& receive) {
    const auto warnings = evidence_warnings(scenario);
    if (const auto runs = finished(request.scenario)) {
        send(*runs, request, warnings, true, receive);
        return;
    }
    const auto lines = resolve(scenario, plan_.scenarios.front().environment,
                               {plan_.world->seed, plan_.members.size(), 0});
    if (lines.size() != 1)
        throw InputError({kPageScenario}, "the page runs one line at a time: a file with several "
                                          "variants must be opened, not run");
    kept_->with(lines.front(), stop, progress, [&](const RunResult& result, bool whole) {
        check_stop(stop);
        auto runs = std::make_shared<ComparedRuns>(compared_runs(plan_, result));
        send(*runs, request, warnings, whole, receive);
        if (whole)
            keep(request.scenario, std::move(runs));
    });
}

std::string WhatIfService::parts(const WhatIfRequest& request, const Scenario& scenario,
                                 const std::stop_token& stop, ProgressSink& progress) {
    auto runs = finished(request.scenario);
    if (!runs) {
        run(request, scenario, stop, progress, [](const std::string&) {});
        runs = finished(request.scenario);
    }
    ServiceJson json{{"members", 0}, {"parts", ServiceJson::array()}};
    if (!runs)
        return text_of(json); // it changes nothing
    const auto& baseline = plan_.scenarios.front().environment;
    const LeverDraws draws{plan_.world->seed, plan_.members.size(), 0};
    const auto line = lines_of(scenario).front();
    const auto whole = setting_of(line.id, line.title, line.changes, baseline, draws);
    std::vector<ScenarioNote> notes{{line.id, {}, {}}};
    add_parts(plan_, runs->result, parts_of(line, whole, baseline, draws), stop, progress, notes);
    ComparisonOptions options;
    options.dates = {request.view.date};
    const auto story = compare(*runs, plan_.world->inputs.survey, options).stories.front();
    json["peak_date"] = to_string(story.peak_date);
    json["end_date"] = to_string(story.end_date);
    json["peak"] = spread_in_points(story.peak);
    json["end"] = spread_in_points(story.end);
    json["members"] =
        notes.front().part_members > 0 ? notes.front().part_members : runs->result.members;
    for (const PartEffect& part : notes.front().parts)
        json["parts"].push_back({{"kind", part.kind},
                                 {"of", part.of},
                                 {"name", part.name},
                                 {"peak", spread_in_points(part.at_peak)},
                                 {"end", spread_in_points(part.at_end)}});
    return text_of(json);
}

std::string WhatIfService::explanation(int value, const std::stop_token& stop,
                                       ProgressSink& progress) {
    if (!is_index(baseline_, value))
        throw InputError({"request"}, "causes are told of the index and its indicators only");
    {
        const std::scoped_lock lock(mutex_);
        if (const auto found = explanations_.find(value); found != explanations_.end())
            return found->second;
    }
    RunPlan plan = plan_;
    plan.scenarios.clear();
    plan.national.paths = 0;
    plan.members.resize(std::min(plan.members.size(), kExplainedMembers));
    const auto& waves = plan.world->inputs.survey.waves;
    const std::vector<Week> weeks{week_of(waves.front().middle()), week_of(waves.back().middle()),
                                  plan.end};
    const auto explained = explain(plan, value, weeks, stop, progress);
    ServiceJson json{{"members", plan.members.size()}};
    for (const Week week : explained.weeks)
        json["dates"].push_back(to_string(date_of(week)));
    const auto effects_json = [](const std::vector<PairedEffect>& effects) {
        ServiceJson list = ServiceJson::array();
        for (const auto& effect : effects)
            list.push_back({{"mean", effect.mean}, {"q05", effect.low}, {"q95", effect.high}});
        return list;
    };
    for (const Cause& cause : explained.causes)
        json["causes"].push_back(
            {{"id", cause.id}, {"title", cause.title}, {"effects", effects_json(cause.effects)}});
    json["level"] = effects_json(explained.level);
    json["without_causes"] = explained.without_causes;
    auto text = text_of(json);
    const std::scoped_lock lock(mutex_);
    return explanations_[value] = std::move(text);
}

} // namespace kozqaras
