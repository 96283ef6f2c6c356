#include "model/network/network.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <gtest/gtest.h>

#include "model/network/tie_assembly.hpp"
#include "model/population/synthesis.hpp"
#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/model/population/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

struct NetworkExample {
    Population population;
    NetworkSettings settings;
    Network network;
    NetworkReport report;
};

const NetworkExample& network_example() {
    static const NetworkExample result = [] {
        NetworkExample made;
        made.population =
            synthesise(testing::example_inputs(), {.scale = 0.005, .seed = 7}).population;
        made.network = build_network(made.population, made.settings);
        made.report = describe_network(made.network, made.population, made.settings);
        return made;
    }();
    return result;
}

TEST(Network, RowsAreSortedWithoutDuplicatesOrSelfTies) {
    const auto& [population, settings, network, report] = network_example();
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        const auto row = network.neighbours(agent);
        ASSERT_EQ(std::ranges::adjacent_find(row, std::greater_equal{}), row.end());
        ASSERT_FALSE(std::ranges::binary_search(row, agent));
    }
}

TEST(Network, EveryTieIsStoredInBothDirectionsWithOneKind) {
    const auto& [population, settings, network, report] = network_example();
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        const auto row = network.neighbours(agent);
        const auto kinds = network.tie_kinds(agent);
        ASSERT_EQ(row.size(), kinds.size());
        for (std::size_t tie = 0; tie < row.size(); ++tie) {
            const auto back = network.neighbours(row[tie]);
            const auto found = std::ranges::lower_bound(back, agent);
            ASSERT_TRUE(found != back.end() && *found == agent);
            ASSERT_EQ(network.tie_kinds(row[tie])[static_cast<std::size_t>(found - back.begin())],
                      kinds[tie]);
        }
    }
}

TEST(Network, RowsOfConsecutiveAgentsFollowEachOtherInMemory) {
    const auto& [population, settings, network, report] = network_example();
    for (std::size_t agent = 1; agent < population.size(); ++agent)
        ASSERT_EQ(network.neighbours(agent).data(),
                  network.neighbours(agent - 1).data() + network.neighbours(agent - 1).size());
}

// Within 4 %: ties of one kind that repeat a closer one, and strata too small for all ties, are
// lost.
TEST(Network, DegreesMeetTheirTargets) {
    const auto& report = network_example().report;
    ASSERT_EQ(report.kinds.size(), 6U);
    for (const TieKindReport& kind : report.kinds)
        EXPECT_NEAR(kind.mean_degree / kind.target_degree, 1.0, 0.04) << kind.kind;
    EXPECT_DOUBLE_EQ(report.kinds[0].mean_degree, report.kinds[0].target_degree);
    EXPECT_GT(report.mean_degree, 10);
    EXPECT_LT(report.mean_degree, 14);
    EXPECT_EQ(std::accumulate(report.degree_histogram.begin(), report.degree_histogram.end(),
                              std::uint64_t{0}),
              network_example().population.size());
}

/// Chance that two agents of the same region share the home language.
double language_by_chance(const Population& population) {
    std::vector<double> counts(kRegionCount * 3, 0.0);
    for (std::size_t agent = 0; agent < population.size(); ++agent)
        counts[population.region[agent] * std::size_t{3} + population.language[agent]] += 1;
    double same = 0, all = 0;
    for (std::size_t region = 0; region < kRegionCount; ++region) {
        double sum = 0;
        for (std::size_t language = 0; language < 3; ++language)
            sum += counts[region * 3 + language];
        for (std::size_t language = 0; language < 3; ++language)
            same += counts[region * 3 + language] * counts[region * 3 + language] / sum;
        all += sum;
    }
    return same / all;
}

