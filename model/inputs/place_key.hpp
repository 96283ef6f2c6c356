#pragma once
// Spellings of a place that mean the same: "Алматинская обл.", "qostanai oblysy", "Nur Sultan".

#include <string>
#include <string_view>

namespace kozqaras {

/// A name without what says that it is a region or a city.
struct PlaceKey {
    enum class Unit { any, region, city };

    /// One byte a letter: Latin letters in ASCII, Cyrillic ones above 0x7f; empty if no letter is
    /// left. Case, blanks, hyphens, apostrophes, accents, е and ё, Kazakh letters and their Russian
    /// stand-ins, i, j and y, k, kh and q do not count.
    std::string stem;
    Unit unit = Unit::any;
};

/// Reads UTF-8; "Almaty Region", "г. Алматы", "Алматы қаласы", "Ulytau oblysy".
[[nodiscard]] PlaceKey place_key(std::string_view name);

/// Whether both stems are written in the same letters, Latin or Cyrillic.
[[nodiscard]] bool same_script(std::string_view left, std::string_view right);

} // namespace kozqaras
