#include "model/inputs/region_names.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/inputs/place_key.hpp"
#include "support/edit_distance.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {

namespace {

/// "kz" of regions with codes like KZ-10.
std::string country_prefix(std::span<const Region> regions) {
    if (regions.empty())
        return {};
    const std::string& code = regions.front().iso;
    return place_key(code.substr(0, code.find('-'))).stem;
}

/// All names of a region but its codes.
std::vector<std::string_view> names_of(const Region& region) {
    std::vector<std::string_view> names{region.name_en, region.name_kk, region.name_ru};
    names.insert(names.end(), region.other_names.begin(), region.other_names.end());
    std::erase(names, std::string_view{});
    return names;
}

std::vector<std::string_view> macro_names_of(const Region& region) {
    std::vector<std::string_view> names{region.macro_region};
    names.insert(names.end(), region.macro_region_names.begin(), region.macro_region_names.end());
    std::erase(names, std::string_view{});
    return names;
}

bool is_called(const std::vector<std::string_view>& names, std::string_view stem) {
    return std::ranges::any_of(names,
                               [&](std::string_view name) { return place_key(name).stem == stem; });
}

/// "KZ-ALA", "kz ala" and "ALA" as "ala"; "KZ-10" as "10", with `prefix` "kz"; nothing if it looks
/// like no code.
std::optional<std::string> code_key(std::string_view name, std::string_view prefix) {
    const std::string key = place_key(name).stem;
    std::string_view code = key;
    if (code.starts_with(prefix) && (code.size() == 4 || code.size() == 5))
        code.remove_prefix(prefix.size());
    const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
    const bool numbered = key.size() == 4 && code.size() == 2 && digits;
    if (!numbered && code.size() != 3)
        return std::nullopt;
    return std::string(code);
}

std::vector<int> positions(std::span<const Region> regions, auto belongs) {
    std::vector<int> found;
    for (std::size_t r = 0; r < regions.size(); ++r)
        if (belongs(regions[r]))
            found.push_back(static_cast<int>(r));
    return found;
}

/// A unit of 2018-2022 is all regions of today that it held.
std::vector<int> regions_of_code(std::string_view name, std::span<const Region> regions) {
    const std::string prefix = country_prefix(regions);
    const auto key = code_key(name, prefix);
    if (!key)
        return {};
    for (std::size_t r = 0; r < regions.size(); ++r) {
        const Region& region = regions[r];
        if (code_key(region.iso, prefix) == key)
            return {static_cast<int>(r)};
        if (region.former_code.empty() || code_key(region.former_code, prefix) != key)
            continue;
        if (region.iso_pre2022 != region.iso) // a code of today's unit, not of a former one
            return {static_cast<int>(r)};
        return positions(regions,
                         [&](const Region& part) { return part.iso_pre2022 == region.iso; });
    }
    return {};
}

std::vector<int> regions_of_name(const PlaceKey& key, std::span<const Region> regions) {
    const auto fits = [&](const Region& region) {
        return (key.unit == PlaceKey::Unit::any ||
                region.is_city == (key.unit == PlaceKey::Unit::city)) &&
               is_called(names_of(region), key.stem);
    };
    auto found = positions(regions, fits);
    const auto is_city = [&](int r) { return regions[static_cast<std::size_t>(r)].is_city; };
    if (key.unit == PlaceKey::Unit::any && std::ranges::any_of(found, is_city))
        std::erase_if(found, [&](int r) { return !is_city(r); });
    return found;
}

std::string english_names(std::span<const Region> regions, const std::vector<int>& which) {
    std::vector<std::string_view> names;
    for (const int r : which)
        names.emplace_back(regions[static_cast<std::size_t>(r)].name_en);
    return fmt::format("{}", fmt::join(names, which.size() == 2 ? " and " : ", "));
}

} // namespace

std::optional<NamedPlace> find_place_called(std::string_view name,
                                            std::span<const Region> regions) {
    const auto english = [&](int r) { return regions[static_cast<std::size_t>(r)].name_en; };
    if (auto found = regions_of_code(name, regions); found.size() == 1)
        return NamedPlace{found, NamedPlace::Kind::region, english(found.front())};
    else if (!found.empty())
        return NamedPlace{found, NamedPlace::Kind::former_unit, std::string(name)};
    const PlaceKey key = place_key(name);
    if (key.stem.empty())
        return std::nullopt;
    if (auto found = regions_of_name(key, regions); found.size() == 1)
        return NamedPlace{found, NamedPlace::Kind::region, english(found.front())};
    else if (!found.empty())
        return NamedPlace{found, NamedPlace::Kind::former_unit, std::string(name)};
    if (key.unit == PlaceKey::Unit::city)
        return std::nullopt;
    auto found = positions(
        regions, [&](const Region& region) { return is_called(macro_names_of(region), key.stem); });
    if (found.empty())
        return std::nullopt;
    return NamedPlace{found, NamedPlace::Kind::macro_region,
                      regions[static_cast<std::size_t>(found.front())].macro_region};
}

std::string place_meant(std::string_view name, std::span<const Region> regions) {
    const std::string stem = place_key(name).stem;
    if (code_key(name, country_prefix(regions)))
        return {};
    std::size_t nearest = std::max<std::size_t>(1, stem.size() / 4) + 1;
    std::string meant;
    const auto compare = [&](std::string_view candidate, const std::string& place) {
        const std::string key = place_key(candidate).stem;
        if (!same_script(stem, key))
            return;
        const std::size_t distance = edit_distance(stem, key);
        if (distance < nearest) {
            nearest = distance;
            meant = place;
        } else if (distance == nearest && meant != place) {
            meant.clear(); // two places are as near: neither is a suggestion
        }
    };
    for (const Region& region : regions)
        for (const std::string_view candidate : names_of(region))
            compare(candidate, region.name_en);
    return meant;
}

NamedPlace place_called(std::string_view name, std::span<const Region> regions,
                        const Position& origin) {
    if (auto place = find_place_called(name, regions))
        return *place;
    const auto meant = place_meant(name, regions);
    std::vector<std::string_view> names;
    for (const Region& region : regions)
        names.emplace_back(region.name_en);
    throw InputError(origin,
                     fmt::format("unknown region '{}'.{} Allowed: {}; also their names in other "
                                 "languages, former names and codes ({})",
                                 shortened(name),
                                 meant.empty() ? "" : fmt::format(" Did you mean '{}'?", meant),
                                 fmt::join(names, ", "), regions.front().iso));
}

int region_called(std::string_view name, std::span<const Region> regions, const Position& origin) {
    const NamedPlace place = place_called(name, regions, origin);
    if (place.regions.size() == 1)
        return place.regions.front();
    if (place.kind == NamedPlace::Kind::macro_region)
        throw InputError(origin,
                         fmt::format("'{}' is a macro-region ({}); name one of its regions",
                                     shortened(name), english_names(regions, place.regions)));
    // What is left of a unit that was split keeps its code.
    const auto rest = std::ranges::find_if(place.regions, [&](int r) {
        const Region& region = regions[static_cast<std::size_t>(r)];
        return region.iso == region.iso_pre2022;
    });
    throw InputError(
        origin,
        fmt::format(
            "'{}' is a unit of the division before June 2022, today {}; name one of them.{}",
            shortened(name), english_names(regions, place.regions),
            rest == place.regions.end()
                ? ""
                : fmt::format(" Did you mean '{}'?",
                              regions[static_cast<std::size_t>(*rest)].name_en)));
}

} // namespace kozqaras
