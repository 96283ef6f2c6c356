#include "observations/survey_error.hpp"

#include <array>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const SurveyTables& printed_survey() {
    static const SurveyTables tables =
        load_survey_tables(std::string(KOZQARAS_SOURCE_DIR) + "/data/survey", shipped_country());
    return tables;
}

int question_called(const std::string& id) {
    for (std::size_t q = 0; q < printed_survey().questions.size(); ++q)
        if (printed_survey().questions[q].id == id)
            return static_cast<int>(q);
    return -1;
}

constexpr int k2021 = 1, k2023 = 2;

// 73 and 18 % of 1,616 people, asked again and again: the s.d. of the net is the standard error. Of
// 4,000 surveys an s.d. is known to 1.1 %; four of these.
TEST(SurveyError, OfANetIsTheSpreadOfRepeatedSurveys) {
    const auto error =
        net_standard_error(printed_survey(), question_called("general_attitude"), k2023);
    ASSERT_TRUE(error);
    std::mt19937 random(1);
    constexpr int kSurveys = 4000, kPeople = 1616;
    double sum = 0, squares = 0;
    for (int s = 0; s < kSurveys; ++s) {
        const int positive = std::binomial_distribution<int>(kPeople, 0.73)(random);
        const int negative =
            std::binomial_distribution<int>(kPeople - positive, 0.18 / 0.27)(random);
        const double net = static_cast<double>(positive - negative) / kPeople;
        sum += net;
        squares += net * net;
    }
    const double mean = sum / kSurveys, spread = std::sqrt(squares / kSurveys - mean * mean);
    EXPECT_NEAR(spread / *error, 1.0, 0.045);
    EXPECT_NEAR(*error, std::sqrt((0.91 - 0.55 * 0.55) / 1616), 1e-12); // by hand
}

// Where only the net is printed, everybody may have had an opinion: never less than the truth.
TEST(SurveyError, OfANetWithoutSharesIsItsUpperBound) {
    const int question = question_called("geo_rich");
    const auto net = printed_net(printed_survey(), question, k2021);
    const auto error = net_standard_error(printed_survey(), question, k2021);
    ASSERT_TRUE(net && error);
    ASSERT_FALSE(printed_answers(printed_survey(), question, k2021));
    EXPECT_NEAR(*error, std::sqrt((1.0 - *net * *net) / 2624), 1e-12);
    EXPECT_FALSE(net_standard_error(printed_survey(), question, 0))
        << "2020: respondents are not printed";
}

// Equal errors e of n questions: e / sqrt(n) if independent, e if all err alike.
TEST(SurveyError, OfAnIndicatorLiesBetweenItsBounds) {
    for (int i = 0; i < kIndicatorCount; ++i) {
        double largest = 0, smallest = 1;
        int count = 0;
        for (std::size_t q = 0; q < printed_survey().questions.size(); ++q) {
            const Question& question = printed_survey().questions[q];
            if (question.indicator != static_cast<Indicator>(i) || !question.counts_in(k2023))
                continue;
            const auto error = net_standard_error(printed_survey(), static_cast<int>(q), k2023);
            ASSERT_TRUE(error) << question.id;
            largest = std::max(largest, *error);
            smallest = std::min(smallest, *error);
            ++count;
        }
        const auto bounds = indicator_error(printed_survey(), static_cast<Indicator>(i), k2023);
        ASSERT_TRUE(bounds);
        EXPECT_GE(bounds->independent, smallest / std::sqrt(count) - 1e-15);
        EXPECT_LE(bounds->independent, largest / std::sqrt(count) + 1e-15);
        EXPECT_GE(bounds->correlated, smallest - 1e-15);
        EXPECT_LE(bounds->correlated, largest + 1e-15);
    }
}

// Two surveys whose composites have the error e, and a true change of 2.8 sqrt(2) e: a test at the
// 5 % level sees it in 8 of 10 cases (20,000 pairs: to 0.3 %), and no change in 5 of 100.
TEST(SurveyError, ADetectableEffectIsSeenInEightOfTenCases) {
    const auto detectable = detectable_effect(printed_survey());
    ASSERT_TRUE(detectable);
    EXPECT_EQ(detectable->respondents, 1616);
    const auto error = composite_error(printed_survey(), last_wave_with_nets(printed_survey()));
    ASSERT_TRUE(error);
    for (const auto& [effect, e] : {std::pair{detectable->effect.independent, error->independent},
                                    std::pair{detectable->effect.correlated, error->correlated}}) {
        std::mt19937 random(2);
        std::normal_distribution<double> noise(0.0, e);
        int seen = 0, false_alarms = 0;
        constexpr int kPairs = 20000;
        const auto significant = [&](double change) {
            return std::abs(change) > 1.96 * std::sqrt(2.0) * e;
        };
        for (int pair = 0; pair < kPairs; ++pair) {
            const double before = noise(random), after = noise(random);
            seen += significant(effect + after - before) ? 1 : 0;
            false_alarms += significant(after - before) ? 1 : 0;
        }
        EXPECT_NEAR(static_cast<double>(seen) / kPairs, 0.80, 0.012);
        EXPECT_NEAR(static_cast<double>(false_alarms) / kPairs, 0.05, 0.007);
    }
}

} // namespace
} // namespace kozqaras
