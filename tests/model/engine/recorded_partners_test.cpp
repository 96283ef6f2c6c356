#include <gtest/gtest.h>

#include "model/engine/partner_shifts.hpp"
#include "model/engine/respondents.hpp"
#include "model/survey/partner_choice.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

RunPlan asking_plan(std::size_t members = 2) {
    RunPlan plan = testing::small_plan(members, 0.0005);
    plan.partners =
        load_partners(std::string(KOZQARAS_SOURCE_DIR) + "/data", plan.world->inputs.survey);
    return plan;
}

Mentions last_mentions(const RunPlan& plan, const RunResult& result, std::size_t scenario) {
    const auto shares = view_of(result, &RunResult::partner_share);
    return mentions_of(shares.behind(scenario, 0, result.weeks.size() - 1),
                       plan.partners->partners.size());
}

/// The partner whose naming a war moves.
std::size_t moved_by_war(const PartnerTables& tables) {
    for (std::size_t p = 0; p < tables.partners.size(); ++p)
        if (tables.partners[p].war_shift != 0.0)
            return p;
    return tables.partners.size();
}

TEST(RecordedPartners, AskingChangesNothingElse) {
    const RunPlan asks = asking_plan();
    RunPlan silent = asks;
    silent.partners = nullptr;
    const auto with = testing::run(asks), without = testing::run(silent);
    for (const ResultArray& array : result_arrays())
        if (array.values != &RunResult::partner_share) {
            EXPECT_TRUE(testing::same_bytes(with.*array.values, without.*array.values))
                << array.name;
        }
    EXPECT_TRUE(without.partner_share.empty());
    EXPECT_EQ(with.partner_sets, 64U);
}

TEST(RecordedPartners, SharesOfSetsAddUpToOneInTheWeeksAsked) {
    const RunPlan plan = asking_plan(1);
    const auto result = testing::run(plan);
    const auto shares = view_of(result, &RunResult::partner_share);
    for (const std::size_t time : partner_times(*plan.partners, result)) {
        double sum = 0.0;
        for (const float share : shares.behind(0, 0, time))
            sum += static_cast<double>(share);
        EXPECT_NEAR(sum, 1.0, 1e-5) << time;
    }
}

TEST(RecordedPartners, WithoutTheWarItsPartnerIsNamedMoreOftenAndAnUnchangedScenarioIsTheBaseline) {
    RunPlan plan = asking_plan(1);
    const Environment baseline = plan.scenarios.front().environment;
    plan.scenarios.push_back({"same", "nothing", baseline});
    Environment peace = baseline;
    peace.war_intensity.assign(static_cast<std::size_t>(last_week().value) + 1, 0.0);
    plan.scenarios.push_back({"peace", "no war", peace});
    const auto result = testing::run(plan);
    const auto before = last_mentions(plan, result, 0), same = last_mentions(plan, result, 1),
               after = last_mentions(plan, result, 2);
    const std::size_t moved = moved_by_war(*plan.partners);
    ASSERT_LT(moved, before.named.size());
    EXPECT_EQ(same.named, before.named);
    EXPECT_GT(after.named[moved], before.named[moved] + 0.1);
    for (std::size_t p = 0; p < before.named.size(); ++p)
        if (p != moved && !plan.partners->partners[p].question) {
            EXPECT_NEAR(after.named[p], before.named[p], 1e-6) << p; // sums of floats
        }
}

TEST(PartnerShifts, TheWarCountsFromItsFirstDay) {
    const RunPlan plan = asking_plan(1);
    const Environment& record = plan.scenarios.front().environment;
    EXPECT_EQ(war_level(record, week_of(*parse_date("2022-01-10"))), 0.0);
    EXPECT_EQ(war_level(record, week_of(*parse_date("2023-02-14"))), 1.0);
    const auto now = partner_shifts(*plan.partners, record, week_of(*parse_date("2023-02-14")));
    for (const double shift : now)
        EXPECT_EQ(shift, 0.0);
}

// The end of the war and a stated recovery are one thing: they do not add up.
TEST(PartnerShifts, AStatedApprovalStandsInPlaceOfTheWar) {
    const RunPlan plan = asking_plan(1);
    const auto weeks = static_cast<std::size_t>(last_week().value) + 1;
    Environment recovered = plan.scenarios.front().environment;
    recovered.war_intensity.assign(weeks, 0.0);
    Exposure approval;
    approval.kind = ExposureKind::competitor;
    approval.dose.assign(weeks, 2.0); // 20 points
    recovered.exposures.push_back(approval);
    const auto shifts = partner_shifts(*plan.partners, recovered, last_week());
    const std::size_t moved = moved_by_war(*plan.partners);
    EXPECT_NEAR(shifts[moved], 2.0 * plan.partners->partners[moved].approval_shift, 1e-12);
}

TEST(Respondents, NameTheSameCountriesWhateverTheMember) {
    const RunPlan plan = asking_plan(2);
    NoProgress progress;
    const Week week = week_of(plan.partners->middle());
    const auto one = interview_adults(plan, {0, 0, week, 3000}, {}, progress),
               other = interview_adults(plan, {0, 1, week, 3000}, {}, progress);
    ASSERT_EQ(one.partners.size(), one.agents.size());
    std::uint8_t still = 0; // countries that no opinion moves
    for (std::size_t p = 0; p < plan.partners->partners.size(); ++p)
        if (!plan.partners->partners[p].question)
            still |= static_cast<std::uint8_t>(1U << p);
    std::size_t met = 0;
    for (std::size_t i = 0; i < one.agents.size(); ++i)
        for (std::size_t k = 0; k < other.agents.size(); ++k)
            if (one.agents[i] == other.agents[k]) {
                ++met;
                EXPECT_EQ(one.partners[i] & still, other.partners[k] & still);
            }
    EXPECT_GT(met, 0U);
}

} // namespace
} // namespace kozqaras
