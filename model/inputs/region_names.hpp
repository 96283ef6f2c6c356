#pragma once
// What people call a region, in one place for scenarios, waves, tables and options: ISO codes of
// today and of 2018-2022, names in English, Kazakh and Russian, former names, transliterations
// (data/geography/regions.csv and region_names.csv), with or without "Region", "oblast", "облысы",
// "город". Case, blanks, hyphens, accents do not count. A bare name that a region and a city share
// is the city's: "Almaty", "Алматы"; "Алматинская область" is the region.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/inputs/input_data.hpp"
#include "support/errors.hpp"

namespace kozqaras {

/// What a name means.
struct NamedPlace {
    enum class Kind { region, macro_region, former_unit };

    std::vector<int> regions; ///< positions, rising; one unless it is a macro-region or a unit
                              ///< split in 2022
    Kind kind = Kind::region;
    std::string name; ///< in English; of a former unit as it was asked for
};

/// Nothing if no place is called so.
[[nodiscard]] std::optional<NamedPlace> find_place_called(std::string_view name,
                                                          std::span<const Region> regions);

/// The place that a misspelt name may mean, in English: the only one whose name, in the same
/// letters, is about a quarter of its letters away or less. Codes suggest nothing. Empty if none.
[[nodiscard]] std::string place_meant(std::string_view name, std::span<const Region> regions);

/// The position of the one region that `name` means. InputError at `origin`: unknown; or several
/// (a macro-region, a unit split in 2022), naming them.
[[nodiscard]] int region_called(std::string_view name, std::span<const Region> regions,
                                const Position& origin);

/// The same, where several are welcome.
[[nodiscard]] NamedPlace place_called(std::string_view name, std::span<const Region> regions,
                                      const Position& origin);

} // namespace kozqaras
