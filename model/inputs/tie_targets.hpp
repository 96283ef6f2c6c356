#pragma once
// What the ties are meant to be like, as a table that a researcher may replace: data/network.

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// What can be asked of a layer of ties. same_X: share of ties between adults of the same X.
inline constexpr std::array<std::string_view, 11> kTieMeasures{
    "mean_degree",   "clustering",     "same_region",      "same_settlement",
    "same_language", "same_ethnicity", "same_age",         "same_sex",
    "same_wealth",   "same_education", "largest_component"};
inline constexpr std::array<std::string_view, 6> kTieLayers{
    "household", "kin", "neighbourhood", "work_or_study", "online", "all"};

struct TieTarget {
    std::string layer;   ///< one of kTieLayers
    std::string measure; ///< one of kTieMeasures
    double target = 0, tolerance = 0;
    Status status{};
    std::string source;
};

/// Reads `path`. InputError with file, line and column: unknown layer or measure, a share above 1,
/// a negative number or none, the same target twice. FileError if it cannot be read.
[[nodiscard]] std::vector<TieTarget> read_tie_targets(const std::filesystem::path& path);

} // namespace kozqaras
