#include "model/dynamics/exposure.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

using testing::SmallWorld;
using testing::still_parameters;

/// Doses of 1 from week 10 to 19.
Exposure ten_weeks(ExposureKind kind) {
    Exposure exposure;
    exposure.kind = kind;
    exposure.key = "test";
    exposure.dose.assign(static_cast<std::size_t>(last_week().value) + 1, 0.0);
    for (std::size_t week = 10; week < 20; ++week)
        exposure.dose[week] = 1.0;
    return exposure;
}

DynamicsParameters parameters() {
    DynamicsParameters p = still_parameters();
    p.message_half_life_weeks = 1;
    p.lasting_half_life_weeks = 20;
    p.message_lasting_share = 0.25;
    p.message_negativity = 3;
    p.correction_share = 0.4;
    p.attention = {0.0, 0.0, 0.0, 1.0};
    return p;
}

TEST(ExposureStrength, FadesWithItsHalfLifeAfterTheDose) {
    const auto strength = exposure_strength(ten_weeks(ExposureKind::pollution), parameters());
    EXPECT_EQ(strength[9], 0.0);
    EXPECT_EQ(strength[10], 1.0);
    EXPECT_EQ(strength[19], 1.0);
    EXPECT_NEAR(strength[39], 0.5, 1e-12);
    EXPECT_NEAR(strength[59], 0.25, 1e-12);
}

TEST(ExposureStrength, OfAMessageFadesTwiceAndIsCutByACorrection) {
    auto exposure = ten_weeks(ExposureKind::message);
    const auto kind = exposure_strength(exposure, parameters());
    EXPECT_NEAR(kind[20], 0.75 / 2 + 0.25 * std::exp2(-1.0 / 20), 1e-12);
    EXPECT_NEAR(kind[39], 0.25 / 2, 1e-5) << "the lasting share is left";
    for (double& dose : exposure.dose)
        dose = -dose;
    exposure.corrected_from = {15};
    const auto hostile = exposure_strength(exposure, parameters());
    EXPECT_NEAR(hostile[14], -3.0, 1e-12);
    EXPECT_NEAR(hostile[15], -3.0 * 0.6, 1e-12);
}

TEST(ExposureStrength, FirstWeekNeedsDoseAndReach) {
    auto exposure = ten_weeks(ExposureKind::message);
    EXPECT_EQ(first_exposed_week(exposure), Week{10});
    exposure.reach.assign(exposure.dose.size(), 0.0);
    EXPECT_EQ(first_exposed_week(exposure), last_week() + 1);
    exposure.reach[13] = 0.5;
    EXPECT_EQ(first_exposed_week(exposure), Week{13});
}

/// Mean opinion of the agents for whom `belongs` holds, first attitude, after `weeks` weeks.
template <class Belongs>
double mean_after(const SmallWorld& world, const Exposure& exposure, int weeks, Belongs belongs) {
    DynamicsParameters p = parameters();
    for (auto& effect : p.exposure_effect)
        effect.fill(0.2);
    Environment environment;
    environment.exposures = {exposure};
    const auto view = world.view();
    BatchSimulation simulation(view, environment, {&p, 1}, {});
    BatchState state = simulation.start(1);
    for (int week = 0; week < weeks; ++week)
        simulation.step(state);
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < world.population.size(); ++i)
        if (belongs(i)) {
            sum += state.opinions.at(i, 0, 0);
            count += 1;
        }
    return sum / count;
}

TEST(ExposedAdults, OnlyReadersOfTheOutletInTheLanguageMove) {
    const SmallWorld world;
    auto exposure = ten_weeks(ExposureKind::message);
    exposure.audience.outlets = 1U << 5U; // television in Kazakh
    exposure.audience.languages = {0};
    const auto& people = world.population;
    const auto reached = [&](std::size_t i) {
        return (people.media_diet[i] >> 5U & 1U) != 0 && people.language[i] == 0;
    };
    EXPECT_NEAR(mean_after(world, exposure, 15, reached), 0.2, 0.005);
    EXPECT_NEAR(mean_after(world, exposure, 15, [&](std::size_t i) { return !reached(i); }), 0.0,
                1e-4);
}

TEST(ExposedAdults, OnlyResidentsOfTheRegionMove) {
    const SmallWorld world;
    auto exposure = ten_weeks(ExposureKind::pollution);
    exposure.audience.regions = {4};
    const auto here = [&](std::size_t i) { return world.population.region[i] == 4; };
    EXPECT_NEAR(mean_after(world, exposure, 15, here), 0.2, 0.005);
    EXPECT_NEAR(mean_after(world, exposure, 15, [&](std::size_t i) { return !here(i); }), 0.0,
                1e-4);
}

TEST(ExposedAdults, PersonsExposedSoFarAreAShareOfTheAudience) {
    const SmallWorld world(0.0005);
    auto exposure = ten_weeks(ExposureKind::study);
    exposure.dose.assign(exposure.dose.size(), 1.0);
    const double adults =
        static_cast<double>(world.population.size()) * world.population.adults_per_agent;
    exposure.persons.assign(exposure.dose.size(), adults / 4);
    const auto everyone = [](std::size_t) { return true; };
    EXPECT_NEAR(mean_after(world, exposure, 10, everyone), 0.2 / 4, 0.2 * 0.03);
    for (double& persons : exposure.persons)
        persons = -persons;
    EXPECT_NEAR(mean_after(world, exposure, 10, everyone), -0.2 / 4, 0.2 * 0.03)
        << "fewer than the status quo";
}

TEST(ExposedAdults, NationalReadingsNeedAttention) {
    const SmallWorld world;
    const auto exposure = ten_weeks(ExposureKind::competitor);
    const auto& people = world.population;
    EXPECT_NEAR(
        mean_after(world, exposure, 15, [&](std::size_t i) { return people.attention[i] == 3; }),
        0.2, 0.005);
    EXPECT_NEAR(
        mean_after(world, exposure, 15, [&](std::size_t i) { return people.attention[i] < 3; }),
        0.0, 1e-4);
}

} // namespace
} // namespace kozqaras
