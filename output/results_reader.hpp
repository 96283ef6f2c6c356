#pragma once
// Reads results.h5 back, so that finished runs can be compared.

#include <filesystem>
#include <string>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// What a results.h5 holds besides the arrays of its result.
struct StoredRun {
    RunResult result;
    std::vector<double> group_adults; ///< persons by group, length kGroupCount
    double scale = 0;                 ///< agents per adult
    long long seed = 0, agents = 0;
};

/// Reads a file that write_results_file() wrote. FileError if it cannot be opened; InputError if it
/// is no run of kozqaras or has other groups, questions or attitudes than this program.
[[nodiscard]] StoredRun read_results_file(const std::filesystem::path& path);

} // namespace kozqaras
