#include "model/survey/poststratification.hpp"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

Population towns_and_villages(std::size_t towns, std::size_t villages) {
    Population population;
    population.country = shipped_country();
    for (auto* column :
         {&population.region, &population.sex, &population.age, &population.ethnicity,
          &population.language, &population.wealth, &population.education})
        column->assign(towns + villages, 0);
    population.settlement.assign(towns, 0);
    population.settlement.resize(towns + villages, 1);
    return population;
}

/// Index 0.4 in towns, 0.2 in villages, 60 and 40 respondents.
SurveyTables two_groups() {
    SurveyTables survey;
    survey.country = shipped_country();
    survey.waves.resize(1);
    survey.samples = {{"one", {{Factor::settlement, 0, 60}, {Factor::settlement, 1, 40}}, {}}};
    for (int group = 0; group < 2; ++group)
        for (int indicator = 0; indicator < kIndicatorCount; ++indicator) {
            Observation one;
            one.population = {ObservedPopulation::Kind::group, Factor::settlement, group, ""};
            one.quantity = Quantity::index;
            one.indicator = static_cast<Indicator>(indicator);
            one.value = (group == 0 ? 0.1 : -0.1) + 0.1 * (2 + indicator) - 0.05;
            survey.observations.push_back(one);
        }
    return survey;
}

TEST(Poststratification, WeightsAKnownCase) {
    const auto results = poststratify(two_groups(), towns_and_villages(25, 75));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].factor, Factor::settlement);
    EXPECT_NEAR(results[0].groups[0].composite, 0.4, 1e-12);
    EXPECT_NEAR(results[0].groups[1].composite, 0.2, 1e-12);
    EXPECT_NEAR(results[0].as_fielded(), 0.6 * 0.4 + 0.4 * 0.2, 1e-12);
    EXPECT_NEAR(results[0].poststratified(), 0.25 * 0.4 + 0.75 * 0.2, 1e-12);
}

TEST(Poststratification, LeavesOutWhatIsNotPrinted) {
    SurveyTables survey = two_groups();
    survey.observations.pop_back();
    EXPECT_TRUE(poststratify(survey, towns_and_villages(25, 75)).empty());
    EXPECT_THROW((void)poststratify(survey, Population{}), BugError);
}

// The groups as fielded give the printed composite of 0.39 back, to rounding and to respondents
// without a group; weighting moves it by no more than 0.02, its standard error if answers fully go
// together.
TEST(Poststratification, OfThePublishedSurvey) {
    const auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    const auto population = synthesise(inputs, {.scale = 0.002, .seed = 1}).population;
    const auto results = poststratify(inputs.survey, population);
    ASSERT_EQ(results.size(), 5U);
    for (const Poststratification& result : results) {
        EXPECT_NEAR(result.as_fielded(), 0.39, 0.012) << static_cast<int>(result.factor);
        EXPECT_LT(std::abs(result.poststratified() - result.as_fielded()), 0.02);
        EXPECT_EQ(result.groups_without_value, result.factor == Factor::ethnicity ? 1 : 0);
    }
}

} // namespace
} // namespace kozqaras
