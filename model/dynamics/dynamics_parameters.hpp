#pragma once
// The numbers of the weekly step, natural scale. Priors and sources: data/parameters/priors.csv.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/core/categories.hpp"
#include "model/core/week.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// One value per attitude, in the order of kAttitudeCodes. Unit: latent standard deviations of an
/// answer.
using AttitudeVector = std::array<double, kAttitudeCount>;

/// Factors whose reported groups have anchors, in the order of AgentTraits::anchor_classes.
inline constexpr std::array<Factor, 6> kAnchorFactors{Factor::settlement, Factor::age,
                                                      Factor::ethnicity,  Factor::language,
                                                      Factor::wealth,     Factor::education};

/// Weeks over which groups part from each other: nothing before, all of it from `end` on.
struct GrowthPeriod {
    Week begin{}, end{};

    /// Share of the way gone in `week`, 0..1; 0 if the period is empty.
    [[nodiscard]] double share(Week week) const {
        if (end <= begin)
            return 0.0;
        return std::clamp((week - begin) / static_cast<double>(end - begin), 0.0, 1.0);
    }
};

struct DynamicsParameters {
    DynamicsParameters() = default;
    /// All anchors and growths 0, one for each group of the country.
    explicit DynamicsParameters(const Country& country);

    // social influence
    double susceptibility = 0; ///< share of the gap to the mean of close ties closed per week, 0..1
    double confidence_width = 1; ///< distance at which influence has ended, latent s.d.
    // memory
    double anchor_rate = 0;        ///< share of the gap to the anchor closed per week, 0..1
    double personal_deviation = 0; ///< s.d. of personal anchors around their group
    double noise = 0;              ///< s.d. of the weekly idiosyncratic change
    // media
    double media_gain = 0;        ///< effect of one unit of new tone at mean frequency
    double tone_memory_weeks = 1; ///< half-life of the tone an audience is used to
    double slant_gain =
        0; ///< how much an outlet's slant bends a message, per unit of log tone ratio
    // events
    std::array<double, kAttentionCount> attention{0, 0, 0,
                                                  1}; ///< share of an event's effect felt at once,
                                                      ///< by how often news on China is met
    /// Half-life of an event's effect after its end, weeks, by class.
    std::array<double, kEventClassCount> half_life_weeks = [] {
        std::array<double, kEventClassCount> one{};
        one.fill(1.0);
        return one;
    }();
    double outside_concern =
        0; ///< effect on those whom the event does not concern, share of the full one
    double regional_amplification = 0; ///< extra effect where it happened
    double regional_spillover = 0;     ///< effect of a regional event elsewhere
    std::array<AttitudeVector, kEventClassCount> event_effect{}; ///< of an event of salience 3
    /// How much the effect on every attitude of favour of an event that starts behind
    /// events_known_until departs from that of its class, latent s.d. at salience 3: no event is
    /// like another, and the waves have seen those of the record alone.
    std::array<double, kEventClassCount> later_event{};
    Week events_known_until = last_week(); ///< the last wave that was fitted
    // experience
    AttitudeVector trip_effect{};    ///< of one trip to China
    AttitudeVector kin_effect{};     ///< of a trip to China, or of studies there, of a relative
    double meetings_per_visitor = 0; ///< adults a visitor from China talks to
    AttitudeVector meeting_effect{}; ///< of meeting a visitor from China in Kazakhstan
    AttitudeVector job_effect{};     ///< of a job at a Chinese plant
    AttitudeVector plant_effect{};   ///< on residents of a region, per project
    double worker_risk =
        0; ///< share of the plant effect lost when the whole workforce is Chinese, 0..1
    double imported_worker_fear = 0; ///< on fear, per project, when the
                                     ///< whole workforce is Chinese
    // exposures of scenarios; the record holds none
    std::array<AttitudeVector, kExposureKindCount> exposure_effect{}; ///< of a dose of 1
    double message_negativity = 1;      ///< weight of a negative message, positive = 1
    double message_lasting_share = 0;   ///< share of a message's effect that lasts, 0..1
    double message_half_life_weeks = 1; ///< half-life of the rest after the message
    double lasting_half_life_weeks = 1; ///< half-life of the lasting share, and of other exposures
    double correction_share = 0;        ///< share of a rumour's effect undone by correction, 0..1
    double exposure_reading_contrast = 0; ///< how much more the most favoured readers gain from a
                                          ///< doubling of trade or investment than the mean
    double exposure_sector_contrast = 0;  ///< how much more an exposure of a sector that is liked
                                          ///< twice as much as the mean sector does to favour
    // anchors: deviation of a reported group from the country's base, the reference group 0
    // (thresholds carry the base)
    std::vector<AttitudeVector> age, wealth, ethnicity, language, education, settlement;
    std::vector<AttitudeVector> region; ///< those of macro-regions included
    /// How much more the attitudes of favour of a reported group rose over `growth_period` than
    /// those of the reference group of its factor, latent s.d.; [kAnchorFactors]. It is
    /// a translation of the group: opinion and anchor move together, and stay.
    std::array<std::vector<double>, kAnchorFactors.size()> growth;
    GrowthPeriod growth_period;
};

} // namespace kozqaras
