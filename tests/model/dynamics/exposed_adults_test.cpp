// Who is exposed, and who hears of it: the relatives and the household of exactly those students.

#include "model/dynamics/exposed_adults.hpp"

#include <gtest/gtest.h>

#include "model/dynamics/exposure_volume.hpp"
#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

using testing::SmallWorld;
using testing::still_parameters;

constexpr Week kThen{12};

Environment with(ExposureKind kind, double share_of_adults, const SmallWorld& world) {
    Environment environment = testing::empty_environment();
    Exposure exposure;
    exposure.kind = kind;
    exposure.key = "test";
    const auto weeks = static_cast<std::size_t>(last_week().value) + 1;
    exposure.dose.assign(weeks, 1.0);
    exposure.persons.assign(weeks, share_of_adults * static_cast<double>(world.population.size()) *
                                       world.population.adults_per_agent);
    environment.exposures.push_back(exposure);
    return environment;
}

/// Change of `attitude` of every agent in the week in which all are exposed.
std::vector<float> changes(const SmallWorld& world, const Environment& environment,
                           const DynamicsParameters& parameters,
                           const std::vector<double>& appeal = {},
                           Attitude attitude = Attitude::economic) {
    const DynamicsWorld view = world.view();
    const std::vector<DynamicsParameters> members{parameters};
    LaneValues quantum{};
    quantum.fill(1.0F);
    ExposedAdults exposed(view, environment, members, {}, quantum);
    exposed.set_week(Week{0}, false, appeal);
    std::vector<float> result;
    for (std::size_t agent = 0; agent < world.population.size(); ++agent) {
        std::array<float, kMostLanes> change{};
        if (exposed.concerns(agent))
            exposed.add_change(agent, change.data());
        result.push_back(change[lane_of(0, static_cast<std::size_t>(attitude))]);
    }
    return result;
}

TEST(ExposedAdults, RelativesOfStudentsHearOfItAndNobodyElse) {
    const SmallWorld world;
    DynamicsParameters parameters = still_parameters();
    parameters.lasting_half_life_weeks = 20;
    constexpr auto kStudy = static_cast<std::size_t>(ExposureKind::study);
    parameters.exposure_effect[kStudy].fill(100.0);
    parameters.kin_effect.fill(1.0);
    const auto study = with(ExposureKind::study, 0.02, world);
    const auto change = changes(world, study, parameters);
    std::size_t students = 0, heard = 0;
    for (std::size_t agent = 0; agent < world.population.size(); ++agent) {
        float expected = 0.0F;
        const auto neighbours = world.network.neighbours(agent);
        for (std::size_t tie = 0; tie < neighbours.size(); ++tie)
            if (const TieKind kind = world.network.tie_kinds(agent)[tie];
                kind == TieKind::household || kind == TieKind::kin)
                expected += change[neighbours[tie]] >= 100.0F ? 1.0F : 0.0F;
        const float own = change[agent] >= 100.0F ? 100.0F : 0.0F;
        EXPECT_FLOAT_EQ(change[agent], own + expected) << agent;
        students += own > 0.0F ? 1 : 0;
        heard += expected > 0.0F ? 1 : 0;
    }
    EXPECT_GT(students, 10U);
    EXPECT_GT(heard, students);
}

TEST(ExposedAdults, OtherExposuresAreNotToldOn) {
    const SmallWorld world;
    DynamicsParameters parameters = still_parameters();
    parameters.lasting_half_life_weeks = 20;
    parameters.exposure_effect[static_cast<std::size_t>(ExposureKind::course)].fill(100.0);
    parameters.kin_effect.fill(1.0);
    for (const float one : changes(world, with(ExposureKind::course, 0.02, world), parameters))
        EXPECT_TRUE(one == 0.0F || one == 100.0F) << one;
}

