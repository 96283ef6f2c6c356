// Screening of the model: what must move the index moves it, what cannot does not.

#include "calibration/screening.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/progress.hpp"
#include "tests/calibration/small_recovery.hpp"

namespace kozqaras {
namespace {

class ScreeningOfTheModel : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        NoProgress progress;
        auto inputs = shipped_inputs();
        const auto registry = std::make_shared<const ParameterRegistry>(inputs);
        const auto world = make_world(std::move(inputs), 0.0001, 1, progress);
        ScreeningSettings settings;
        settings.trajectories = 2;
        settings.points = 16;
        settings.most_chosen = 3;
        screening_ = new Screening(screen(world, registry, 0.0001, settings, {}, progress));
    }

    static void TearDownTestSuite() { delete screening_; }

    [[nodiscard]] static double effect(const std::string& output, const std::string& parameter) {
        const auto row = std::ranges::find(screening_->outputs, output);
        const auto column = std::ranges::find(screening_->parameters, parameter);
        EXPECT_NE(row, screening_->outputs.end());
        EXPECT_NE(column, screening_->parameters.end());
        return screening_->morris.mean(row - screening_->outputs.begin(),
                                       column - screening_->parameters.begin());
    }

    static Screening* screening_;
};

Screening* ScreeningOfTheModel::screening_ = nullptr;

TEST_F(ScreeningOfTheModel, KnowsWhichQuestionBelongsToWhichIndicator) {
    // A higher threshold makes agreement rarer, in its own indicator only.
    EXPECT_LT(effect("cultural_2023", "threshold.cult_cuisine.centre"), -0.01);
    EXPECT_EQ(effect("economic_2023", "threshold.cult_cuisine.centre"), 0.0);
    EXPECT_LT(effect("general_2023", "threshold.general_attitude.centre"), -0.1);
    EXPECT_EQ(effect("cultural_2023", "threshold.general_attitude.centre"), 0.0);
}

TEST_F(ScreeningOfTheModel, NoLaterEventMovesAnEarlierWave) {
    EXPECT_EQ(effect("composite_2020", "event.war.general"), 0.0);
    EXPECT_NE(effect("composite_2023", "event.war.general"), 0.0);
}

TEST_F(ScreeningOfTheModel, ChoosesTheLargestAndSharesTheVariance) {
    ASSERT_EQ(screening_->chosen.size(), 3U);
    const auto& effects = screening_->morris.absolute;
    EXPECT_EQ(effects(0, static_cast<Eigen::Index>(screening_->chosen[0])),
              effects.row(0).maxCoeff());
    EXPECT_EQ(screening_->sobol.total.cols(), 3);
    EXPECT_GT(screening_->sobol.total.row(0).sum(), 0.7); // of a variance, shares with interactions
    EXPECT_NE(screening_text(*screening_).find("composite_2023"), std::string::npos);
    const std::string table = screening_table(*screening_);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(table, '\n')),
              1 + screening_->outputs.size() * screening_->parameters.size());
}

} // namespace
} // namespace kozqaras
