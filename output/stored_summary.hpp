#pragma once
// summary.json and manifest.json of a run folder, read back.

#include <filesystem>

#include "output/finished_run.hpp"

namespace kozqaras {

/// What was run: program, settings, posterior, hashes. InputError with file and line if it is no
/// JSON, with the file if something is missing.
void read_stored_manifest(const std::filesystem::path& path, FinishedRun& run);

/// What came out: the scenarios and their stories, sizes, labels of groups. Errors as above.
void read_stored_summary(const std::filesystem::path& path, FinishedRun& run);

} // namespace kozqaras
