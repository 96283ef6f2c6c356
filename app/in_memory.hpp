#pragma once
// What commands compute, without files of results and without the terminal: for the commands
// themselves and for the Python module. All throw as their commands do: UsageError, InputError,
// FileError (inputs), Interrupted. Warnings go to line.shared.warn.

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/compare_text.hpp"
#include "app/options.hpp"
#include "forecast/forecast_record.hpp"
#include "forecast/score_table.hpp"
#include "model/engine/run.hpp"
#include "output/population_files.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

struct RunInMemory {
    RunPlan plan; ///< members that failed left out
    RunResult result;
    RunDocumentation documentation;
};

/// What `kozqaras run` writes, of one process and without checkpoints.
[[nodiscard]] RunInMemory run_in_memory(const CommandLine& line, const RunOptions& options,
                                        const std::stop_token& stop, ProgressSink& progress);

/// What `kozqaras compare` shows.
[[nodiscard]] ComparisonReport compare_in_memory(const CommandLine& line,
                                                 const CompareOptions& options,
                                                 const std::stop_token& stop,
                                                 ProgressSink& progress);

/// The record that `kozqaras forecast` writes.
[[nodiscard]] ForecastRecord forecast_in_memory(const CommandLine& line,
                                                const ForecastOptions& options,
                                                const std::stop_token& stop,
                                                ProgressSink& progress);

/// What `kozqaras score` shows of `record`; options.forecast is not read.
[[nodiscard]] std::vector<ScoreRow> score_in_memory(const SharedOptions& shared,
                                                    const ScoreOptions& options,
                                                    const ForecastRecord& record);

struct SyntheticCountry {
    PopulationResult result;
    PopulationDocumentation documentation;
};

/// What `kozqaras synthesize` writes.
[[nodiscard]] SyntheticCountry synthesize_in_memory(const CommandLine& line,
                                                    const SynthesizeOptions& options,
                                                    const std::stop_token& stop,
                                                    ProgressSink& progress);

/// The files that `kozqaras calibrate` writes, by name; summary.txt says whether it converged.
[[nodiscard]] std::map<std::string, std::string>
calibrate_in_memory(const CommandLine& line, const CalibrateOptions& options,
                    const std::stop_token& stop, ProgressSink& progress);

} // namespace kozqaras
