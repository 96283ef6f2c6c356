#include "app/forecast_setup.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/sha256.hpp"

namespace kozqaras {

namespace {

/// Shipped waves, and further ones that the posterior has seen, in order of dates.
std::vector<FittedWave> waves_of(const SurveyTables& survey, const FittedWaves& seen) {
    if (!seen.waves.empty())
        return seen.waves;
    TargetSettings none;
    none.waves.emplace();
    return fitted_waves(survey, none, {}).waves;
}

std::size_t position_of(const std::string& name, const std::vector<FittedWave>& waves) {
    std::vector<std::string_view> names;
    for (const FittedWave& wave : waves)
        names.emplace_back(wave.id);
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        throw InputError::unknown_name({"--last-wave"}, "wave", name, names);
    return static_cast<std::size_t>(found - names.begin());
}

bool is_fitted(const FittedWave& wave) {
    return !wave.numbers.empty();
}

/// The position of the last known wave. A posterior must have seen it, and none after it.
std::size_t last_known(const ForecastOptions& options, const std::vector<FittedWave>& waves,
                       const Members& members) {
    std::size_t last = waves.size() - 1;
    if (!members.calibrated)
        return options.last_wave.empty() ? last : position_of(options.last_wave, waves);
    while (last > 0 && !is_fitted(waves[last]))
        --last;
    if (options.last_wave.empty() || options.last_wave == waves[last].id)
        return last;
    const std::size_t wanted = position_of(options.last_wave, waves);
    if (wanted > last)
        throw InputError(
            {"--last-wave"},
            fmt::format("{} was not fitted to the wave of {}: the last it knows is {}. "
                        "Leave --last-wave out",
                        members.name, options.last_wave, waves[last].id));
    throw InputError(
        {"--last-wave"},
        fmt::format("{} was fitted to the wave of {}, so it cannot foresee it. A hindcast needs a "
                    "posterior that has seen no wave after {}: calibrate one (for 2021 with "
                    "calibration/library/waves_2020_2021.toml) and name it with --posterior",
                    members.name, waves[last].id, waves[wanted].id));
}

std::optional<ForeseenWave> foreseen_wave(const ForecastOptions& options, Date known_until) {
    if (options.wave.empty() != (options.respondents == 0))
        throw UsageError("--wave and --respondents belong together: a date, and how many people "
                         "are asked. See 'kozqaras forecast --help'.");
    if (options.wave.empty())
        return std::nullopt;
    const auto date = parse_date(options.wave);
    if (!date)
        throw InputError({"--wave"}, fmt::format("'{}' is not a date of the calendar; write "
                                                 "2026-12-15",
                                                 shortened(options.wave)));
    if (*date <= known_until || *date > date_of(last_week()))
        throw InputError({"--wave"}, fmt::format("{} must lie after {}, when the last known wave "
                                                 "ended, and not after {}",
                                                 options.wave, to_string(known_until),
                                                 to_string(date_of(last_week()))));
    return ForeseenWave{*date, options.respondents};
}

template <typename Value> void freeze(std::vector<Value>& weekly, Week from) {
    const auto week = static_cast<std::size_t>(std::max(0, from.value));
    for (std::size_t later = week + 1; later < weekly.size(); ++later)
        weekly[later] = weekly[week];
}

std::string today() {
    namespace chrono = std::chrono;
    return to_string(chrono::floor<chrono::days>(chrono::system_clock::now()));
}

void name_files(const ForecastOptions& options, const Members& members, ForecastSetup& setup) {
    setup.file = options.output;
    if (setup.file.empty())
        setup.file =
            std::filesystem::path("forecasts") /
            fmt::format("{}_{}{}.json", setup.issued, members.name, setup.draft ? "_draft" : "");
    setup.hub = options.hub;
    if (setup.hub.empty())
        setup.hub = std::filesystem::path(setup.file).replace_extension(".hub.csv");
    if (setup.hub == setup.file)
        throw UsageError("--hub and -o name the same file");
}

/// A file that bears the date and the posterior's name is a record to be held to.
void check_members(const ForecastOptions& options, std::size_t members) {
    if (members < 2)
        throw UsageError("a forecast needs at least 2 members. See 'kozqaras forecast --help'.");
    if (options.output.empty() && !options.draft && members < kPermanentMembers)
        throw UsageError(fmt::format("a forecast for the record needs {} members, not {}. Leave "
                                     "--members out, or make a draft of it with --draft.",
                                     kPermanentMembers, members));
}

/// What the posterior has seen, as a record keeps it.
void note_knowledge(const FittedWaves& seen, std::span<const FittedWave> known,
                    ForecastSetup& setup) {
    setup.last_wave = known.back().id;
    setup.knowledge.known_until = known.back().field_end;
    setup.knowledge.last_shipped_wave = -1;
    for (const FittedWave& wave : known)
        setup.knowledge.last_shipped_wave += wave.further ? 0 : 1;
    for (const FittedWave& wave : seen.waves)
        if (is_fitted(wave))
            setup.fitted_waves.push_back({wave.id, wave.field_start, wave.field_end,
                                          wave.respondents, wave.further, wave.numbers});
    for (const FurtherNumber& number : seen.further)
        setup.knowledge.further.push_back({number.wave, number.target, number.group, number.date,
                                           number.net, static_cast<double>(number.respondents)});
}

/// The baseline, and in words which events are in it.
void set_environment(const ForecastOptions& options, const InputData& inputs, bool later_waves,
                     ForecastSetup& setup) {
    setup.environment = historical_environment(inputs);
    setup.events = "recorded events, travel and car sales up to the last source; none after "
                   "2025 is foreseen, the status quo goes on";
    if (later_waves && options.later_events)
        setup.events = fmt::format("hindcast that knows the events, travel and car sales recorded "
                                   "after the wave of {}, but no later wave",
                                   setup.last_wave);
    if (later_waves && !options.later_events) {
        const Date known = setup.knowledge.known_until;
        setup.environment = known_until(std::move(setup.environment), known);
        setup.events = fmt::format("as known on {}: later events are left out, travel and car "
                                   "sales stay as they were",
                                   to_string(known));
    }
}

} // namespace

Environment known_until(Environment environment, Date day) {
    std::erase_if(environment.events, [&](const Event& event) { return event.start > day; });
    for (Event& event : environment.events)
        if (event.end && *event.end > day)
            event.end.reset();
    std::erase_if(environment.plants,
                  [&](const Plant& plant) { return plant.opening > week_of(day); });
    freeze(environment.trips_to_china, week_of(day));
    freeze(environment.visitors_from_china, week_of(day));
    freeze(environment.chinese_car_share, week_of(day));
    return environment;
}

ForecastSetup set_up_forecast(const ForecastOptions& options, const InputData& inputs,
                              const Members& members, const FittedWaves& seen) {
    if (options.posterior == "mean")
        throw UsageError(
            "a forecast needs the whole posterior: --posterior mean leaves out what is "
            "not known about the parameters");
    check_members(options, members.vectors.size());
    ForecastSetup setup;
    const auto waves = waves_of(inputs.survey, seen);
    const std::size_t last = last_known(options, waves, members);
    note_knowledge(seen, std::span(waves).first(last + 1), setup);
    const bool later_waves =
        setup.knowledge.last_shipped_wave + 1 < std::ssize(inputs.survey.waves);
    if (options.later_events && !later_waves)
        throw UsageError("--later-events needs a --last-wave before the latest: only then is there "
                         "anything later. See 'kozqaras forecast --help'.");
    set_environment(options, inputs, later_waves, setup);
    setup.wave = foreseen_wave(options, setup.knowledge.known_until);
    setup.issued = today();
    setup.hindcast = later_waves || (setup.wave && to_string(setup.wave->date) < setup.issued);
    setup.draft = options.draft || members.vectors.size() < kPermanentMembers;
    name_files(options, members, setup);
    return setup;
}

std::string posterior_hash(const std::filesystem::path& folder) {
    if (folder.empty())
        return "";
    std::string bytes;
    for (const char* file : {"posterior.csv", "factor.csv", "members.csv"})
        if (std::filesystem::exists(folder / file))
            bytes += read_file(folder / file, (folder / file).string());
    return sha256(bytes);
}

} // namespace kozqaras
