#include "calibration/predictive.hpp"
#include "tests/shipped_survey.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

/// A diagnosis of a fit to the answers of 2023 alone, and members that give any share as answers.
class PredictiveOfAnswers : public testing::Test {
  protected:
    PredictiveOfAnswers() {
        NoProgress progress;
        world_ = make_world(load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data"), 0.0005, 1,
                            progress);
        for (const Target& target : make_targets(world_->inputs.survey, {}))
            if (target.family == "answers 2023") {
                targets_.push_back(target);
                diagnosis_.targets.push_back(
                    {target.family, target.label, target.value, 0.0, 0.0, 0.0, 0.0, true});
            }
        diagnosis_.families = {{"answers 2023", targets_.size(), 0.0, 0.0, 0.0}};
    }

    /// Three members whose answers lie `shift` beside the printed ones.
    [[nodiscard]] std::vector<std::vector<float>> members(double shift) const {
        std::vector<float> member(std::size_t{kWaveCount} * kGroupCount * kQuestionCount * 2, 0.5F);
        for (const Target& target : targets_)
            member[(2 * static_cast<std::size_t>(kGroupCount) * kQuestionCount +
                    static_cast<std::size_t>(target.question)) *
                       2 +
                   (target.kind == TargetKind::positive ? 0U : 1U)] =
                static_cast<float>(target.value +
                                   (target.kind == TargetKind::positive ? shift : -shift));
        return {member, member, member};
    }

    std::shared_ptr<const World> world_;
    std::vector<Target> targets_;
    Diagnosis diagnosis_;
    std::vector<FamilyMisfit> stored_{{"all", 69, {30.0, 20.0, 6.0}}};
};

TEST_F(PredictiveOfAnswers, APerfectFitHasNoMisfit) {
    const auto check =
        check_predictive(diagnosis_, stored_, *world_, members(0.0), members(0.0), {});
    ASSERT_EQ(check.families.size(), 2U) << "all, and the one family";
    EXPECT_EQ(check.families[0].left.misfit.expected, 20.0); // as stored, not as fitted again
    EXPECT_NEAR(check.families[0].left.misfit.chi_squared, 0.0, 1e-4);
    EXPECT_NE(predictive_text(check).find("; 49 effective parameters"), std::string::npos);
    EXPECT_NEAR(check.families[0].inside_90, 1.0, 1e-9);
    EXPECT_TRUE(check.conflicts.empty());
    EXPECT_EQ(check.without_targets, 0U);
}

TEST_F(PredictiveOfAnswers, AWrongFitAndAConflictingPriorAreSaid) {
    diagnosis_.targets.push_back({"wave_2026 all", "other", 0.1, 0.1, 0.1, 0.0, 0.0, true});
    const auto check =
        check_predictive(diagnosis_, stored_, *world_, members(0.05), members(-0.3), {});
    EXPECT_GT(check.families[0].left.ratio(), 1.2);
    EXPECT_TRUE(std::isnan(check.families[1].left.ratio())) << "nothing is stored of this family";
    EXPECT_LT(check.families[0].inside_90, 0.5);
    EXPECT_GT(check.conflicts.size(), 40U);
    EXPECT_EQ(check.without_targets, 1U);
    EXPECT_NE(predictive_text(check).find("Conflicts of prior and data before fitting"),
              std::string::npos);
}

} // namespace
} // namespace kozqaras
