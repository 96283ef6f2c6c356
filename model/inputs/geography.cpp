// data/geography: the 20 regions.
#include <fmt/format.h>

#include "model/inputs/loading.hpp"

namespace kozqaras {

namespace {

void require_order(const CsvTable& table, std::size_t row) {
    const int code = table.code(row, "iso", kRegionCodes, "region");
    if (static_cast<std::size_t>(code) != row)
        throw InputError(table.position(row, "iso"),
                         fmt::format("the regions stand in the order of their codes: {} was "
                                     "expected here",
                                     kRegionCodes[row]));
}

} // namespace

std::vector<Region> load_regions(const DataFolder& geography) {
    const auto table = geography.table("regions.csv");
    if (table.rows() != kRegionCodes.size())
        throw InputError({table.name(), 0, 0}, fmt::format("{} regions are needed, {} were found",
                                                           kRegionCodes.size(), table.rows()));
    std::vector<Region> regions;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        require_order(table, row);
        (void)table.code(row, "macro_region", kMacroRegions, "macro-region");
        (void)table.code(row, "iso_pre2022", kRegionCodes, "region");
        regions.push_back({table.text(row, "iso"), filled_text(table, row, "name_en"),
                           filled_text(table, row, "name_kk"), filled_text(table, row, "name_ru"),
                           table.text(row, "macro_region"), table.text(row, "iso_pre2022")});
    }
    return regions;
}

} // namespace kozqaras
