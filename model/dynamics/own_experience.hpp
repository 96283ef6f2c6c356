#pragma once
// What adults go through themselves in a week: trips to China, relatives who come back from one,
// meetings with visitors, jobs at Chinese plants.

#include <cstdint>
#include <span>
#include <vector>

#include "model/dynamics/dynamics_world.hpp"
#include "model/dynamics/switches.hpp"
#include "model/population/opinions.hpp"
#include "support/random.hpp"

namespace kozqaras {

class OwnExperience {
  public:
    OwnExperience(const DynamicsWorld& world, const Environment& environment,
                  std::span<const DynamicsParameters> members, const Switches& switches,
                  const LaneValues& quantum);

    /// Takes over travel and plants of `week`; with `held` (burn-in) plants do not open.
    void set_week(Week week, bool held);

    /// Whether the week holds anything for `agent`. One random word serves all three: trips from
    /// its lower end, meetings from its upper end, trips of relatives from kKinFrom upwards, so
    /// that a scenario with more trips has the same travellers and more.
    [[nodiscard]] bool concerns(std::size_t agent, std::uint32_t chance) const {
        if (!on_)
            return false;
        const double u = to_uniform(chance);
        const bool nobody = u >= likeliest_trip_ && 1.0 - u >= likeliest_meeting_ &&
                            (u < kKinFrom || u - kKinFrom >= likeliest_kin_trip_);
        return (!nobody && drawn(agent, u)) || has_job(agent);
    }

    /// Change of opinion per lane, quanta; `change` holds kMostLanes values and is overwritten.
    void change(std::size_t agent, std::uint32_t chance, float* change) const;

  private:
    static constexpr double kKinFrom = 1.0 / 3.0; ///< trips of relatives lie from here upwards

    void find_workers(std::uint64_t seed);
    [[nodiscard]] bool drawn(std::size_t agent, double u) const;

    /// Whether a relative travels: chances of the relatives are drawn for those who hear of it, not
    /// looked up with those who go; the expected number is the same.
    [[nodiscard]] bool hears_of_trip(std::size_t agent, double u) const {
        return u >= kKinFrom &&
               u - kKinFrom <
                   static_cast<double>(world_.traits.trips_of_kin[agent]) * trips_per_adult_;
    }

    [[nodiscard]] bool has_job(std::size_t agent) const {
        return !job_number_.empty() && job_number_[agent] != 0;
    }

    const DynamicsWorld& world_;
    const Environment& environment_;
    std::vector<DynamicsParameters> members_;
    bool on_;
    LaneValues trip_{}, kin_trip_{}, meeting_{};       ///< effects, quanta
    std::vector<LaneValues> job_;                      ///< effect of one job this week, per plant
    std::vector<std::uint16_t> job_number_;            ///< per agent: place in jobs_, 0 for none
    std::vector<std::vector<std::uint16_t>> jobs_{{}}; ///< plants that employ the same people
    LaneValues per_quantum_{};
    double trips_per_adult_ = 0, most_meetings_per_adult_ = 0;
    float most_trips_ = 0, most_trips_of_kin_ = 0,
          most_meetings_ = 0; ///< of any adult, relative to the mean adult
    double likeliest_trip_ = 0, likeliest_kin_trip_ = 0,
           likeliest_meeting_ = 0; ///< chance of that adult this week
    std::array<double, kMostMembers> meetings_per_adult_{};
};

} // namespace kozqaras
