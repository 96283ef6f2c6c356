#pragma once
// From the command line to what will be forecast: what is known, what is foreseen, which file.

#include <filesystem>
#include <optional>
#include <string>

#include "app/members.hpp"
#include "app/options.hpp"
#include "forecast/forecast_record.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

struct ForecastSetup {
    int last_wave = kWaveCount - 1; ///< position among the waves
    bool hindcast = false;          ///< later waves exist
    Week shocks_from{};             ///< first week with national shocks
    Environment environment;        ///< the baseline as known
    std::string events;             ///< which events are in, in words
    std::optional<ForeseenWave> wave;
    std::string issued; ///< today, ISO
    std::filesystem::path file;
};

/// Resolves `options`. UsageError: --wave without --respondents or the reverse, --later-events
/// without an earlier last wave. InputError: a date
/// that is none, lies before the end of the last fieldwork or beyond 2030; an unknown wave.
[[nodiscard]] ForecastSetup set_up_forecast(const ForecastOptions& options, const InputData& inputs,
                                            const Members& members);

/// `environment` as far as it was known on `day`: later events left out, running ones going on,
/// travel and car share staying at their value of that week.
[[nodiscard]] Environment known_until(Environment environment, Date day);

/// Where `--posterior` lies: the shipped one if it is empty.
[[nodiscard]] std::filesystem::path posterior_folder(const SharedOptions& shared,
                                                     const std::filesystem::path& posterior);

/// SHA-256 of the posterior's files, one after the other; empty for the prior.
[[nodiscard]] std::string posterior_hash(const SharedOptions& shared,
                                         const std::filesystem::path& posterior,
                                         const std::string& name);

} // namespace kozqaras
