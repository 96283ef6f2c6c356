#include "model/index/index.hpp"

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

SurveyTables survey() {
    return load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data").survey;
}

std::vector<AnswerShares> answers_of(const SurveyTables& tables, int wave) {
    std::vector<AnswerShares> answers(kQuestionCount);
    for (const Observation& net : tables.observations)
        if (net.of_everyone() && net.quantity == Quantity::net && net.wave == wave)
            answers[static_cast<std::size_t>(net.question)] = {net.value, 0.0};
    return answers;
}

TEST(Index, RepeatsThePrintedComposites) {
    const auto tables = survey();
    const auto first = index_of_answers(answers_of(tables, 0), tables.questions, 0);
    EXPECT_NEAR(first.composite, 0.180, 0.003);
    EXPECT_NEAR(first.indicators[1], 0.290, 0.0005);
    EXPECT_NEAR(first.indicators[2], 0.2575, 0.0005);
    EXPECT_NEAR(first.indicators[3], -0.21875, 0.0005);
    const auto last = index_of_answers(answers_of(tables, 2), tables.questions, 2);
    EXPECT_NEAR(last.composite, 0.385, 0.005);
    EXPECT_NEAR(last.indicators[2], 0.543, 0.001);
    EXPECT_NEAR(last.indicators[3], -0.058, 0.001);
}

TEST(Index, CompositeIsThePlainMeanOfFour) {
    const auto tables = survey();
    std::vector<AnswerShares> answers(kQuestionCount, {0.5, 0.25});
    for (std::size_t q = 0; q < answers.size(); ++q)
        if (tables.questions[q].indicator == kGeneral)
            answers[q] = {0.9, 0.0};
    EXPECT_NEAR(index_of_answers(answers, tables.questions).composite, (0.9 + 3 * 0.25) / 4, 1e-12);
}

TEST(Index, CountsNoQuestionOutsideTheIndex) {
    auto tables = survey();
    std::vector<AnswerShares> answers(kQuestionCount, {0.5, 0.25});
    const double before = index_of_answers(answers, tables.questions).composite;
    answers[5] = {1.0, 0.0};
    EXPECT_GT(index_of_answers(answers, tables.questions).composite, before);
    tables.questions[5].indicator.reset();
    EXPECT_DOUBLE_EQ(index_of_answers(answers, tables.questions).composite, before);
}

TEST(Index, NeedsOneAnswerPerQuestion) {
    const auto tables = survey();
    EXPECT_THROW((void)index_of_answers({}, tables.questions), BugError);
}

} // namespace
} // namespace kozqaras
