#pragma once
// The input tables that a posterior was fitted with, beside it: inputs.csv. With other tables it is
// no posterior of what is run.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace kozqaras {

/// CSV: file, fnv1a64. Names and outlines of places, the targets of the network and the adults of
/// other years are left out: no fit depends on them.
[[nodiscard]] std::string inputs_table(const std::map<std::string, std::string>& hashes);

/// Files of inputs.csv in `folder` that `hashes` (InputData::file_hashes) has otherwise or lacks,
/// in their order. Nothing if there is no inputs.csv.
[[nodiscard]] std::vector<std::string>
changed_inputs(const std::filesystem::path& folder,
               const std::map<std::string, std::string>& hashes);

} // namespace kozqaras
