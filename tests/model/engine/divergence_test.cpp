// What makes environments equal and where they first differ, for each field of the one list.
#include "model/engine/divergence.hpp"

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

constexpr Week kEnd{200}, kChanged{40};

// A change of one member in week 40, or from the first week on; returns the week. A member of
// another type does not compile without a line here.

Week change(std::vector<double>& series) {
    if (series.empty())
        series.assign(201, 1.0);
    series[40] += 0.5;
    return kChanged;
}

Week change(std::vector<Event>& events) {
    events.emplace_back().start = date_of(kChanged);
    return kChanged;
}

Week change(std::vector<Plant>& plants) {
    plants.emplace_back().opening = kChanged;
    return kChanged;
}

Week change(std::vector<Exposure>& exposures) {
    auto& dose = exposures.emplace_back().dose;
    dose.assign(201, 0.0);
    dose[40] = 1;
    return kChanged;
}

Week change(SharedCountry& country) {
    country = std::make_shared<const Country>();
    return {0};
}

Environment example() {
    Environment environment;
    environment.trips_to_china.assign(201, 10.0);
    environment.visitors_from_china.assign(201, 20.0);
    environment.chinese_car_share.assign(201, 0.25);
    environment.events.emplace_back().start = date_of({10});
    environment.plants.emplace_back().opening = {12};
    return environment;
}

TEST(Environment, EveryFieldMakesADifference) {
    const Environment baseline = example();
    EXPECT_TRUE(baseline == example());
    EXPECT_EQ(first_difference(baseline, example(), kEnd), Week{201});
    int fields = 0;
    visit_environment_fields([&](const auto& field) {
        Environment other = example();
        const Week changed = change(other.*field.member);
        EXPECT_FALSE(baseline == other) << "field " << fields;
        EXPECT_EQ(first_difference(baseline, other, kEnd), changed) << "field " << fields;
        EXPECT_EQ(first_difference(other, baseline, kEnd), changed) << "field " << fields;
        ++fields;
    });
    EXPECT_EQ(fields, 8);
}

TEST(FirstDifference, NamesMakeNone) {
    const Environment baseline = example();
    Environment other = example();
    other.events[0].id = other.events[0].title = other.events[0].source = "another";
    other.plants[0].name = "another";
    EXPECT_FALSE(baseline == other);
    EXPECT_EQ(first_difference(baseline, other, kEnd), Week{201});
}

TEST(FirstDifference, EveryOtherPartOfAnEventOrPlantCounts) {
    const auto of_event = [](auto alter) {
        Environment other = example();
        alter(other.events[0]);
        return first_difference(example(), other, kEnd);
    };
    EXPECT_EQ(of_event([](Event& event) { event.event_class = EventClass::goods; }), Week{10});
    EXPECT_EQ(of_event([](Event& event) { event.direction = -1; }), Week{10});
    EXPECT_EQ(of_event([](Event& event) { event.national = false; }), Week{10});
    EXPECT_EQ(of_event([](Event& event) { event.regions = {3}; }), Week{10});
    EXPECT_EQ(of_event([](Event& event) { event.concern.wealth_classes = {2}; }), Week{10});
    EXPECT_EQ(of_event([](Event& event) { event.end = date_of({90}); }), Week{90});
    Environment other = example();
    other.plants[0].local_hiring = 0.5;
    EXPECT_EQ(first_difference(example(), other, kEnd), Week{12});
}

TEST(FirstDifference, AnEmptySeriesOfTheWarIsOneThroughout) {
    Environment other = example();
    other.war_intensity.assign(201, 1.0);
    EXPECT_EQ(first_difference(example(), other, kEnd), Week{201});
    other.war_intensity[70] = 0;
    EXPECT_EQ(first_difference(example(), other, kEnd), Week{70});
    other = example();
    other.trips_to_china.clear(); // stands for nothing, so that all weeks may differ
    EXPECT_EQ(first_difference(example(), other, kEnd), Week{0});
}

TEST(FirstDifference, OrderOfEventsAndExposuresMakesNone) {
    Environment one = example(), other = example();
    one.events.emplace_back().start = date_of({30});
    other.events.insert(other.events.begin(), one.events.back());
    for (auto* environment : {&one, &other}) {
        change(environment->exposures);
        change(environment->exposures);
        environment->exposures[environment == &one ? 0 : 1].key = "a";
    }
    EXPECT_EQ(first_difference(one, other, kEnd), Week{201});
}

} // namespace
} // namespace kozqaras
