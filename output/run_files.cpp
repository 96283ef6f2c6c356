#include "output/run_files.hpp"

#include <array>
#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "output/claim_texts.hpp"
#include "output/csv_files.hpp"
#include "output/json_text.hpp"
#include "output/region_clusters.hpp"
#include "output/report_tables.hpp"
#include "output/results_file.hpp"
#include "output/sample_comparison.hpp"
#include "output/summary.hpp"
#include "support/content_hashes.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

RunDocumentation with_time(RunDocumentation documentation) {
    if (documentation.created.empty())
        documentation.created =
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    return documentation;
}

/// How the text of a file is made; null: it is not text, or it is written with the folder.
using MakeText = std::string (*)(const RunPlan&, const RunResult&, const RunDocumentation&);

struct RunFileMaker {
    RunFile file;
    MakeText text;
};

constexpr std::array kFiles{
    RunFileMaker{{"summary.txt", "read this first; summary.json holds the same numbers"},
                 &run_summary},
    RunFileMaker{{"summary.json", ""}, &run_summary_json},
    RunFileMaker{{"results.h5", "everything: all members, weeks, groups, questions (HDF5, also "
                                "valid netCDF-4)"},
                 nullptr},
    RunFileMaker{{"index.csv", "quantiles of the index over members, one number per row"},
                 &index_csv},
    RunFileMaker{{"differences.csv", "every scenario minus the baseline, member by member"},
                 &differences_csv},
    RunFileMaker{{"shares.csv", "answers outside the index, and to two questions at once"},
                 &shares_csv},
    RunFileMaker{{"story.csv", "each scenario's peak, half-life and end, and what its parts do"},
                 &story_csv},
    RunFileMaker{{"hub.csv", "yearly projections with the columns of forecast hubs (hubverse)"},
                 &hub_csv},
    RunFileMaker{{"waves.csv", "published survey values beside the model's"},
                 [](const RunPlan& plan, const RunResult& result, const RunDocumentation&) {
                     return waves_csv(plan, result);
                 }},
    RunFileMaker{{"sample_and_adults.csv", "a simulated wave as fielded, weighted to the adults, "
                                           "and the adults"},
                 [](const RunPlan& plan, const RunResult& result, const RunDocumentation&) {
                     return sample_and_adults_csv(plan, result);
                 }},
    RunFileMaker{{"breakdowns.csv", "the printed shares of groups beside the model's"},
                 [](const RunPlan& plan, const RunResult& result, const RunDocumentation&) {
                     return breakdowns_csv(plan, result);
                 }},
    RunFileMaker{{"tables.csv", "the tables of the reports: answers, groups, macro-regions, "
                                "factors, with the print"},
                 &tables_csv},
    RunFileMaker{{"claims.csv", "what the reports say in words: met or not, with the number"},
                 &claims_of_run_csv},
    RunFileMaker{{"friends.csv", "which countries are named as friendly, and what besides what"},
                 [](const RunPlan& plan, const RunResult& result, const RunDocumentation&) {
                     return friends_csv(plan, result);
                 }},
    RunFileMaker{{"projects.csv", "joint projects: who knows them, and what those think of them; "
                                  "what would be said of new ones"},
                 &projects_csv},
    RunFileMaker{
        {"funnel.csv", "who hears of China, seeks, is curious, has talked, has been there"},
        &funnel_csv},
    RunFileMaker{{"region_clusters.csv", "which regions answer alike, and how often"},
                 &region_clusters_csv},
    RunFileMaker{{"population_fit.csv", "how well the synthetic adults meet each census margin"},
                 [](const RunPlan& plan, const RunResult&, const RunDocumentation&) {
                     return population_fit_csv(plan.world->fit);
                 }},
    RunFileMaker{{"network.csv", "degree, clustering and mixing of the ties"},
                 [](const RunPlan& plan, const RunResult&, const RunDocumentation&) {
                     return network_csv(plan.world->network_report, *plan.world->inputs.country);
                 }},
    RunFileMaker{{"manifest.json", "settings and where they came from, versions, seed, hashes of "
                                   "the inputs"},
                 &manifest_json},
    RunFileMaker{{"README.txt", ""},
                 [](const RunPlan& plan, const RunResult&, const RunDocumentation& documentation) {
                     return run_readme(*plan.world->inputs.country, documentation);
                 }},
    RunFileMaker{{kContentHashesFile, "what these files were when they were written; check: "
                                      "sha256sum -c SHA256SUMS"},
                 nullptr},
};

std::string lines_of_files() {
    constexpr std::size_t kNameWidth = 20;
    std::string text;
    for (const auto& [file, make] : kFiles)
        if (!file.meaning.empty())
            text += fmt::format("{:<{}}{}{}\n", file.name, kNameWidth,
                                file.name.size() < kNameWidth ? "" : "  ", file.meaning);
    return text;
}

} // namespace

std::vector<RunFile> run_files() {
    std::vector<RunFile> files;
    for (const RunFileMaker& one : kFiles)
        files.push_back(one.file);
    return files;
}

void write_run(const std::filesystem::path& folder, const RunPlan& plan, const RunResult& result,
               const RunDocumentation& given) {
    const RunDocumentation documentation = with_time(given);
    make_folder(folder);
    write_results_file(folder / "results.h5", plan, result, documentation,
                       manifest_json(plan, result, documentation));
    for (const auto& [file, make] : kFiles)
        if (make != nullptr)
            write_whole_file(folder / file.name, make(plan, result, documentation));
}

std::string run_readme(const Country& country, const RunDocumentation& documentation) {
    return fmt::format(
        R"(Run "{}" of kozqaras {} ({}), {}.
{}

{}
Values of the index are shares (positive minus negative, -1 to +1); index.csv names the methodology.
"adults" are all adults of {}; "sample" is the composition of the last survey as fielded.

Python   import xarray
         run = xarray.open_dataset("results.h5", engine="h5netcdf")
         run.index_adults.sel(group="all", indicator="composite").median("member")

R        library(rhdf5)                                  # dimensions arrive in reverse order
         index <- h5read("results.h5", "index_adults")   # indicator, group, time, member, scenario
         apply(index[{}, 1, , , 1], 1, median)            # composite, all adults, baseline

Julia    using HDF5, Statistics                          # dimensions arrive in reverse order
         index = h5read("results.h5", "index_adults")
         median(index[{}, 1, :, :, 1], dims = 2)
)",
        documentation.run_name, documentation.program_version, documentation.git_revision,
        documentation.created,
        documentation.kind == "forecast" ? "A forecast." : "A scenario projection, not a forecast.",
        lines_of_files(), country.name, country.index_values.size(), country.index_values.size());
}

} // namespace kozqaras
