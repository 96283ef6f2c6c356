// Events that no wave has seen depart from their class; those of the record do not.

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

/// The member at its prior mean, and the same with later disputes that depart from their class.
RunPlan plan_with_departure(int start_of_dispute) {
    RunPlan plan = testing::small_plan(0, 0.0005);
    plan.members.assign(2, plan.registry->prior_means());
    plan.members[1][plan.registry->index("event.later.sovereignty")] = 0.5;
    plan.national.paths = 0;
    plan.end = {240};
    Environment& environment = plan.scenarios.front().environment;
    std::erase_if(environment.events,
                  [](const Event& event) { return week_of(event.start) > Week{200}; });
    Event event;
    event.id = "dispute";
    event.event_class = EventClass::sovereignty;
    event.start = date_of({start_of_dispute});
    event.end = date_of({240});
    event.salience = 3.0;
    environment.events.push_back(event);
    return plan;
}

double last_gap(const RunPlan& plan, std::size_t attitude) {
    const RunResult result = testing::run(plan);
    const auto mean = view_of(result, &RunResult::attitude_mean);
    return static_cast<double>(mean(0, 1, result.weeks.size() - 1, attitude)) -
           static_cast<double>(mean(0, 0, result.weeks.size() - 1, attitude));
}

TEST(LaterEvents, OfTheRecordAreWhatTheirClassIs) {
    EXPECT_EQ(last_gap(plan_with_departure(190), 0), 0.0);
}

TEST(LaterEvents, BehindTheLastWaveDepartInFavourAlone) {
    const RunPlan plan = plan_with_departure(215);
    ASSERT_LT(last_pinned_week(plan), Week{215});
    const double general = last_gap(plan, static_cast<std::size_t>(Attitude::general));
    EXPECT_GT(general, 0.2) << "0.5 for those who meet news often, less for the others";
    EXPECT_LT(general, 0.5);
    EXPECT_NEAR(last_gap(plan, static_cast<std::size_t>(Attitude::threat)), 0.0, 1e-6);
}

// A forecast that knows no wave after 2021 knows no event after it either.
TEST(LaterEvents, AreCountedFromTheLastWaveThatTheMembersKnow) {
    RunPlan plan = plan_with_departure(190);
    plan.national.pinned = std::vector<std::size_t>{1};
    EXPECT_EQ(last_pinned_week(plan), plan.registry->waves()[1].week);
    EXPECT_GT(last_gap(plan, 0), 0.2);
    plan.national.pinned = std::vector<std::size_t>{};
    EXPECT_EQ(last_pinned_week(plan), plan.registry->waves()[0].week);
}

} // namespace
} // namespace kozqaras
