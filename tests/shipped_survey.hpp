#pragma once
// What the tables of data/ hold, for tests that are written for them.

#include <cstddef>
#include <string>

#include "model/inputs/country.hpp"

namespace kozqaras {

inline constexpr int kIndexQuestionCount = 29, kQuestionCount = 50, kWaveCount = 3,
                     kRegionCount = 20, kGroupCount = 40, kIndicatorCount = 4, kIndexValueCount = 5,
                     kComposite = 4;
inline constexpr Indicator kGeneral{0}, kGeopolitical{1}, kEconomic{2}, kCultural{3};

[[nodiscard]] inline const SharedCountry& shipped_country() {
    static const SharedCountry country = load_country(std::string(KOZQARAS_SOURCE_DIR) + "/data");
    return country;
}

[[nodiscard]] inline int group_index(Factor factor, int reported_class) {
    return shipped_country()->group_index(factor, reported_class);
}

/// Survey age group (0..2) of an age class (0..5).
[[nodiscard]] inline int survey_age_of(int age_class) {
    return shipped_country()->reported_as(Factor::age, age_class);
}

} // namespace kozqaras
