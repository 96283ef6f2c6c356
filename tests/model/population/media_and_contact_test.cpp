#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "model/population/contact_ladder.hpp"
#include "model/population/keyed_selection.hpp"
#include "model/population/media_diet.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"
#include "tests/model/population/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using testing::example_inputs;

const SynthesisResult& media_example() {
    static const SynthesisResult result = synthesise(example_inputs(), {.scale = 0.005, .seed = 7});
    return result;
}

/// Share of the agents of a class that use a source.
double use(std::span<const std::uint8_t> classes, int wanted, int source) {
    double users = 0, agents = 0;
    for (std::size_t agent = 0; agent < classes.size(); ++agent)
        if (classes[agent] == wanted) {
            agents += 1;
            users += media_example().population.media_diet[agent] >> source & 1;
        }
    return users / agents;
}

TEST(KeyedSelection, MarksTheSmallestAndSplitsTies) {
    const double never = std::numeric_limits<double>::infinity();
    using Marks = std::vector<std::uint8_t>;
    EXPECT_EQ(mark_smallest(std::vector{3.0, 1.0, 2.0}, 2), (Marks{0, 1, 1}));
    EXPECT_EQ(mark_smallest(std::vector{1.0, 1.0, 1.0, 0.5}, 3), (Marks{1, 1, 0, 1}));
    EXPECT_EQ(mark_smallest(std::vector{never, 1.0, never}, 2), (Marks{0, 1, 0}));
    EXPECT_EQ(mark_smallest(std::vector<double>{}, 2), Marks{});
    EXPECT_EQ(mark_smallest(std::vector{1.0}, 0), Marks{0});
}

// Against sorting: keys of both signs, many equal ones, both zeros, some that are never marked.
TEST(KeyedSelection, MarksWhatSortingWouldPutFirst) {
    constexpr std::size_t kKeys = 5000;
    std::vector<double> keys(kKeys);
    for (std::size_t agent = 0; agent < kKeys; ++agent) {
        const double draw = random_uniform(3, Purpose::test, agent) - 0.4;
        keys[agent] = agent % 7 == 0    ? std::round(10 * draw) / 10
                      : agent % 31 == 0 ? std::numeric_limits<double>::infinity()
                      : agent % 11 == 0 ? (agent % 2 == 0 ? 0.0 : -0.0)
                                        : draw * std::pow(10.0, agent % 9);
    }
    std::vector<std::size_t> order(kKeys);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t agent) { return keys[agent]; });
    const auto finite = static_cast<std::size_t>(
        std::ranges::count_if(keys, [](double key) { return std::isfinite(key); }));
    for (const std::size_t count : {1U, 50U, 1777U, 2000U, 2100U, 4000U, 4999U, 9000U}) {
        std::vector<std::uint8_t> expected(kKeys, 0);
        for (std::size_t place = 0; place < std::min(count, finite); ++place)
            expected[order[place]] = 1;
        EXPECT_EQ(mark_smallest(keys, count), expected) << count;
    }
}

TEST(MediaDiet, EverySourceHasItsShareOfUsers) {
    const auto sources = example_inputs().news_sources;
    const auto& agents = media_example().population;
    for (std::size_t source = 0; source < sources.size(); ++source) {
        double users = 0;
        for (const std::uint16_t diet : agents.media_diet)
            users += diet >> source & 1;
        EXPECT_NEAR(users, sources[source].usage * static_cast<double>(agents.size()), 0.5 + 1e-6);
    }
}

TEST(MediaDiet, FollowsLanguageAgeAndInternet) {
    const Population& p = media_example().population;
    constexpr int kSocial = 0, kRussianTv = 3, kKazakhTv = 5;
    EXPECT_GT(use(p.language, 0, kKazakhTv), 5 * use(p.language, 2, kKazakhTv));
    EXPECT_GT(use(p.language, 2, kRussianTv), 2 * use(p.language, 0, kRussianTv));
    EXPECT_GT(use(p.language, 1, kRussianTv), use(p.language, 0, kRussianTv));
    EXPECT_GT(use(p.age, 0, kSocial), 2 * use(p.age, 5, kSocial));
    EXPECT_GT(use(p.age, 5, kRussianTv), 1.7 * use(p.age, 0, kRussianTv)); // seen: 1.83
    EXPECT_GT(use(p.settlement, 0, kSocial), use(p.settlement, 1, kSocial));
}

