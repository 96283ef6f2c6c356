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

TableRules region_rules() {
    return with_origin_and_year()
        .code("iso", kRegionCodes, "region")
        .text("name_en")
        .text("name_kk")
        .text("name_ru")
        .code("macro_region", kMacroRegions, "macro-region")
        .code("iso_pre2022", kRegionCodes, "region")
        .remark("iso_legacy_letters")
        .remark("kato")
        .remark("type")
        .remark("centre")
        .remark("label_lon")
        .remark("label_lat")
        .remark("area_km2")
        .complete_key({"iso"});
}

} // namespace

std::vector<Region> load_regions(const DataFolder& geography) {
    const auto table = geography.table("regions.csv", region_rules());
    return rows_of(table, [](const CsvTable& rows, std::size_t row) {
        require_order(rows, row);
        return Region{rows.text(row, "iso"),          rows.text(row, "name_en"),
                      rows.text(row, "name_kk"),      rows.text(row, "name_ru"),
                      rows.text(row, "macro_region"), rows.text(row, "iso_pre2022")};
    });
}

} // namespace kozqaras
