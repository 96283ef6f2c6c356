#include "model/dynamics/batch.hpp"

#include <cmath>

#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <gtest/gtest.h>

#include "support/parallel.hpp"
#include "tests/model/dynamics/small_world.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using testing::empty_environment;
using testing::SmallWorld;
using testing::still_parameters;

DynamicsParameters lively_parameters() {
    DynamicsParameters p = still_parameters();
    p.susceptibility = 0.1;
    p.confidence_width = 1.5;
    p.personal_deviation = 0.6;
    p.noise = 0.1;
    p.media_gain = 0.05;
    p.tone_memory_weeks = 10;
    p.half_life_weeks.fill(20);
    p.outside_concern = 0.5;
    p.regional_spillover = 0.2;
    p.attention = {0.0, 0.2, 0.5, 1.0};
    p.event_effect[0][0] = -0.3;
    p.event_effect[4][3] = 0.2;
    p.trip_effect.fill(0.2);
    return p;
}

/// Latent standard deviations, [agent][member][attitude].
std::vector<float> opinions_of(const BatchState& state) {
    std::vector<float> x;
    for (std::size_t i = 0; i < state.opinions.agents(); ++i)
        for (std::size_t m = 0; m < state.opinions.members; ++m)
            for (std::size_t a = 0; a < kAttitudeCount; ++a)
                x.push_back(state.opinions.at(i, m, a));
    return x;
}

std::vector<float> run(const SmallWorld& world, const Environment& environment,
                       std::vector<DynamicsParameters> members, int weeks, Switches switches = {}) {
    const DynamicsWorld view = world.view();
    BatchSimulation simulation(view, environment, members, switches);
    BatchState state = simulation.start(5);
    for (int week = 0; week < weeks; ++week)
        simulation.step(state);
    return opinions_of(state);
}

TEST(Batch, SettlesAtTheFriedkinJohnsenFixedPoint) {
    // x = (k I + s (I - W))^-1 k a, with W the mean over ties, k the anchor rate and s the
    // susceptibility.
    const SmallWorld world;
    DynamicsParameters p = still_parameters();
    p.susceptibility = 0.2;
    p.age[1].fill(0.7);
    p.language[2].fill(-0.9);
    Switches switches;
    switches.influence = Influence::friedkin_johnsen;
    // Opinions are rounded with a dither; the mean over many weeks is free of it.
    const DynamicsWorld view = world.view();
    const Environment nothing;
    BatchSimulation simulation(view, nothing, {&p, 1}, switches);
    BatchState state = simulation.start(200);
    constexpr int kWeeks = 300;
    std::vector<double> x(world.population.size(), 0.0);
    for (int week = 0; week < kWeeks; ++week) {
        simulation.step(state);
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] += static_cast<double>(state.opinions.at(i, 0, 0)) / kWeeks;
    }
    const auto agents = static_cast<int>(world.population.size());
    std::vector<Eigen::Triplet<double>> entries;
    Eigen::VectorXd anchor(agents);
    for (int i = 0; i < agents; ++i) {
        const auto agent = static_cast<std::size_t>(i);
        const auto ties = world.network.neighbours(agent);
        anchor[i] = p.age[static_cast<std::size_t>(survey_age_of(world.population.age[agent]))][0] +
                    p.language[world.population.language[agent]][0];
        entries.emplace_back(i, i, p.anchor_rate + (ties.empty() ? 0.0 : p.susceptibility));
        for (const std::uint32_t tie : ties)
            entries.emplace_back(i, static_cast<int>(tie),
                                 -p.susceptibility / static_cast<double>(ties.size()));
    }
    Eigen::SparseMatrix<double> system(agents, agents);
    system.setFromTriplets(entries.begin(), entries.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(system);
    const Eigen::VectorXd fixed = solver.solve(p.anchor_rate * anchor);
    double worst = 0.0;
    for (int i = 0; i < agents; ++i)
        worst = std::max(worst, std::abs(fixed[i] - x[static_cast<std::size_t>(i)]));
    EXPECT_LT(worst, 5e-4);
}

TEST(Batch, NoiseHasItsStationarySpread) {
    // Without ties x' = (1 - k) x + s e: variance s^2 / (1 - (1 - k)^2).
    const SmallWorld world(0.0005);
    DynamicsParameters p = still_parameters();
    p.noise = 0.1;
    const auto x = run(world, empty_environment(), {p}, 150);
    double squares = 0.0;
    for (const float value : x)
        squares += static_cast<double>(value) * value;
    const double variance = squares / static_cast<double>(x.size());
    EXPECT_NEAR(variance, 0.01 / (1.0 - 0.95 * 0.95), 0.002);
}

