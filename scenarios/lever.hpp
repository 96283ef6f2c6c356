#pragma once
// The registry of levers: what a scenario may change, in plain words, with its evidence. The
// reader, the schema, `kozqaras levers` and the figures read this one list.

#include <optional>
#include <span>
#include <string_view>

#include "model/dynamics/environment.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// How a lever is given in a scenario file.
enum class LeverKind : std::uint8_t {
    number, ///< [[lever]] with a number
    choice, ///< [[lever]] with one of a few words
    plant,  ///< [[plant]] table
    event   ///< [[event]] table
};

/// The part of the weekly step through which a lever acts first.
enum class Channel : std::uint8_t { media, events, experience };
inline constexpr std::array<std::string_view, 3> kChannelCodes{"media", "events", "experience"};

struct Lever {
    std::string_view name;
    std::string_view label_en, label_ru, label_kk;
    std::string_view unit;
    LeverKind kind{};
    std::span<const std::string_view> choices;  ///< of a choice
    double low = 0, high = 0;                   ///< of a number: what a file may say
    double evidence_low = 0, evidence_high = 0; ///< of a number: what was ever observed
    std::string_view status_quo;                ///< in words: what the baseline assumes
    Channel channel{};
    Grade grade{};           ///< of the effect on attitudes, not of the level
    std::string_view source; ///< of the levels and of the effect
    std::string_view limits; ///< what the evidence cannot say
};

/// All levers, in the order in which equal dates are applied.
[[nodiscard]] std::span<const Lever> lever_registry();
/// The lever called `name`, or null.
[[nodiscard]] const Lever* find_lever(std::string_view name);
/// Names of the levers that are set by [[lever]] tables.
[[nodiscard]] std::vector<std::string_view> settable_lever_names();
/// The value of a number lever in the last week of `baseline`; nothing for other kinds.
[[nodiscard]] std::optional<double> status_quo_value(const Lever& lever,
                                                     const Environment& baseline);
/// "measured in Kazakhstan", "measured elsewhere", "judgement".
[[nodiscard]] std::string_view describe_grade(Grade grade);

// ---- visa regimes
// --------------------------------------------------------------------------------

inline constexpr std::string_view kVisaFree = "visa_free";
inline constexpr std::string_view kVisaRequired = "required";
inline constexpr std::string_view kVisaExtended = "extended";

/// What was measured about travel under the visa regimes.
struct VisaEvidence {
    Date in_force{};                   ///< first day without visas
    double trips_visa_required = 0;    ///< persons a week
    double visitors_visa_required = 0; ///< persons a week
    double extension_factor = 1;       ///< trips and visitors relative to the status quo
    int withdrawal_debate_days = 0;    ///< how long a withdrawal is in the news
    double withdrawal_salience = 0;    ///< 0..3
};

[[nodiscard]] VisaEvidence visa_evidence();

/// Limits of the numbers of a [[plant]] table.
struct PlantLimits {
    double amount_musd = 20'000; ///< million US dollars; all Chinese investment to 2025 was 27,000
    double jobs = 50'000;        ///< persons
};

/// First and last day a scenario may name.
[[nodiscard]] Date first_scenario_day();
[[nodiscard]] Date last_scenario_day();

} // namespace kozqaras
