#include "model/engine/respondents.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/parallel.hpp"
#include "tests/model/engine/small_plan.hpp"

namespace kozqaras {
namespace {

SyntheticSurvey interviewed(const RunPlan& plan, const InterviewOrder& order) {
    NoProgress progress;
    return interview_adults(plan, order, {}, progress);
}

/// Share of an answer to a question.
double share_of(const SyntheticSurvey& survey, std::size_t questions, std::size_t question,
                int answer) {
    double count = 0;
    for (std::size_t place = 0; place < survey.agents.size(); ++place)
        count += survey.answers[place * questions + question] == answer ? 1 : 0;
    return count / static_cast<double>(survey.agents.size());
}

TEST(Respondents, InTheWeekOfAWaveTheyAreTheDrawnSampleOfTheRun) {
    const RunPlan plan = testing::small_plan(2, 0.0005);
    const RunResult result = testing::run(plan);
    const auto& survey = plan.world->inputs.survey;
    for (const std::size_t wave : {1U, 2U}) {
        const auto asked = interviewed(
            plan, {0, 1, result.wave_weeks[wave], survey.waves[wave].respondents.value()});
        const auto drawn = view_of(result, &RunResult::wave_drawn);
        for (std::size_t question = 0; question < survey.questions.size(); ++question)
            for (const int answer : {1, -1})
                EXPECT_NEAR(share_of(asked, survey.questions.size(), question, answer),
                            static_cast<double>(drawn(1, wave, question, answer > 0 ? 0 : 1)), 1e-6)
                    << survey.questions[question].id;
    }
}

TEST(Respondents, MarginalsAgreeWithTheSurveyTableWithinSamplingError) {
    const RunPlan plan = testing::small_plan(1, 0.002);
    const RunResult result = testing::run(plan);
    const std::size_t questions = plan.world->inputs.survey.questions.size();
    constexpr int kAsked = 8000;
    const auto asked = interviewed(plan, {0, 0, result.wave_weeks[2], kAsked});
    ASSERT_EQ(asked.agents.size(), static_cast<std::size_t>(kAsked));
    const auto expected = view_of(result, &RunResult::wave_shares);
    double squares = 0;
    for (std::size_t question = 0; question < questions; ++question) {
        const double share = static_cast<double>(expected(0, 2, 0, question, 0));
        const double error = std::sqrt(share * (1 - share) / kAsked);
        const double z = (share_of(asked, questions, question, 1) - share) / error;
        EXPECT_LT(std::abs(z), 4.0) << question; // 29 answers of the same people
        squares += z * z;
    }
    EXPECT_LT(squares / static_cast<double>(questions), 2.5);
}

TEST(Respondents, WeightsAreOfMeanOneAndBringTheSampleToTheAdults) {
    const RunPlan plan = testing::small_plan(1, 0.0005);
    const auto asked = interviewed(plan, {0, 0, Week{207}, 1616});
    const World& world = *plan.world;
    const auto kazakh = *index_of(world.inputs.country->codes_of(Factor::ethnicity), "kazakh");
    double sum = 0, of_kazakhs = 0, kazakhs = 0, adults = 0;
    for (std::size_t place = 0; place < asked.agents.size(); ++place) {
        const bool one = world.population.ethnicity[asked.agents[place]] == kazakh;
        sum += asked.weights[place];
        of_kazakhs += one ? asked.weights[place] : 0;
        kazakhs += one ? 1 : 0;
    }
    for (const auto ethnicity : world.population.ethnicity)
        adults += ethnicity == kazakh ? 1 : 0;
    EXPECT_NEAR(sum / 1616, 1, 1e-6);
    EXPECT_NEAR(kazakhs / 1616, 0.776, 0.02); // as fielded
    EXPECT_NEAR(of_kazakhs / sum, adults / static_cast<double>(world.population.size()), 0.02);
}

TEST(Respondents, TheSameWhateverTheThreads) {
    const RunPlan plan = testing::small_plan(2);
    const InterviewOrder order{0, 1, Week{150}, 100};
    SyntheticSurvey one;
    {
        const ThreadLimit limit(1);
        one = interviewed(plan, order);
    }
    const auto many = interviewed(plan, order);
    EXPECT_EQ(one.agents, many.agents);
    EXPECT_EQ(one.answers, many.answers);
    EXPECT_EQ(one.weights, many.weights);
}

TEST(Respondents, InAScenarioTheSamePeopleAreAsked) {
    RunPlan plan = testing::small_plan(1);
    plan.scenarios.push_back({"same", "nothing changes", plan.scenarios[0].environment});
    const auto baseline = interviewed(plan, {0, 0, Week{120}, 200});
    const auto scenario = interviewed(plan, {1, 0, Week{120}, 200});
    EXPECT_EQ(baseline.agents, scenario.agents);
    EXPECT_EQ(baseline.answers, scenario.answers);
    const auto later = interviewed(plan, {0, 0, Week{160}, 200});
    EXPECT_NE(baseline.answers, later.answers);
}

TEST(Respondents, RefusesWhatIsOutsideThePlan) {
    const RunPlan plan = testing::small_plan(1);
    EXPECT_THROW(static_cast<void>(interviewed(plan, {1, 0, Week{10}, 10})), BugError);
    EXPECT_THROW(static_cast<void>(interviewed(plan, {0, 1, Week{10}, 10})), BugError);
    EXPECT_THROW(static_cast<void>(interviewed(plan, {0, 0, Week{10}, 0})), BugError);
}

} // namespace
} // namespace kozqaras
