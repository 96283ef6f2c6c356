#include "calibration/fitted_inputs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "support/csv_table.hpp"
#include "support/csv_text.hpp"

namespace kozqaras {

namespace {

constexpr const char* kInputs = "inputs.csv";

/// Tables of the survey that are only set beside results.
constexpr std::array<std::string_view, 6> kComparedOnly{
    "survey/checks.csv",        "survey/claims.csv", "survey/factor_marks.csv",
    "survey/region_levels.csv", "survey/funnel.csv", "survey/projects.csv"};

bool enters_the_fit(std::string_view file) {
    if (std::ranges::find(kComparedOnly, file) != kComparedOnly.end())
        return false;
    return file == "geography/regions.csv" ||
           (!file.starts_with("geography/") && !file.starts_with("network/") &&
            !file.starts_with("panel/") && !file.starts_with("partners/") &&
            !file.starts_with("texts/") && !file.starts_with("population/projection/"));
}

} // namespace

std::string inputs_table(const std::map<std::string, std::string>& hashes) {
    CsvText csv{"file", "fnv1a64"};
    for (const auto& [file, hash] : hashes)
        if (enters_the_fit(file))
            csv.add({file, hash});
    return csv.text();
}

std::vector<std::string> changed_inputs(const std::filesystem::path& folder,
                                        const std::map<std::string, std::string>& hashes) {
    std::vector<std::string> changed;
    if (!std::filesystem::exists(folder / kInputs))
        return changed;
    const CsvTable table = CsvTable::read(folder / kInputs);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto now = hashes.find(table.text(row, "file"));
        if (!enters_the_fit(table.text(row, "file")))
            continue; // stored before it was known not to matter
        if (now == hashes.end() || now->second != table.text(row, "fnv1a64"))
            changed.push_back(table.text(row, "file"));
    }
    return changed;
}

} // namespace kozqaras
