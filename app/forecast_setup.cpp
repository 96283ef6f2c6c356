#include "app/forecast_setup.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "app/session.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/sha256.hpp"

namespace kozqaras {

namespace {

int wave_position(const std::string& name, const SurveyTables& survey) {
    std::vector<std::string_view> names;
    for (const Wave& wave : survey.waves)
        names.emplace_back(wave.id);
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        throw InputError::unknown_name({"--last-wave"}, "wave", name, names);
    return static_cast<int>(found - names.begin());
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
                              const Members& members) {
    if (options.posterior == "mean")
        throw UsageError(
            "a forecast needs the whole posterior: --posterior mean leaves out what is "
            "not known about the parameters");
    ForecastSetup setup;
    if (!options.last_wave.empty())
        setup.last_wave = wave_position(options.last_wave, inputs.survey);
    setup.hindcast = setup.last_wave < kWaveCount - 1;
    if (options.later_events && !setup.hindcast)
        throw UsageError("--later-events needs a --last-wave before the latest: only then is there "
                         "anything later. See 'kozqaras forecast --help'.");
    const Date known = inputs.survey.waves[static_cast<std::size_t>(setup.last_wave)].field_end;
    setup.shocks_from = week_of(known) + 1;
    setup.environment = historical_environment(inputs);
    setup.events = "recorded events, travel and car sales up to the last source; none after "
                   "2025 is foreseen, the status quo goes on";
    if (setup.hindcast && options.later_events)
        setup.events =
            fmt::format("hindcast that knows the events, travel and car sales recorded "
                        "after the wave of {}, but no later wave",
                        inputs.survey.waves[static_cast<std::size_t>(setup.last_wave)].id);
    if (setup.hindcast && !options.later_events) {
        setup.environment = known_until(std::move(setup.environment), known);
        setup.events = fmt::format("as known on {}: later events are left out, travel and car "
                                   "sales stay as they were",
                                   to_string(known));
    }
    setup.wave = foreseen_wave(options, known);
    setup.issued = today();
    setup.file = options.output.empty() ? std::filesystem::path("forecasts") /
                                              fmt::format("{}_{}.json", setup.issued, members.name)
                                        : options.output;
    return setup;
}

std::filesystem::path posterior_folder(const SharedOptions& shared,
                                       const std::filesystem::path& posterior) {
    const auto folder = posterior.empty() ? default_posterior(shared) : posterior;
    return folder.filename() == "posterior.csv" ? folder.parent_path() : folder;
}

std::string posterior_hash(const SharedOptions& shared, const std::filesystem::path& posterior,
                           const std::string& name) {
    if (name == "prior")
        return "";
    const auto folder = posterior_folder(shared, posterior);
    std::string bytes;
    for (const char* file : {"posterior.csv", "factor.csv", "members.csv"})
        if (std::filesystem::exists(folder / file))
            bytes += read_file(folder / file, (folder / file).string());
    return sha256(bytes);
}

} // namespace kozqaras
