#include "calibration/stored_errors.hpp"

#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "calibration/stored_tables.hpp"

namespace kozqaras {

namespace {

struct StoredError {
    std::string_view name;
    double CovarianceSettings::*value;
    double lowest, highest;
};

constexpr std::array<StoredError, 5> kErrors{
    {{"design_effect", &CovarianceSettings::design_effect, 1.0, 10.0},
     {"shared_wave_bias", &CovarianceSettings::shared_wave_bias, 0.0, 1.0},
     {"item_drift", &CovarianceSettings::item_drift, 0.0, 1.0},
     {"differential_item_functioning", &CovarianceSettings::differential_item_functioning, 0.0,
      1.0},
     {"region_methodology", &CovarianceSettings::region_methodology, 0.0, 1.0}}};

} // namespace

std::string errors_table(const CovarianceSettings& errors) {
    std::string text = "error,value\n";
    for (const StoredError& error : kErrors)
        text += fmt::format("{},{}\n", error.name, errors.*error.value);
    return text;
}

CovarianceSettings read_errors(const std::filesystem::path& folder) {
    CovarianceSettings errors;
    const CsvTable table = stored_table(folder, "errors.csv", {"error"});
    std::vector<std::string_view> names;
    names.reserve(kErrors.size());
    for (const StoredError& error : kErrors)
        names.push_back(error.name);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place = static_cast<std::size_t>(table.code(row, "error", names, "error"));
        errors.*kErrors[place].value =
            table.number(row, "value", kErrors[place].lowest, kErrors[place].highest);
    }
    return errors;
}

} // namespace kozqaras
