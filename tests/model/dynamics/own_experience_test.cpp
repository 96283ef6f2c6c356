// Who a week of travel concerns: those whom it changes, no one less. Chances of a week are looked
// at against a bound over all adults first.

#include "model/dynamics/own_experience.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

constexpr std::uint32_t kSteps = 600;

/// Chances from both ends, where trips and meetings lie, and from a third on, where trips of
/// relatives do, in equal steps over a tenth of the range.
std::uint32_t chance_at(std::uint32_t step) {
    constexpr std::uint32_t kWidth = 2'000'000, kThird = 0x55555556U;
    return step % 3 == 0   ? step * kWidth
           : step % 3 == 1 ? 0xFFFFFFFFU - step * kWidth
                           : kThird + step * kWidth;
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
        members[m].kin_effect.fill(0.05);
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

// The expected number of trips heard of is that of the ties: for each relative and each member of
// the household who travels, once.
TEST(OwnExperience, RelativesAndHouseholdHearOfEveryTrip) {
    const testing::SmallWorld world;
    const DynamicsWorld view = world.view();
    Environment travel = testing::empty_environment();
    travel.trips_to_china.assign(10, 150'000.0);
    std::vector<DynamicsParameters> members(1, testing::still_parameters());
    members[0].kin_effect.fill(1.0); // and trips themselves move nobody
    LaneValues quantum{};
    quantum.fill(1.0F);
    OwnExperience experience(view, travel, members, {}, quantum);
    experience.set_week(Week{3}, false);
    const double rate = 150'000.0 / (static_cast<double>(world.population.size()) *
                                     world.population.adults_per_agent);
    constexpr std::uint32_t kDraws = 1 << 12;
    double heard = 0.0, expected = 0.0;
    std::array<float, kMostLanes> change{};
    for (std::size_t agent = 0; agent < world.population.size(); ++agent) {
        for (std::uint32_t draw = 0; draw < kDraws; ++draw) { // all chances, evenly
            experience.change(agent, draw << 20U, change.data());
            heard += static_cast<double>(change[0]) / kDraws;
        }
        const auto neighbours = world.network.neighbours(agent);
        for (std::size_t tie = 0; tie < neighbours.size(); ++tie)
            if (const TieKind kind = world.network.tie_kinds(agent)[tie];
                kind == TieKind::household || kind == TieKind::kin)
                expected +=
                    rate * static_cast<double>(world.traits.experience.trip[neighbours[tie]]);
    }
    EXPECT_GT(expected, 10.0);
    EXPECT_NEAR(heard / expected, 1.0, 0.02);
}

} // namespace
} // namespace kozqaras
