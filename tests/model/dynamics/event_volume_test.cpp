// The volume of a class of news: strengths of its events times whom they reach.

#include <cmath>

#include <gtest/gtest.h>

#include "model/dynamics/event_intensity.hpp"
#include "model/dynamics/event_volume.hpp"
#include "support/errors.hpp"
#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

constexpr auto kDispute = static_cast<std::size_t>(EventClass::sovereignty);

Event volume_dispute(int first_week, int last_week, double salience) {
    Event event;
    event.event_class = EventClass::sovereignty;
    event.start = date_of({first_week});
    event.end = date_of({last_week});
    event.salience = salience;
    return event;
}

DynamicsParameters parameters_with_half_life(const Country& country, double weeks) {
    DynamicsParameters parameters(country);
    parameters.half_life_weeks[kDispute] = weeks;
    parameters.outside_concern = 0.25;
    parameters.regional_spillover = 0.5;
    return parameters;
}

TEST(EventVolume, OneEventThatReachesEveryoneIsOneAndHalves) {
    const testing::SmallWorld world;
    Environment environment;
    environment.events = {volume_dispute(10, 20, 3.0)};
    const std::vector<DynamicsParameters> members{
        parameters_with_half_life(*world.inputs.country, 8.0)};
    const EventVolume volume(world.cells, environment, members, {});
    EXPECT_EQ(volume.at(0, {9})[kDispute], 0.0);
    EXPECT_NEAR(volume.at(0, {10})[kDispute], 1.0, 1e-12);
    EXPECT_NEAR(volume.at(0, {28})[kDispute], 0.5, 1e-12) << "eight weeks after its end";
    EXPECT_EQ(volume.at(0, {15})[static_cast<std::size_t>(EventClass::travel)], 0.0);
    EXPECT_THROW((void)volume.at(1, {10}), BugError);
}

TEST(EventVolume, ARegionalEventReachesTheOthersBySpillover) {
    const testing::SmallWorld world;
    Environment environment;
    environment.events = {volume_dispute(10, 20, 1.5)};
    environment.events.front().national = false;
    environment.events.front().regions = {0};
    const std::vector<DynamicsParameters> members{
        parameters_with_half_life(*world.inputs.country, 8.0)};
    const EventVolume volume(world.cells, environment, members, {});
    double there = 0.0; // share of the adults in the region, counted one by one
    for (const auto region : world.population.region)
        there += region == 0 ? 1.0 / static_cast<double>(world.population.size()) : 0.0;
    EXPECT_NEAR(volume.at(0, {15})[kDispute], 0.5 * (there + 0.5 * (1.0 - there)), 1e-6);
}

TEST(EventVolume, LaterIsWhatNoWaveHasSeen) {
    DynamicsParameters parameters;
    parameters.events_known_until = {100};
    EXPECT_FALSE(is_later(volume_dispute(100, 120, 1.0), parameters));
    EXPECT_TRUE(is_later(volume_dispute(101, 120, 1.0), parameters));
}

} // namespace
} // namespace kozqaras
