// A setting counts in proportion, whatever day it begins on.
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "model/dynamics/event_intensity.hpp"
#include "model/dynamics/exposure.hpp"
#include "scenarios/apply.hpp"
#include "scenarios/daily_series.hpp"
#include "scenarios/whole_weeks.hpp"
#include "tests/scenarios/example_inputs.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras::testing_scenarios {
namespace {

constexpr double kTrips = 8500; // of the example's baseline

Date wednesday() {
    return day(2027, 3, 3);
}

LeverSetting lasting(const char* lever, double value, Date from, int days) {
    LeverSetting setting{lever, value, from, from + std::chrono::days{days}, 0, {}};
    return setting;
}

Environment with_settings(std::vector<LeverSetting> settings) {
    Changes changes;
    changes.levers = std::move(settings);
    return apply_changes(changes, example_baseline());
}

Environment with_table(TableSetting setting) {
    Changes changes;
    changes.tables.push_back(std::move(setting));
    return apply_changes(changes, example_baseline());
}

double extra_trips(const Environment& environment) {
    const auto& trips = environment.trips_to_china;
    return std::accumulate(trips.begin(), trips.end(), 0.0) -
           kTrips * static_cast<double>(trips.size());
}

/// What all events beyond the two of the baseline add up to over time.
double sum_of_events(const Environment& environment) {
    constexpr double kHalfLife = 8;
    double sum = 0;
    for (std::size_t e = 2; e < environment.events.size(); ++e)
        for (int week = 0; week <= last_week().value; ++week)
            sum += event_strength(environment.events[e], {week}, kHalfLife);
    return sum;
}

double sum_of_exposures(const Environment& environment) {
    DynamicsParameters parameters;
    parameters.half_life_weeks.fill(8);
    parameters.message_half_life_weeks = 3;
    parameters.lasting_half_life_weeks = 6;
    parameters.message_lasting_share = 0.2;
    parameters.message_negativity = 3;
    parameters.correction_share = 0.5;
    double sum = 0;
    for (const Exposure& exposure : environment.exposures)
        for (const double strength : exposure_strength(exposure, parameters))
            sum += strength;
    return sum;
}

TEST(WholeWeeks, FiveDaysAreFiveSeventhsOfAWeekOnWhateverDayTheyBegin) {
    for (int late = 0; late < kDaysInWeek; ++late) {
        const auto from = wednesday() + std::chrono::days{late};
        EXPECT_NEAR(extra_trips(with_settings({lasting("travel.trips_per_week", 60000, from, 5)})),
                    (60000 - kTrips) * 5 / 7, 1e-6)
            << late;
        EXPECT_NEAR(extra_trips(with_settings({lasting("border.closure", 1, from, 16)})),
                    -kTrips * 16 / 7, 1e-6)
            << late;
    }
    const auto trips = with_settings({lasting("travel.trips_per_week", 60000, day(2027, 3, 6), 5)});
    const auto week = week_index(wednesday());
    EXPECT_NEAR(trips.trips_to_china[week], kTrips + (60000 - kTrips) * 4 / 7, 1e-9);
    EXPECT_NEAR(trips.trips_to_china[week + 1], kTrips + (60000 - kTrips) * 1 / 7, 1e-9);
    EXPECT_EQ(trips.trips_to_china[week + 2], kTrips);
}

TEST(WholeWeeks, WholeWeeksFromTheirFirstDayAreSetToTheLastBit) {
    auto setting = lasting("goods.chinese_car_share", 0.1234567, wednesday(), 21);
    const auto cars = with_settings({setting}).chinese_car_share;
    const auto week = week_index(wednesday());
    EXPECT_EQ(cars[week - 1], 0.39);
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_EQ(cars[week + k], 0.1234567);
    EXPECT_EQ(cars[week + 3], 0.39);
}

TEST(WholeWeeks, TwoSettingsThatMeetWithinAWeekShareItsDays) {
    auto first = lasting("travel.trips_per_week", 700, wednesday() - std::chrono::days{70}, 72);
    auto second = lasting("travel.trips_per_week", 7000, wednesday() + std::chrono::days{2}, 70);
    const auto trips = with_settings({second, first}).trips_to_china;
    EXPECT_NEAR(trips[week_index(wednesday())], 2 * 100 + 5 * 1000, 1e-9);
}

TEST(WholeWeeks, AClosedBorderStopsTheTripsOfItsOwnDays) {
    auto many = lasting("travel.trips_per_week", 70000, wednesday(), 3);
    auto closed = lasting("border.closure", 1, wednesday() + std::chrono::days{3}, 4);
    const auto trips = with_settings({many, closed}).trips_to_china;
    EXPECT_NEAR(trips[week_index(wednesday())], 3 * 10000, 1e-9) << "all trips before the closure";
}

TEST(WholeWeeks, ARampStepsEverySevenDaysFromItsFirst) {
    auto setting = lasting("travel.trips_per_week", 12500, wednesday() + std::chrono::days{3}, 700);
    setting.ramp_weeks = 4;
    const auto trips = with_settings({setting}).trips_to_china;
    const auto week = week_index(wednesday());
    EXPECT_NEAR(trips[week], kTrips + 1000 * 4.0 / 7, 1e-9);
    EXPECT_NEAR(trips[week + 1], kTrips + 1000 * 3.0 / 7 + 2000 * 4.0 / 7, 1e-9);
    EXPECT_EQ(trips[week + 4], 12500);
}

TEST(WholeWeeks, AHappeningAddsUpToTheSameOnWhateverDayItBegins) {
    for (const int days : {1, 3, 7, 10}) {
        std::vector<double> sums;
        for (int late = 0; late < kDaysInWeek; ++late) {
            TableSetting visit;
            visit.lever = "visit";
            const Date start = wednesday() + std::chrono::days{late};
            visit.values = {{"title", std::string("v")},
                            {"kind", std::string("leader")},
                            {"start", start},
                            {"end", start + std::chrono::days{days - 1}}};
            sums.push_back(sum_of_events(with_table(visit)));
        }
        EXPECT_GT(sums.front(), 1);
        for (const double sum : sums)
            EXPECT_NEAR(sum, sums.front(), 1e-6) << days;
    }
}

TEST(WholeWeeks, AStateAddsUpInProportionToItsDays) {
    std::vector<double> by_days;
    for (const int days : {4, 7, 11, 14}) {
        const auto sum = [&](int late) {
            return sum_of_events(with_settings(
                {lasting("border.closure", 1, wednesday() + std::chrono::days{late}, days)}));
        };
        for (int late = 1; late < kDaysInWeek; ++late)
            EXPECT_NEAR(sum(late), sum(0), 1e-6) << days;
        by_days.push_back(sum(0));
    }
    EXPECT_NEAR(by_days[0], by_days[1] * 4 / 7, 1e-6);
    EXPECT_NEAR(by_days[2] - by_days[1], (by_days[3] - by_days[1]) * 4 / 7, 1e-6);
    const auto closed = with_settings({lasting("border.closure", 1, wednesday(), 14)});
    const auto& last = closed.events.back();
    EXPECT_EQ(last.end, wednesday() + std::chrono::days{13}) << "the day before 'until'";
}

TEST(WholeWeeks, AnExposureAddsUpToTheSameOnWhateverDayItBegins) {
    const auto levers = [](int late) {
        const Date from = wednesday() + std::chrono::days{late};
        return sum_of_exposures(
                   with_settings({lasting("trade.turnover_musd_per_year", 60000, from, 5)})) +
               sum_of_exposures(
                   with_settings({lasting("goods.price_change_percent", 20, from, 30)}));
    };
    const auto tables = [](int late) {
        const Date start = wednesday() + std::chrono::days{late};
        TableSetting rumour;
        rumour.lever = "misinformation";
        rumour.values = {{"name", std::string("r")},
                         {"start", start},
                         {"weeks", 2.0},
                         {"reach", 0.4},
                         {"correction", start + std::chrono::days{10}}};
        return sum_of_exposures(with_table(rumour));
    };
    EXPECT_GT(std::abs(levers(0)), 0.1);
    EXPECT_GT(std::abs(tables(0)), 0.1);
    for (int late = 1; late < kDaysInWeek; ++late) {
        EXPECT_NEAR(levers(late), levers(0), 1e-6) << late;
        EXPECT_NEAR(tables(late), tables(0), 1e-6) << late;
    }
}

TEST(WholeWeeks, PeopleTaughtInAYearAreAsManyOnWhateverDayTheCoursesBegin) {
    for (int late = 0; late < kDaysInWeek; ++late) {
        const auto courses = with_settings({lasting("education.language_learners_per_year", 52000,
                                                    wednesday() + std::chrono::days{late}, 140)});
        ASSERT_EQ(courses.exposures.size(), late == 0 ? 1U : 2U);
        double persons = 0, weight = 0;
        for (const Exposure& exposure : courses.exposures) {
            persons += exposure.dose.back() * exposure.persons.back();
            weight += exposure.dose.back();
        }
        EXPECT_NEAR(weight, 1, 1e-12);
        EXPECT_NEAR(persons, courses.exposures.front().persons.back(), 1e-6);
    }
}

// 1,810 million US dollars a year, the inflow of the status quo, are one doubling; three times as
// much are two, half of the way there log2(2.5).
TEST(WholeWeeks, InvestmentCountsInDoublingsFromItsFirstDayToItsLast) {
    TableSetting setting;
    setting.lever = "investment";
    setting.values = {{"name", std::string("i")},
                      {"sector", std::string("finance")},
                      {"amount_musd_per_year", 1810.0},
                      {"start", date_of(week_of(wednesday()))},
                      {"end", date_of(week_of(wednesday())) + std::chrono::days{7 * 10 - 1}}};
    const auto doses = [&] {
        const auto environment = with_table(setting);
        EXPECT_EQ(environment.exposures.size(), 1U);
        EXPECT_EQ(environment.exposures.at(0).sector, "finance");
        return environment.exposures.at(0).dose;
    };
    const auto first = static_cast<std::size_t>(week_of(wednesday()).value);
    auto dose = doses();
    EXPECT_EQ(dose[first - 1], 0.0);
    for (std::size_t week = first; week < first + 10; ++week)
        EXPECT_DOUBLE_EQ(dose[week], 1.0) << week;
    EXPECT_EQ(dose[first + 10], 0.0);
    setting.values["amount_musd_per_year"] = 3 * 1810.0;
    setting.values["ramp_weeks"] = 2.0;
    dose = doses();
    EXPECT_DOUBLE_EQ(dose[first], std::log2(2.5));
    EXPECT_DOUBLE_EQ(dose[first + 1], 2.0);
    setting.values["start"] = wednesday() + std::chrono::days{3};
    const auto late = with_table(setting).exposures;
    ASSERT_EQ(late.size(), 2U) << "of a day within a week: the weeks before and after";
    EXPECT_DOUBLE_EQ(late[0].dose[first + 5] + late[1].dose[first + 5], 2.0);
}

} // namespace
} // namespace kozqaras::testing_scenarios
