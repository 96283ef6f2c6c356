#include "app/forecast_setup.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

const InputData& inputs() {
    static const InputData data = load_inputs(KOZQARAS_SOURCE_DIR "/data");
    return data;
}

const Members kMembers{{{0.0}, {0.0}}, "posterior", "note", "default"};

TEST(KnownUntil, ForgetsWhatCameLater) {
    const Date day = *parse_date("2021-12-31");
    const auto record = historical_environment(inputs());
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

TEST(SetUpForecast, AnEarlierLastWaveMakesAHindcast) {
    ForecastOptions options;
    options.last_wave = "2021";
    const auto setup = set_up_forecast(options, inputs(), kMembers);
    EXPECT_TRUE(setup.hindcast);
    EXPECT_EQ(setup.last_wave, 1);
    EXPECT_EQ(setup.shocks_from, week_of(*parse_date("2021-12-31")) + 1);
    EXPECT_FALSE(set_up_forecast({}, inputs(), kMembers).hindcast);
}

TEST(SetUpForecast, RefusesBadWaves) {
    ForecastOptions options;
    options.wave = "2026-12-15";
    EXPECT_THROW((void)set_up_forecast(options, inputs(), kMembers), UsageError);
    options.respondents = 1000;
    EXPECT_EQ(set_up_forecast(options, inputs(), kMembers).wave->respondents, 1000);
    for (const char* date : {"2023-12-01", "2031-02-01", "2026-02-30", "soon"}) {
        options.wave = date;
        EXPECT_THROW((void)set_up_forecast(options, inputs(), kMembers), InputError) << date;
    }
    ForecastOptions unknown;
    unknown.last_wave = "2022";
    EXPECT_THROW((void)set_up_forecast(unknown, inputs(), kMembers), InputError);
}

} // namespace
} // namespace kozqaras
