#pragma once
// The tables of one week for one batch: all that an agent looks up instead of computing. Rows have
// the lanes of the opinions; levels are in latent standard deviations, changes in quanta.

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/dynamics/batch.hpp"

namespace kozqaras {

/// Bits of the media diet looked up together: those of the first half of the sources.
[[nodiscard]] constexpr unsigned low_sources(std::size_t sources) {
    return static_cast<unsigned>((sources + 1) / 2);
}

using LaneTable = LineVector<float>; ///< [row][lane]

struct WeekTables {
    LaneTable events; ///< [event profile], per unit of attention: change + anchor pull
    LaneTable local;  ///< [region], for everyone there: plants, region
    LaneTable anchor; ///< [anchor profile]: anchor rate * group anchor, and growth of the group
    LaneTable media_low, media_high; ///< [bits of the diet]

    Week level_week{-1}; ///< week of event_level; kept, since the next week needs it again
    LaneTable event_level;
    LaneTable anchor_pull, growth;      ///< [anchor profile]: the two parts of `anchor`; fixed
    double grown_before = 0, grown = 0; ///< shares of `growth` that `anchor` was made of
};

/// Everything needed to fill the tables of a week; built once per scenario and batch.
class WeekTableBuilder {
  public:
    WeekTableBuilder(const DynamicsWorld& world, const Environment& environment,
                     std::span<const DynamicsParameters> members, const Switches& switches,
                     const LaneValues& quantum);

    /// Strength of the news by class, for member `m`.
    [[nodiscard]] NewsVolume news_volume(Week week, const DynamicsParameters& parameters) const;

    /// Fills the tables for `week`; advances the media memory in `state`. With `held` the
    /// circumstances of the week are kept from the week before (burn-in).
    void fill(Week week, bool held, BatchState& state, WeekTables& tables) const;

    /// Where the events of `week` put opinions at attention 1, [event profile].
    [[nodiscard]] LaneTable event_level(Week week) const;
    /// Plants and regions, [region]; `appeal` as BatchState::plant_appeal.
    [[nodiscard]] LaneTable local_level(Week week, std::span<const double> appeal) const;

    [[nodiscard]] const EventProfiles& profiles() const { return profiles_; }

    [[nodiscard]] LaneTable group_anchors() const; ///< [anchor profile], without growth
    /// [anchor profile], over the whole period, less the mean over all adults: groups part, the
    /// country does not move.
    [[nodiscard]] LaneTable group_growth() const;

  private:
    void prepare_reach();
    void to_quanta(LaneTable& table) const;
    void level_of_profiles(std::size_t member, std::size_t begin, std::size_t end,
                           const std::vector<std::pair<std::size_t, double>>& active, double cars,
                           LaneTable& level) const;
    void fill_anchors(Week week, bool held, WeekTables& tables) const;
    void fill_events(Week week, bool held, WeekTables& tables) const;
    void fill_local(Week week, bool held, std::span<const double> appeal, WeekTables& tables) const;
    void fill_media(Week week, BatchState& state, WeekTables& tables) const;

    const DynamicsWorld& world_;
    const Environment& environment_;
    std::vector<DynamicsParameters> members_;
    std::size_t stride_;
    LaneValues per_quantum_{}; ///< 1 / quantum, 0 in lanes beyond the batch
    LaneValues rate_{};        ///< anchor rate
    Switches switches_;
    EventProfiles profiles_;
    std::vector<float> reach_;  ///< [member][event][profile]: constant over weeks
    std::vector<double> users_; ///< share of adults who use each source
};

} // namespace kozqaras
