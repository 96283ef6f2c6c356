// Events that go on behind the record.

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/dynamics/event_volume.hpp"
#include "support/errors.hpp"
#include "tests/model/dynamics/small_world.hpp"

namespace kozqaras {
namespace {

int year_of(Date day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}

/// A record with one visit in 2022, two in 2023, one that is announced and one that never ends.
InputData record_with_visits() {
    InputData inputs;
    const auto add = [&](const char* id, int year, unsigned month, unsigned day) {
        Event event;
        event.id = id;
        event.title = id;
        event.event_class = EventClass::diplomacy;
        event.start = std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) /
                                            static_cast<int>(day)};
        event.end = event.start + std::chrono::days{2};
        event.salience = static_cast<double>(month) / 4.0;
        inputs.events.push_back(event);
    };
    add("a", 2022, 5, 3);
    add("b", 2023, 2, 28);
    add("c", 2023, 9, 1);
    add("announced", 2023, 10, 1);
    inputs.events.back().expected = true;
    add("open", 2023, 11, 1);
    inputs.events.back().end.reset();
    inputs.recurring_events = {{EventClass::diplomacy, 2022, 2023}};
    return inputs;
}

TEST(RecurringEvents, EveryLaterYearRepeatsOneOfTheRecord) {
    const InputData inputs = record_with_visits();
    const Environment environment = historical_environment(inputs);
    std::map<int, std::vector<std::string>> drawn;
    for (const Event& event : environment.events) {
        if (!event.drawn)
            continue;
        drawn[year_of(event.start)].push_back(event.id);
        const auto original =
            std::ranges::find(inputs.events, event.id.substr(0, event.id.find('.')), &Event::id);
        ASSERT_NE(original, inputs.events.end());
        EXPECT_EQ(event.salience, original->salience);
        EXPECT_EQ(*event.end - event.start, *original->end - original->start) << event.id;
        EXPECT_EQ(std::chrono::year_month_day(event.start).month(),
                  std::chrono::year_month_day(original->start).month());
    }
    ASSERT_EQ(drawn.size(), 7U) << "2024 to 2030, nothing before";
    EXPECT_EQ(drawn.begin()->first, 2024);
    bool like_2022 = false, like_2023 = false;
    for (const auto& [year, ids] : drawn) {
        like_2022 |= ids.size() == 1;
        like_2023 |= ids.size() == 2;
        EXPECT_LE(ids.size(), 2U) << "neither what is announced nor what never ends";
    }
    EXPECT_TRUE(like_2022 && like_2023) << "drawn, not one year for ever";
    EXPECT_TRUE(historical_environment(inputs) == environment) << "drawn by key";
}

TEST(RecurringEvents, WithoutTheTableTheRecordEnds) {
    InputData inputs = record_with_visits();
    inputs.recurring_events.clear();
    EXPECT_EQ(historical_environment(inputs).events.size(), 4U) << "all but what is announced";
}

TEST(RecurringEvents, AreSwitchedOffAlone) {
    Switches switches;
    switches.drawn_events = false;
    Event event;
    EXPECT_TRUE(happens(event, switches));
    event.drawn = true;
    EXPECT_FALSE(happens(event, switches));
    EXPECT_TRUE(happens(event, {}));
}

TEST(RecurringEvents, OfTheShippedCountryGoOnTo2030) {
    const testing::SmallWorld world;
    const Environment environment = historical_environment(world.inputs);
    for (int year = 2026; year <= 2030; ++year)
        EXPECT_GT(std::ranges::count_if(environment.events,
                                        [&](const Event& event) {
                                            return event.drawn && year_of(event.start) == year &&
                                                   event.event_class == EventClass::diplomacy;
                                        }),
                  0)
            << year;
}

} // namespace
} // namespace kozqaras
