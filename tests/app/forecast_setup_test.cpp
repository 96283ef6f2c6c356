#include "app/forecast_setup.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

const InputData& forecast_inputs() {
    static const InputData data = load_inputs(KOZQARAS_SOURCE_DIR "/data");
    return data;
}

/// As many members as a record needs.
Members members(bool calibrated = true, std::size_t count = kPermanentMembers) {
    return {std::vector<std::vector<double>>(count, {0.0}),
            "posterior",
            "note",
            "default",
            calibrated,
            {}};
}

/// What a posterior fitted to `waves` (of 2020, 2021, 2023) has seen.
FittedWaves seen(const std::vector<bool>& waves) {
    TargetSettings settings;
    settings.waves.emplace();
    for (std::size_t wave = 0; wave < waves.size(); ++wave)
        if (waves[wave])
            settings.waves->push_back(forecast_inputs().survey.waves[wave].id);
    return fitted_waves(forecast_inputs().survey, settings, {});
}

/// The same with a further wave of June 2026.
FittedWaves seen_further() {
    FurtherWave wave{"wave_2026", *parse_date("2026-06-15"), {}, {}, {}, {}};
    wave.values = {{"composite", "all", 0.4, 1500, wave.date, "INVENTED", {}},
                   {"composite", "age:18_34", 0.45, 400, wave.date, "INVENTED", {}}};
    return fitted_waves(forecast_inputs().survey, {}, std::vector{wave});
}

ForecastSetup set_up(const ForecastOptions& options, const FittedWaves& waves) {
    return set_up_forecast(options, forecast_inputs(), members(), waves);
}

TEST(KnownUntil, ForgetsWhatCameLater) {
    const Date day = *parse_date("2021-12-31");
    const auto record = historical_environment(forecast_inputs());
    const auto known = known_until(record, day);
    EXPECT_LT(known.events.size(), record.events.size());
    for (const Event& event : known.events) {
        EXPECT_LE(event.start, day) << event.title;
        EXPECT_TRUE(!event.end || *event.end <= day) << event.title;
    }
    const auto week = static_cast<std::size_t>(week_of(day).value);
    ASSERT_EQ(known.trips_to_china.size(), record.trips_to_china.size());
    EXPECT_EQ(known.trips_to_china[week - 1], record.trips_to_china[week - 1]);
    EXPECT_EQ(known.trips_to_china.back(), record.trips_to_china[week]);
    EXPECT_EQ(known.chinese_car_share.back(), record.chinese_car_share[week]);
}

TEST(SetUpForecast, KnowsTheWavesOfItsPosterior) {
    const auto all = set_up({}, seen({true, true, true}));
    EXPECT_EQ(all.last_wave, "2023");
    EXPECT_FALSE(all.hindcast);
    ASSERT_EQ(all.fitted_waves.size(), 3U);
    EXPECT_EQ(all.fitted_waves[2].numbers.front(), "all");
    EXPECT_EQ(all.knowledge.last_shipped_wave, 2);
    const auto earlier = set_up({}, seen({true, true, false}));
    EXPECT_EQ(earlier.last_wave, "2021") << "the last that was fitted";
    EXPECT_TRUE(earlier.hindcast);
    EXPECT_EQ(earlier.knowledge.last_shipped_wave, 1);
    EXPECT_EQ(earlier.fitted_waves.size(), 2U);
    ForecastOptions named;
    named.last_wave = "2021";
    EXPECT_EQ(set_up(named, seen({true, true, false})).last_wave, "2021");
}

TEST(SetUpForecast, APosteriorIsNeverTakenNotToKnowWhatItHasSeen) {
    ForecastOptions options;
    options.last_wave = "2021";
    try {
        (void)set_up(options, seen({true, true, true}));
        FAIL() << "accepted";
    } catch (const InputError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("posterior was fitted to the wave of 2023"), std::string::npos) << text;
    }
    options.last_wave = "2023";
    EXPECT_THROW((void)set_up(options, seen({true, true, false})), InputError)
        << "nor to know more";
    options.last_wave = "2022";
    EXPECT_THROW((void)set_up(options, seen({true, true, true})), InputError) << "no wave";
}

TEST(SetUpForecast, ThePriorHasSeenNone) {
    ForecastOptions options;
    options.last_wave = "2021";
    const auto setup = set_up_forecast(options, forecast_inputs(), members(false), {});
    EXPECT_TRUE(setup.hindcast);
    EXPECT_TRUE(setup.fitted_waves.empty());
    EXPECT_EQ(set_up_forecast({}, forecast_inputs(), members(false), {}).last_wave, "2023");
}

TEST(SetUpForecast, AFurtherWaveIsTheLastOneKnown) {
    const auto setup = set_up({}, seen_further());
    EXPECT_EQ(setup.last_wave, "wave_2026");
    EXPECT_EQ(setup.knowledge.known_until, *parse_date("2026-06-15"));
    EXPECT_EQ(setup.knowledge.last_shipped_wave, 2);
    ASSERT_EQ(setup.knowledge.further.size(), 2U);
    EXPECT_EQ(setup.knowledge.further[0].value, 0.4);
    EXPECT_EQ(setup.fitted_waves.back().numbers, (std::vector<std::string>{"all", "age"}));
    EXPECT_EQ(setup.fitted_waves.back().respondents, 1500);
    ForecastOptions options;
    options.wave = "2026-03-01";
    options.respondents = 1000;
    EXPECT_THROW((void)set_up(options, seen_further()), InputError) << "before what is known";
}

TEST(SetUpForecast, AWaveThatIsOverMakesAHindcast) {
    ForecastOptions options;
    options.wave = "2024-11-15";
    options.respondents = 1600;
    EXPECT_TRUE(set_up(options, seen({true, true, true})).hindcast);
    options.wave = "2030-11-15";
    EXPECT_FALSE(set_up(options, seen({true, true, true})).hindcast);
}

TEST(SetUpForecast, FewMembersMakeADraftAndNoRecord) {
    const auto waves = seen({true, true, true});
    ForecastOptions options;
    EXPECT_THROW((void)set_up_forecast(options, forecast_inputs(), members(true, 99), waves),
                 UsageError);
    EXPECT_FALSE(set_up_forecast(options, forecast_inputs(), members(), waves).draft);
    options.output = "f.json";
    const auto few = set_up_forecast(options, forecast_inputs(), members(true, 12), waves);
    EXPECT_TRUE(few.draft);
    EXPECT_EQ(few.hub, "f.hub.csv");
    options.output.clear();
    options.draft = true;
    const auto draft = set_up_forecast(options, forecast_inputs(), members(), waves);
    EXPECT_TRUE(draft.draft);
    EXPECT_NE(draft.file.string().find("_draft.json"), std::string::npos);
    EXPECT_THROW((void)set_up_forecast(options, forecast_inputs(), members(true, 1), waves),
                 UsageError);
}

TEST(SetUpForecast, RefusesBadWaves) {
    const auto waves = seen({true, true, true});
    ForecastOptions options;
    options.wave = "2026-12-15";
    EXPECT_THROW((void)set_up(options, waves), UsageError);
    options.respondents = 1000;
    EXPECT_EQ(set_up(options, waves).wave->respondents, 1000);
    for (const char* date : {"2023-12-01", "2031-02-01", "2026-02-30", "soon"}) {
        options.wave = date;
        EXPECT_THROW((void)set_up(options, waves), InputError) << date;
    }
}

} // namespace
} // namespace kozqaras
