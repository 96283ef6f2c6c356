#pragma once
// Who is exposed to what, and what a week of it does to them.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "model/dynamics/dynamics_world.hpp"
#include "model/dynamics/exposure.hpp"
#include "model/population/opinions.hpp"

namespace kozqaras {

class ExposedAdults {
  public:
    ExposedAdults(const DynamicsWorld& world, const Environment& environment,
                  std::span<const DynamicsParameters> members, const Switches& switches,
                  const LaneValues& quantum);

    /// Takes over the doses of `week`; with `held` (burn-in) nobody is exposed. `appeal` as
    /// BatchState::exposure_appeal.
    void set_week(Week week, bool held, std::span<const double> appeal);

    /// Whether anything of this week may reach `agent`.
    [[nodiscard]] bool concerns(std::size_t agent) const {
        return active_ && offsets_[agent] != offsets_[agent + 1];
    }

    /// Adds the change of opinion per lane, quanta, to `change` (kMostLanes values): on the way in
    /// the whole effect at once; then the anchor has moved with it.
    void add_change(std::size_t agent, float* change) const;

  private:
    /// An exposure that can reach an agent, and the place in the draw, 0..1, of the agent or, if
    /// it is heard of, of the relative who is exposed.
    struct Reached {
        std::uint32_t exposure;
        float place;
        bool concerned, heard_of;
    };

    /// One exposure, prepared for all members.
    struct Prepared {
        const Exposure* exposure = nullptr;
        std::size_t place = 0; ///< among those of the environment
        double audience_adults = 0;
        std::vector<std::vector<double>> strength; ///< [member][week]
        double threshold = 0, last_threshold = 0;  ///< share exposed this week and the week before
        std::array<double, kMostMembers> level{}, last_level{};
        std::array<double, kMostMembers> beyond_mean{}; ///< how its sector is liked, less 1
    };

    void find_audiences();
    /// What of exposure `e` reaches `agent` itself, if anything may.
    [[nodiscard]] std::optional<Reached> reached_by(std::size_t e, std::size_t agent) const;
    /// Adds the relatives and household of `agent` whom exposure `e` may reach, if it is told of.
    void add_kin(std::size_t e, std::size_t agent);
    void prepare_week(Prepared& prepared, Week week, bool held, std::span<const double> appeal);
    void add_exposure(const Reached& reached, std::size_t agent, float* change) const;

    const DynamicsWorld& world_;
    std::vector<DynamicsParameters> members_;
    LaneValues per_quantum_{};
    std::vector<Prepared> prepared_; ///< only those whose channel is on
    std::size_t exposures_ = 0;      ///< of the environment
    std::vector<std::uint32_t> offsets_;
    std::vector<Reached> reached_; ///< per agent, offsets_[i] .. offsets_[i + 1]
    double mean_reading_ = 0;
    bool active_ = false;
};

} // namespace kozqaras
