// What news does to single questions, beyond the attitude behind them.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/engine/item_channels.hpp"
#include "support/errors.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

constexpr double kLoading = 0.3;

/// A baseline and a scenario with a dispute that all hear of, behind the last wave.
RunPlan plan_with_dispute() {
    RunPlan plan = testing::small_plan(0, 0.0005);
    plan.members.assign(2, plan.registry->prior_means());
    for (auto& member : plan.members) // the dispute moves no attitude, so that the channel is alone
        for (std::size_t i = 0; i < member.size(); ++i)
            if (plan.registry->specs()[i].name.starts_with("event.sovereignty."))
                member[i] = 0.0;
    plan.members[0][plan.registry->index("item.concern_land_sale.sovereignty")] = 0.0;
    plan.members[1][plan.registry->index("item.concern_land_sale.sovereignty")] = kLoading;
    plan.national.paths = 0;
    plan.end = {240};
    plan.scenarios.push_back(plan.scenarios.front());
    plan.scenarios.back().id = "dispute";
    Event event;
    event.id = "dispute";
    event.event_class = EventClass::sovereignty;
    event.start = date_of({220});
    event.end = date_of({240});
    event.salience = 3.0;
    plan.scenarios.back().environment.events.push_back(event);
    return plan;
}

std::size_t question(const RunPlan& plan, std::string_view id) {
    const auto& questions = plan.world->inputs.survey.questions;
    return static_cast<std::size_t>(std::ranges::find(questions, id, &Question::id) -
                                    questions.begin());
}

const RunResult& run_with_dispute() {
    static const RunResult result = testing::run(plan_with_dispute());
    return result;
}

TEST(ItemChannels, MoveTheirQuestionAlone) {
    const RunPlan plan = plan_with_dispute();
    const RunResult& result = run_with_dispute();
    const auto nets = view_of(result, &RunResult::question_net);
    const std::size_t land = question(plan, "concern_land_sale"), last = result.weeks.size() - 1;
    for (std::size_t q = 0; q < result.questions; ++q) {
        const float with = nets(1, 1, last, q) - nets(0, 1, last, q),
                    without = nets(1, 0, last, q) - nets(0, 0, last, q);
        if (q == land)
            EXPECT_GT(with - without, 0.05F);
        else
            EXPECT_NEAR(with, without, 1e-6F) << plan.world->inputs.survey.questions[q].id;
    }
}

// The size, by the formula of the header: a volume of 1 moves both thresholds by the loading.
TEST(ItemChannels, ShiftThresholdsByLoadingTimesVolume) {
    const RunPlan plan = plan_with_dispute();
    std::vector<MemberParameters> members{parameters_of(plan, 0), parameters_of(plan, 1)};
    const ItemChannels items(plan, plan.scenarios.back().environment, members),
        baseline(plan, plan.scenarios.front().environment, members);
    const std::size_t land = question(plan, "concern_land_sale");
    const auto moved = [&](const ItemChannels& channels, std::size_t member, int week) {
        const auto after = channels.shifted(members[member].response, member, {week});
        EXPECT_NEAR(after.upper[land] - after.lower[land],
                    members[member].response.upper[land] - members[member].response.lower[land],
                    1e-12);
        return members[member].response.upper[land] - after.upper[land];
    };
    EXPECT_NEAR(moved(items, 1, 230) - moved(baseline, 1, 230), kLoading, 1e-9);
    EXPECT_EQ(moved(items, 0, 230), 0.0);
    EXPECT_THROW((void)items.shifted(members[0].response, 2, {230}), BugError);
}

// A doubling of permits that all adults feel in full is a volume of 1; with experience and events
// off there is none.
TEST(ItemChannels, ShiftThresholdsByLoadingTimesExposure) {
    RunPlan plan = plan_with_dispute();
    const Environment& baseline = plan.scenarios.front().environment;
    Environment& environment = plan.scenarios.back().environment;
    environment = baseline;
    Exposure permits;
    permits.kind = ExposureKind::workers;
    permits.key = "permits";
    permits.audience.concern_only = false;
    permits.dose.assign(static_cast<std::size_t>(last_week().value) + 1, 0.0);
    std::fill(permits.dose.begin() + 220, permits.dose.end(), 1.0);
    environment.exposures.push_back(permits);
    const std::size_t channel =
        plan.registry->index("item.concern_labour_migration.exposure_workers");
    plan.members[0][channel] = 0.0;
    plan.members[1][channel] = kLoading;
    std::vector<MemberParameters> members{parameters_of(plan, 0), parameters_of(plan, 1)};
    for (MemberParameters& member : members)
        member.dynamics.attention.fill(1.0);
    const std::size_t labour = question(plan, "concern_labour_migration");
    const auto moved = [&](std::size_t member, int week) {
        const auto upper = [&](const Environment& one) {
            return ItemChannels(plan, one, members)
                .shifted(members[member].response, member, {week})
                .upper[labour];
        };
        return upper(baseline) - upper(environment);
    };
    EXPECT_NEAR(moved(1, 230), kLoading, 1e-9);
    EXPECT_EQ(moved(0, 230), 0.0);
    EXPECT_EQ(moved(1, 219), 0.0);
    plan.switches.events = false; // what news carries
    EXPECT_EQ(moved(1, 230), 0.0);
}

// Thresholds were fitted at the waves: up to the last one nothing moves.
TEST(ItemChannels, LeaveTheWavesAsTheyWereFitted) {
    const RunPlan plan = plan_with_dispute();
    const RunResult& result = run_with_dispute();
    const auto shares = view_of(result, &RunResult::wave_shares);
    const std::size_t land = question(plan, "concern_land_sale");
    for (std::size_t wave = 0; wave < result.wave_weeks.size(); ++wave)
        EXPECT_EQ(shares(0, wave, 0, land, 0), shares(1, wave, 0, land, 0));
}

TEST(ItemChannels, AreOffWithTheEvents) {
    RunPlan plan = plan_with_dispute();
    plan.switches.events = false;
    const RunResult result = testing::run(plan);
    const auto nets = view_of(result, &RunResult::question_net);
    EXPECT_EQ(nets(1, 1, result.weeks.size() - 1, question(plan, "concern_land_sale")),
              nets(0, 1, result.weeks.size() - 1, question(plan, "concern_land_sale")));
}

} // namespace
} // namespace kozqaras
