#pragma once
// The closed sets of the model: attitudes, the characteristics of an adult, attention, contact.
// Every table of the project names them by the codes given here. The classes of a characteristic
// and the indicators are data: model/inputs/country.hpp.

#include <array>
#include <cstdint>
#include <string_view>

#include "support/codes.hpp"

namespace kozqaras {

/// The attitudes towards China (design, section 2). The first kFavourCount are favour, more is a
/// better view: how many the published breakdowns determine. Behind them stands fear, more is more
/// fear: it may rise together with favour, and no index holds it.
enum class Attitude : std::uint8_t {
    general,
    power,
    goodwill,
    economic,
    openness,
    engagement,
    threat
};
inline constexpr int kFavourCount = 6, kAttitudeCount = 7;
inline constexpr std::array<std::string_view, kAttitudeCount> kAttitudeCodes{
    "general", "power", "goodwill", "economic", "openness", "engagement", "threat"};

/// Is more of the attitude a worse view of China?
[[nodiscard]] constexpr bool is_fear(std::size_t attitude) {
    return attitude >= kFavourCount;
}

/// An indicator of the index: its place in Country::indicators.
enum class Indicator : std::uint8_t {};

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

/// How often an adult comes across news on China: never, very rarely, rarely, often.
inline constexpr int kAttentionCount = 4;
inline constexpr std::array<std::string_view, kAttentionCount> kAttentionCodes{
    "never", "very_rarely", "rarely", "often"};

/// Highest rung reached on the contact ladder.
enum class Contact : std::uint8_t { none, hears, seeks, has_talked, has_visited };

/// What a scenario may expose people to; see model/dynamics/exposure.hpp. The unit of a dose of 1
/// is given for each.
enum class ExposureKind : std::uint8_t {
    message,    ///< a campaign's message, a rumour: tone 1, per person reached
    study,      ///< studies in China, per student
    course,     ///< a course of Chinese, per learner
    institute,  ///< one Confucius Institute more in the region, per adult concerned
    pollution,  ///< a pollution incident of severity 1, per resident of the region
    trade,      ///< a doubling of trade
    investment, ///< a doubling of the inflow of investment
    prices,     ///< prices of Chinese goods 10 % higher
    quality,    ///< quality of Chinese goods one step better
    workers,    ///< a doubling of permits for Chinese workers
    competitor  ///< approval of the rival power 10 points higher
};
inline constexpr std::size_t kExposureKindCount = 11;
inline constexpr std::array<std::string_view, kExposureKindCount> kExposureKindCodes{
    "message",    "study",  "course",  "institute", "pollution", "trade",
    "investment", "prices", "quality", "workers",   "competitor"};

} // namespace kozqaras