// The noise of fear is a sum of the six others: of the same spread, and it goes with none of them,
// nor with the product of two.
TEST(Batch, NoiseOfAttitudesDoesNotCorrelate) {
    const SmallWorld world(0.001);
    DynamicsParameters p = still_parameters();
    p.anchor_rate = 0.0;
    p.noise = 0.1;
    const auto x = run(world, empty_environment(), {p}, 1);
    const std::size_t agents = x.size() / kAttitudeCount;
    const auto mean_of = [&](auto value) {
        double sum = 0.0;
        for (std::size_t i = 0; i < agents; ++i)
            sum += value(&x[i * kAttitudeCount]);
        return sum / static_cast<double>(agents);
    };
    const double bound = 4.0 / std::sqrt(static_cast<double>(agents));
    const auto of = [](const float* one, std::size_t a) { return static_cast<double>(one[a]); };
    std::array<double, kAttitudeCount> spread{};
    for (std::size_t a = 0; a < kAttitudeCount; ++a) {
        spread[a] = std::sqrt(mean_of([&](const float* one) { return of(one, a) * of(one, a); }));
        EXPECT_NEAR(spread[a] / spread[0], 1.0, bound) << a;
    }
    for (std::size_t a = 0; a < kAttitudeCount; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            const double unit = spread[a] * spread[b];
            EXPECT_NEAR(mean_of([&](const float* one) { return of(one, a) * of(one, b); }) / unit,
                        0.0, bound)
                << a << ' ' << b;
            if (a == kAttitudeCount - 1 && b > 0) {
                EXPECT_NEAR(mean_of([&](const float* one) {
                                return of(one, a) * of(one, b) * of(one, b - 1);
                            }) / (unit * spread[b - 1]),
                            0.0, bound);
            }
        }
}

TEST(Batch, AMemberDoesNotDependOnItsCompany) {
    const SmallWorld world;
    const Environment record = historical_environment(world.inputs);
    std::vector<DynamicsParameters> members(kMostMembers, lively_parameters());
    for (std::size_t m = 0; m < members.size(); ++m)
        members[m].susceptibility = 0.02 * static_cast<double>(m + 1);
    const auto together = run(world, record, members, 30);
    for (const std::size_t m : {std::size_t{0}, std::size_t{5}, kMostMembers - 1}) {
        const auto alone = run(world, record, {members[m]}, 30);
        for (std::size_t i = 0; i < world.population.size(); ++i)
            for (std::size_t a = 0; a < kAttitudeCount; ++a)
                ASSERT_EQ(alone[i * kAttitudeCount + a],
                          together[(i * kMostMembers + m) * kAttitudeCount + a])
                    << m << ' ' << i;
    }
}

TEST(Batch, ThreadsDoNotChangeABit) {
    const SmallWorld world;
    const Environment record = historical_environment(world.inputs);
    std::vector<float> one;
    {
        const ThreadLimit limit(1);
        one = run(world, record, {lively_parameters(), lively_parameters()}, 20);
    }
    EXPECT_EQ(one, run(world, record, {lively_parameters(), lively_parameters()}, 20));
}

TEST(Batch, EverySwitchChangesThePath) {
    const SmallWorld world;
    const Environment record = historical_environment(world.inputs);
    const auto all = run(world, record, {lively_parameters()}, 60);
    Switches social, media, events, experience;
    social.social = media.media = events.events = experience.experience = false;
    for (const Switches& off : {social, media, events, experience})
        EXPECT_NE(all, run(world, record, {lively_parameters()}, 60, off));
}

TEST(Batch, AnEventMovesThoseWhoHearOfItAtOnce) {
    const SmallWorld world;
    Environment environment;
    Event event;
    event.event_class = EventClass::diplomacy;
    event.start = date_of({3});
    event.salience = 3;
    environment.events = {event};
    DynamicsParameters p = still_parameters();
    p.attention = {0.0, 0.2, 0.5, 1.0};
    p.event_effect[4][3] = 0.4;
    p.half_life_weeks.fill(10);
    const auto x = run(world, environment, {p}, 5);
    for (std::size_t i = 0; i < world.population.size(); ++i)
        ASSERT_NEAR(x[i * kAttitudeCount + 3], 0.4 * p.attention[world.population.attention[i]],
                    2e-3);
}

TEST(Batch, MoreTripsHaveTheSameTravellersAndMore) {
    const SmallWorld world(0.0005);
    DynamicsParameters p = still_parameters();
    p.trip_effect.fill(1.0);
    Environment few, many;
    few.trips_to_china.assign(600, 50'000.0);
    many.trips_to_china.assign(600, 100'000.0);
    const auto a = run(world, few, {p}, 10), b = run(world, many, {p}, 10);
    double first = 0.0, second = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ASSERT_GE(b[i], a[i] - 1e-3F);
        first += a[i];
        second += b[i];
    }
    EXPECT_NEAR(second / first, 2.0, 0.3);
}

} // namespace
} // namespace kozqaras
