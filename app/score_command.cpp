#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/forecast_text.hpp"
#include "app/session.hpp"
#include "forecast/forecast_file.hpp"
#include "forecast/score_table.hpp"
#include "support/errors.hpp"
#include "support/output_file.hpp"
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

/// A wave that was fielded before the forecast was issued is no test of it.
void warn_of_old_waves(const ForecastRecord& record, const std::vector<ScoreRow>& rows) {
    for (const ScoreRow& row : rows)
        if (record.kind == "forecast" && to_string(row.observed.date) < record.issued) {
            print_warning(fmt::format("fieldwork of {}, but the forecast was issued on {}: this is "
                                      "no test of a forecast",
                                      to_string(row.observed.date), record.issued));
            return;
        }
}

} // namespace

int score_command(const SharedOptions& shared, const ScoreOptions& options) {
    const auto record = read_forecast(options.forecast);
    const auto wave = read_observed_wave(options.wave, target_names(record), group_codes(record));
    const auto rows = score_wave(record, wave);
    if (!shared.quiet)
        warn_of_old_waves(record, rows);
    const auto file = table_file(options);
    const auto output = output_file_of(file, options.force, shared.dry_run);
    write_and_print(output, score_table(rows),
                    shared.json ? score_json(record, rows) : score_text(record, rows));
    if (!shared.quiet)
        print_remark(
            fmt::format("{} {}", shared.dry_run ? "Would write" : "Written to", file.string()));
    return kDone;
}

} // namespace kozqaras
