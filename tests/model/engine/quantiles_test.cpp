// Quantiles of draws, against sorting them.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "model/engine/ensemble.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

constexpr std::array kAskedQuantiles{0.0, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0};

/// Type 7 by its definition: between the two values beside place p (n - 1) of the sorted ones.
double by_sorting(std::vector<double> values, double probability) {
    std::ranges::sort(values);
    const double place = probability * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const double share = place - std::floor(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return share == 0.0 ? values[below] : values[below] + share * (values[above] - values[below]);
}

// In any order and with any number of equal values: selection cuts at values that it picks by
// place.
TEST(QuantilesOf, AreThoseOfTheSortedValues) {
    RandomStream random(1, Purpose::test, 0);
    using Pattern = std::function<double(std::size_t, std::size_t)>;
    const std::vector<Pattern> patterns{
        [&](std::size_t, std::size_t) { return random.normal(); },
        [&](std::size_t, std::size_t) { return std::round(2.0 * random.normal()); },
        [](std::size_t i, std::size_t) { return static_cast<double>(i); },
        [](std::size_t i, std::size_t) { return -static_cast<double>(i); },
        [](std::size_t i, std::size_t n) { return static_cast<double>(std::min(i, n - i)); },
        [](std::size_t i, std::size_t n) { return static_cast<double>(std::max(i, n - i)); },
        [](std::size_t i, std::size_t) { return static_cast<double>(i % 4); },
        [](std::size_t, std::size_t) { return 0.25; },
    };
    for (const Pattern& pattern : patterns)
        for (const std::size_t count : {2U, 3U, 24U, 25U, 26U, 97U, 1000U, 4096U}) {
            std::vector<double> values;
            for (std::size_t i = 0; i < count; ++i)
                values.push_back(pattern(i, count));
            const auto found = quantiles_of(values, kAskedQuantiles);
            ASSERT_EQ(found.size(), kAskedQuantiles.size());
            for (std::size_t q = 0; q < kAskedQuantiles.size(); ++q)
                EXPECT_EQ(found[q], by_sorting(values, kAskedQuantiles[q]))
                    << "pattern " << &pattern - patterns.data() << ", " << count << " values, "
                    << kAskedQuantiles[q];
        }
}

TEST(QuantilesOf, AreNothingWhereAValueIsNone) {
    EXPECT_TRUE(std::isnan(quantiles_of({1.0, std::nan(""), 3.0}, kAskedQuantiles).front()));
    const auto single = quantiles_of({0.5}, kAskedQuantiles);
    EXPECT_TRUE(std::isnan(single[0]));
    EXPECT_EQ(single[4], 0.5) << "of one value there is a median and nothing else";
}

} // namespace
} // namespace kozqaras
