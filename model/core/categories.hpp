#pragma once
// The closed sets of the model: attitudes, indicators, waves, and the characteristics of an adult.
// Every table of the project names them by the codes given here.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "support/codes.hpp"

namespace kozqaras {

/// The six attitudes towards China (design, section 2): how many the published breakdowns
/// determine.
enum class Attitude : std::uint8_t { general, power, goodwill, economic, openness, engagement };
inline constexpr int kAttitudeCount = 6;
inline constexpr std::array<std::string_view, kAttitudeCount> kAttitudeCodes{
    "general", "power", "goodwill", "economic", "openness", "engagement"};

/// The four indicators of the China Perception Index.
enum class Indicator : std::uint8_t { general, geopolitical, economic, cultural };
inline constexpr int kIndicatorCount = 4;
inline constexpr std::array<std::string_view, kIndicatorCount> kIndicatorCodes{
    "general", "geopolitical", "economic", "cultural"};

/// The characteristics of an adult by which people are grouped.
enum class Factor : std::uint8_t {
    region,
    settlement,
    sex,
    age,
    ethnicity,
    language,
    wealth,
    education
};
inline constexpr int kFactorCount = 8;
inline constexpr std::array<std::string_view, kFactorCount> kFactorCodes{
    "region", "settlement", "sex", "age", "ethnicity", "language", "wealth", "education"};

inline constexpr int kRegionCount = 20;
/// ISO 3166-2 codes of the division of June 2022, in the order used everywhere.
inline constexpr std::array<std::string_view, kRegionCount> kRegionCodes{
    "KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-33", "KZ-35", "KZ-39",
    "KZ-43", "KZ-47", "KZ-55", "KZ-59", "KZ-61", "KZ-62", "KZ-63", "KZ-71", "KZ-75", "KZ-79"};
inline constexpr std::array<std::string_view, 2> kSettlementCodes{"urban", "rural"};
inline constexpr std::array<std::string_view, 2> kSexCodes{"men", "women"};
/// Age classes of the synthetic population.
inline constexpr std::array<std::string_view, 6> kAgeCodes{"18-24", "25-34", "35-44",
                                                           "45-54", "55-64", "65+"};
inline constexpr std::array<std::string_view, 3> kEthnicityCodes{"kazakh", "russian", "other"};
/// Language spoken at home.
inline constexpr std::array<std::string_view, 3> kLanguageCodes{"kazakh", "kazakh_and_russian",
                                                                "russian"};
/// Self-rated wealth, from 1 "can barely make ends meet" to 5 "can afford expensive items".
inline constexpr std::array<std::string_view, 5> kWealthCodes{"1", "2", "3", "4", "5"};
inline constexpr std::array<std::string_view, 3> kEducationCodes{"general_secondary",
                                                                 "professional", "higher"};

/// Age groups in which the survey reports: 18_34, 35_54, 55_plus.
inline constexpr int kSurveyAgeCount = 3;
inline constexpr std::array<std::string_view, kSurveyAgeCount> kSurveyAgeCodes{"18_34", "35_54",
                                                                               "55_plus"};

/// Survey age group (0..2) of an age class (0..5).
[[nodiscard]] constexpr int survey_age_of(int age_class) {
    return age_class / 2;
}

/// How often an adult comes across news on China: never, very rarely, rarely, often.
inline constexpr int kAttentionCount = 4;
inline constexpr std::array<std::string_view, kAttentionCount> kAttentionCodes{
    "never", "very_rarely", "rarely", "often"};

/// Highest rung reached on the contact ladder.
enum class Contact : std::uint8_t { none, hears, seeks, has_talked, has_visited };

/// Codes of the classes of `factor`, in index order.
[[nodiscard]] std::span<const std::string_view> codes_of(Factor factor);

} // namespace kozqaras
