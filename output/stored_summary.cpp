#include "output/stored_summary.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "output/scenario_story.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

using Json = nlohmann::ordered_json;

/// Parses `path`, then lets `take` read of it. What is not as this version writes it is an
/// InputError.
template <typename Take>
void read_stored_json(const std::filesystem::path& path, std::string_view type, const Take& take) {
    const std::string text = read_file(path, path.string());
    Json json;
    try {
        json = Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(
                                            std::min<std::size_t>(error.byte, text.size()));
        throw InputError({path.string(), 1 + static_cast<int>(std::count(text.begin(), end, '\n'))},
                         "is no JSON here");
    }
    try {
        if (json.at("file_type") != type)
            throw InputError({path.string()}, fmt::format("file_type must be '{}'", type));
        take(json);
    } catch (const Json::exception& error) {
        throw InputError({path.string()},
                         fmt::format("is not as this version of kozqaras writes it: {}. Run again "
                                     "with it",
                                     error.what()));
    }
}

double number_or_nan(const Json& json) {
    return json.is_null() ? std::nan("") : json.get<double>();
}

/// {"median", "interval50", "interval90"}; null intervals of one member.
Spread stored_spread(const Json& json, double factor) {
    const auto bound = [&](const char* interval, std::size_t side) {
        const Json& both = json.at(interval);
        return both.is_null() ? std::nan("") : factor * both.at(side).get<double>();
    };
    return {bound("interval90", 0), bound("interval50", 0),
            factor * json.at("median").get<double>(), bound("interval50", 1),
            bound("interval90", 1)};
}

ChartPoint stored_point(const Json& json) {
    const auto date = parse_date(json.at("date").get<std::string>());
    if (!date)
        throw InputError({"summary.json"}, "a date must be like 2027-12-31");
    const Spread spread = stored_spread(json, 1);
    return {*date, spread.low90, spread.low50, spread.median, spread.high50, spread.high90};
}

/// Names in the summary's words; their codes are found by the labels of its groups.
/// A half-life is taken only where the direction may be told: half of what is not known is nothing.
void take_story(const Json& story, std::size_t members, FinishedScenario& scenario) {
    scenario.rests_on = story.at("rests_on");
    if (story.contains("grounds"))
        for (const Json& ground : story.at("grounds"))
            scenario.grounds.push_back({ground.at("lever"), ground.at("grade")});
    for (const Json& part : story.at("parts"))
        scenario.parts.push_back({part.at("kind"), "", part.at("name"),
                                  stored_spread(part.at("at_peak"), 1),
                                  stored_spread(part.at("at_end"), 1)});
    if (story.at("peak").is_null())
        return;
    scenario.peak = stored_point(story.at("peak"));
    scenario.agreeing = story.at("peak").at("members_agreeing");
    scenario.visibility = story.at("peak").at("visibility");
    if (!story.at("half_life_weeks").is_null() && direction_is_clear(scenario.agreeing, members))
        scenario.half_life_weeks = story.at("half_life_weeks").get<double>();
    scenario.still_growing = story.at("still_growing");
    scenario.end = stored_point(story.at("end"));
    for (const Json& group : story.at("groups_that_stand_out")) {
        const Spread spread = stored_spread(group, 1);
        scenario.stand_out.push_back({group.at("label"),
                                      {scenario.peak->date, spread.low90, spread.low50,
                                       spread.median, spread.high50, spread.high90}});
    }
}

void take_labels(const Json& groups, std::map<std::string, std::string>& codes) {
    for (const Json& group : groups)
        codes[group.at("label").get<std::string>()] = group.at("group").get<std::string>();
}

std::string text_of_value(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

void read_stored_manifest(const std::filesystem::path& path, FinishedRun& run) {
    read_stored_json(path, "kozqaras_run_manifest", [&](const Json& json) {
        run.name = json.at("run_name");
        run.kind = json.at("kind");
        run.created = json.at("created");
        run.command_line = json.at("command_line");
        run.version = json.at("program").at("version");
        run.revision = json.at("program").at("git_revision");
        run.fingerprint = json.at("result_fnv1a64");
        const Json& settings = json.at("settings");
        run.seed = text_of_value(settings.at("seed"));
        for (const Json& origin : settings.at("origins"))
            run.settings.emplace_back(origin.at("name"),
                                      fmt::format("{} ({})", text_of_value(origin.at("value")),
                                                  origin.at("origin").get<std::string>()));
        for (const auto& [file, hash] : json.at("inputs_fnv1a64").items())
            run.inputs.emplace_back(file, hash.get<std::string>());
        for (const Json& scenario : json.at("scenarios"))
            if (scenario.at("baseline").get<bool>())
                run.baseline_title = scenario.at("title");
    });
}

void read_stored_summary(const std::filesystem::path& path, FinishedRun& run) {
    constexpr double kNetPoints = 100;
    read_stored_json(path, "kozqaras_run_summary", [&](const Json& json) {
        run.methodology = json.at("methodology");
        run.posterior = json.at("posterior");
        run.posterior_note = json.at("posterior_note");
        run.calibrated = json.at("calibrated");
        run.members = json.at("members");
        run.agents = json.at("agents");
        run.adults = json.at("adults");
        run.scale = json.at("scale");
        run.baseline_id = json.at("baseline");
        take_labels(json.at("baseline_change").at("groups"), run.codes);
        if (const Json& seen = json.at("detectable_change"); !seen.is_null()) {
            run.survey_size = number_or_nan(seen.at("respondents"));
            run.seen_at_best = kNetPoints * seen.at("independent").get<double>();
            run.seen_surely = kNetPoints * seen.at("correlated").get<double>();
        }
        for (const Json& one : json.at("scenarios")) {
            FinishedScenario scenario;
            scenario.id = one.at("id");
            scenario.title = one.at("title");
            scenario.diverges = !one.at("diverges").is_null();
            take_story(one.at("story"), run.members, scenario);
            take_labels(one.at("groups_minus_baseline"), run.codes);
            run.scenarios.push_back(std::move(scenario));
        }
    });
}

} // namespace kozqaras
