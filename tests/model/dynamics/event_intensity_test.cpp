#include "model/dynamics/event_intensity.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/dynamics/experience.hpp"
#include "model/dynamics/media.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

Event event_of(int start, std::optional<int> end, double salience) {
    Event event;
    event.start = date_of({start});
    if (end)
        event.end = date_of({*end});
    event.salience = salience;
    return event;
}

TEST(EventStrength, LastsThenHalvesEveryHalfLife) {
    const Event event = event_of(10, 20, 1.5);
    EXPECT_EQ(event_strength(event, {9}, 8), 0.0);
    EXPECT_DOUBLE_EQ(event_strength(event, {10}, 8), 0.5);
    EXPECT_DOUBLE_EQ(event_strength(event, {20}, 8), 0.5);
    EXPECT_DOUBLE_EQ(event_strength(event, {28}, 8), 0.25);
    EXPECT_DOUBLE_EQ(event_strength(event, {36}, 8), 0.125);
}

TEST(EventStrength, AnOpenEventGoesOn) {
    EXPECT_DOUBLE_EQ(event_strength(event_of(10, std::nullopt, 3), {500}, 8), 1.0);
}

TEST(EventReach, PlaceAndConcern) {
    DynamicsParameters p;
    p.regional_amplification = 0.8;
    p.regional_spillover = 0.2;
    p.outside_concern = 0.5;
    Event event = event_of(0, std::nullopt, 3);
    event.regions = {4};
    const EventProfiles::Profile here{4, {true}}, elsewhere{5, {true}}, outside{4, {false}};
    EXPECT_DOUBLE_EQ(event_reach(event, here, 0, p), 1.8);
    EXPECT_DOUBLE_EQ(event_reach(event, elsewhere, 0, p), 1.0);
    EXPECT_DOUBLE_EQ(event_reach(event, outside, 0, p), 0.9);
    event.national = false;
    EXPECT_DOUBLE_EQ(event_reach(event, here, 0, p), 1.0);
    EXPECT_DOUBLE_EQ(event_reach(event, elsewhere, 0, p), 0.2);
}

TEST(Concern, AnyListedGroupIsConcerned) {
    std::array<std::uint8_t, kReportedFactors.size()> groups{};
    const auto set = [&](std::size_t slot, Factor factor, int group) {
        groups[slot] = static_cast<std::uint8_t>(group_index(factor, group));
    };
    set(1, Factor::settlement, 1);
    set(2, Factor::age, 0);
    set(3, Factor::ethnicity, 0);
    set(4, Factor::language, 2);
    set(5, Factor::wealth, 2);
    EXPECT_TRUE(concerns(*shipped_country(), {}, groups));
    Concern rural_or_kazakh;
    rural_or_kazakh.settlements = {1};
    rural_or_kazakh.languages = {0};
    EXPECT_TRUE(concerns(*shipped_country(), rural_or_kazakh, groups));
    Concern urban;
    urban.settlements = {0};
    EXPECT_FALSE(concerns(*shipped_country(), urban, groups));
    Concern young;
    young.ages = {1}; // 25-34 lies in the survey's 18_34
    EXPECT_TRUE(concerns(*shipped_country(), young, groups));
}

TEST(MediaMemory, LastingNewsAddsUpToAGeometricSeries) {
    // A step of tone T gives impulses gain f T (1 - r)^k: their sum is gain f T / r.
    DynamicsParameters p;
    p.media_gain = 0.1;
    p.tone_memory_weeks = 5;
    p.event_effect[2][3] = 0.4;
    const Outlets outlets{{0.5}, {0.0}};
    NewsVolume silent{}, loud{};
    loud[2] = 1.0;
    MediaMemory memory(outlets, silent, p);
    double sum = 0.0;
    for (int week = 0; week < 400; ++week)
        sum += memory.advance(outlets, loud, p)[0][3];
    EXPECT_NEAR(sum, 0.1 * 0.5 * 0.4 / (1.0 - std::exp2(-0.2)), 1e-9);
    for (int week = 0; week < 400; ++week)
        sum += memory.advance(outlets, silent, p)[0][3];
    EXPECT_NEAR(sum, 0.0, 1e-9) << "when the news ends, what it added is taken back";
}

TEST(MediaMemory, SlantBendsMessages) {
    DynamicsParameters p;
    p.slant_gain = 1.0;
    p.event_effect[0][0] = -0.2;
    p.event_effect[4][0] = 0.2;
    NewsVolume bad{}, good{};
    bad[0] = good[4] = 1.0;
    EXPECT_NEAR(outlet_tone(good, 0.5, 0, p), 0.2 * std::exp(0.5), 1e-12);
    EXPECT_NEAR(outlet_tone(bad, 0.5, 0, p), -0.2 * std::exp(-0.5), 1e-12);
}

// An outlet that leans towards China makes little of what is feared, and much of what reassures.
TEST(MediaMemory, SlantBendsFearTheOtherWay) {
    constexpr auto kThreat = static_cast<std::size_t>(Attitude::threat);
    DynamicsParameters p;
    p.slant_gain = 1.0;
    p.event_effect[0][kThreat] = 0.2;
    p.event_effect[1][kThreat] = -0.1;
    NewsVolume scandal{}, reassurance{};
    scandal[0] = reassurance[1] = 1.0;
    EXPECT_NEAR(outlet_tone(scandal, 0.5, kThreat, p), 0.2 * std::exp(-0.5), 1e-12);
    EXPECT_NEAR(outlet_tone(reassurance, 0.5, kThreat, p), -0.1 * std::exp(0.5), 1e-12);
}

// Imported workers lessen what a plant does for favour, and add to fear: in full, not to what is
// left of the investment.
TEST(PlantFear, GrowsWithImportedWorkers) {
    DynamicsParameters p;
    p.plant_effect.fill(0.01);
    p.imported_worker_fear = 0.05;
    p.worker_risk = 0.4;
    Plant plant;
    plant.opening = {100};
    plant.projects = 2;
    EXPECT_NEAR(plant_fear(plant, {100}, p), 2.0 * 0.01, 1e-12);
    plant.chinese_worker_share = 0.5;
    EXPECT_NEAR(plant_fear(plant, {100}, p), 2.0 * (0.01 + 0.05 * 0.5), 1e-12);
    EXPECT_EQ(plant_fear(plant, {99}, p), 0.0);
}

TEST(PlantStrength, FullAtTheOpeningThenFadesToALastingPart) {
    Plant plant;
    plant.opening = {100};
    plant.projects = 2;
    plant.chinese_worker_share = 0.5;
    EXPECT_EQ(plant_strength(plant, {99}, 0.4), 0.0);
    EXPECT_NEAR(plant_strength(plant, {100}, 0.4), 2.0 * 0.8, 1e-12);
    EXPECT_NEAR(plant_strength(plant, {152}, 0.4), 1.6 * (0.15 + 0.85 / 2), 1e-12);
}

} // namespace
} // namespace kozqaras
