// The classics that the model's own rule generalises, against their analytic results.

#include <algorithm>
#include <random>
#include <set>

#include <Eigen/Eigenvalues>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/small_world_generator.hpp>
#include <gtest/gtest.h>

#include "tests/model/dynamics/kernel_graph.hpp"

namespace kozqaras {
namespace {

using testing::Adjacency;
using testing::KernelGraph;

/// Watts and Strogatz's small world on Boost.Graph's generator, both directions of each tie.
Adjacency small_world(unsigned agents, unsigned degree, double rewired) {
    using Graph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;
    using Generator = boost::small_world_iterator<std::mt19937, Graph>;
    std::mt19937 random(11);
    const Graph graph(Generator(random, agents, degree, rewired), Generator(), agents);
    Adjacency ties(agents);
    for (unsigned i = 0; i < agents; ++i)
        for (auto [at, end] = boost::adjacent_vertices(i, graph); at != end; ++at)
            if (*at != i)
                ties[i].push_back(static_cast<std::uint32_t>(*at));
    return ties;
}

/// Half of the way to the mean of the ties: the matrix (I + W) / 2.
Eigen::MatrixXd lazy_averaging(const Adjacency& ties) {
    const auto n = static_cast<Eigen::Index>(ties.size());
    Eigen::MatrixXd w = Eigen::MatrixXd::Zero(n, n);
    for (std::size_t i = 0; i < ties.size(); ++i) {
        w(static_cast<int>(i), static_cast<int>(i)) += 0.5;
        for (const std::uint32_t tie : ties[i])
            w(static_cast<int>(i), static_cast<int>(tie)) +=
                0.5 / static_cast<double>(ties[i].size());
    }
    return w;
}

TEST(DeGroot, ReachesTheDegreeWeightedMeanAtTheRateOfTheSecondEigenvalue) {
    const Adjacency ties = small_world(60, 6, 0.1);
    KernelGraph graph(ties, Influence::degroot);
    std::fill_n(graph.lanes.susceptible, kMostLanes, 0.5F);
    double weighted = 0.0, degrees = 0.0;
    for (std::size_t i = 0; i < ties.size(); ++i) {
        graph.at(i) = static_cast<std::int16_t>(i < 30 ? 30'000 : -20'000);
        weighted += graph.at(i) * static_cast<double>(ties[i].size());
        degrees += static_cast<double>(ties[i].size());
    }
    const double consensus = weighted / degrees;
    const auto distance = [&] {
        double sum = 0.0;
        for (std::size_t i = 0; i < ties.size(); ++i)
            sum += static_cast<double>(ties[i].size()) * (graph.at(i) - consensus) *
                   (graph.at(i) - consensus);
        return std::sqrt(sum / degrees);
    };
    Eigen::VectorXd moduli =
        Eigen::EigenSolver<Eigen::MatrixXd>(lazy_averaging(ties)).eigenvalues().cwiseAbs();
    std::sort(moduli.begin(), moduli.end());
    const double second = moduli[moduli.size() - 2];
    for (int week = 0; week < 25; ++week)
        graph.step();
    const double early = distance();
    constexpr int kWeeks = 15;
    for (int week = 0; week < kWeeks; ++week)
        graph.step();
    EXPECT_NEAR(std::pow(distance() / early, 1.0 / kWeeks), second, 0.01);
    for (int week = 0; week < 400; ++week)
        graph.step();
    // Rounding leaves each agent within some quanta of the common value.
    for (std::size_t i = 0; i < ties.size(); ++i)
        EXPECT_NEAR(graph.at(i), consensus, 60.0);
}

/// Opinions spread evenly over 1 / bound confidence widths, everyone tied to everyone: how many
/// groups are left.
std::size_t groups_left(Influence influence, double bound) {
    constexpr std::size_t kAgents = 101;
    Adjacency everyone(kAgents);
    for (std::size_t i = 0; i < kAgents; ++i)
        for (std::uint32_t j = 0; j < kAgents; ++j)
            everyone[i].push_back(j); // Hegselmann and Krause count the agent itself
    KernelGraph graph(everyone, influence);
    // The rule averages over those within reach; the kernel divides by all ties: a small rate
    // towards the mean of those within reach has the same fixed groups.
    const double span = kQuantaPerUnit / bound;
    for (std::size_t i = 0; i < kAgents; ++i)
        graph.at(i) =
            static_cast<std::int16_t>(span * (static_cast<double>(i) / (kAgents - 1) - 0.5));
    for (int week = 0; week < 600; ++week)
        graph.step();
    std::set<int> groups;
    for (std::size_t i = 0; i < kAgents; ++i)
        groups.insert(static_cast<int>(std::lround(graph.at(i) / (0.25 * kQuantaPerUnit))));
    std::size_t apart = 0;
    int last = -1000;
    for (const int group : groups) {
        apart += group - last > 1 ? 1 : 0;
        last = group;
    }
    return apart;
}

TEST(HegselmannKrause, AWideBoundGivesConsensusANarrowOneGroups) {
    // Hegselmann and Krause 2002, section 4: consensus above a bound of about 0.2 of the range of
    // opinions, two camps a little below, many groups at 0.05.
    EXPECT_EQ(groups_left(Influence::hegselmann_krause, 0.35), 1U);
    const std::size_t some = groups_left(Influence::hegselmann_krause, 0.15),
                      many = groups_left(Influence::hegselmann_krause, 0.08);
    EXPECT_GE(some, 2U);
    EXPECT_GT(many, some);
    EXPECT_LE(many, 7U); // groups are at least one bound apart: fewer than 1 / 0.08 / 2 + 1
}

TEST(SmoothBoundedConfidence, GroupsFurtherApartThanTheWidthNeverMeet) {
    Adjacency everyone(20);
    for (std::size_t i = 0; i < 20; ++i)
        for (std::uint32_t j = 0; j < 20; ++j)
            if (j != i)
                everyone[i].push_back(j);
    KernelGraph graph(everyone, Influence::smooth_bounded_confidence);
    for (std::size_t i = 0; i < 20; ++i)
        graph.at(i) = static_cast<std::int16_t>((i < 10 ? -2100 : 2100) + 10 * static_cast<int>(i));
    for (int week = 0; week < 200; ++week)
        graph.step();
    for (std::size_t i = 0; i < 20; ++i)
        EXPECT_NEAR(graph.at(i), i < 10 ? -2100 + 45 : 2100 + 145, 12) << i;
}

} // namespace
} // namespace kozqaras
