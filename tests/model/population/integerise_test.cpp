#include "model/population/integerise.hpp"

#include <cmath>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

using IntegerCounts = std::vector<std::int64_t>;

// Printed by humanleague.
TEST(Integerise, NearestIntegersAgreeWithHumanleague) {
    EXPECT_EQ(largest_remainder(std::vector{0.4, 0.3, 0.2, 0.1}, 17), (IntegerCounts{7, 5, 3, 2}));
    EXPECT_EQ(largest_remainder(std::vector{0.1, 0.2, 0.3, 0.4}, 11), (IntegerCounts{1, 2, 3, 5}));
}

TEST(Integerise, TiesGoToTheEarlierCellAndZerosStayEmpty) {
    EXPECT_EQ(largest_remainder(std::vector{1.0, 1.0, 1.0}, 4), (IntegerCounts{2, 1, 1}));
    EXPECT_EQ(largest_remainder(std::vector{0.0, 1.0, 0.0}, 5), (IntegerCounts{0, 5, 0}));
    EXPECT_EQ(round_to_total(std::vector{1.4, 2.4, 0.2}, 4), (IntegerCounts{2, 2, 0}));
    EXPECT_EQ(round_to_total(std::vector{1.4, 2.4, 0.0}, 2), (IntegerCounts{1, 1, 0}));
    EXPECT_EQ(largest_remainder(std::vector{0.0, 0.0}, 0), (IntegerCounts{0, 0}));
}

// Thousands of millions of steps beyond floor and ceiling are taken in rounds, as single ones would
// be; a run that takes them one by one does not end.
TEST(Integerise, StepsBeyondFloorAndCeilingAreSharedOutInRounds) {
    EXPECT_EQ(round_to_total(std::vector{1.5, 2.0, 0.0, 0.7}, 14), (IntegerCounts{5, 5, 0, 4}));
    EXPECT_EQ(round_to_total(std::vector{5.0, 1.0, 3.0, 0.0}, 3), (IntegerCounts{3, 0, 0, 0}));
    EXPECT_EQ(round_to_total(std::vector{4e15, 4e15, 0.0}, 5001), (IntegerCounts{2501, 2500, 0}));
    EXPECT_EQ(round_to_total(std::vector{1.0, 2.0}, 8'000'000'000'000'001),
              (IntegerCounts{4'000'000'000'000'000, 4'000'000'000'000'001}));
}

// What a user gives is the user's to mend, not a fault of the program.
TEST(Integerise, RefusesNonsense) {
    using Weights = std::vector<double>;
    const auto refused = [](const Weights& weights, std::int64_t wanted, const char* part) {
        for (const auto method : {&largest_remainder, &round_to_total})
            try {
                static_cast<void>(method(weights, wanted));
                ADD_FAILURE() << "accepted: " << part;
            } catch (const InputError& error) {
                EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
            }
        EXPECT_THROW(static_cast<void>(systematic_counts(weights, wanted, 0.5)), InputError);
    };
    refused({0, 0}, 1, "all are 0, but 1 must go to some cell");
    refused({2, -1}, 1, "cell 2 is -1; counts must be finite and not negative");
    refused({NAN, 1}, 1, "cell 1 is nan");
    refused({INFINITY, 1}, 1, "cell 1 is inf");
    refused({1, 1}, -5, "the number to share out is -5");
    refused({1, 1}, std::int64_t{1} << 54, "it must be 0 or more and at most 9007199254740992");
    EXPECT_THROW(static_cast<void>(round_to_total(Weights{1e30, 1}, 1)), InputError);
    for (const double start : {0.0, 1.0, static_cast<double>(NAN)})
        EXPECT_THROW(static_cast<void>(systematic_counts(Weights{1}, 1, start)), InputError);
}

std::vector<double> uneven_weights() {
    std::vector<double> weights(500);
    for (std::size_t cell = 0; cell < weights.size(); ++cell)
        weights[cell] = cell % 7 == 3 ? 0.0 : 0.1 + random_uniform(1, Purpose::test, cell);
    return weights;
}

TEST(Integerise, SystematicSamplingMeetsEveryBlockWithinOne) {
    const auto weights = uneven_weights();
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    constexpr std::int64_t kTotal = 731;
    const auto counts = systematic_counts(weights, kTotal, 0.37);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), kTotal);
    for (std::size_t begin = 0; begin < weights.size(); begin += 13)
        for (std::size_t end = begin; end < weights.size(); end += 29) {
            const auto at = static_cast<std::ptrdiff_t>(begin);
            const auto upto = static_cast<std::ptrdiff_t>(end);
            const double expected =
                std::accumulate(weights.begin() + at, weights.begin() + upto, 0.0) * kTotal / sum;
            const auto got =
                std::accumulate(counts.begin() + at, counts.begin() + upto, std::int64_t{0});
            EXPECT_LT(std::abs(static_cast<double>(got) - expected), 1.0 + 1e-9);
        }
    for (std::size_t cell = 3; cell < weights.size(); cell += 7)
        EXPECT_EQ(counts[cell], 0);
}

// Mean over seeds: standard error of a cell's count is below 0.5 / sqrt(20,000) = 0.0035.
TEST(Integerise, SystematicSamplingIsUnbiased) {
    const std::vector<double> weights{0.31, 1.7, 0.0, 0.05, 2.44};
    constexpr int kRuns = 20000;
    std::vector<double> means(weights.size(), 0.0);
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
        const auto counts = systematic_counts(weights, 7, random_uniform(seed, Purpose::test, 0));
        for (std::size_t cell = 0; cell < means.size(); ++cell)
            means[cell] += static_cast<double>(counts[cell]) / kRuns;
    }
    for (std::size_t cell = 0; cell < means.size(); ++cell)
        EXPECT_NEAR(means[cell], weights[cell] / 4.5 * 7, 0.015);
}

} // namespace
} // namespace kozqaras
