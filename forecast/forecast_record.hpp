#pragma once
// A forecast as it is put on record: for every target and date the values of all members, what a
// survey adds to them, and the waves known when it was issued. docs/forecasting.md.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// How far a survey's number may lie from what the model calls the sample as fielded.
struct SurveyErrorSettings {
    double design_effect = 0;        ///< variance over simple random sampling
    double shared_wave_bias = 0;     ///< s.d. on nets, common to an attitude in one wave
    double item_drift = 0;           ///< s.d. on nets, single questions between waves
    double question_correlation = 0; ///< of two answers of a respondent, 0..1; not printed, assumed
    double assumed_respondents = 0;
};

/// A printed number that was known when the forecast was issued.
struct KnownWaveValue {
    std::string wave;
    Date date{}; ///< middle of the fieldwork
    double value = 0;
    double respondents = 0;
    bool fitted = false; ///< it, or what it follows from, entered the posterior
};

/// A wave that the posterior has seen.
struct SeenWave {
    std::string id;
    Date field_start{}, field_end{};  ///< both the middle of the fieldwork if only that is known
    std::optional<int> respondents{}; ///< nothing if not printed
    bool further = false;             ///< its numbers are in the calibration, not in the tables
    std::vector<std::string> numbers; ///< whose: all, age, region, ...
};

/// A number of a further wave.
struct FurtherValue {
    std::string wave, target, group;
    Date date{};
    double value = 0, respondents = 0;
};

/// What is known when a forecast is issued.
struct ForecastKnowledge {
    int last_shipped_wave = 0;           ///< position among the waves of the tables
    Date known_until{};                  ///< end of the last fieldwork known
    std::vector<FurtherValue> further{}; ///< waves that the tables do not hold
};

struct ForecastTarget {
    std::string id;           ///< composite, an indicator, or a question
    std::string kind;         ///< composite, indicator, question
    std::string group;        ///< all, region:KZ-10, age:18_34, ...
    std::string population;   ///< sample (as fielded in 2023) or adults
    double unit_variance = 0; ///< of one respondent's contribution, simple random sampling
    double wave_variance = 0; ///< item drift and shared bias: whatever the number of respondents
    std::vector<KnownWaveValue> known;
    std::vector<std::vector<double>> members; ///< [date][draw], without survey error
    std::vector<double> wave_quantiles;       ///< of the foreseen wave, survey error included
    double wave_respondents = 0;              ///< of the group in the foreseen wave; 0: none asked

    /// Variance of the survey error in a wave of `respondents`.
    [[nodiscard]] double error_variance(const SurveyErrorSettings& settings,
                                        double respondents) const {
        return settings.design_effect * unit_variance / respondents + wave_variance;
    }
};

/// The next wave as foreseen.
struct ForeseenWave {
    Date date{};
    int respondents = 0;
};

/// Quantile levels of the file.
inline constexpr std::array<double, 5> kForecastLevels{0.05, 0.25, 0.5, 0.75, 0.95};

struct ForecastRecord {
    std::string issued; ///< date, ISO
    std::string kind;   ///< forecast; hindcast if later waves existed, or its wave was over
    bool draft = false; ///< no record to be held to: too few members, or the user says so
    std::string program_version, git_revision, command_line;
    std::string posterior_name, posterior_note, posterior_hash;
    std::string methodology;            ///< by which every index value is computed
    bool calibrated = true;             ///< false: drawn from the prior
    std::vector<SeenWave> fitted_waves; ///< what the posterior was fitted to, in order of dates
    std::string last_wave;              ///< the last one whose numbers were known
    Date known_until{};                 ///< when its fieldwork ended
    std::string events;                 ///< which events are in, in words
    std::uint64_t seed = 0;
    double scale = 0;
    std::size_t members = 0, agents = 0;
    std::size_t draws = 0; ///< members times paths of the country's own change
    std::map<std::string, std::string> input_hashes;
    SurveyErrorSettings survey_error;
    std::optional<ForeseenWave> wave;
    std::vector<Date> dates; ///< rising
    std::vector<ForecastTarget> targets;
    std::string hash; ///< SHA-256, set when written or read

    /// The members of `target` at `date`, between two dates linearly member by member. Nothing
    /// outside the dates.
    [[nodiscard]] std::optional<std::vector<double>> members_at(const ForecastTarget& target,
                                                                Date date) const;
};

/// Fills dates and targets from the baseline of a run: quarter ends after what is known (from the
/// last reported week before it on, where that is a further wave), and the foreseen wave. Targets:
/// composite, indicators and questions of the sample as fielded; composite and indicators of all
/// adults; composite and indicators of every group and region as the survey would field them, i.e.
/// the group's adults plus the member's own difference between sample and adults in the simulated
/// last wave of the tables. survey_error, wave, fitted_waves must be set.
void fill_forecast(const RunPlan& plan, const RunResult& result, const ForecastKnowledge& knowledge,
                   ForecastRecord& record);

} // namespace kozqaras