// A field that is liked 1.5 times as much as the mean field gains half of the contrast more; fear
// does not hear of it, nor an exposure without a sector.
TEST(ExposedAdults, TheirSectorAddsToFavourAsItIsLiked) {
    const SmallWorld world;
    DynamicsParameters parameters = still_parameters();
    parameters.lasting_half_life_weeks = 20;
    parameters.attention.fill(1.0);
    parameters.exposure_effect[static_cast<std::size_t>(ExposureKind::investment)].fill(2.0);
    parameters.exposure_sector_contrast = 10.0;
    Environment environment = with(ExposureKind::investment, 1.0, world);
    environment.exposures[0].persons.clear();
    environment.exposures.insert(environment.exposures.begin(), Exposure{}); // places count
    const std::vector<double> appeal{9.0, 1.5};
    for (const float one : changes(world, environment, parameters, appeal))
        EXPECT_FLOAT_EQ(one, 2.0F) << "no sector";
    environment.exposures[1].sector = "technology";
    for (const float one : changes(world, environment, parameters, appeal))
        EXPECT_FLOAT_EQ(one, 2.0F + 0.5F * 10.0F);
    for (const float one : changes(world, environment, parameters, appeal, Attitude::threat))
        EXPECT_FLOAT_EQ(one, 2.0F);
    for (const float one : changes(world, environment, parameters))
        EXPECT_FLOAT_EQ(one, 2.0F) << "not asked yet";
}

// A quarter of the adults at a dose of 1 is a volume of 0.25; nothing of another kind, and nothing
// where the channel is off.
TEST(ExposureVolume, IsDoseTimesShareOfAdults) {
    const SmallWorld world;
    const std::vector<DynamicsParameters> members{still_parameters()};
    const auto course = with(ExposureKind::course, 0.25, world);
    const ExposureVolume volume(world.population, world.cells, course, members, {});
    EXPECT_NEAR(volume.at(0, ExposureKind::course, kThen), 0.25, 1e-9);
    EXPECT_EQ(volume.at(0, ExposureKind::study, kThen), 0.0);
    EXPECT_THROW((void)volume.at(1, ExposureKind::course, kThen), std::exception);
    Switches off;
    off.experience = false;
    EXPECT_EQ(ExposureVolume(world.population, world.cells, course, members, off)
                  .at(0, ExposureKind::course, kThen),
              0.0);
}

// Those whom it does not concern count outside_concern.
TEST(ExposureVolume, CountsThoseItDoesNotConcernInPart) {
    const SmallWorld world;
    std::vector<DynamicsParameters> members{still_parameters()};
    members[0].outside_concern = 0.3;
    Environment prices = with(ExposureKind::prices, 1.0, world);
    prices.exposures[0].persons.clear();
    prices.exposures[0].audience.concern.wealth_classes = {3, 4};
    double concerned = 0.0;
    for (const auto wealth : world.population.wealth)
        concerned +=
            wealth == 3 || wealth == 4 ? 1.0 / static_cast<double>(world.population.size()) : 0.0;
    ASSERT_GT(concerned, 0.05);
    ASSERT_LT(concerned, 0.95);
    const auto volume = [&] {
        return ExposureVolume(world.population, world.cells, prices, members, {})
            .at(0, ExposureKind::prices, kThen);
    };
    prices.exposures[0].audience.concern_only = false;
    EXPECT_NEAR(volume(), concerned + 0.3 * (1.0 - concerned), 1e-9);
    prices.exposures[0].audience.concern_only = true;
    EXPECT_NEAR(volume(), concerned, 1e-9);
}

TEST(ExposureVolume, AddsUpASectorOfWhateverKind) {
    const SmallWorld world;
    const std::vector<DynamicsParameters> members{still_parameters()};
    Environment both = with(ExposureKind::course, 0.25, world);
    both.exposures.push_back(with(ExposureKind::study, 0.5, world).exposures[0]);
    both.exposures.push_back(both.exposures.back());
    both.exposures[0].sector = both.exposures[1].sector = "finance";
    const ExposureVolume volume(world.population, world.cells, both, members, {});
    EXPECT_NEAR(volume.of_sector(0, "finance", kThen), 0.75, 1e-9);
    EXPECT_EQ(volume.of_sector(0, "trade", kThen), 0.0);
    EXPECT_THROW((void)volume.of_sector(1, "finance", kThen), std::exception);
}

// What news carries reaches adults by their attention.
TEST(ExposureVolume, CountsAttentionWhereItIsNeeded) {
    const SmallWorld world;
    std::vector<DynamicsParameters> members{still_parameters()};
    members[0].attention = {0.0, 0.5, 0.5, 1.0};
    Environment trade = with(ExposureKind::trade, 1.0, world);
    trade.exposures[0].persons.clear();
    double mean = 0.0;
    for (const auto attention : world.population.attention)
        mean += members[0].attention[attention] / static_cast<double>(world.population.size());
    EXPECT_NEAR(ExposureVolume(world.population, world.cells, trade, members, {})
                    .at(0, ExposureKind::trade, kThen),
                mean, 1e-9);
}

} // namespace
} // namespace kozqaras
