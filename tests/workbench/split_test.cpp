// A scenario taken apart: parts alone, at the peak and the end of the whole, and what is left.
#include "workbench/split.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "model/engine/draws.hpp"
#include "model/engine/ensemble.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

/// The record, then it with a dispute and with more trips together; parts: each alone.
struct WholeAndParts {
    RunPlan plan = testing::small_plan(3, 0.0003);
    std::vector<ScenarioPart> parts;

    WholeAndParts() {
        const Environment record = plan.scenarios.front().environment;
        Environment dispute = record, trips = record;
        Event event;
        event.id = "dispute";
        event.event_class = EventClass::sovereignty;
        event.start = date_of({206});
        event.end = date_of({210});
        event.salience = 3.0;
        dispute.events.push_back(event);
        for (std::size_t week = 206; week < trips.trips_to_china.size(); ++week)
            trips.trips_to_china[week] += 100'000.0;
        Environment both = dispute;
        both.trips_to_china = trips.trips_to_china;
        plan.scenarios.push_back({"both", "both", both, {}});
        parts.push_back({"both", PartKind::channel, "events", {"both.events", "", dispute, {}}});
        parts.push_back({"both", PartKind::channel, "trips", {"both.trips", "", trips, {}}});
    }
};

/// The same with the parts as scenarios of one run, seen at every reported week.
std::vector<double> median_effect(const RunResult& result, std::size_t line, std::size_t week) {
    const auto with = adults_draws(result, line, week, 0, result.composite(), 0),
               without = adults_draws(result, 0, week, 0, result.composite(), 0);
    std::vector<double> points(with.size());
    std::ranges::transform(with, without, points.begin(),
                           [](double a, double b) { return 100.0 * (a - b); });
    return points;
}

TEST(Split, PartsAreThoseOfARunThatSeesEveryWeek) {
    const WholeAndParts example;
    const RunResult whole = testing::run(example.plan);
    std::vector<ScenarioNote> notes{{"both", "", {}}};
    NoProgress silent;
    add_parts(example.plan, whole, example.parts, {}, silent, notes);
    const auto& parts = notes.front().parts;
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts.back().kind, "rest");

    RunPlan all = example.plan;
    for (const ScenarioPart& part : example.parts)
        all.scenarios.push_back(part.setting);
    const RunResult beside = testing::run(all);
    const std::size_t last = beside.weeks.size() - 1;
    // The peak: the reported week of the largest median effect of the whole.
    std::size_t peak = 0;
    double largest = 0.0;
    for (std::size_t week = 0; week <= last; ++week)
        if (const double size = std::abs(spread_of(median_effect(beside, 1, week))->median);
            size > largest) {
            largest = size;
            peak = week;
        }
    ASSERT_LT(peak, last) << "peak and end would be one week";
    for (std::size_t part = 0; part < 2; ++part) {
        EXPECT_NEAR(parts[part].at_peak.median,
                    spread_of(median_effect(beside, 2 + part, peak))->median, 1e-4);
        EXPECT_NEAR(parts[part].at_end.median,
                    spread_of(median_effect(beside, 2 + part, last))->median, 1e-4);
        EXPECT_GT(std::abs(parts[part].at_peak.median), 1e-3) << "or anything would do";
    }
    std::vector<double> rest = median_effect(beside, 1, last);
    for (const std::size_t line : {2U, 3U}) {
        const auto part = median_effect(beside, line, last);
        for (std::size_t m = 0; m < rest.size(); ++m)
            rest[m] -= part[m];
    }
    EXPECT_NEAR(parts.back().at_end.median, spread_of(rest)->median, 1e-4);
}

TEST(Split, NothingIsRunWithoutParts) {
    const WholeAndParts example;
    const RunResult whole = testing::run(example.plan);
    std::vector<ScenarioNote> notes{{"both", "", {}}};
    NoProgress silent;
    add_parts(example.plan, whole, {}, {}, silent, notes);
    EXPECT_TRUE(notes.front().parts.empty());
}

} // namespace
} // namespace kozqaras
