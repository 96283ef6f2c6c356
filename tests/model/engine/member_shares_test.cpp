#include "model/engine/member_shares.hpp"

#include <barrier>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

using testing::same_bytes;
using testing::small_plan;

/// Processes that are threads of this one.
struct Meeting {
    explicit Meeting(std::size_t processes)
        : handed_in(processes), barrier(static_cast<std::ptrdiff_t>(processes)) {}

    std::vector<std::vector<std::byte>> handed_in;
    std::barrier<> barrier;
};

class ThreadExchange final : public MemberExchange {
  public:
    ThreadExchange(Meeting& meeting, std::size_t rank) : meeting_(meeting), rank_(rank) {}

    [[nodiscard]] std::size_t rank() const override { return rank_; }

    [[nodiscard]] std::size_t processes() const override { return meeting_.handed_in.size(); }

    std::vector<std::vector<std::byte>> all_gather(std::vector<std::byte> own) override {
        meeting_.handed_in[rank_] = std::move(own);
        meeting_.barrier.arrive_and_wait();
        auto all = meeting_.handed_in;
        meeting_.barrier.arrive_and_wait();
        return all;
    }

  private:
    Meeting& meeting_;
    std::size_t rank_;
};

/// What each of `processes` processes makes of the plan, or the text of what it throws.
struct Ending {
    RunResult result;
    std::string error;
};

std::vector<Ending> run_in(std::size_t processes, const RunPlan& plan,
                           std::optional<std::size_t> interrupted = {}) {
    Meeting meeting(processes);
    std::vector<Ending> endings(processes);
    std::vector<std::jthread> threads;
    for (std::size_t rank = 0; rank < processes; ++rank)
        threads.emplace_back([&, rank] {
            RunPlan own = plan;
            own.exchange = std::make_shared<ThreadExchange>(meeting, rank);
            std::stop_source stop;
            if (interrupted == rank)
                stop.request_stop();
            NoProgress progress;
            try {
                endings[rank].result = simulate(own, stop.get_token(), progress);
            } catch (const std::exception& error) {
                endings[rank].error = error.what();
            }
        });
    threads.clear();
    return endings;
}

RunPlan plan_of(std::size_t members) {
    RunPlan plan = small_plan(members, 0.00005);
    plan.end = {60};
    const Environment& record = plan.scenarios[0].environment;
    ScenarioSetting uncertain{"uncertain", "trips nobody knows", record};
    for (std::size_t m = 0; m < members; ++m) {
        Environment own = record;
        for (std::size_t week = 40; week < own.trips_to_china.size(); ++week)
            own.trips_to_china[week] += 10'000.0 * static_cast<double>(m);
        uncertain.member_environments.push_back(std::move(own));
    }
    plan.scenarios.push_back(std::move(uncertain));
    return plan;
}

void expect_same(const RunResult& left, const RunResult& right) {
    EXPECT_EQ(left.members, right.members);
    EXPECT_EQ(left.diverges, right.diverges);
    for (const ResultArray& array : result_arrays())
        EXPECT_TRUE(same_bytes(left.*array.values, right.*array.values)) << array.name;
}

TEST(MemberShares, SameBytesInAnyNumberOfProcesses) {
    const RunPlan plan = plan_of(19);
    const RunResult alone = testing::run(plan);
    for (const std::size_t processes : {2U, 3U, 21U}) // the last: more processes than members
        for (const Ending& ending : run_in(processes, plan)) {
            EXPECT_EQ(ending.error, "");
            expect_same(alone, ending.result);
        }
}

TEST(MemberShares, AMemberThatFailsIsNamedAndLeftOut) {
    const RunPlan whole = plan_of(5);
    RunPlan broken = whole;
    const std::size_t width = whole.registry->index("social.confidence_width");
    broken.members[3][width] = std::numeric_limits<double>::quiet_NaN();
    RunPlan without = whole;
    for (ScenarioSetting& scenario : without.scenarios)
        if (!scenario.member_environments.empty())
            scenario.member_environments.resize(3);
    without.members.resize(3);
    const RunResult expected = testing::run(without);
    for (const std::size_t processes : {1U, 2U})
        for (const Ending& ending : run_in(processes, broken)) {
            ASSERT_EQ(ending.error, "");
            ASSERT_EQ(ending.result.failed.size(), 1U);
            EXPECT_EQ(ending.result.failed[0].member, 3U);
            EXPECT_NE(ending.result.failed[0].reason, "");
            ASSERT_EQ(ending.result.members, 4U);
            const std::size_t size = expected.index_sample.size() / 6; // of a member and scenario
            for (std::size_t m = 0; m < 3; ++m)
                EXPECT_TRUE(std::equal(
                    expected.index_sample.begin() + static_cast<std::ptrdiff_t>((3 + m) * size),
                    expected.index_sample.begin() + static_cast<std::ptrdiff_t>((4 + m) * size),
                    ending.result.index_sample.begin() +
                        static_cast<std::ptrdiff_t>((4 + m) * size)))
                    << "member " << m << " of the second scenario";
            RunPlan others = broken;
            leave_out_failed(others, ending.result);
            EXPECT_EQ(others.members.size(), 4U);
            EXPECT_EQ(others.members[3], whole.members[4]);
            EXPECT_EQ(others.scenarios[1].member_environments.size(), 4U);
        }
}

TEST(MemberShares, NobodyLeftIsAnError) {
    RunPlan plan = plan_of(2);
    const std::size_t width = plan.registry->index("social.confidence_width");
    for (auto& member : plan.members)
        member[width] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW((void)testing::run(plan), InputError);
    for (const Ending& ending : run_in(2, plan))
        EXPECT_NE(ending.error.find("no member"), std::string::npos) << ending.error;
}

TEST(MemberShares, AnInterruptionOfOneStopsAll) {
    for (const Ending& ending : run_in(3, plan_of(4), 1))
        EXPECT_EQ(ending.error, "interrupted");
}

} // namespace
} // namespace kozqaras
