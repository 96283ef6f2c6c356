#pragma once
// The numbers of the weekly step, natural scale. Priors and sources: data/parameters/priors.csv.

#include <array>

#include "model/core/categories.hpp"
#include "model/inputs/input_data.hpp"

namespace kozqaras {

/// One value per attitude, in the order of kAttitudeCodes. Unit: latent standard deviations of an
/// answer.
using AttitudeVector = std::array<double, kAttitudeCount>;

struct DynamicsParameters {
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
    double half_life_weeks = 1; ///< half-life of an event's effect after its end
    double outside_concern =
        0; ///< effect on those whom the event does not concern, share of the full one
    double regional_amplification = 0; ///< extra effect where it happened
    double regional_spillover = 0;     ///< effect of a regional event elsewhere
    std::array<AttitudeVector, kEventClassCount> event_effect{}; ///< of an event of salience 3
    // experience
    AttitudeVector trip_effect{};    ///< of one trip to China
    double meetings_per_visitor = 0; ///< adults a visitor from China talks to
    AttitudeVector meeting_effect{}; ///< of meeting a visitor from China in Kazakhstan
    AttitudeVector job_effect{};     ///< of a job at a Chinese plant
    AttitudeVector
        plant_effect{}; ///< on residents of a region, per 1,000 US dollars invested per adult
    double worker_risk =
        0; ///< share of the plant effect lost when the whole workforce is Chinese, 0..1
    // anchors: deviation of a group from the country's base, first class 0 (thresholds carry the
    // base)
    std::array<AttitudeVector, kSurveyAgeCount> age{};
    std::array<AttitudeVector, 5> wealth{};
    std::array<AttitudeVector, 3> ethnicity{}, language{}, education{};
    std::array<AttitudeVector, 2> settlement{};
    std::array<double, kRegionCount> region{}; ///< the same for all attitudes
    // beyond the data
    double process_noise = 0;        ///< s.d. of the national shock per year and attitude
    double process_common_share = 0; ///< share of the shock's variance common to all attitudes
};

} // namespace kozqaras
