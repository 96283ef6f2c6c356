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

/// Further names of regions and macro-regions; the table may be missing.
void add_names(const DataFolder& geography, std::vector<Region>& regions) {
    constexpr const char* kFile = "region_names.csv";
    if (!std::filesystem::exists(geography.path() / kFile))
        return;
    const auto table = geography.table(kFile);
    std::vector<std::string_view> places(kRegionCodes.begin(), kRegionCodes.end());
    places.insert(places.end(), kMacroRegions.begin(), kMacroRegions.end());
    UniqueKeys keys;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place = static_cast<std::size_t>(table.code(row, "place", places, "place"));
        const std::string& name = filled_text(table, row, "name");
        keys.add(table.position(row, "name"), fmt::format("{} {}", places[place], name));
        if (place < kRegionCodes.size())
            regions[place].other_names.push_back(name);
        else
            for (Region& region : regions)
                if (region.macro_region == places[place])
                    region.macro_region_names.push_back(name);
    }
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
        constexpr std::array<std::string_view, 2> kTypes{"region", "city"};
        regions.push_back({table.text(row, "iso"),
                           filled_text(table, row, "name_en"),
                           filled_text(table, row, "name_kk"),
                           filled_text(table, row, "name_ru"),
                           table.text(row, "macro_region"),
                           table.text(row, "iso_pre2022"),
                           table.code(row, "type", kTypes, "type") == 1,
                           table.text(row, "iso_legacy_letters"),
                           {},
                           {}});
    }
    add_names(geography, regions);
    return regions;
}

} // namespace kozqaras
