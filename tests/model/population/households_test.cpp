#include "model/population/households.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "model/population/couples.hpp"
#include "model/population/household_sizes.hpp"
#include "model/population/synthesis.hpp"
#include "tests/model/population/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const Population& household_example() {
    static const Population population =
        synthesise(testing::example_inputs(), {.scale = 0.005, .seed = 7}).population;
    return population;
}

/// Calls visit(begin, end) for each household.
template <class Visit> void for_each_household(const Population& population, const Visit& visit) {
    std::size_t begin = 0;
    for (std::size_t agent = 1; agent <= population.size(); ++agent)
        if (agent == population.size() ||
            population.household[agent] != population.household[begin]) {
            visit(begin, agent);
            begin = agent;
        }
}

TEST(Households, HaveTheMeanNumberOfAdultsAskedFor) {
    std::array<double, 2> adults{}, households{};
    for_each_household(household_example(), [&](std::size_t begin, std::size_t end) {
        adults[household_example().settlement[begin]] += static_cast<double>(end - begin);
        households[household_example().settlement[begin]] += 1;
        EXPECT_LE(end - begin, 9U);
    });
    EXPECT_NEAR(adults[0] / households[0], 3.0 * 0.66, 0.01);
    EXPECT_NEAR(adults[1] / households[1], 4.2 * 0.66, 0.01);
}

TEST(Households, MembersMostlyShareEthnicityLanguageAndOftenWealth) {
    double pairs = 0, ethnicity = 0, language = 0, wealth = 0;
    const Population& p = household_example();
    for_each_household(p, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a)
            for (std::size_t b = a + 1; b < end; ++b) {
                pairs += 1;
                ethnicity += p.ethnicity[a] == p.ethnicity[b];
                language += p.language[a] == p.language[b];
                wealth += p.wealth[a] == p.wealth[b];
            }
    });
    EXPECT_GT(ethnicity / pairs, 0.9);
    EXPECT_GT(language / pairs, 0.9);
    EXPECT_GT(wealth / pairs, 0.36 + 0.15); // 0.36: two adults drawn by chance
}

TEST(Households, TwoAdultsAreMostlyACoupleNearInAge) {
    double households = 0, couples = 0, near = 0;
    const Population& p = household_example();
    for_each_household(p, [&](std::size_t begin, std::size_t end) {
        if (end - begin != 2)
            return;
        households += 1;
        if (p.sex[begin] == p.sex[begin + 1])
            return;
        couples += 1;
        near += std::abs(p.age[begin] - p.age[begin + 1]) <= 1;
    });
    EXPECT_GT(couples / households, 0.85);
    EXPECT_GT(near / couples, 0.85);
}

TEST(Households, NeighbourhoodsDifferInLanguage) {
    double next = 0, chance = 0, pairs = 0;
    const Population& p = household_example();
    for (std::size_t agent = 100; agent < p.size(); ++agent) {
        if (p.region[agent] != p.region[agent - 100] ||
            p.settlement[agent] != p.settlement[agent - 100])
            continue;
        pairs += 1;
        // Ten agents on lives another household of the same neighbourhood; a hundred on, less so.
        next += p.language[agent] == p.language[agent - 10];
        chance += p.language[agent] == p.language[agent - 100];
    }
    EXPECT_GT(next / pairs, 0.40); // by chance 0.355
    EXPECT_GE(next / pairs, chance / pairs - 0.01);
}

Population pair_population(std::vector<std::uint8_t> sex, std::vector<std::uint8_t> age) {
    Population p;
    p.country = shipped_country();
    const std::size_t agents = sex.size();
    for (auto* column :
         {&p.region, &p.settlement, &p.ethnicity, &p.language, &p.wealth, &p.education})
        column->assign(agents, 0);
    p.sex = std::move(sex);
    p.age = std::move(age);
    return p;
}

TEST(Couples, AreAManAndAWomanOfFittingAge) {
    auto everyone = std::make_shared<Country>(*shipped_country());
    auto& traits = everyone->traits[static_cast<std::size_t>(Trait::in_couple)];
    traits[static_cast<std::size_t>(Factor::age)].assign(6, 1.0);
    // Two young men, an old man, a young woman, an old woman, and a second old woman left alone.
    Population p = pair_population({0, 0, 0, 1, 1, 1}, {0, 0, 5, 0, 5, 5});
    p.country = everyone;
    const auto couples = find_couples(p, 0, 6, HouseholdAssumptions{}, 1);
    ASSERT_EQ(couples.size(), 2U);
    for (const auto& [man, woman] : couples) {
        EXPECT_EQ(p.sex[man], 0);
        EXPECT_EQ(p.sex[woman], 1);
        EXPECT_EQ(p.age[man], p.age[woman]);
    }
}

