#pragma once
// A run folder: everything a run leaves behind. Files: docs/formats/run.md.

#include <filesystem>
#include <string>

#include "model/engine/run.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// Writes all files of a run into `folder`, which is made if need be; files of the same names are
/// replaced. Each file is whole or not there. Throws FileError naming the file.
void write_run(const std::filesystem::path& folder, const RunPlan& plan, const RunResult& result,
               const RunDocumentation& documentation);

/// README.txt: what each file is, and how to open it in Python, R and Julia.
[[nodiscard]] std::string run_readme(const RunDocumentation& documentation);

} // namespace kozqaras
