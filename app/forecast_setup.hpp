#pragma once
// From the command line to what will be forecast: what is known, what is foreseen, which file.

#include <filesystem>
#include <optional>
#include <string>

#include "app/members.hpp"
#include "app/options.hpp"
#include "calibration/fitted_waves.hpp"
#include "forecast/forecast_record.hpp"
#include "model/engine/run.hpp"

namespace kozqaras {

/// Members of a forecast that one can be held to; the default.
inline constexpr int kPermanentMembers = 100;

struct ForecastSetup {
    ForecastKnowledge knowledge;
    std::vector<SeenWave> fitted_waves; ///< of the posterior
    std::string last_wave;              ///< id of the last one known
    bool hindcast = false;              ///< later waves exist, or the foreseen one was over
    bool draft = false;
    Environment environment; ///< the baseline as known
    std::string events;      ///< which events are in, in words
    std::optional<ForeseenWave> wave;
    std::string issued; ///< today, ISO
    std::filesystem::path file, hub;
};

/// Resolves `options`. `seen` are the waves of the posterior, none for the prior. UsageError:
/// --wave without --respondents or the reverse; a posterior's mean; too few members for the default
/// file without --draft; --later-events without an earlier last wave. InputError: a date that is
/// none, lies before the end of the last fieldwork or beyond 2030; an unknown wave; a last wave
/// after which the posterior has seen others, or that it has not seen.
[[nodiscard]] ForecastSetup set_up_forecast(const ForecastOptions& options, const InputData& inputs,
                                            const Members& members, const FittedWaves& seen);

/// `environment` as far as it was known on `day`: later events left out, running ones going on,
/// travel and car share staying at their value of that week.
[[nodiscard]] Environment known_until(Environment environment, Date day);

/// SHA-256 of the posterior's files in `folder`, one after the other; empty for the prior.
[[nodiscard]] std::string posterior_hash(const std::filesystem::path& folder);

} // namespace kozqaras
