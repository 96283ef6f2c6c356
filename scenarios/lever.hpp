#pragma once
// The registry of levers: what a scenario may change, in plain words, with its evidence. The
// reader, the schema, `kozqaras levers`, docs/levers.md and the figures read this one list.

#include <optional>
#include <span>
#include <string_view>

#include "model/dynamics/environment.hpp"
#include "model/inputs/input_data.hpp"
#include "scenarios/lever_action.hpp"

namespace kozqaras {

/// How a lever is given in a scenario file.
enum class LeverKind : std::uint8_t {
    number, ///< [[lever]] with a number
    choice, ///< [[lever]] with one of a few words
    table   ///< a table of its own: [[plant]], [[event]], [[campaign]], ...
};
inline constexpr std::array<std::string_view, 3> kLeverKindCodes{"number", "choice", "table"};

/// A part of the weekly step through which a lever acts; with all its channels switched off its
/// effect is exactly 0.
enum class Channel : std::uint8_t { media, events, experience };
inline constexpr std::array<std::string_view, 3> kChannelCodes{"media", "events", "experience"};

/// Whether a lever can be aimed at regions and groups.
enum class Targets : std::uint8_t { none, optional, regions_required };

enum class FieldKind : std::uint8_t {
    text,
    number, ///< may be uncertain
    whole,  ///< whole number
    truth,
    date,
    choice,
    region,
    regions,
    concern,   ///< groups, any of which is concerned
    outlets,   ///< sources of news
    languages, ///< languages at home
    attitudes,
    event_kind, ///< a word of the lever that stands for an event (data/events/templates.csv)
    sector,     ///< of Country::sectors
    count       ///< whole number that may be uncertain: its distribution may lie between
};

/// number, whole, count
[[nodiscard]] bool takes_number(FieldKind kind);

/// Codes of an indexed kind of field (regions, outlets, languages, attitudes); empty for others.
[[nodiscard]] std::span<const std::string_view> codes_of(FieldKind kind, const Country& country);

/// One key of a table lever.
struct Field {
    std::string_view name;
    FieldKind kind{};
    bool required = false;
    double low = 0, high = 0;                    ///< where takes_number()
    std::string_view unit;                       ///< where takes_number()
    std::span<const std::string_view> choices{}; ///< of choice
    std::string_view help;
};

struct Lever {
    std::string_view name;
    std::string_view label_en, label_ru, label_kk;
    std::string_view unit;
    LeverKind kind{};
    std::span<const std::string_view> choices{}; ///< of a choice
    std::span<const Field> fields{};             ///< of a table
    double low = 0, high = 0;                    ///< of a number: what a file may say
    double evidence_low = 0, evidence_high = 0;  ///< of a number: what was ever observed
    bool whole = false;                          ///< of a number: people, institutes
    std::string_view status_quo;                 ///< in words: what the baseline assumes
    std::optional<double> status_quo_level{};    ///< of what is no series of the record
    Targets targets{};
    std::span<const Channel> channels{};
    LeverAction action{}; ///< what it does
    /// Of a table with a size: that which stands for half of what studies count as one; the dose
    /// saturates: size / (size + this).
    double size_of_half_a_dose = 0;
    std::span<const std::string_view> effects{}; ///< priors of its effect: names in priors.csv
    Grade grade{};                               ///< of the effect on attitudes, not of the level
    std::span<const std::string_view> judged_choices{}; ///< words whose effect is judgement
    std::string_view source;                            ///< of the levels and of the effect
    std::string_view limits;                            ///< what the evidence cannot say
    std::optional<Date> settable_from{}; ///< first day on which it can be set, if not any
    std::string_view record_before{};    ///< why not before: what the record is of then
};

/// Words that a field of `lever` may hold; empty: any.
[[nodiscard]] std::vector<std::string_view> words_of(const Field& field, const Lever& lever,
                                                     const Country& country);

/// All levers, in the order in which equal dates are applied.
[[nodiscard]] std::span<const Lever> lever_registry();
/// The lever called `name`, or null.
[[nodiscard]] const Lever* find_lever(std::string_view name);
/// Names of the levers that are set by [[lever]] tables.
[[nodiscard]] std::vector<std::string_view> settable_lever_names();
/// Names of the levers that are tables of their own.
[[nodiscard]] std::vector<std::string_view> table_lever_names();
/// The value of a number lever in the last week of `baseline`; nothing for other kinds.
[[nodiscard]] std::optional<double> status_quo_value(const Lever& lever,
                                                     const Environment& baseline);
/// "measured in COUNTRY", "measured elsewhere", "judgement".
[[nodiscard]] std::string describe_grade(Grade grade, const Country& country);

// ---- visa regimes
// --------------------------------------------------------------------------------

inline constexpr std::string_view kVisaFree = "visa_free";
inline constexpr std::string_view kVisaRequired = "required";
inline constexpr std::string_view kVisaDebated = "required_and_debated";
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

/// First and last day a scenario may name.
[[nodiscard]] Date first_scenario_day();
[[nodiscard]] Date last_scenario_day();

} // namespace kozqaras
