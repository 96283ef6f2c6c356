#pragma once
// A folder that holds the synthetic adults and their ties, without any simulation: what
// `kozqaras synthesize` leaves behind. Files: docs/formats/population.md.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "model/network/layer_diagnostics.hpp"
#include "model/network/network.hpp"
#include "model/network/tie_scores.hpp"
#include "model/population/margin_score.hpp"
#include "model/population/projection.hpp"
#include "model/population/projection_range.hpp"
#include "model/population/synthesis.hpp"
#include "model/survey/poststratification.hpp"
#include "output/dataset_sink.hpp"

namespace kozqaras {

struct PopulationResult {
    Population population;
    FitReport fit;
    Network network;
    NetworkReport network_report;
    NetworkDiagnostics diagnostics;
    std::vector<TieScore> tie_scores;
    std::vector<MarginScore> left_out; ///< fitted margins, each predicted from the others
    std::vector<MarginScore> checks;   ///< tables of the user that were not fitted
    /// The printed index of the last wave by group, respondents weighted as these adults; empty for
    /// other years.
    std::vector<Poststratification> poststratified;
    std::vector<std::string> news_sources; ///< ids, in the order of the bits of media_diet
    double scale = 0.01;                   ///< agents per adult
    std::uint64_t seed = 1;
    int year = kBaseYear;                        ///< of 1 January
    std::vector<YearAccount> accounts;           ///< of the projection; empty: none
    std::vector<AdultsRange> range;              ///< by region, then of all; empty: none
    std::vector<std::string> projection_sources; ///< file, status and source of its rates
    /// Unit of the earlier division, for each region; empty: not wanted.
    std::vector<std::string> earlier_units;
};

struct PopulationDocumentation {
    std::string name; ///< of the folder
    std::string command_line, program_version, git_revision;
    std::string created; ///< UTC, ISO 8601; empty: the time of writing
    std::map<std::string, std::string> input_hashes;
};

/// Whether fitting converged and the agents meet every cell of the hard margin to less than one.
[[nodiscard]] bool meets_hard_margin(const PopulationResult& result);

/// What an analyst reads first, at most 100 columns.
[[nodiscard]] std::string population_summary(const PopulationResult& result,
                                             const PopulationDocumentation& documentation);
/// The same numbers as JSON.
[[nodiscard]] std::string population_summary_json(const PopulationResult& result,
                                                  const PopulationDocumentation& documentation);

/// manifest.json: what is needed to make the population again.
[[nodiscard]] std::string population_manifest_json(const PopulationResult& result,
                                                   const PopulationDocumentation& documentation);

/// One row per cell of each score: table, share, predicted share, errors.
[[nodiscard]] std::string scores_csv(const std::vector<MarginScore>& scores);

/// Agents by number of ties, for each kind of tie.
[[nodiscard]] std::string degrees_csv(const NetworkDiagnostics& diagnostics);
/// Ties between classes of a characteristic, for each kind of tie; what chance would give.
[[nodiscard]] std::string mixing_csv(const NetworkDiagnostics& diagnostics, const Country& country);
/// Agents by core number.
[[nodiscard]] std::string cores_csv(const NetworkDiagnostics& diagnostics);
/// Targets of the ties against what was achieved.
[[nodiscard]] std::string tie_targets_csv(const std::vector<TieScore>& scores);
/// Who came of age, died and moved, year by year.
[[nodiscard]] std::string projection_csv(const std::vector<YearAccount>& accounts);
/// Adults of the year by region, and between what they may lie.
[[nodiscard]] std::string projection_range_csv(const std::vector<AdultsRange>& range,
                                               const Country& country);
/// Groups of that wave: shares of respondents and of adults, printed index.
[[nodiscard]] std::string two_populations_csv(const std::vector<Poststratification>& results,
                                              const Country& country);
/// Adults by unit of the division before June 2022.
[[nodiscard]] std::string earlier_units_csv(const PopulationResult& result);

/// Adults, households and ties, in the form xarray, R and Julia open. FileError naming `path`.
void write_population_file(const std::filesystem::path& path, const PopulationResult& result,
                           const PopulationDocumentation& documentation);
/// The same dataset, described to `sink`.
void describe_population(DatasetSink& sink, const PopulationResult& result,
                         const PopulationDocumentation& documentation);

/// Writes all files into `folder`, which is made if need be. FileError naming the file.
void write_population(const std::filesystem::path& folder, const PopulationResult& result,
                      const PopulationDocumentation& documentation);

} // namespace kozqaras
