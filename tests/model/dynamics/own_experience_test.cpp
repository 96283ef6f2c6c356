// Who a week of travel concerns: those whom it changes, no one less. Chances of a week are looked
// at against a bound over all adults first.

#include "model/dynamics/own_experience.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

constexpr std::uint32_t kSteps = 400;

/// Chances from both ends, where trips and meetings lie, in equal steps over a tenth of the range.
std::uint32_t chance_at(std::uint32_t step) {
    constexpr std::uint32_t kWidth = 2'000'000;
    return step % 2 == 0 ? step * kWidth : 0xFFFFFFFFU - step * kWidth;
}

TEST(OwnExperience, ConcernsExactlyThoseItChanges) {
    const testing::SmallWorld world;
    const DynamicsWorld view = world.view();
    Environment travel = testing::empty_environment();
    travel.trips_to_china.assign(10, 150'000.0);
    travel.visitors_from_china.assign(10, 60'000.0);
    std::vector<DynamicsParameters> members(2, testing::still_parameters());
    for (std::size_t m = 0; m < members.size(); ++m) {
        members[m].trip_effect.fill(0.2);
        members[m].meeting_effect.fill(0.1);
        members[m].meetings_per_visitor = 2.0 * static_cast<double>(m + 1);
    }
    LaneValues quantum{};
    quantum.fill(0.001F);
    OwnExperience experience(view, travel, members, {}, quantum);
    experience.set_week(Week{3}, false);
    std::size_t concerned = 0;
    std::array<float, kMostLanes> change{};
    for (std::size_t agent = 0; agent < world.population.size(); ++agent)
        for (std::uint32_t step = 0; step < kSteps; ++step) {
            experience.change(agent, chance_at(step), change.data());
            const bool changed = std::ranges::any_of(change, [](float x) { return x != 0.0F; });
            ASSERT_EQ(experience.concerns(agent, chance_at(step)), changed) << agent << ' ' << step;
            concerned += changed ? 1 : 0;
        }
    EXPECT_GT(concerned, 1000U);
    EXPECT_LT(concerned, world.population.size() * kSteps / 2);
}

} // namespace
} // namespace kozqaras
