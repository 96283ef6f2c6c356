#pragma once
// A run folder: everything a run leaves behind. Files: docs/formats/run.md.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// A file of a run folder.
struct RunFile {
    std::string_view name, meaning; ///< meaning: empty where another line says it
};

/// All of them, in the order of README.txt.
[[nodiscard]] std::vector<RunFile> run_files();

/// Writes all files of a run into `folder`, which is made if need be; files of the same names are
/// replaced. Each file is whole or not there; SHA256SUMS is written with the folder. Throws
/// FileError naming the file.
void write_run(const std::filesystem::path& folder, const RunPlan& plan, const RunResult& result,
               const RunDocumentation& documentation);

/// README.txt: what each file is, and how to open it in Python, R and Julia.
[[nodiscard]] std::string run_readme(const Country& country, const RunDocumentation& documentation);

} // namespace kozqaras
