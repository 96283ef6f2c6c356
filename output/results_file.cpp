#include "output/results_file.hpp"

#include <numeric>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "output/hdf5_writer.hpp"
#include "output/outside_shares.hpp"

namespace kozqaras {

namespace {

constexpr double kDaysPerWeek = 7;

std::vector<std::string> code_texts(std::span<const std::string_view> codes) {
    return {codes.begin(), codes.end()};
}

void write_global_attributes(DatasetSink& file, const RunPlan& plan,
                             const RunDocumentation& documentation, const std::string& manifest) {
    const bool forecast = documentation.kind == "forecast";
    file.global_attribute("Conventions", std::string("CF-1.10"));
    file.global_attribute(
        "title", fmt::format("{}: how {} sees China, {}", documentation.run_name,
                             plan.world->inputs.country->name,
                             forecast ? "forecast" : "scenario projection (not a forecast)"));
    file.global_attribute("source",
                          fmt::format("kozqaras {}, agent-based simulation; parameters: {}",
                                      documentation.program_version, documentation.posterior_name));
    file.global_attribute("history",
                          fmt::format("{} {}", documentation.created, documentation.command_line));
    file.global_attribute("comment", documentation.posterior_note);
    file.global_attribute("format_version", std::string(kResultsVersion));
    file.global_attribute("file_type", std::string(kResultsFileType));
    file.global_attribute("run_name", documentation.run_name);
    file.global_attribute("kind", documentation.kind);
    file.global_attribute("program_version", documentation.program_version);
    file.global_attribute("git_revision", documentation.git_revision);
    file.global_attribute("seed", plan.world->seed);
    file.global_attribute("scale", plan.world->scale);
    file.global_attribute("agents", std::uint64_t{plan.world->population.size()});
    file.global_attribute("manifest", manifest);
}

void write_time_dimension(DatasetSink& file, const std::string& name, const std::string& long_name,
                          const std::vector<double>& days) {
    file.dimension({name,
                    long_name,
                    "days since 2020-01-01",
                    {{"standard_name", "time"}, {"calendar", "proleptic_gregorian"}}},
                   days);
}

void write_times(DatasetSink& file, const ResultView& view) {
    std::vector<double> days;
    for (const Week week : view.result().weeks)
        days.push_back(kDaysPerWeek * week.value);
    write_time_dimension(file, "time", "first day of the reported week", days);
    std::vector<double> all_days(view.result().simulated_weeks);
    for (std::size_t week = 0; week < all_days.size(); ++week)
        all_days[week] = kDaysPerWeek * static_cast<double>(week);
    if (!all_days.empty())
        write_time_dimension(file, "week_time", "first day of every simulated week", all_days);
}

void write_scenarios_and_members(DatasetSink& file, const RunPlan& plan, const RunResult& result) {
    file.dimension({"scenario", "scenario; the first is the baseline", "", {}},
                   std::span<const std::string>(result.scenario_ids));
    file.labels({"scenario_title", "title of the scenario", "", {}}, "scenario",
                result.scenario_titles);
    std::vector<double> diverges;
    for (const Week week : result.diverges)
        diverges.push_back(kDaysPerWeek * week.value);
    file.variable({"scenario_diverges",
                   "first day of the first week in which the scenario's settings differ from the "
                   "baseline's; after the end if never",
                   "days since 2020-01-01",
                   {{"calendar", "proleptic_gregorian"}}},
                  {"scenario"}, diverges);
    std::vector<int> members(result.members);
    std::iota(members.begin(), members.end(), static_cast<int>(plan.first_member));
    file.dimension({"member",
                    "member of the ensemble: one parameter vector and its random numbers, the same "
                    "in every scenario",
                    "1",
                    {}},
                   std::span<const int>(members));
}

void write_groups(DatasetSink& file, const World& world) {
    std::vector<std::string> codes, labels;
    for (const GroupName& name : group_names(*world.inputs.country)) {
        codes.push_back(name.code);
        labels.push_back(name.label);
    }
    file.dimension({"group", "group of people, factor:class; regions by ISO 3166-2 code", "", {}},
                   std::span<const std::string>(codes));
    file.labels({"group_label", "name of the group", "", {}}, "group", labels);
    file.variable(
        {"group_adults", "adults (18 and older) in the group, 1 January 2023", "person", {}},
        {"group"}, adults_by_group(world));
    file.dimension({"indicator", "indicator of the China Perception Index, and their mean", "", {}},
                   code_texts(world.inputs.country->index_values));
    file.dimension(
        {"attitude", "latent attitude towards China; of threat more is more fear", "", {}},
        code_texts(kAttitudeCodes));
}

/// Questions whose share positive is kept, and pairs of them.
void write_share_subjects(DatasetSink& file, const RunResult& result, const SurveyTables& survey) {
    const auto write = [&](std::string_view name, std::string_view meaning, bool pairs) {
        std::vector<std::string> ids;
        for (const ShareSubject& subject : share_subjects(survey, result))
            if (subject.pair == pairs)
                ids.push_back(subject.id);
        if (!ids.empty())
            file.dimension({std::string(name), std::string(meaning), "", {}},
                           std::span<const std::string>(ids));
    };
    write("share_question", "question outside the index, or of a pair", false);
    write("joint", "pair of questions, both answered positively", true);
    if (result.partner_sets > 0) {
        std::vector<int> sets(result.partner_sets);
        std::iota(sets.begin(), sets.end(), 0);
        file.dimension({"partner_set",
                        "set of friendly countries: bit k is set if the k-th of partners.csv is "
                        "named",
                        "1",
                        {}},
                       std::span<const int>(sets));
    }
}

void write_questions(DatasetSink& file, const RunResult& result, const SurveyTables& survey) {
    std::vector<std::string> ids, wordings, indicators, waves;
    for (const Question& question : survey.questions) {
        ids.push_back(question.id);
        wordings.push_back(question.wording);
        indicators.push_back(question.indicator_code);
    }
    file.dimension({"question", "question of the survey", "", {}},
                   std::span<const std::string>(ids));
    file.labels({"question_wording", "what the question asks, shortened", "", {}}, "question",
                wordings);
    file.labels({"question_indicator", "indicator to which the question belongs", "", {}},
                "question", indicators);
    std::vector<double> days;
    for (std::size_t wave = 0; wave < result.wave_weeks.size(); ++wave) {
        waves.push_back(wave < survey.waves.size()
                            ? survey.waves[wave].id
                            : fmt::format("further {}", wave - survey.waves.size() + 1));
        days.push_back(kDaysPerWeek * result.wave_weeks[wave].value);
    }
    file.dimension({"wave", "wave of the survey", "", {}}, std::span<const std::string>(waves));
    file.variable({"wave_date",
                   "first day of the week in the middle of the fieldwork",
                   "days since 2020-01-01",
                   {{"calendar", "proleptic_gregorian"}}},
                  {"wave"}, days);
    write_share_subjects(file, result, survey);
    const std::vector<std::string> answers{"positive", "negative"};
    file.dimension({"answer", "answer; the rest has no opinion", "", {}},
                   std::span<const std::string>(answers));
}

/// What else a reader must know of the numbers in an array.
std::vector<std::pair<std::string, std::string>> attributes_of(const RunResult& result,
                                                               const ResultArray& array) {
    if (array.has(Axis::shift_power))
        return {{"comment",
                 "value at a shift s of opinion: that without shift plus the sum over powers p of "
                 "coefficient x (s / 1.6)^p; s beyond 1.6 counts as 1.6"}};
    if (array.has(Axis::partner_set))
        return {{"comment", "missing but in the week of the survey, at ends of years and at the "
                            "end of the run"}};
    if (array.has(Axis::share_question) || array.has(Axis::joint))
        return {{"valid_range_note", "share of the adults, 0 to 1"}};
    if (array.has(Axis::attitude))
        return {{"comment", "unit: latent standard deviation of an answer (ordered probit)"}};
    if (array.has(Axis::wave))
        return {{"comment", "missing for waves after the end of the run"}};
    return {{"methodology", result.methodology},
            {"valid_range_note", "share positive minus share negative, -1 to 1"}};
}

/// The paths of the country's own change, and what they move.
void write_national(DatasetSink& file, const Country& country, const RunResult& result) {
    if (result.shift_powers == 0)
        return;
    std::vector<std::string> parts;
    for (const IndexPart& part : result.parts)
        parts.push_back(fmt::format("{}:{}",
                                    country.indicators[static_cast<std::size_t>(part.indicator)],
                                    kAttitudeCodes[static_cast<std::size_t>(part.attitude)]));
    file.dimension({"index_part", "indicator and attitude on which questions of it load", "", {}},
                   std::span<const std::string>(parts));
    std::vector<int> powers(result.shift_powers), paths(result.national.count);
    std::iota(powers.begin(), powers.end(), 1);
    std::iota(paths.begin(), paths.end(), 0);
    file.dimension({"shift_power", "power of a shift of opinion over 1.6", "1", {}},
                   std::span<const int>(powers));
    file.dimension(
        {"path",
         "drawn path of the country's own change, the same for every member and scenario",
         "1",
         {}},
        std::span<const int>(paths));
    file.variable({"national_path",
                   "departure of all adults' opinion from what is expected given the waves, of a "
                   "member of national_size 1",
                   "1",
                   {{"comment", "unit: latent standard deviation of an answer (ordered probit)"}}},
                  {"time", "attitude", "path"}, result.national.change);
    file.variable({"national_size", "factor of national_path for each member", "1", {}}, {"member"},
                  result.national_size);
}

/// With the name of the country.
std::string meaning_of(const ResultArray& array, const Country& country) {
    constexpr std::string_view kPlace = "{country}";
    std::string meaning(array.meaning);
    if (const auto place = meaning.find(kPlace); place != std::string::npos)
        meaning.replace(place, kPlace.size(), country.name);
    return meaning;
}

void write_arrays(DatasetSink& file, const Country& country, const RunResult& result) {
    for (const ResultArray& array : result_arrays()) {
        if ((result.*array.values).empty())
            continue;
        std::vector<std::string> dimensions;
        for (const Axis axis : array.axes())
            dimensions.emplace_back(kAxisNames[static_cast<std::size_t>(axis)]);
        file.variable({std::string(array.name), meaning_of(array, country), "1",
                       attributes_of(result, array)},
                      dimensions, result.*array.values);
    }
}

std::string_view transform_code(Transform transform) {
    switch (transform) {
    case Transform::identity:
        return "identity";
    case Transform::log:
        return "log";
    case Transform::logit:
        return "logit";
    }
    return "";
}

void write_parameters(DatasetSink& file, const RunPlan& plan) {
    if (!plan.registry || plan.registry->size() == 0 || plan.members.empty())
        return;
    std::vector<std::string> names, units, transforms;
    for (const ParameterSpec& spec : plan.registry->specs()) {
        names.push_back(spec.name);
        units.push_back(spec.unit);
        transforms.emplace_back(transform_code(spec.transform));
    }
    file.dimension({"parameter", "parameter of the model", "", {}},
                   std::span<const std::string>(names));
    file.labels({"parameter_unit", "unit of the parameter on its natural scale", "", {}},
                "parameter", units);
    file.labels({"parameter_transform",
                 "scale on which parameter_value stands: identity, log or logit of the natural one",
                 "",
                 {}},
                "parameter", transforms);
    std::vector<double> values;
    for (const auto& member : plan.members)
        values.insert(values.end(), member.begin(), member.end());
    file.variable({"parameter_value",
                   "parameters of each member, transformed scale (see parameter_transform)",
                   "1",
                   {}},
                  {"member", "parameter"}, values);
}

} // namespace

void write_results_file(const std::filesystem::path& path, const RunPlan& plan,
                        const RunResult& result, const RunDocumentation& documentation,
                        const std::string& manifest) {
    Hdf5Writer file(path);
    describe_results(file, plan, result, documentation, manifest);
    file.finish();
}

void describe_results(DatasetSink& file, const RunPlan& plan, const RunResult& result,
                      const RunDocumentation& documentation, const std::string& manifest) {
    const ResultView view(result);
    write_global_attributes(file, plan, documentation, manifest);
    write_scenarios_and_members(file, plan, result);
    write_times(file, view);
    write_groups(file, *plan.world);
    write_questions(file, result, plan.world->inputs.survey);
    write_national(file, *plan.world->inputs.country, result);
    write_arrays(file, *plan.world->inputs.country, result);
    write_parameters(file, plan);
}

} // namespace kozqaras
