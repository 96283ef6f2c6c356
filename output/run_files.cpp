#include "output/run_files.hpp"

#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "output/csv_files.hpp"
#include "output/json_text.hpp"
#include "output/results_file.hpp"
#include "output/sample_comparison.hpp"
#include "output/summary.hpp"
#include "support/safe_file.hpp"

namespace kozqaras {

namespace {

RunDocumentation with_time(RunDocumentation documentation) {
    if (documentation.created.empty())
        documentation.created =
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    return documentation;
}

} // namespace

void write_run(const std::filesystem::path& folder, const RunPlan& plan, const RunResult& result,
               const RunDocumentation& given) {
    const RunDocumentation documentation = with_time(given);
    make_folder(folder);
    const std::string manifest = manifest_json(plan, result, documentation);
    write_results_file(folder / "results.h5", plan, result, documentation, manifest);
    write_whole_file(folder / "index.csv", index_csv(plan, result, documentation));
    write_whole_file(folder / "differences.csv", differences_csv(plan, result, documentation));
    write_whole_file(folder / "hub.csv", hub_csv(plan, result, documentation));
    write_whole_file(folder / "waves.csv", waves_csv(plan, result));
    write_whole_file(folder / "sample_and_adults.csv", sample_and_adults_csv(plan, result));
    write_whole_file(folder / "breakdowns.csv", breakdowns_csv(plan, result));
    write_whole_file(folder / "population_fit.csv", population_fit_csv(plan.world->fit));
    write_whole_file(folder / "network.csv", network_csv(plan.world->network_report));
    write_whole_file(folder / "summary.txt", run_summary(plan, result, documentation));
    write_whole_file(folder / "summary.json", run_summary_json(plan, result, documentation));
    write_whole_file(folder / "README.txt", run_readme(documentation));
    write_whole_file(folder / "manifest.json", manifest);
}

std::string run_readme(const RunDocumentation& documentation) {
    return fmt::format(R"(Run "{}" of kozqaras {} ({}), {}.
{}

summary.txt         read this first; summary.json holds the same numbers
results.h5          everything: all members, weeks, groups, questions (HDF5, also valid netCDF-4)
index.csv           quantiles of the index over members, one number per row
differences.csv     every scenario minus the baseline, member by member
hub.csv             yearly projections with the columns of forecast hubs (hubverse)
waves.csv           published survey values beside the model's
sample_and_adults.csv  a simulated wave as fielded, weighted to the adults, and the adults
breakdowns.csv      the printed shares of 2023 by group beside the model's
population_fit.csv  how well the synthetic adults meet each census margin
network.csv         degree, clustering and mixing of the ties
manifest.json       settings and where they came from, versions, seed, hashes of the inputs
SHA256SUMS          what these files were when they were written; check: sha256sum -c SHA256SUMS

Values of the index are shares (positive minus negative, -1 to +1), methodology revised_2023.
"adults" are all adults of Kazakhstan; "sample" is the composition of the survey of 2023.

Python   import xarray
         run = xarray.open_dataset("results.h5", engine="h5netcdf")
         run.index_adults.sel(group="all", indicator="composite").median("member")

R        library(rhdf5)                                  # dimensions arrive in reverse order
         index <- h5read("results.h5", "index_adults")   # indicator, group, time, member, scenario
         apply(index[5, 1, , , 1], 1, median)            # composite, all adults, baseline

Julia    using HDF5, Statistics                          # dimensions arrive in reverse order
         index = h5read("results.h5", "index_adults")
         median(index[5, 1, :, :, 1], dims = 2)
)",
                       documentation.run_name, documentation.program_version,
                       documentation.git_revision, documentation.created,
                       documentation.kind == "forecast" ? "A forecast."
                                                        : "A scenario projection, not a forecast.");
}

} // namespace kozqaras
