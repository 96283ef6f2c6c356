#include "support/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "support/statistics.hpp"

namespace kozqaras {
namespace {

constexpr int kDraws = 200'000;

/// Correlation of two equally long series.
double correlation(const std::vector<double>& left, const std::vector<double>& right) {
    const double left_mean = mean(left), right_mean = mean(right);
    double sum = 0.0;
    for (std::size_t k = 0; k < left.size(); ++k)
        sum += (left[k] - left_mean) * (right[k] - right_mean);
    return sum / (static_cast<double>(left.size() - 1) * standard_deviation(left) *
                  standard_deviation(right));
}

template <class Draw> std::vector<double> draws(const Draw& draw) {
    std::vector<double> values;
    for (std::uint32_t k = 0; k < kDraws; ++k)
        values.push_back(draw(k));
    return values;
}

/// Answers published with Random123 (kat_vectors, philox4x32 with 10 rounds).
TEST(Random, GivesThePublishedPhiloxAnswers) {
    EXPECT_EQ(random_block(0, static_cast<Purpose>(0), 0, 0),
              (RandomBlock{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
    EXPECT_EQ(random_block(~0ULL, static_cast<Purpose>(0xffffffffU), ~0ULL, 0xffffffffU),
              (RandomBlock{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
    EXPECT_EQ(random_block(0x299f31d0a4093822ULL, static_cast<Purpose>(0x03707344U),
                           0x85a308d3243f6a88ULL, 0x13198a2eU),
              (RandomBlock{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

TEST(Random, UniformNumbersStayInsideTheOpenInterval) {
    EXPECT_GT(to_uniform(0U), 0.0);
    EXPECT_LT(to_uniform(0xffffffffU), 1.0);
}

TEST(Random, UniformNumbersFillTheInterval) {
    constexpr int bins = 100;
    std::array<int, bins> counts{};
    for (std::uint64_t subject = 0; subject < kDraws; ++subject)
        ++counts[static_cast<std::size_t>(bins * random_uniform(7, Purpose::test, subject))];
    double chi_squared = 0.0;
    for (const int count : counts)
        chi_squared += std::pow(count - kDraws / bins, 2) / (kDraws / bins);
    EXPECT_LT(chi_squared, 149.0) << "99 degrees of freedom: 0.1 % point is 148.2";
    EXPECT_GT(chi_squared, 57.0);
}

TEST(Random, EveryPartOfTheKeyGivesIndependentDraws) {
    const auto base = draws([](std::uint32_t k) { return random_uniform(1, Purpose::trip, k, 5); });
    const std::vector<std::vector<double>> others{
        draws([](std::uint32_t k) { return random_uniform(2, Purpose::trip, k, 5); }),
        draws([](std::uint32_t k) { return random_uniform(1ULL << 32 | 1, Purpose::trip, k, 5); }),
        draws([](std::uint32_t k) { return random_uniform(1, Purpose::meeting, k, 5); }),
        draws([](std::uint32_t k) { return random_uniform(1, Purpose::trip, k + 1, 5); }),
        draws([](std::uint32_t k) { return random_uniform(1, Purpose::trip, k, 6); }),
        draws([](std::uint32_t k) { return random_uniform(1, Purpose::trip, k | 1ULL << 32, 5); })};
    for (const auto& other : others)
        EXPECT_LT(std::abs(correlation(base, other)), 4.0 / std::sqrt(kDraws));
}

TEST(Random, TheSameKeyGivesTheSameDraw) {
    EXPECT_EQ(random_block(3, Purpose::job, 11, 4), random_block(3, Purpose::job, 11, 4));
    EXPECT_EQ(random_normals(3, Purpose::job, 11, 4), random_normals(3, Purpose::job, 11, 4));
}

TEST(Random, NormalNumbersHaveNormalQuantiles) {
    std::array<std::vector<double>, 4> normals;
    for (std::uint64_t subject = 0; subject < kDraws; ++subject) {
        const auto block = random_normals(5, Purpose::test, subject);
        for (std::size_t k = 0; k < 4; ++k)
            normals[k].push_back(block[k]);
    }
    for (const auto& values : normals) {
        EXPECT_NEAR(mean(values), 0.0, 0.01);
        EXPECT_NEAR(standard_deviation(values), 1.0, 0.01);
        for (const double probability : {0.01, 0.25, 0.5, 0.9})
            EXPECT_NEAR(quantile(values, probability), normal_quantile(probability), 0.04);
    }
    EXPECT_LT(std::abs(correlation(normals[0], normals[1])), 0.01);
    EXPECT_LT(std::abs(correlation(normals[1], normals[2])), 0.01);
}

TEST(RandomStream, WalksThroughTheBlocksOfItsKey) {
    RandomStream stream(9, Purpose::sample, 42);
    for (std::uint32_t block = 0; block < 3; ++block)
        for (const auto word : random_block(9, Purpose::sample, 42, block))
            EXPECT_EQ(stream.word(), word);
}

TEST(RandomStream, BelowReachesAllValuesAndNoOther) {
    RandomStream stream(9, Purpose::sample, 1);
    std::array<int, 7> counts{};
    for (int draw = 0; draw < 70'000; ++draw)
        ++counts.at(stream.below(7));
    for (const int count : counts)
        EXPECT_NEAR(count, 10'000, 400);
    EXPECT_EQ(stream.below(1), 0U);
}

TEST(RandomStream, NormalHasUnitVariance) {
    RandomStream stream(9, Purpose::sample, 2);
    const auto values = draws([&](std::uint32_t) { return stream.normal(); });
    EXPECT_NEAR(mean(values), 0.0, 0.01);
    EXPECT_NEAR(standard_deviation(values), 1.0, 0.01);
}

TEST(RandomOrder, HoldsEachPlaceOnceAndFollowsTheKey) {
    const auto order = random_order(7, Purpose::test, 104);
    auto sorted = order;
    std::ranges::sort(sorted);
    for (std::size_t place = 0; place < sorted.size(); ++place)
        EXPECT_EQ(sorted[place], place);
    EXPECT_EQ(order, random_order(7, Purpose::test, 104));
    EXPECT_NE(order, random_order(8, Purpose::test, 104));
    EXPECT_TRUE(random_order(7, Purpose::test, 0).empty());
    std::size_t kept = 0; // two orders share about one place
    for (std::size_t place = 0; place < order.size(); ++place)
        kept += order[place] == place ? 1 : 0;
    EXPECT_LE(kept, 6U);
}

} // namespace
} // namespace kozqaras
