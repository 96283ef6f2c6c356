#include "forecast/forecast_record.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "model/engine/ensemble.hpp"
#include "tests/output/sample_run.hpp"

namespace kozqaras {
namespace {

ForecastRecord forecast_of(const testing::SampleRun& sample, int last_wave) {
    ForecastRecord record;
    record.survey_error = {1.5, 0.012, 0.03, 0.5, 2000};
    record.wave = ForeseenWave{*parse_date("2026-12-15"), 1600};
    fill_forecast(sample.plan, sample.result, last_wave, record);
    return record;
}

const ForecastTarget& target_of(const ForecastRecord& record, std::string_view id,
                                std::string_view group, std::string_view population) {
    return *std::ranges::find_if(record.targets, [&](const ForecastTarget& target) {
        return target.id == id && target.group == group && target.population == population;
    });
}

TEST(FillForecast, HoldsEveryTargetAtDatesAfterTheLastWave) {
    const auto sample = testing::make_sample_run(3);
    const auto record = forecast_of(sample, 2);
    EXPECT_EQ(record.targets.size(), 5U + 29U + 5U + 5U * (kGroupCount - 1));
    EXPECT_GT(record.dates.front(), *parse_date("2023-12-27"));
    EXPECT_TRUE(std::ranges::is_sorted(record.dates));
    for (const ForecastTarget& target : record.targets) {
        ASSERT_EQ(target.members.size(), record.dates.size());
        EXPECT_EQ(target.members.front().size(), 3U);
        EXPECT_GT(target.unit_variance, 0.0);
    }
    const auto& result = sample.result;
    const ResultView view(result);
    const auto week = nearest_reported_week(result, week_of(record.dates.back()));
    EXPECT_EQ(target_of(record, "composite", "all", "adults").members.back(),
              view.adults(0, week, 0, kComposite));
}

TEST(FillForecast, AnIndexVariesLessThanItsQuestions) {
    const auto record = forecast_of(testing::make_sample_run(3), 2);
    const auto& economic = target_of(record, "economic", "all", "sample");
    double largest = 0;
    for (const ForecastTarget& target : record.targets)
        if (target.kind == "question")
            largest = std::max(largest, target.unit_variance);
    EXPECT_LT(economic.unit_variance, largest);
    // Eleven questions of one attitude: drift averages out, the shared bias stays.
    EXPECT_NEAR(economic.wave_variance, 0.03 * 0.03 / 11 + 0.012 * 0.012, 1e-12);
    EXPECT_NEAR(economic.error_variance(record.survey_error, 1600),
                1.5 * economic.unit_variance / 1600 + economic.wave_variance, 1e-15);
}

TEST(FillForecast, AHindcastKnowsNoLaterWave) {
    const auto sample = testing::make_sample_run(2);
    const auto known = [](const ForecastRecord& record, std::string_view id) {
        return target_of(record, id, "all", "sample").known;
    };
    const auto forecast = forecast_of(sample, 2), hindcast = forecast_of(sample, 1);
    EXPECT_EQ(known(forecast, "economic").size(), 3U);
    EXPECT_EQ(known(hindcast, "economic").size(), 2U);
    EXPECT_EQ(known(hindcast, "composite").size(), 1U); // that of 2021 is not printed
    for (const ForecastTarget& target : hindcast.targets)
        for (const KnownWaveValue& value : target.known)
            EXPECT_NE(value.wave, "2023") << target.id;
    EXPECT_FALSE(target_of(forecast, "economic", "age:18_34", "sample").known.empty());
    EXPECT_GT(hindcast.dates.front(), *parse_date("2021-12-31"));
}

} // namespace
} // namespace kozqaras
