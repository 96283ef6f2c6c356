#pragma once
// Reads results.h5 back, so that finished runs can be compared.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/engine/run.hpp"

namespace kozqaras {

/// What a comparison needs of a results.h5.
struct StoredRun {
    /// Its scenarios, weeks, index_adults, question_net and attitude_spread; other arrays are
    /// empty.
    RunResult result;
    std::vector<double> group_adults;   ///< persons by group, one each
    std::vector<std::string> questions; ///< ids
    double scale = 0;                   ///< agents per adult
    std::uint64_t seed = 0, agents = 0;
};

/// Reads a file that write_results_file() wrote. FileError if it cannot be opened. InputError
/// unless its groups and indicators are those of `country`, every array has the type and shape that
/// this version writes and the numbers are such as a run can give: an index in [-1, 1], missing
/// only for groups without agents; weeks that rise.
[[nodiscard]] StoredRun read_results_file(const std::filesystem::path& path,
                                          const Country& country);

} // namespace kozqaras
