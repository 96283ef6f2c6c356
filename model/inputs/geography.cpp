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

constexpr std::array<std::string_view, 2> kTypes{"region", "city"};

TableRules region_rules() {
    return with_origin_and_year()
        .code("iso", kRegionCodes, "region")
        .text("name_en")
        .text("name_kk")
        .text("name_ru")
        .code("macro_region", kMacroRegions, "macro-region")
        .code("iso_pre2022", kRegionCodes, "region")
        .code("type", kTypes, "type")
        .text("iso_legacy_letters")
        .remark("kato")
        .remark("centre")
        .remark("label_lon")
        .remark("label_lat")
        .remark("area_km2")
        .complete_key({"iso"});
}

/// Regions and macro-regions.
std::span<const std::string_view> place_codes() {
    static const auto codes = [] {
        std::vector<std::string_view> places(kRegionCodes.begin(), kRegionCodes.end());
        places.insert(places.end(), kMacroRegions.begin(), kMacroRegions.end());
        return places;
    }();
    return codes;
}

/// Further names of regions and macro-regions; the table may be missing.
void add_names(const DataFolder& geography, std::vector<Region>& regions) {
    constexpr const char* kFile = "region_names.csv";
    if (!std::filesystem::exists(geography.path() / kFile))
        return;
    const auto table = geography.table(kFile, with_origin()
                                                  .code("place", place_codes(), "place")
                                                  .text("name")
                                                  .remark("kind")
                                                  .remark("language")
                                                  .key({"place", "name"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place =
            static_cast<std::size_t>(table.code(row, "place", place_codes(), "place"));
        const std::string& name = table.text(row, "name");
        if (place < kRegionCodes.size())
            regions[place].other_names.push_back(name);
        else
            for (Region& region : regions)
                if (region.macro_region == place_codes()[place])
                    region.macro_region_names.push_back(name);
    }
}

} // namespace

std::vector<Region> load_regions(const DataFolder& geography) {
    const auto table = geography.table("regions.csv", region_rules());
    auto regions = rows_of(table, [](const CsvTable& rows, std::size_t row) {
        require_order(rows, row);
        return Region{rows.text(row, "iso"),
                      rows.text(row, "name_en"),
                      rows.text(row, "name_kk"),
                      rows.text(row, "name_ru"),
                      rows.text(row, "macro_region"),
                      rows.text(row, "iso_pre2022"),
                      rows.code(row, "type", kTypes, "type") == 1,
                      rows.text(row, "iso_legacy_letters"),
                      {},
                      {}};
    });
    add_names(geography, regions);
    return regions;
}

} // namespace kozqaras
