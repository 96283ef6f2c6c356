#include "model/dynamics/weekly_kernel.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "support/random.hpp"
#include "tests/model/dynamics/kernel_graph.hpp"

namespace kozqaras {
namespace {

using testing::Adjacency;
using testing::KernelGraph;

constexpr double kWidth = kQuantaPerUnit; // the confidence width in quanta

/// The rule of the header in double precision, quanta.
double pull(Influence influence, double gap) {
    const double u = gap / kWidth;
    switch (influence) {
    case Influence::degroot:
    case Influence::friedkin_johnsen:
        return gap;
    case Influence::hegselmann_krause:
    case Influence::deffuant_weisbuch:
        return std::abs(u) <= 1.0 ? gap : 0.0;
    default:
        return std::abs(u) < 1.0 ? (1.0 - u * u) * (1.0 - u * u) * gap : 0.0;
    }
}

Adjacency random_ties(std::size_t agents, std::uint32_t most) {
    Adjacency ties(agents);
    for (std::size_t i = 0; i < agents; ++i) {
        RandomStream random(7, Purpose::test, i);
        for (std::uint32_t left = random.below(most + 1); left > 0; --left)
            ties[i].push_back(random.below(static_cast<std::uint32_t>(agents)));
    }
    return ties;
}

void scatter(KernelGraph& graph, double spread) {
    for (std::size_t i = 0; i < graph.x.size(); ++i)
        graph.x[i] = static_cast<std::int16_t>(spread * random_normals(3, Purpose::test, i, 1)[0]);
}

class EveryInfluence : public ::testing::TestWithParam<Influence> {};

TEST_P(EveryInfluence, PullIsTheRuleOfTheHeader) {
    // Up to 100 ties, so that the 16-bit sums are emptied several times.
    const Adjacency ties = random_ties(300, 100);
    KernelGraph graph(ties, GetParam());
    scatter(graph, 3000.0);
    const auto before = graph.x;
    graph.step();
    double squares = 0.0, worst = 0.0;
    for (std::size_t i = 0; i < ties.size(); ++i)
        for (std::size_t lane = 0; lane < kLineLanes; ++lane) {
            const double own = before[i * kLineLanes + lane];
            double exact = own;
            for (const std::uint32_t tie : ties[i])
                exact += pull(GetParam(), before[tie * kLineLanes + lane] - own) /
                         static_cast<double>(ties[i].size());
            const double error = graph.at(i, lane) - exact;
            worst = std::max(worst, std::abs(error));
            squares += error * error / static_cast<double>(before.size());
        }
    // One quantum is a 4096th of the confidence width. Rounding the result alone gives 0.29.
    EXPECT_LT(worst, 1.5);
    EXPECT_LT(std::sqrt(squares), 0.35);
}

TEST_P(EveryInfluence, InstructionSetsGiveTheSameBytes) {
    if (best_instruction_set() == InstructionSet::avx2)
        GTEST_SKIP() << "this machine has no AVX-512";
    for (const std::size_t lanes : {32U, 64U, 96U}) {
        const Adjacency ties = random_ties(200, 40);
        KernelGraph one(ties, GetParam(), lanes, InstructionSet::avx2),
            other(ties, GetParam(), lanes, InstructionSet::avx512);
        for (KernelGraph* graph : {&one, &other}) {
            scatter(*graph, 9000.0);
            for (std::size_t lane = 0; lane < kMostLanes; ++lane) {
                graph->lanes.susceptible[lane] = 0.01F * static_cast<float>(lane);
                graph->lanes.keep[lane] = 1.0F - 0.003F * static_cast<float>(lane);
            }
            for (std::size_t i = 0; i < ties.size(); ++i)
                graph->draws[i].dither = static_cast<float>(i) / 200.0F - 0.5F;
            for (int week = 0; week < 5; ++week)
                graph->step();
        }
        EXPECT_EQ(one.x, other.x) << lanes;
        EXPECT_EQ(one.sums, other.sums) << lanes;
    }
}

// A member alone, or two, in a quarter or half of a cache line: as in a whole one.
TEST_P(EveryInfluence, NarrowVectorsGiveTheSameBytes) {
    const Adjacency ties = random_ties(200, 60);
    for (const std::size_t lanes : {8U, 16U}) {
        KernelGraph narrow(ties, GetParam(), lanes), wide(ties, GetParam());
        for (KernelGraph* graph : {&narrow, &wide}) {
            for (std::size_t i = 0; i < ties.size(); ++i) {
                const auto z = random_normals(3, Purpose::test, i, 2);
                for (std::size_t lane = 0; lane < lanes; ++lane)
                    graph->at(i, lane) = static_cast<std::int16_t>(
                        5000.0 * z[lane % 4] + 100.0 * static_cast<double>(lane));
                for (std::size_t a = 0; a < kAttitudeCount; ++a)
                    graph->draws[i].noise[a] = static_cast<float>(z[a % 4]);
                graph->draws[i].dither = static_cast<float>(i) / 200.0F - 0.5F;
            }
            for (std::size_t lane = 0; lane < kMostLanes; ++lane) {
                graph->lanes.susceptible[lane] = 0.01F * static_cast<float>(lane);
                graph->lanes.keep[lane] = 1.0F - 0.003F * static_cast<float>(lane);
                graph->lanes.noise[lane] = 7.0F;
            }
            for (int week = 0; week < 5; ++week)
                graph->step();
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            EXPECT_EQ(narrow.sums[lane], wide.sums[lane]) << lane;
            for (std::size_t i = 0; i < ties.size(); ++i)
                ASSERT_EQ(narrow.at(i, lane), wide.at(i, lane)) << i << ' ' << lane;
        }
    }
}

TEST_P(EveryInfluence, WithoutTiesNothingMoves) {
    KernelGraph graph(Adjacency(10), GetParam());
    scatter(graph, 3000.0);
    const auto before = graph.x;
    graph.step();
    EXPECT_EQ(graph.x, before);
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryInfluence,
                         ::testing::Values(Influence::smooth_bounded_confidence, Influence::degroot,
                                           Influence::friedkin_johnsen,
                                           Influence::hegselmann_krause,
                                           Influence::deffuant_weisbuch));
static_assert(kInfluenceCodes.size() == 5, "a rule that EveryInfluence does not run");

TEST(WeeklyKernel, DitherLosesNothingInTheMean) {
    // A change of 0.3 quanta a week would be rounded away; with the dither it adds up.
    constexpr std::size_t kAgents = 2000;
    constexpr int kWeeks = 50;
    KernelGraph graph(Adjacency(kAgents), Influence::smooth_bounded_confidence);
    alignas(64) std::array<float, kMostLanes> change{};
    change.fill(0.3F);
    for (int week = 0; week < kWeeks; ++week) {
        for (std::size_t i = 0; i < kAgents; ++i) {
            graph.draws[i].extra = change.data();
            graph.draws[i].dither = static_cast<float>(
                random_uniform(5, Purpose::test, i, static_cast<std::uint32_t>(week)) - 0.5);
        }
        graph.step();
    }
    const double mean = static_cast<double>(graph.sums[0]) / kAgents;
    EXPECT_NEAR(mean, 0.3 * kWeeks, 4.0 * std::sqrt(0.21 * kWeeks / kAgents));
}

TEST(WeeklyKernel, OpinionsStopAtTheEndOfTheirRange) {
    KernelGraph graph(Adjacency(1), Influence::degroot);
    alignas(64) std::array<float, kMostLanes> change{};
    change.fill(30'000.0F);
    graph.draws[0].extra = change.data();
    graph.step();
    graph.step();
    EXPECT_EQ(graph.at(0), 32767);
}

} // namespace
} // namespace kozqaras
