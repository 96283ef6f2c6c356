#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/forecast_text.hpp"
#include "app/in_memory.hpp"
#include "app/session.hpp"
#include "forecast/forecast_file.hpp"
#include "forecast/score_table.hpp"
#include "observations/table_wave.hpp"
#include "support/errors.hpp"
#include "support/faults.hpp"
#include "support/output_file.hpp"
#include "support/shell_text.hpp"
#include "support/terminal.hpp"

namespace kozqaras {
namespace {

std::filesystem::path table_file(const ScoreOptions& options) {
    if (!options.output.empty())
        return options.output;
    return std::filesystem::path("scores") / fmt::format("{}__{}.csv",
                                                         options.forecast.stem().string(),
                                                         options.wave.stem().string());
}

/// What was taken otherwise than written, and what the forecast does not hold, a line each.
void tell_of(const SharedOptions& shared, const ObservedWave& wave, const WaveScores& scores) {
    for (const std::string& note : wave.notes)
        shared.warn(note);
    if (!scores.left_out.empty())
        shared.warn(fmt::format("{} of {} numbers are not forecast and not scored: {}",
                                scores.left_out.size(), wave.values.size(),
                                listed(scores.left_out)));
}

/// A wave that was fielded before the forecast was issued is no test of it.
void warn_of_old_waves(const SharedOptions& shared, const ForecastRecord& record,
                       const std::vector<ScoreRow>& rows) {
    for (const ScoreRow& row : rows)
        if (record.kind == "forecast" && to_string(row.observed.date) < record.issued) {
            shared.warn(fmt::format("fieldwork of {}, but the forecast was issued on {}: this is "
                                    "no test of a forecast",
                                    to_string(row.observed.date), record.issued));
            return;
        }
}

/// What of the record and the wave makes the score worth less than it looks.
void warn_of_what_was_known(const SharedOptions& shared, const ForecastRecord& record,
                            const std::vector<ScoreRow>& rows) {
    if (record.draft)
        shared.warn(fmt::format("the forecast is a draft of {} members, no record to be held to",
                                record.members));
    if (!record.calibrated)
        shared.warn("the forecast is not calibrated: its parameters are drawn from the prior");
    const auto fitted = std::ranges::count_if(rows, &ScoreRow::fitted);
    if (fitted > 0)
        shared.warn(fmt::format("the posterior was fitted to {} of the {} numbers: they are "
                                "marked, and left out of the means",
                                fitted, rows.size()));
    warn_of_old_waves(shared, record, rows);
}

/// Of the file, or of the survey tables where it is the name of one of their waves.
ObservedWave observed_wave(const SharedOptions& shared, const ScoreOptions& options,
                           const ForecastRecord& record) {
    const auto data = find_data_folder(shared);
    std::error_code ignored;
    if (!options.wave.has_extension() && !std::filesystem::exists(options.wave, ignored))
        return wave_of_tables(load_survey_tables(data / "survey", load_country(data)),
                              options.wave.string());
    return read_observed_wave(options.wave, target_names(record), group_codes(record),
                              load_country(data)->regions);
}

} // namespace

std::vector<ScoreRow> score_in_memory(const SharedOptions& shared, const ScoreOptions& options,
                                      const ForecastRecord& record) {
    const auto wave = observed_wave(shared, options, record);
    auto scores = score_wave(record, wave.values);
    tell_of(shared, wave, scores);
    warn_of_what_was_known(shared, record, scores.rows);
    return std::move(scores.rows);
}

int score_command(const SharedOptions& shared, const ScoreOptions& options) {
    const auto record = read_forecast(options.forecast);
    const auto rows = score_in_memory(shared, options, record);
    const auto file = table_file(options);
    refuse_to_replace_inputs(file, std::array{options.forecast, options.wave});
    const auto output = output_file_of(file, options.force, shared.dry_run);
    write_and_print(output, score_table(rows),
                    shared.json ? score_json(record, rows) : score_text(record, rows));
    if (!shared.quiet)
        print_remark(fmt::format("{} {}", shared.dry_run ? "Would write" : "Written to",
                                 shell_quoted_path(file)));
    return kDone;
}

} // namespace kozqaras
