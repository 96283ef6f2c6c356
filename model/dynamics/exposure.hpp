#pragma once
// What a scenario may expose people to beyond events, travel and plants: campaigns, studies in
// China, language courses, institutes, pollution, trade, prices, foreign workers. Each says who is
// exposed and how strongly, week by week; what it does to them is a parameter with a prior.

#include <cstdint>
#include <string>
#include <vector>

#include "model/core/week.hpp"
#include "model/dynamics/dynamics_parameters.hpp"
#include "model/dynamics/switches.hpp"
#include "model/inputs/input_data.hpp"
#include "model/population/population.hpp"

namespace kozqaras {

/// The part of the weekly step that carries an exposure; switched off, its effect is exactly 0.
enum class ExposureChannel : std::uint8_t { media, events, experience };

/// Those who can be exposed. All conditions must hold; an empty one holds for everyone.
struct Audience {
    std::vector<int> regions;   ///< sorted
    std::uint16_t outlets = 0;  ///< bit s: reads news source s; any one listed is enough
    std::vector<int> languages; ///< language at home, classes, sorted
    Concern concern;            ///< whom it concerns
    bool concern_only = true;   ///< false: others feel DynamicsParameters::outside_concern of it

    bool operator==(const Audience&) const = default;
};

/// One exposure. Absent weeks and a dose of 0 change nothing, to the last bit.
struct Exposure {
    ExposureKind kind{};
    std::string key; ///< names the draw of who is exposed: equal keys expose the same people first
    Audience audience;
    std::vector<double> dose;     ///< one per week, signed, in the unit of the kind's parameter
    std::vector<double> reach;    ///< share of the audience exposed, one per week; empty: everyone
    std::vector<double> persons;  ///< or: adults exposed so far, one per week; negative: fewer
    double skipped_share = 0;     ///< the first share of the audience is left out, 0..1
    Week corrected_from{1 << 20}; ///< from here on the effect is cut by correction_share
    std::vector<bool> attitudes;  ///< attitudes touched, kAttitudeCodes; empty: all
    std::string sector;           ///< of Country::sectors; empty: none

    bool operator==(const Exposure&) const = default;
};

[[nodiscard]] ExposureChannel channel_of(ExposureKind kind);
[[nodiscard]] bool is_on(const Switches& switches, ExposureChannel channel);
/// Whether the effect of `kind` is felt in proportion to attention to news (those carried by
/// events).
[[nodiscard]] bool needs_attention(ExposureKind kind);
/// Whether relatives and household of those exposed hear of it, each time with
/// DynamicsParameters::kin_effect (time spent in China: extended contact).
[[nodiscard]] bool is_told_to_kin(ExposureKind kind);
/// Whether groups read `kind` differently: an opportunity by the young, educated and well-off, a
/// risk by others (trade, investment; sign after Eichenauer, Fuchs and Brueckner 2021).
[[nodiscard]] bool reads_differently(ExposureKind kind);

/// Whether region, outlets and language let `audience` hold the agent; its concern is another
/// question (event_intensity.hpp).
[[nodiscard]] bool may_reach(const Audience& audience, const Population& people, std::size_t agent);

/// Share of an audience of `adults` who are exposed in `week`, -1..1, negative where fewer are than
/// in the record; 0 before the first week.
[[nodiscard]] double share_exposed(const Exposure& exposure, double adults, Week week);

/// First week with a dose and a reach other than 0; one past the end if there is none.
[[nodiscard]] Week first_exposed_week(const Exposure& exposure);

/// Strength in each week for one member, a factor of the kind's effect: the dose while it lasts,
/// then fading with lasting_half_life_weeks; of messages a `message_lasting_share` does so, and the
/// rest fades with message_half_life_weeks (Hill, Lo, Vavreck and Zaller
/// 2013). Negative messages weigh message_negativity times as much.
[[nodiscard]] std::vector<double> exposure_strength(const Exposure& exposure,
                                                    const DynamicsParameters& parameters);

} // namespace kozqaras
