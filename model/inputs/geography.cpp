// data/geography: regions, macro-regions and their names.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "model/inputs/country_loading.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 2> kTypes{"region", "city"};

TableRules region_rules() {
    return with_origin_and_year()
        .text("iso")
        .text("name_en")
        .text("name_kk")
        .text("name_ru")
        .text("macro_region")
        .text("iso_pre2022")
        .code("type", kTypes, "type")
        .text("iso_legacy_letters")
        .remark("kato")
        .remark("centre")
        .remark("label_lon")
        .remark("label_lat")
        .remark("area_km2")
        .key({"iso"})
        .most_rows(kMostRegions);
}

/// Codes stand in file names, columns and command lines.
void check_code(const CsvTable& table, std::size_t row) {
    const std::string& code = table.text(row, "iso");
    const auto fits = [](unsigned char sign) {
        return std::isalnum(sign) != 0 || sign == '_' || sign == '-';
    };
    if (!std::ranges::all_of(code, fits))
        throw InputError(table.position(row, "iso"),
                         fmt::format("'{}' must hold letters, digits, - and _ only", code));
}

/// The unit of an earlier division has the code of a region of today.
void check_units(const CsvTable& table, const CodeList& codes) {
    Faults faults;
    for (std::size_t row = 0; row < table.rows(); ++row)
        try {
            (void)table.code(row, "iso_pre2022", codes, "region");
        } catch (const InputError& error) {
            faults.add(table.position(row, "iso_pre2022"), error, "unit");
        }
    faults.throw_if_any();
}

/// Further names of regions and macro-regions; the table may be missing.
void add_names(const DataFolder& geography, Country& country) {
    constexpr const char* kFile = "region_names.csv";
    if (!std::filesystem::exists(geography.path() / kFile))
        return;
    const auto regions = country.codes_of(Factor::region);
    std::vector<std::string_view> places(regions.begin(), regions.end());
    places.insert(places.end(), country.macro_regions.begin(), country.macro_regions.end());
    const auto table = geography.table(kFile, with_origin()
                                                  .code("place", places, "place")
                                                  .text("name")
                                                  .remark("kind")
                                                  .remark("language")
                                                  .key({"place", "name"}));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto place = static_cast<std::size_t>(table.code(row, "place", places, "place"));
        const std::string& name = table.text(row, "name");
        if (place < regions.size())
            country.regions[place].other_names.push_back(name);
        else
            for (Region& region : country.regions)
                if (region.macro_region == places[place])
                    region.macro_region_names.push_back(name);
    }
}

/// Regions are classes of adults like any other, and report as themselves.
FactorClasses region_classes_of(const std::vector<Region>& regions) {
    FactorClasses classes;
    std::vector<std::string> codes;
    for (const Region& region : regions) {
        classes.reported_as.push_back(static_cast<std::uint8_t>(codes.size()));
        classes.labels.push_back(region.name_en);
        codes.push_back(region.iso);
    }
    classes.codes = classes.reported = CodeList(std::move(codes));
    return classes;
}

CodeList macro_regions_of(const std::vector<Region>& regions) {
    std::vector<std::string> names;
    for (const Region& region : regions)
        if (std::ranges::find(names, region.macro_region) == names.end())
            names.push_back(region.macro_region);
    return CodeList(std::move(names));
}

} // namespace

void load_regions(const DataFolder& geography, Country& country) {
    const auto table = geography.table("regions.csv", region_rules());
    country.regions = rows_of(table, [](const CsvTable& rows, std::size_t row) {
        check_code(rows, row);
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
    if (country.regions.empty())
        throw InputError(table.end_position(), "a country needs a region");
    country.factors[static_cast<std::size_t>(Factor::region)] = region_classes_of(country.regions);
    country.macro_regions = macro_regions_of(country.regions);
    check_units(table, country.classes(Factor::region).codes);
    add_names(geography, country);
}

} // namespace kozqaras