TEST(Network, TiesAreHomophilous) {
    const auto& report = network_example().report;
    const double chance = language_by_chance(network_example().population);
    EXPECT_GT(report.kinds[0].same_language, 0.80);          // households
    EXPECT_NEAR(report.kinds[2].same_language, 0.80, 0.03);  // neighbours: the setting
    EXPECT_GT(report.kinds[3].same_language, chance - 0.01); // colleagues: no preference
    EXPECT_GT(report.kinds[4].same_language, chance + 0.2);  // online
    EXPECT_DOUBLE_EQ(report.kinds[0].same_region, 1.0);
    EXPECT_DOUBLE_EQ(report.kinds[2].same_region, 1.0);
    EXPECT_DOUBLE_EQ(report.kinds[3].same_settlement, 1.0);
    EXPECT_NEAR(report.kinds[4].same_region, 0.7, 0.02);
    EXPECT_GT(report.kinds[3].same_age_class, 0.3);
    for (std::size_t row = 0; row < 3; ++row) {
        EXPECT_NEAR(report.language_mixing[row * 3] + report.language_mixing[row * 3 + 1] +
                        report.language_mixing[row * 3 + 2],
                    1.0, 1e-12);
        EXPECT_GT(report.language_mixing[row * 4], 0.5);
    }
}

TEST(Network, IsClusteredAndConnected) {
    const auto& report = network_example().report;
    EXPECT_GT(report.clustering, 0.1);
    EXPECT_GT(report.largest_component_share, 0.95);
}

TEST(Network, ColleaguesDifferInAgeAsAskedFor) {
    const auto& [population, settings, network, report] = network_example();
    double squares = 0, ties = 0;
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        const auto row = network.neighbours(agent);
        const auto kinds = network.tie_kinds(agent);
        for (std::size_t tie = 0; tie < row.size(); ++tie)
            if (kinds[tie] == TieKind::work_or_study) {
                ASSERT_LT(population.age[row[tie]], 5);
                const double difference = population.age[row[tie]] - population.age[agent];
                squares += difference * difference;
                ties += 1;
            }
    }
    // Five classes only: their ends pull the spread below the setting of 1.
    EXPECT_NEAR(std::sqrt(squares / ties), 1.0, 0.2);
}

TEST(Network, SameBytesForAnyNumberOfThreads) {
    const Population& population = network_example().population;
    const auto build = [&](int threads, std::uint64_t seed) {
        const ThreadLimit limit(threads);
        return build_network(population, {.seed = seed});
    };
    const Network one = build(1, 5), two = build(2, 5), other = build(2, 6);
    bool differs = false;
    for (std::size_t agent = 0; agent < population.size(); ++agent) {
        ASSERT_TRUE(std::ranges::equal(one.neighbours(agent), two.neighbours(agent)));
        ASSERT_TRUE(std::ranges::equal(one.tie_kinds(agent), two.tie_kinds(agent)));
        differs |= !std::ranges::equal(one.neighbours(agent), other.neighbours(agent));
    }
    EXPECT_TRUE(differs);
}

template <class Visit>
void for_each_relative_of(const Network& network, std::uint32_t agent, const Visit& visit) {
    const auto row = network.neighbours(agent);
    const auto kinds = network.tie_kinds(agent);
    for (std::size_t tie = 0; tie < row.size(); ++tie)
        if (kinds[tie] == TieKind::kin)
            visit(row[tie]);
}

/// Both directions of all ties to relatives.
template <class Visit> void for_each_relative(const Network& network, const Visit& visit) {
    for (std::uint32_t agent = 0; agent + 1 < network.row_starts().size(); ++agent)
        for_each_relative_of(network, agent,
                             [&](std::uint32_t relative) { visit(agent, relative); });
}

// Families are of two or three households: nobody has relatives in more than two others, and those
// who keep up with relatives all know each other.
TEST(Network, RelativesFormFamiliesAcrossHouseholds) {
    const auto& [population, settings, network, report] = network_example();
    std::vector<std::vector<std::uint32_t>> households(population.size());
    std::size_t open = 0, closed = 0;
    for_each_relative(network, [&](std::uint32_t agent, std::uint32_t relative) {
        ASSERT_NE(population.household[agent], population.household[relative]);
        auto& known = households[agent];
        if (std::ranges::find(known, population.household[relative]) == known.end())
            known.push_back(population.household[relative]);
        for_each_relative_of(network, relative, [&](std::uint32_t third) {
            if (third == agent || population.household[third] == population.household[agent])
                return;
            ++(std::ranges::binary_search(network.neighbours(agent), third) ? closed : open);
        });
    });
    for (const auto& known : households)
        ASSERT_LE(known.size(), 2U);
    EXPECT_EQ(open, 0U);
    EXPECT_GT(closed, 0U);
}

