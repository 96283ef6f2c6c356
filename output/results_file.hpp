#pragma once
// results.h5: the whole result of a run, all members. Layout: docs/formats/run.md.

#include <filesystem>
#include <string>
#include <string_view>

#include "model/engine/run.hpp"
#include "output/dataset_sink.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

inline constexpr std::string_view kResultsFileType = "kozqaras_run", kResultsVersion = "1.2";

/// Writes the file whole or not at all. Throws FileError naming it.
void write_results_file(const std::filesystem::path& path, const RunPlan& plan,
                        const RunResult& result, const RunDocumentation& documentation,
                        const std::string& manifest);

/// The same dataset, described to `sink`.
void describe_results(DatasetSink& sink, const RunPlan& plan, const RunResult& result,
                      const RunDocumentation& documentation, const std::string& manifest);

} // namespace kozqaras
