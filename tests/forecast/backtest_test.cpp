#include "forecast/backtest.hpp"

#include <cmath>
#include <numeric>
#include <sstream>

#include <gtest/gtest.h>

#include "forecast/backtest_table.hpp"
#include "support/csv_table.hpp"
#include "support/parallel.hpp"
#include "tests/forecast/simulated_panel.hpp"

namespace kozqaras {
namespace {

using tests::simulated_panel;

const NationalLaw kPanelTruth{7.0, 5.0, 0.15, 5.0, 0.0};
constexpr auto kPersistence = static_cast<std::size_t>(Baseline::persistence);

std::vector<PanelBacktest> tested(const Panel& panel, const BacktestSettings& settings = {}) {
    NoProgress progress;
    return backtest({&panel, 1}, settings, {}, progress);
}

/// The panel with `gone` of the years of its first country left out.
Panel with_gap(Panel panel, std::size_t gone) {
    auto& readings = panel.countries.front().readings;
    readings.erase(readings.begin() + static_cast<std::ptrdiff_t>(gone));
    return panel;
}

TEST(Backtest, ForecastsEveryPollThatIsSoManyYearsAhead) {
    const auto whole = simulated_panel(kPanelTruth, 10, 6, 4.0, 1);
    // After the third of six polls: 3 one year ahead, 2 two, 1 three, in each country.
    EXPECT_EQ(tested(whole).front().forecasts.size(), 10U * 6U);
    // Without the fourth year the first country has polls 0 1 2 4 5: from 2 on two and three years
    // ahead, from 4 on one.
    const auto results = tested(with_gap(whole, 3)).front();
    std::size_t of_first = 0;
    for (const BacktestForecast& forecast : results.forecasts)
        if (forecast.country == "country 0") {
            ++of_first;
            EXPECT_TRUE((forecast.last_year == 2002 && forecast.horizon >= 2) ||
                        (forecast.last_year == 2004 && forecast.horizon == 1));
        }
    EXPECT_EQ(of_first, 3U);
}

TEST(Backtest, IntervalsHoldAndTheLawBeatsItsRivalsWhereItIsTrue) {
    // 80 countries of 9 polls: 1,200 forecasts, worth about 400 because they overlap: the s.e. of a
    // coverage is about 2 points.
    const auto panel = simulated_panel(kPanelTruth, 80, 9, 4.0, 2);
    const auto scores = backtest_scores(tested(panel), {});
    const BacktestScore& all = scores.back();
    EXPECT_EQ(all.panel, "all");
    EXPECT_EQ(all.horizon, 0);
    EXPECT_EQ(all.forecasts, 80U * 15U);
    EXPECT_EQ(all.countries, 80U);
    for (std::size_t level = 0; level < kBacktestLevels.size(); ++level)
        EXPECT_NEAR(all.covered[level], kBacktestLevels[level], 0.05);
    EXPECT_EQ(std::accumulate(all.pit.begin(), all.pit.end(), std::size_t{0}), all.forecasts);
    for (const std::size_t bin : all.pit)
        EXPECT_NEAR(static_cast<double>(bin), 120, 60);
    for (std::size_t rival = 0; rival < kBaselineCount; ++rival) {
        EXPECT_LT(all.crps, all.rival_crps[rival]);
        EXPECT_NEAR(all.gains[rival], all.rival_crps[rival] - all.crps, 1e-9);
        EXPECT_GT(all.gains[rival], 2 * all.gain_errors[rival]);
    }
}

TEST(Backtest, OnlyThePastAndTheOthersAreKnown) {
    const auto before = simulated_panel(kPanelTruth, 12, 8, 4.0, 3);
    auto after = before;
    auto& planted = after.countries[4].readings;
    planted[6].value += 300; // would change every parameter, and the spread of every rival
    planted[7].value -= 300;
    const auto old_results = tested(before).front(), new_results = tested(after).front();
    bool others_changed = false;
    for (std::size_t k = 0; k < old_results.forecasts.size(); ++k) {
        const auto &one = old_results.forecasts[k], &other = new_results.forecasts[k];
        if (one.country == "country 4") {
            if (one.last_year < 2006) {
                EXPECT_EQ(one.quantiles, other.quantiles);
                EXPECT_EQ(one.rival_means, other.rival_means);
            }
            if (one.last_year + one.horizon < 2006) {
                EXPECT_EQ(one.rival_crps, other.rival_crps);
            }
        } else {
            others_changed = others_changed || one.quantiles != other.quantiles;
        }
    }
    EXPECT_TRUE(others_changed);
}

TEST(Backtest, PersistenceIsTheLastPollWithTheOthersSpread) {
    const auto panel =
        simulated_panel(kPanelTruth, 9, 4, 4.0, 4); // one forecast of one year a country
    const auto results = tested(panel, {.horizons = {1}}).front();
    ASSERT_EQ(results.forecasts.size(), 9U);
    double squares = 0.0;
    for (const BacktestForecast& one : results.forecasts) {
        EXPECT_DOUBLE_EQ(one.rival_means[kPersistence], one.last);
        if (one.country != "country 0")
            squares += (one.observed - one.last) * (one.observed - one.last);
    }
    const auto& first = results.forecasts.front();
    // CRPS of a normal at z of its spread: s (2 phi(z) + z (2 Phi(z) - 1) - 1 / sqrt pi)
    const double spread = std::sqrt(squares / 8), z = (first.observed - first.last) / spread;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * 3.14159265358979);
    EXPECT_NEAR(first.rival_crps[kPersistence],
                spread * (2 * density + z * std::erf(z / std::sqrt(2.0)) - 0.5641895835477563),
                1e-6);
}

TEST(Backtest, TheSameForAnyNumberOfThreads) {
    const auto panel = simulated_panel(kPanelTruth, 12, 6, 4.0, 5);
    std::string one, four;
    {
        const ThreadLimit limit(1);
        one = backtest_csv(tested(panel));
    }
    {
        const ThreadLimit limit(4);
        four = backtest_csv(tested(panel));
    }
    EXPECT_EQ(one, four);
    EXPECT_EQ(CsvTable::parse(one, "backtest").rows(), 12U * 6U);
}

TEST(Backtest, PartsDoNotCountTwice) {
    auto whole = simulated_panel(kPanelTruth, 16, 5, 4.0, 6);
    auto part = whole;
    part.name = "part";
    part.whole = false;
    part.countries.resize(8);
    const std::vector panels{whole, part};
    NoProgress progress;
    const auto results = backtest(panels, {}, {}, progress);
    ASSERT_EQ(results.size(), 2U);
    const auto scores = backtest_scores(results, {});
    EXPECT_EQ(scores.back().forecasts, 16U * 3U);
}

} // namespace
} // namespace kozqaras
