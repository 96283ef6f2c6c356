#include "output/population_files.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "output/csv_files.hpp"
#include "support/csv_text.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

bool meets_hard_margin(const PopulationResult& result) {
    const MarginFit& hard = result.fit.margins.front();
    for (std::size_t cell = 0; cell < hard.target.size(); ++cell)
        if (!(std::abs(hard.achieved_agents[cell] - hard.target[cell]) * result.scale < 1 + 1e-6))
            return false;
    return result.fit.converged;
}

std::string scores_csv(const std::vector<MarginScore>& scores) {
    CsvText csv{"table",  "margin",    "cell",           "status",
                "adults", "predicted", "relative_error", "source"};
    for (const MarginScore& score : scores)
        for (std::size_t cell = 0; cell < score.target.size(); ++cell) {
            const double target = score.target[cell], predicted = score.predicted[cell];
            csv.add({score.name, score.margin, score.cell_labels[cell], status_code(score.status),
                     short_cell(target), short_cell(predicted),
                     target > 0 ? short_cell(predicted / target - 1) : "", score.source});
        }
    return csv.text();
}

void write_population(const std::filesystem::path& folder, const PopulationResult& result,
                      const PopulationDocumentation& given) {
    PopulationDocumentation documentation = given;
    if (documentation.created.empty())
        documentation.created =
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    const Country& country = *result.population.country;
    make_folder(folder);
    write_population_file(folder / "population.h5", result, documentation);
    write_whole_file(folder / "population_fit.csv", population_fit_csv(result.fit));
    write_whole_file(folder / "network.csv", network_csv(result.network_report, country));
    write_whole_file(folder / "degrees.csv", degrees_csv(result.diagnostics));
    write_whole_file(folder / "mixing.csv", mixing_csv(result.diagnostics, country));
    write_whole_file(folder / "cores.csv", cores_csv(result.diagnostics));
    write_whole_file(folder / "tie_targets.csv", tie_targets_csv(result.tie_scores));
    write_whole_file(folder / "left_out.csv", scores_csv(result.left_out));
    if (!result.poststratified.empty())
        write_whole_file(folder / "two_populations.csv",
                         two_populations_csv(result.poststratified, country));
    if (!result.accounts.empty())
        write_whole_file(folder / "projection.csv", projection_csv(result.accounts));
    if (!result.range.empty())
        write_whole_file(folder / "projection_range.csv",
                         projection_range_csv(result.range, country));
    if (!result.earlier_units.empty())
        write_whole_file(folder / "earlier_units.csv", earlier_units_csv(result));
    if (!result.checks.empty())
        write_whole_file(folder / "check.csv", scores_csv(result.checks));
    write_whole_file(folder / "summary.txt", population_summary(result, documentation));
    write_whole_file(folder / "summary.json", population_summary_json(result, documentation));
    write_whole_file(folder / "manifest.json", population_manifest_json(result, documentation));
}

} // namespace kozqaras
