#include <algorithm>

#include <gtest/gtest.h>

#include "scenarios/apply.hpp"
#include "scenarios/scenario_file.hpp"
#include "tests/scenarios/example_inputs.hpp"

namespace kozqaras::testing_scenarios {
namespace {

LeverSetting number(const char* lever, double value, Date date) {
    return {lever, value, date, std::nullopt, 0, {}};
}

LeverSetting visa(std::string_view word, Date date) {
    return {"visa.regime", std::string(word), date, std::nullopt, 0, {}};
}

Environment with(std::vector<LeverSetting> settings) {
    Changes changes;
    changes.levers = std::move(settings);
    return apply_changes(changes, example_baseline());
}

const Event& event(const Environment& environment, const std::string& id) {
    const auto found = std::ranges::find(environment.events, id, &Event::id);
    EXPECT_NE(found, environment.events.end()) << id;
    return *found;
}

TEST(Apply, NoChangeEqualsTheBaseline) {
    const auto path =
        std::filesystem::path(KOZQARAS_SOURCE_DIR) / "tests/scenarios/fixtures/no_change.toml";
    const auto settings = resolve(read_scenario(path, example_inputs()), example_baseline());
    ASSERT_EQ(settings.size(), 1U);
    EXPECT_EQ(settings[0].id, "no_change");
    EXPECT_TRUE(settings[0].environment == example_baseline());
}

TEST(Apply, EqualityNoticesEveryField) {
    const auto baseline = example_baseline();
    auto other = baseline;
    other.trips_to_china.back() += 1e-9;
    EXPECT_FALSE(baseline == other);
    other = baseline;
    other.events[1].concern.ages = {0};
    EXPECT_FALSE(baseline == other);
    other = baseline;
    other.plants.emplace_back();
    EXPECT_FALSE(baseline == other);
}

TEST(Apply, KeepingTheStatusQuoChangesNothing) {
    EXPECT_TRUE(with({visa(kVisaFree, day(2027, 1, 6))}) == example_baseline());
    EXPECT_TRUE(with({number("travel.trips_per_week", 8500, day(2027, 1, 6))}) ==
                example_baseline());
}

TEST(Apply, ValueHoldsFromItsWeekUntilItsEnd) {
    auto setting = number("travel.trips_per_week", 100, day(2027, 1, 6));
    setting.until = day(2028, 1, 5);
    const auto trips = with({setting}).trips_to_china;
    EXPECT_EQ(trips[week_index(day(2027, 1, 6)) - 1], 8500);
    EXPECT_EQ(trips[week_index(day(2027, 1, 6))], 100);
    EXPECT_EQ(trips[week_index(day(2028, 1, 5)) - 1], 100);
    EXPECT_EQ(trips[week_index(day(2028, 1, 5))], 8500);
}

TEST(Apply, WeeksBegunInTheMiddleCountInProportion) {
    // From Friday 1 January 2027 the week that began on Wednesday has five of its seven days.
    auto setting = number("travel.trips_per_week", 100, day(2027, 1, 1));
    setting.until = day(2027, 1, 15);
    const auto trips = with({setting}).trips_to_china;
    const auto start = week_index(day(2027, 1, 1));
    EXPECT_EQ(trips[start - 1], 8500);
    EXPECT_DOUBLE_EQ(trips[start], (2 * 8500.0 + 5 * 100) / 7);
    EXPECT_EQ(trips[start + 1], 100);
    EXPECT_DOUBLE_EQ(trips[start + 2], (5 * 8500.0 + 2 * 100) / 7);
    EXPECT_EQ(trips[start + 3], 8500);
}

TEST(Apply, RampIsLinearAndReachesTheValue) {
    auto setting = number("travel.visitors_per_week", 16000, day(2027, 1, 6));
    setting.ramp_weeks = 4;
    const auto visitors = with({setting}).visitors_from_china;
    const auto start = week_index(day(2027, 1, 6));
    EXPECT_DOUBLE_EQ(visitors[start], 13000);
    EXPECT_DOUBLE_EQ(visitors[start + 1], 14000);
    EXPECT_EQ(visitors[start + 3], 16000);
    EXPECT_EQ(visitors.back(), 16000);
}

TEST(Apply, LaterSettingReplacesEarlierWhateverTheirOrderInTheFile) {
    const auto early = number("goods.chinese_car_share", 0.5, day(2027, 1, 6));
    const auto late = number("goods.chinese_car_share", 0.6, day(2028, 1, 5));
    const auto forward = with({early, late}), backward = with({late, early});
    EXPECT_TRUE(forward == backward);
    EXPECT_EQ(forward.chinese_car_share[week_index(day(2027, 6, 1))], 0.5);
    EXPECT_EQ(forward.chinese_car_share.back(), 0.6);
}

TEST(Apply, WithdrawnVisaFreedomLowersTravelAlone) {
    const auto withdrawn = with({visa(kVisaRequired, day(2027, 1, 6))});
    EXPECT_NEAR(withdrawn.trips_to_china.back(), 4239, 1) << "109,600 in 181 days";
    EXPECT_NEAR(withdrawn.visitors_from_china.back(), 4929, 1) << "257,000 in a year";
    EXPECT_EQ(withdrawn.trips_to_china[week_index(day(2027, 1, 6)) - 1], 8500);
    EXPECT_TRUE(withdrawn.events == example_baseline().events)
        << "no study says what its news does";
}

TEST(Apply, ADebatedWithdrawalEndsTheEventAndMakesNews) {
    const auto withdrawn = with({visa(kVisaRequired, day(2027, 1, 6))});
    auto debated = with({visa(kVisaDebated, day(2027, 1, 6))});
    ASSERT_EQ(debated.events.size(), 3U);
    EXPECT_EQ(event(debated, "37").end, day(2027, 1, 6));
    const auto news = debated.events.back();
    EXPECT_EQ(news.event_class, EventClass::travel);
    EXPECT_EQ(news.direction, -1);
    EXPECT_EQ(news.start, day(2027, 1, 6));
    EXPECT_EQ(news.end, day(2027, 2, 10));
    EXPECT_EQ(news.concern.ages, (std::vector<int>{0, 1})) << "those the regime concerns";
    debated.events = withdrawn.events;
    EXPECT_TRUE(debated == withdrawn) << "nothing else";
}

TEST(Apply, RegainedVisaFreedomIsTheBaselineAgain) {
    const auto back = with({visa(kVisaDebated, day(2027, 1, 6)), visa(kVisaFree, day(2028, 1, 5))});
    EXPECT_EQ(back.trips_to_china.back(), 8500);
    ASSERT_EQ(back.events.size(), 4U);
    EXPECT_EQ(event(back, "37").end, day(2027, 1, 6));
    const auto& again = back.events.back();
    EXPECT_EQ(again.start, day(2028, 1, 5));
    EXPECT_FALSE(again.end);
    EXPECT_EQ(again.direction, 1);
}

TEST(Apply, RequiredTwiceInARowIsOneWithdrawal) {
    const auto once = with({visa(kVisaDebated, day(2027, 1, 6))});
    EXPECT_TRUE(once ==
                with({visa(kVisaDebated, day(2027, 1, 6)), visa(kVisaRequired, day(2028, 1, 5))}));
    const auto later =
        with({visa(kVisaRequired, day(2027, 1, 6)), visa(kVisaDebated, day(2028, 1, 5))});
    EXPECT_EQ(event(later, "37").end, day(2028, 1, 5)) << "the debate ends it, not the visas";
}

TEST(Apply, ExtendedTravelGrowsByTheMeasuredShareAndMakesNoNews) {
    const auto extended = with({visa(kVisaExtended, day(2027, 1, 6))});
    EXPECT_DOUBLE_EQ(extended.trips_to_china.back(), 8500 * 1.31);
    EXPECT_DOUBLE_EQ(extended.visitors_from_china.back(), 12000 * 1.31);
    EXPECT_EQ(extended.events.size(), 2U);
}

TEST(Apply, WithdrawalNeedsTheEventItEnds) {
    auto baseline = example_baseline();
    baseline.events.pop_back();
    Changes changes;
    changes.levers = {visa(kVisaDebated, day(2027, 1, 6))};
    EXPECT_THROW((void)apply_changes(changes, baseline), InputError);
}

TEST(Apply, VariantsStandOnTheScenariosOwnChanges) {
    Scenario scenario;
    scenario.id = "s";
    scenario.changes.levers = {number("travel.trips_per_week", 1, day(2027, 1, 6)),
                               number("goods.chinese_car_share", 0.5, day(2027, 1, 6))};
    Variant variant;
    variant.id = "v";
    variant.changes.levers = {number("travel.trips_per_week", 2, day(2027, 1, 6))};
    scenario.variants = {variant};
    const auto settings = resolve(scenario, example_baseline());
    ASSERT_EQ(settings.size(), 2U);
    EXPECT_EQ(settings[0].environment.trips_to_china.back(), 1);
    EXPECT_EQ(settings[1].id, "s.v");
    EXPECT_EQ(settings[1].environment.trips_to_china.back(), 2);
    EXPECT_EQ(settings[1].environment.chinese_car_share.back(), 0.5);
}

TEST(Apply, WarnsOutsideWhatWasObserved) {
    Scenario scenario;
    scenario.changes.levers = {number("travel.trips_per_week", 50'000, day(2027, 1, 6)),
                               number("goods.chinese_car_share", 0.2, day(2027, 1, 6))};
    const auto warnings = evidence_warnings(scenario);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("travel.trips_per_week"), std::string::npos);
}

} // namespace
} // namespace kozqaras::testing_scenarios
