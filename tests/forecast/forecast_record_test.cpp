#include "forecast/forecast_record.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "model/engine/ensemble.hpp"
#include "tests/output/sample_run.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

ForecastKnowledge known_up_to(const testing::SampleRun& sample, int wave) {
    return {
        wave, sample.plan.world->inputs.survey.waves[static_cast<std::size_t>(wave)].field_end, {}};
}

ForecastRecord forecast_of(const testing::SampleRun& sample, const ForecastKnowledge& knowledge) {
    ForecastRecord record;
    record.fitted_waves = {{"2021", {}, {}, 2624, false, {"all"}},
                           {"2023", {}, {}, 1616, false, {"all", "wealth"}}};
    record.survey_error = {1.5, 0.012, 0.03, 0.5, 2000};
    record.wave = ForeseenWave{*parse_date("2026-12-15"), 1600};
    fill_forecast(sample.plan, sample.result, knowledge, record);
    return record;
}

ForecastRecord forecast_of(const testing::SampleRun& sample, int last_wave) {
    return forecast_of(sample, known_up_to(sample, last_wave));
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
    EXPECT_EQ(record.targets.size(), 5U + kQuestionCount + 5U + 5U * (kGroupCount - 1));
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

TEST(FillForecast, KnownNumbersSayWhetherTheyWereFitted) {
    const auto record = forecast_of(testing::make_sample_run(2), 2);
    const auto fitted = [&](std::string_view group) {
        std::map<std::string, bool> by_wave;
        for (const auto& known : target_of(record, "economic", group, "sample").known)
            by_wave[known.wave] = known.fitted;
        return by_wave;
    };
    EXPECT_EQ(fitted("all"),
              (std::map<std::string, bool>{{"2020", false}, {"2021", true}, {"2023", true}}));
    EXPECT_EQ(fitted("wealth:1"), (std::map<std::string, bool>{{"2023", true}}));
    EXPECT_EQ(fitted("age:18_34"), (std::map<std::string, bool>{{"2023", false}}));
}

TEST(FillForecast, AFurtherWaveIsKnownAndMetOnItsOwnDate) {
    const auto sample = testing::make_sample_run(2);
    auto knowledge = known_up_to(sample, 2);
    knowledge.known_until = *parse_date("2026-06-15");
    knowledge.further = {{"w", "composite", "all", knowledge.known_until, 0.4, 1500},
                         {"w", "econ_trade", "all", knowledge.known_until, 0.5, 1500},
                         {"w", "composite", "age:18_34", knowledge.known_until, 0.45, 400}};
    const auto record = forecast_of(sample, knowledge);
    const auto& known = target_of(record, "composite", "all", "sample").known;
    ASSERT_FALSE(known.empty());
    EXPECT_EQ(known.back().wave, "w");
    EXPECT_EQ(known.back().value, 0.4);
    EXPECT_TRUE(known.back().fitted);
    EXPECT_EQ(target_of(record, "econ_trade", "all", "sample").known.back().respondents, 1500);
    EXPECT_EQ(target_of(record, "composite", "age:18_34", "sample").known.back().value, 0.45);
    EXPECT_TRUE(target_of(record, "composite", "all", "adults").known.empty());
    EXPECT_LE(record.dates.front(), knowledge.known_until);
    EXPECT_GT(record.dates[1], knowledge.known_until);
    EXPECT_TRUE(
        record.members_at(target_of(record, "composite", "all", "sample"), knowledge.known_until));
}

TEST(FillForecast, AGroupIsAskedByItsShareOfTheSample) {
    const auto sample = testing::make_sample_run(2);
    const auto record = forecast_of(sample, 2);
    const auto asked = [&](std::string_view group) {
        return target_of(record, "composite", group, "sample").wave_respondents;
    };
    EXPECT_EQ(asked("all"), 1600);
    EXPECT_EQ(target_of(record, "composite", "all", "adults").wave_respondents, 0);
    double regions = 0, sexes = 0;
    for (const ForecastTarget& target : record.targets)
        if (target.id == "composite" && target.group.starts_with("region:"))
            regions += target.wave_respondents;
    EXPECT_NEAR(regions, 1600, 1e-6);
    sexes = asked("settlement:urban") + asked("settlement:rural");
    EXPECT_NEAR(sexes, 1600, 1e-6);
    // 77.6 % of the respondents of 2023 are Kazakh, more than among the adults.
    EXPECT_NEAR(asked("ethnicity:kazakh") / 1600, 0.776, 0.02);
}

} // namespace
} // namespace kozqaras
