#pragma once
// The one list of what can be estimated of the dynamics, in registry order: the registry and what
// unpacks a vector walk through it.

#include <array>
#include <span>
#include <string>

#include <fmt/format.h>

#include "model/dynamics/dynamics_parameters.hpp"

namespace kozqaras {

/// Calls visit(name, target) for every parameter in registry order: the one list of what can be
/// estimated.
template <class Visit> void visit_dynamics(DynamicsParameters& d, const Visit& visit) {
    visit("social.susceptibility", d.susceptibility);
    visit("social.confidence_width", d.confidence_width);
    visit("memory.anchor_rate", d.anchor_rate);
    visit("memory.personal_deviation", d.personal_deviation);
    visit("memory.noise", d.noise);
    visit("media.gain", d.media_gain);
    visit("media.tone_memory_weeks", d.tone_memory_weeks);
    visit("media.slant_gain", d.slant_gain);
    visit("event.attention_very_rarely", d.attention[1]);
    visit("event.attention_rarely", d.attention[2]);
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        visit(fmt::format("event.half_life_weeks.{}", kEventClassCodes[c]), d.half_life_weeks[c]);
    visit("event.outside_concern", d.outside_concern);
    visit("event.regional_amplification", d.regional_amplification);
    visit("event.regional_spillover", d.regional_spillover);
}

/// Attitudes whose parameters stand together. Those of fear come after all others, so that places
/// and draws of the others stay as they are.
struct AttitudeRange {
    std::size_t first, last;

    [[nodiscard]] bool holds(Attitude attitude) const {
        return static_cast<std::size_t>(attitude) >= first &&
               static_cast<std::size_t>(attitude) < last;
    }
};

inline constexpr AttitudeRange kFavour{0, kFavourCount}, kFear{kFavourCount, kAttitudeCount};

template <class Visit>
void visit_attitudes(const std::string& family, AttitudeVector& values, AttitudeRange range,
                     const Visit& visit) {
    for (std::size_t a = range.first; a < range.last; ++a)
        visit(fmt::format("{}.{}", family, kAttitudeCodes[a]), values[a]);
}

/// Effects of one cause on the attitudes of favour: a part that all have in common, and one of
/// each, so that an item and the composite both keep the spread of a published estimate.
template <class Visit>
void visit_effects(const std::string& family, AttitudeVector& values, const Visit& visit) {
    double common = 0.0;
    visit(fmt::format("{}.common", family), common);
    visit_attitudes(family, values, kFavour, visit);
    for (std::size_t a = kFavour.first; a < kFavour.last; ++a)
        values[a] += common;
}

template <class Visit>
void visit_anchors(const Country& country, DynamicsParameters& d, AttitudeRange range,
                   const Visit& visit) {
    const auto factor_values = [&](Factor factor) -> std::span<AttitudeVector> {
        switch (factor) {
        case Factor::settlement:
            return d.settlement;
        case Factor::age:
            return d.age;
        case Factor::ethnicity:
            return d.ethnicity;
        case Factor::language:
            return d.language;
        case Factor::wealth:
            return d.wealth;
        default:
            return d.education;
        }
    };
    for (const Factor factor : kAnchorFactors) {
        const auto values = factor_values(factor);
        for (std::size_t c = 0; c < values.size(); ++c)
            if (c != country.classes(factor).reference)
                visit_attitudes(fmt::format("anchor.{}.{}",
                                            kFactorCodes[static_cast<std::size_t>(factor)],
                                            country.reported_codes(factor)[c]),
                                values[c], range, visit);
    }
}

template <class Visit>
void visit_favour_dynamics(const Country& country, DynamicsParameters& d, const Visit& visit) {
    visit_dynamics(d, visit);
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        visit_effects(fmt::format("event.{}", kEventClassCodes[c]), d.event_effect[c], visit);
    visit("experience.meetings_per_visitor", d.meetings_per_visitor);
    visit_effects("experience.trip", d.trip_effect, visit);
    visit_effects("experience.meeting", d.meeting_effect, visit);
    visit_effects("experience.job", d.job_effect, visit);
    visit_effects("experience.plant", d.plant_effect, visit);
    visit("experience.worker_risk", d.worker_risk);
    visit_anchors(country, d, kFavour, visit);
}

template <class Visit>
void visit_fear_dynamics(const Country& country, DynamicsParameters& d, const Visit& visit) {
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        visit_attitudes(fmt::format("event.{}", kEventClassCodes[c]), d.event_effect[c], kFear,
                        visit);
    visit_attitudes("experience.trip", d.trip_effect, kFear, visit);
    visit_attitudes("experience.meeting", d.meeting_effect, kFear, visit);
    visit_attitudes("experience.job", d.job_effect, kFear, visit);
    visit_attitudes("experience.plant", d.plant_effect, kFear, visit);
    visit("experience.plant.imported_workers", d.imported_worker_fear);
    visit_anchors(country, d, kFear, visit);
    for (std::size_t k = 0; k < kExposureKindCount; ++k)
        visit_attitudes(fmt::format("exposure.{}", kExposureKindCodes[k]), d.exposure_effect[k],
                        kFear, visit);
}

/// Parameters of scenarios alone. They come late, so that the draws of the others stay as they are.
template <class Visit> void visit_exposures(DynamicsParameters& d, const Visit& visit) {
    for (std::size_t k = 0; k < kExposureKindCount; ++k)
        visit_effects(fmt::format("exposure.{}", kExposureKindCodes[k]), d.exposure_effect[k],
                      visit);
    visit("exposure.message_negativity", d.message_negativity);
    visit("exposure.message_lasting_share", d.message_lasting_share);
    visit("exposure.message_half_life_weeks", d.message_half_life_weeks);
    visit("exposure.lasting_half_life_weeks", d.lasting_half_life_weeks);
    visit("exposure.correction_share", d.correction_share);
    visit("exposure.reading_contrast", d.exposure_reading_contrast);
}

/// How groups parted between the waves; late, so that the draws of the others stay.
template <class Visit>
void visit_growth(const Country& country, DynamicsParameters& d, const Visit& visit) {
    for (std::size_t f = 0; f < kAnchorFactors.size(); ++f) {
        const Factor factor = kAnchorFactors[f];
        for (std::size_t c = 0; c < d.growth[f].size(); ++c)
            if (c != country.classes(factor).reference)
                visit(fmt::format("growth.{}.{}", kFactorCodes[static_cast<std::size_t>(factor)],
                                  country.reported_codes(factor)[c]),
                      d.growth[f][c]);
    }
}

inline constexpr std::string_view kKinFamily = "experience.kin";

/// What relatives hear of time spent in China, where the priors have rows for it; behind all that
/// was there before.
template <class Visit> void visit_kin(DynamicsParameters& d, const Visit& visit) {
    visit_effects(std::string(kKinFamily), d.kin_effect, visit);
    visit_attitudes(std::string(kKinFamily), d.kin_effect, kFear, visit);
}

inline constexpr std::string_view kSectorContrast = "exposure.sector_contrast";

/// How sectors tell apart what a scenario exposes people to, where the priors have a row for it;
/// behind all that was there before.
template <class Visit> void visit_sector_contrast(DynamicsParameters& d, const Visit& visit) {
    visit(std::string(kSectorContrast), d.exposure_sector_contrast);
}

/// How events that no wave has seen depart from their class; behind all that was there before.
template <class Visit> void visit_later_events(DynamicsParameters& d, const Visit& visit) {
    for (std::size_t c = 0; c < kEventClassCount; ++c)
        visit(fmt::format("event.later.{}", kEventClassCodes[c]), d.later_event[c]);
}

} // namespace kozqaras
