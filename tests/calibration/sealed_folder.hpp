#pragma once
// Folders of calibrations made by a test: their SHA256SUMS lists what the test has put into them.

#include <filesystem>
#include <fstream>
#include <string>

#include "support/content_hashes.hpp"

namespace kozqaras {

/// Lists all files of `folder` as they are now.
inline void seal(const std::filesystem::path& folder) {
    write_content_hashes(folder, kCalibrationFolder, files_in(folder));
}

/// Puts a file into `folder` and lists it.
inline void store_sealed(const std::filesystem::path& folder, const std::string& name,
                         const std::string& text) {
    std::ofstream(folder / name) << text;
    seal(folder);
}

} // namespace kozqaras