TEST(MediaDiet, RefusesUnknownKindsAndACountryWithoutOnlineSources) {
    InputData unknown = example_inputs();
    unknown.news_sources[4].kind = "cinema";
    EXPECT_THROW(static_cast<void>(synthesise(unknown, {.scale = 0.001})), InputError);
    InputData offline = example_inputs();
    offline.news_sources[0].kind = offline.news_sources[1].kind = "press";
    EXPECT_THROW(static_cast<void>(synthesise(offline, {.scale = 0.001})), InputError);
    InputData foreign = example_inputs();
    foreign.news_sources[2].language = "klingon";
    EXPECT_THROW(static_cast<void>(synthesise(foreign, {.scale = 0.001})), InputError);
}

TEST(ContactLadder, SharesAreMetAndRungsAreNested) {
    const Population& p = media_example().population;
    const auto agents = static_cast<double>(p.size());
    std::array<double, kAttentionCount> attention{};
    std::array<double, 5> at_least{};
    for (std::size_t agent = 0; agent < p.size(); ++agent) {
        attention[p.attention[agent]] += 1;
        for (std::size_t rung = 0; rung <= static_cast<std::size_t>(p.contact[agent]); ++rung)
            at_least[rung] += 1;
        EXPECT_EQ(p.attention[agent] == 0, p.contact[agent] == Contact::none);
    }
    const ContactLadder ladder = example_inputs().contact;
    for (std::size_t level = 0; level < kAttentionCount; ++level)
        EXPECT_NEAR(attention[level], ladder.attention[level] * agents, 1.01);
    EXPECT_NEAR(at_least[1], 0.88 * agents, 1.01);
    EXPECT_NEAR(at_least[2], ladder.seeks * agents, 0.51);
    EXPECT_NEAR(at_least[3], ladder.has_talked * agents, 0.51);
    EXPECT_NEAR(at_least[4], ladder.has_visited * agents, 0.51);
}

TEST(ContactLadder, RisesWithEducationTownsAndTheBorder) {
    const Population& p = media_example().population;
    const auto talked = [&](auto&& belongs) {
        double count = 0, agents = 0;
        for (std::size_t agent = 0; agent < p.size(); ++agent)
            if (belongs(agent)) {
                agents += 1;
                count += p.contact[agent] >= Contact::has_talked;
            }
        return count / agents;
    };
    EXPECT_GT(talked([&](std::size_t a) { return p.education[a] == 2; }),
              1.5 * talked([&](std::size_t a) { return p.education[a] == 0; }));
    EXPECT_GT(talked([&](std::size_t a) { return p.settlement[a] == 0; }),
              talked([&](std::size_t a) { return p.settlement[a] == 1; }));
    const auto border = [&](std::size_t a) {
        return shipped_country()->trait(Trait::border, Factor::region)[p.region[a]] > 0;
    };
    EXPECT_GT(talked(border), talked([&](std::size_t a) { return !border(a); }));
}

TEST(ContactLadder, RefusesSharesThatDoNotFall) {
    for (const ContactLadder& ladder : {ContactLadder{{0.12, 0.17, 0.35, 0.36}, 0.9, 0.2, 0.1},
                                        ContactLadder{{0.12, 0.17, 0.35, 0.36}, 0.5, 0.2, 0.3},
                                        ContactLadder{{0.12, 0.17, 0.35, 0.16}, 0.5, 0.2, 0.1}}) {
        InputData inputs = example_inputs();
        inputs.contact = ladder;
        EXPECT_THROW(static_cast<void>(synthesise(inputs, {.scale = 0.001})), InputError);
    }
}

} // namespace
} // namespace kozqaras
