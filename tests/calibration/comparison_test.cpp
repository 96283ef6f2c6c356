#include "calibration/comparison.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

class ComparisonOfPriors : public testing::Test {
  protected:
    ParameterRegistry registry_{load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data")};

    [[nodiscard]] Diagnosis prior() const {
        Diagnosis diagnosis;
        diagnosis.posterior = prior_as_posterior(registry_);
        diagnosis.fitted = diagnosis.posterior.fitted;
        diagnosis.targets = {{"nets 2021", "a", 0.1, 0.2, 0.1, -1.0, 0.0, true},
                             {"nets 2021", "b", 0.1, 0.4, 0.1, -3.0, 0.0, true}};
        return diagnosis;
    }
};

TEST_F(ComparisonOfPriors, NothingChangedIsSaid) {
    const auto comparison = compare(prior(), prior(), registry_);
    ASSERT_EQ(comparison.parameters.size(), prior().fitted.size());
    for (const ParameterChange& change : comparison.parameters) {
        EXPECT_EQ(change.moved_prior, 0.0);
        EXPECT_NEAR(change.narrowed, 1.0, 1e-12);
    }
    ASSERT_EQ(comparison.targets.size(), 1U);
    EXPECT_NEAR(comparison.targets[0].chi_squared, 5.0, 1e-12);
}

TEST_F(ComparisonOfPriors, MovesAndNarrowingAreFound) {
    Diagnosis now = prior();
    const std::size_t moved = now.fitted[7], k = 11;
    const double deviation = registry_.specs()[moved].prior_standard_deviation;
    now.posterior.mean[static_cast<Eigen::Index>(moved)] -= 2.5 * deviation;
    now.posterior.factor.row(k) *= 0.25;
    now.targets.push_back({"wave_2026 all", "c", 0.1, 0.1, 0.1, 0.0, 0.0, true});
    now.targets[1].z = -1.0;
    const auto comparison = compare(now, prior(), registry_);
    EXPECT_EQ(comparison.parameters[0].parameter, moved);
    EXPECT_NEAR(comparison.parameters[0].moved_prior, -2.5, 1e-9);
    const auto narrow =
        std::ranges::min_element(comparison.parameters, {}, &ParameterChange::narrowed);
    EXPECT_EQ(narrow->parameter, now.fitted[k]);
    EXPECT_NEAR(narrow->narrowed, 0.25, 1e-9);
    ASSERT_EQ(comparison.targets.size(), 2U);
    EXPECT_NEAR(comparison.targets[0].chi_squared_before, 5.0, 1e-12);
    EXPECT_NEAR(comparison.targets[0].chi_squared, 1.0, 1e-12);
    EXPECT_EQ(comparison.targets[1].targets, 0U) << "new numbers have no before";
    EXPECT_TRUE(comparison.targets[1].fitted_now);
    EXPECT_FALSE(comparison.targets[1].fitted_before);
    const auto text = comparison_text(comparison, registry_);
    EXPECT_NE(text.find(registry_.specs()[moved].name), std::string::npos);
}

} // namespace
} // namespace kozqaras