// 0.4 live near their families; of the others 0.88 stayed in their region, each household for
// itself.
TEST(Network, SomeRelativesLiveInOtherRegions) {
    const auto& kin = network_example().report.kinds[1];
    EXPECT_NEAR(kin.same_region, 0.4 + 0.6 * (0.88 * 0.88 + 0.12 * 0.12 / 19), 0.02);
    EXPECT_GT(kin.same_ethnicity, 0.8);
    EXPECT_GT(kin.same_language, network_example().report.kinds[3].same_language + 0.1);
}

Population tiny_population(std::size_t agents) {
    Population population;
    population.country = shipped_country();
    for (auto* column : {&population.region, &population.settlement, &population.sex,
                         &population.age, &population.ethnicity, &population.language,
                         &population.wealth, &population.education, &population.attention})
        column->assign(agents, 0);
    population.contact.assign(agents, Contact::none);
    population.media_diet.assign(agents, 0);
    for (std::uint32_t agent = 0; agent < agents; ++agent)
        population.household.push_back(agent / 2);
    return population;
}

// A triangle 0-1-2 with a tail 2-3, and 4-5 apart: clustering (1 + 1 + 1/3 + 0 + 0 + 0) / 6.
TEST(Network, DescribesASmallCaseExactly) {
    Population population = tiny_population(6);
    population.language = {0, 0, 2, 2, 1, 1};
    const Network network = assemble_network(
        6, {{{0, 1, TieKind::household}, {1, 2, TieKind::online}, {2, 1, TieKind::neighbourhood}},
            {{2, 0, TieKind::work_or_study},
             {3, 2, TieKind::household},
             {5, 4, TieKind::household},
             {4, 4, TieKind::online}}});
    EXPECT_TRUE(std::ranges::equal(network.neighbours(2), std::vector<std::uint32_t>{0, 1, 3}));
    EXPECT_TRUE(std::ranges::equal(
        network.tie_kinds(2),
        std::vector{TieKind::work_or_study, TieKind::neighbourhood, TieKind::household}));
    const NetworkReport report = describe_network(network, population, {});
    EXPECT_EQ(report.ties, 5U);
    EXPECT_DOUBLE_EQ(report.mean_degree, 10.0 / 6);
    EXPECT_EQ(report.degree_histogram, (std::vector<std::uint64_t>{0, 3, 2, 1}));
    EXPECT_DOUBLE_EQ(report.clustering, (1 + 1 + 1.0 / 3) / 6);
    EXPECT_EQ(report.components, 2U);
    EXPECT_DOUBLE_EQ(report.largest_component_share, 4.0 / 6);
    EXPECT_DOUBLE_EQ(report.kinds[0].mean_degree, 1.0);
    EXPECT_DOUBLE_EQ(report.kinds[0].same_language, 1.0);
    EXPECT_DOUBLE_EQ(report.kinds[2].same_language, 0.0);
    EXPECT_EQ(report.language_mixing, (std::vector<double>{0.5, 0, 0.5, 0, 1, 0, 0.5, 0, 0.5}));
}

TEST(Network, SmallAndEmptyPopulationsAreFine) {
    for (const std::size_t agents : {0U, 1U, 2U, 3U, 7U}) {
        const Population population = tiny_population(agents);
        const Network network = build_network(population, {});
        const NetworkReport report = describe_network(network, population, {});
        EXPECT_LE(report.mean_degree, static_cast<double>(agents));
    }
}

TEST(Network, RefusesSettingsOutOfRange) {
    const Population population = tiny_population(4);
    EXPECT_THROW(static_cast<void>(build_network(population, {.online_far_share = 1.2})),
                 InputError);
    EXPECT_THROW(static_cast<void>(build_network(population, {.neighbourhood_degree = -1})),
                 InputError);
}

} // namespace
} // namespace kozqaras
