#pragma once
// The tables of one week for one batch: all that an agent looks up instead of computing. Lanes are
// [member][attitude].

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/dynamics/batch.hpp"

namespace kozqaras {

/// Bits of the media diet looked up together: 7 + 6 = 13 sources.
inline constexpr unsigned kLowSources = 7, kHighSources = 6;

struct WeekTables {
    std::size_t lanes = 0;
    std::vector<float>
        events; ///< [event profile][lane], per unit of attention: change + anchor pull
    std::vector<float>
        local; ///< [region][lane], for everyone there: plants, region, national shock
    std::vector<float> anchor; ///< [anchor profile][lane]: anchor rate * group anchor; fixed
    std::vector<float> media_low, media_high; ///< [bits][lane]

    Week level_week{-1}; ///< week of event_level; kept, since the next week needs it again
    std::vector<float> event_level;
};

/// Everything needed to fill the tables of a week; built once per scenario and batch.
class WeekTableBuilder {
  public:
    WeekTableBuilder(const DynamicsWorld& world, const Environment& environment,
                     std::span<const DynamicsParameters> members, const Switches& switches,
                     const ProcessNoise& noise);

    /// Strength of the news by class, for member `m`.
    [[nodiscard]] NewsVolume news_volume(Week week, const DynamicsParameters& parameters) const;

    /// Fills the tables for `week`; advances the media memory and the national shock in `state`.
    /// With `held` the circumstances of the week are kept from the week before (burn-in).
    void fill(Week week, bool held, BatchState& state, WeekTables& tables) const;

    /// Where the events of `week` put opinions at attention 1, [event profile][lane].
    [[nodiscard]] std::vector<float> event_level(Week week) const;
    /// Plants and regions, [region][lane].
    [[nodiscard]] std::vector<float> local_level(Week week) const;

    [[nodiscard]] const EventProfiles& profiles() const { return profiles_; }

    [[nodiscard]] std::vector<float> group_anchors() const; ///< [anchor profile][lane]

  private:
    void prepare_reach();
    void level_of_profile(std::size_t member, const double* reach,
                          const std::vector<std::pair<std::size_t, double>>& active, double cars,
                          float* level) const;
    void fill_events(Week week, bool held, WeekTables& tables) const;
    void fill_local(Week week, bool held, BatchState& state, WeekTables& tables) const;
    void fill_media(Week week, BatchState& state, WeekTables& tables) const;

    const DynamicsWorld& world_;
    const Environment& environment_;
    std::vector<DynamicsParameters> members_;
    Switches switches_;
    ProcessNoise noise_;
    EventProfiles profiles_;
    std::vector<double> reach_; ///< [member][profile][event]: constant over weeks
};

} // namespace kozqaras
