#include "model/dynamics/encounters.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "tests/model/dynamics/kernel_graph.hpp"

namespace kozqaras {
namespace {

struct Rows {
    std::vector<std::uint32_t> starts{0}, targets;
};

/// Everyone tied to everyone else.
Rows everyone(std::uint32_t agents) {
    Rows rows;
    for (std::uint32_t i = 0; i < agents; ++i) {
        for (std::uint32_t j = 0; j < agents; ++j)
            if (j != i)
                rows.targets.push_back(j);
        rows.starts.push_back(static_cast<std::uint32_t>(rows.targets.size()));
    }
    return rows;
}

/// A ring where everyone knows the `reach` nearest on both sides.
Rows ring(std::uint32_t agents, std::uint32_t reach) {
    Rows rows;
    for (std::uint32_t i = 0; i < agents; ++i) {
        for (std::uint32_t step = 1; step <= reach; ++step) {
            rows.targets.push_back((i + step) % agents);
            rows.targets.push_back((i + agents - step) % agents);
        }
        rows.starts.push_back(static_cast<std::uint32_t>(rows.targets.size()));
    }
    return rows;
}

std::vector<int> partners(const Encounters& met) {
    std::vector<int> of(met.row_starts().size() - 1, -1);
    for (std::size_t i = 0; i < of.size(); ++i)
        if (met.row_starts()[i] < met.row_starts()[i + 1])
            of[i] = static_cast<int>(met.targets()[met.row_starts()[i]]);
    return of;
}

TEST(Encounters, ArePairsOnTiesNewEachWeek) {
    const Rows rows = ring(2000, 5);
    Encounters met(rows.starts, rows.targets, 7);
    std::set<std::vector<int>> weeks;
    std::size_t meetings = 0;
    for (std::uint32_t week = 0; week < 20; ++week) {
        met.draw(week);
        const auto of = partners(met);
        for (int i = 0; i < 2000; ++i) {
            const int other = of[static_cast<std::size_t>(i)];
            if (other < 0)
                continue;
            ++meetings;
            EXPECT_EQ(of[static_cast<std::size_t>(other)], i);
            const int apart = std::min((i - other + 2000) % 2000, (other - i + 2000) % 2000);
            EXPECT_LE(apart, 5);
        }
        weeks.insert(of);
    }
    EXPECT_EQ(weeks.size(), 20U);
    // A tie is the smallest of the 19 at its ends with probability 1 / 19: 10 / 19 meet someone.
    EXPECT_NEAR(static_cast<double>(meetings) / (20 * 2000), 10.0 / 19.0, 0.01);
}

TEST(Encounters, EveryTieComesAsOftenAsItsDegreeSays) {
    const Rows rows = everyone(12);
    Encounters met(rows.starts, rows.targets, 3);
    std::vector<int> count(12, 0);
    constexpr int kWeeks = 22'000;
    for (std::uint32_t week = 0; week < kWeeks; ++week) {
        met.draw(week);
        if (const int other = partners(met)[0]; other >= 0)
            ++count[static_cast<std::size_t>(other)];
    }
    // 21 ties touch a pair of twelve: each pair meets in 1 / 21 of the weeks.
    for (std::size_t other = 1; other < 12; ++other)
        EXPECT_NEAR(count[other], kWeeks / 21.0, 5.0 * std::sqrt(kWeeks / 21.0)) << other;
}

/// Final opinions after many weeks of meetings, evenly spread at first over 1 / bound widths.
std::vector<int> settled(double bound, std::uint64_t seed) {
    constexpr std::uint32_t kAgents = 300;
    const Rows rows = everyone(kAgents);
    Encounters met(rows.starts, rows.targets, seed);
    std::vector<int> x(kAgents);
    std::mt19937 random(static_cast<unsigned>(seed));
    const double span = kQuantaPerUnit / bound;
    std::uniform_real_distribution<double> uniform(-span / 2, span / 2);
    std::ranges::generate(x, [&] { return static_cast<int>(uniform(random)); });
    for (std::uint32_t week = 0; week < 150; ++week) {
        met.draw(week);
        testing::Adjacency pairs(kAgents);
        const auto of = partners(met);
        for (std::uint32_t i = 0; i < kAgents; ++i)
            if (of[i] >= 0)
                pairs[i].push_back(static_cast<std::uint32_t>(of[i]));
        testing::KernelGraph graph(pairs, Influence::deffuant_weisbuch);
        std::fill_n(graph.lanes.susceptible, kMostLanes, 0.5F);
        for (std::uint32_t i = 0; i < kAgents; ++i)
            graph.at(i) = static_cast<std::int16_t>(x[i]);
        graph.step();
        for (std::uint32_t i = 0; i < kAgents; ++i)
            x[i] = graph.at(i);
    }
    return x;
}

/// Groups of at least 5 % of the agents.
int groups(std::vector<int> x) {
    std::ranges::sort(x);
    int found = 0;
    for (std::size_t begin = 0, end = 0; begin < x.size(); begin = end) {
        while (end < x.size() &&
               (end == begin || 4 * (x[end] - x[end - 1]) < static_cast<int>(kQuantaPerUnit)))
            ++end;
        found += end - begin >= x.size() / 20 ? 1 : 0;
    }
    return found;
}

TEST(DeffuantWeisbuch, LeavesAboutOneGroupPerTwoBounds) {
    // Deffuant, Neau, Amblard and Weisbuch 2000, figure 4: the number of peaks is the integer part
    // of 1 / (2 bound) for opinions spread over 1; one peak from a bound of about 0.3 on.
    EXPECT_EQ(groups(settled(0.5, 1)), 1);
    EXPECT_EQ(groups(settled(0.35, 2)), 1);
    EXPECT_EQ(groups(settled(0.2, 3)), 2);
    const int many = groups(settled(0.1, 4));
    EXPECT_GE(many, 4);
    EXPECT_LE(many, 5);
}

TEST(DeffuantWeisbuch, KeepsTheMean) {
    const auto x = settled(0.5, 9);
    double mean = 0.0;
    for (const int value : x)
        mean += value / static_cast<double>(x.size());
    const double span = kQuantaPerUnit / 0.5;
    EXPECT_NEAR(mean, 0.0, 3.0 * span / std::sqrt(12.0 * 300.0)); // that of the start
}

} // namespace
} // namespace kozqaras