TEST(Couples, AgeInYearsStaysInItsClass) {
    EXPECT_DOUBLE_EQ(age_in_years(shipped_country()->ages[0], 0.0), 18.0);
    EXPECT_DOUBLE_EQ(age_in_years(shipped_country()->ages[1], 0.5), 30.0);
    EXPECT_DOUBLE_EQ(age_in_years(shipped_country()->ages[5], 1.0), 85.0);
}

TEST(Households, SmallStrataAreFine) {
    const Population p = pair_population({0, 1, 0}, {2, 2, 0});
    const auto arrangement = arrange_households(p, std::vector{3.0, 4.2}, {}, 1);
    EXPECT_EQ(arrangement.order.size(), 3U);
    EXPECT_EQ(arrangement.household.front(), 0U);
}

// Two groups, one without anybody in large households; shares of adults 20/40/40 and 50/50/0.
TEST(HouseholdSizes, FollowFromTheHouseholdsThatAdultsLiveIn) {
    const std::vector shares{0.2, 0.4, 0.4, 0.5, 0.5, 0.0};
    const std::vector adults{600.0, 100.0};
    const double untilted = 600 * (0.2 + 0.2 + 0.4 / 3) + 100 * (0.5 + 0.25);
    const SizePlan plan = plan_sizes(shares, adults, untilted);
    EXPECT_NEAR(plan.of(0, 1), 120, 1e-6);
    EXPECT_NEAR(plan.of(0, 2), 120, 1e-6);
    EXPECT_NEAR(plan.of(0, 3), 80, 1e-6);
    EXPECT_NEAR(plan.of(1, 1), 50, 1e-6);
    EXPECT_NEAR(plan.all(1), 75, 1e-6);
    const SizePlan fewer = plan_sizes(shares, adults, 300);
    EXPECT_NEAR(fewer.all(0) + fewer.all(1), 300, 1e-6);
    EXPECT_LT(fewer.of(0, 1), plan.of(0, 1));
    EXPECT_GT(fewer.of(0, 3), plan.of(0, 3));
    for (std::size_t group = 0; group < 2; ++group) {
        double people = 0;
        for (std::size_t size = 1; size <= 3; ++size)
            people += static_cast<double>(size) * fewer.of(group, size);
        EXPECT_NEAR(people, adults[group], 1e-6);
    }
}

// Adults by how many adults their household has: Central Asia Barometer 2020 and 2022, 13.9 %
// alone, 37.6, 19.9, 16.6 % with one, two, three others, 12 % with more; Kazakhs 11 and Russians 22
// % alone.
TEST(HouseholdSizes, AreThoseOfTheSecondPollster) {
    const auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    const Population p = synthesise(inputs, {.scale = 0.01, .seed = 1}).population;
    std::array<double, 7> of_all{};
    std::array<double, 3> alone{}, adults{};
    std::array<double, 2> people{}, households{};
    for_each_household(p, [&](std::size_t begin, std::size_t end) {
        const std::size_t size = end - begin;
        of_all[std::min<std::size_t>(size, 6)] += static_cast<double>(size);
        people[p.settlement[begin]] += static_cast<double>(size);
        households[p.settlement[begin]] += 1;
        for (std::size_t agent = begin; agent < end; ++agent) {
            adults[p.ethnicity[agent]] += 1;
            alone[p.ethnicity[agent]] += size == 1;
        }
    });
    const auto percent = [&](std::size_t size) {
        return 100 * of_all[size] / static_cast<double>(p.size());
    };
    std::printf("adults in households of 1 to 6 and more: %.1f %.1f %.1f %.1f %.1f %.1f %%; alone "
                "by ethnicity %.1f %.1f %.1f %%\n",
                percent(1), percent(2), percent(3), percent(4), percent(5), percent(6),
                100 * alone[0] / adults[0], 100 * alone[1] / adults[1], 100 * alone[2] / adults[2]);
    EXPECT_NEAR(percent(1), 13.9, 3);
    EXPECT_NEAR(percent(2), 37.6, 4);
    EXPECT_NEAR(percent(3), 19.9, 3);
    EXPECT_NEAR(percent(4), 16.6, 3);
    EXPECT_NEAR(percent(5) + percent(6), 12.0, 3);
    EXPECT_GT(alone[1] / adults[1], alone[0] / adults[0] + 0.05)
        << "Russians live alone more often";
    EXPECT_NEAR(people[0] / households[0], 3.0 * 0.66, 0.03);
    EXPECT_NEAR(people[1] / households[1], 4.2 * 0.66, 0.05);
}

} // namespace
} // namespace kozqaras
