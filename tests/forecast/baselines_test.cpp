#include "forecast/baselines.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/core/week.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

Date day(int number) {
    return first_day() + std::chrono::days(number);
}

constexpr int kFourYears = 1461; // 4 x 365.25 days

TEST(Baselines, PersistenceKeepsTheLastValueAndAddsVariances) {
    const Series series{{day(0), 0.2, 0.0004}, {day(kFourYears), 0.3, 0.0009}};
    const auto forecast =
        baseline_forecast(Baseline::persistence, series, {0.01, 0.02}, day(2 * kFourYears), 0.0016);
    ASSERT_TRUE(forecast);
    EXPECT_NEAR(forecast->mean, 0.3, 1e-14);
    EXPECT_NEAR(forecast->deviation, std::sqrt(0.04 + 0.0009 + 0.0016), 1e-14);
}

TEST(Baselines, LinearTrendGoesOnAlongTheLine) {
    const Series series{{day(0), 0.2, 0.0004}, {day(kFourYears), 0.3, 0.0009}};
    const auto forecast = baseline_forecast(Baseline::linear_trend, series, {0.01, 0.02},
                                            day(2 * kFourYears), 0.0016);
    ASSERT_TRUE(forecast);
    EXPECT_NEAR(forecast->mean, 0.4, 1e-14);
    // h = T = 4: t2 (4 + 4); last counts twice, first once
    EXPECT_NEAR(forecast->deviation, std::sqrt(0.16 + 4 * 0.0009 + 0.0004 + 0.0016), 1e-14);
}

TEST(Baselines, DampedTrendLiesBetween) {
    const Series series{{day(0), 0.2, 0.0}, {day(kFourYears), 0.3, 0.0}};
    const auto forecast =
        baseline_forecast(Baseline::damped_trend, series, {}, day(2 * kFourYears), 0.01);
    ASSERT_TRUE(forecast);
    const double reach = (1 - std::pow(0.8, 4)) / -std::log(0.8);
    EXPECT_NEAR(forecast->mean, 0.3 + 0.025 * reach, 1e-14);
}

TEST(Baselines, ATrendNeedsTwoValues) {
    const Series series{{day(0), 0.2, 0.0004}};
    EXPECT_TRUE(baseline_forecast(Baseline::persistence, series, {}, day(10), 0.01));
    EXPECT_FALSE(baseline_forecast(Baseline::linear_trend, series, {}, day(10), 0.01));
    EXPECT_FALSE(baseline_forecast(Baseline::persistence, {}, {}, day(10), 0.01));
}

/// Two pollsters may have asked on one day: before, the trend through them had no spread that is a
/// number, and scoring ended as our bug.
TEST(Baselines, NoTrendGoesThroughTwoValuesOfOneDay) {
    const Series together{{day(0), 0.2, 0.0004}, {day(0), 0.3, 0.0004}};
    EXPECT_FALSE(baseline_forecast(Baseline::linear_trend, together, {0.01, 0.01}, day(10), 0.01));
    EXPECT_FALSE(baseline_forecast(Baseline::damped_trend, together, {0.01, 0.01}, day(10), 0.01));
    const Series more{{day(0), 0.2, 0}, {day(0), 0.3, 0}, {day(kFourYears), 0.5, 0}};
    const auto variance = change_variance(std::vector<Series>{more});
    EXPECT_NEAR(variance.persistence, 0.01, 1e-12) << "0.2 in four years";
    EXPECT_NEAR(variance.trend, 0.01, 1e-12) << "no bend is known";
}

TEST(ChangeVariance, RecoversARandomWalkWithDriftSeenWithError) {
    // Variance 0.0025 a year, drift 0.1 a year, error s.d. 0.02; unequal gaps. 4,000 series: the
    // relative s.e. of the trend's estimate is about sqrt(2 / 4000) = 2 %; tolerance 4 of them.
    RandomStream stream(9, Purpose::test, 3);
    std::vector<Series> all;
    for (int s = 0; s < 4000; ++s) {
        double level = 0.0;
        int at = 0;
        Series series{{day(0), 0.02 * stream.normal(), 0.0004}};
        for (const int gap : {kFourYears / 2, kFourYears}) {
            const double years = gap / 365.25;
            at += gap;
            level += 0.1 * years + 0.05 * std::sqrt(years) * stream.normal();
            series.push_back({day(at), level + 0.02 * stream.normal(), 0.0004});
        }
        all.push_back(series);
    }
    const auto variance = change_variance(all);
    EXPECT_NEAR(variance.trend, 0.0025, 0.0002);
    // Persistence must carry the drift too: 0.0025 + drift^2 x mean gap of 3 years.
    EXPECT_NEAR(variance.persistence, 0.0025 + 0.01 * 3.0, 0.002);
}

TEST(ChangeVariance, WithTwoWavesTrendsBorrowTheSpreadOfPersistence) {
    const std::vector<Series> series{{{day(0), 0.1, 0.0}, {day(kFourYears), 0.3, 0.0}}};
    const auto variance = change_variance(series);
    EXPECT_NEAR(variance.persistence, 0.01, 1e-14);
    EXPECT_EQ(variance.trend, variance.persistence);
}

TEST(ChangeVariance, IsNeverNegative) {
    const std::vector<Series> series{{{day(0), 0.1, 0.01}, {day(kFourYears), 0.1, 0.01}}};
    EXPECT_EQ(change_variance(series).persistence, 0.0);
}

} // namespace
} // namespace kozqaras
