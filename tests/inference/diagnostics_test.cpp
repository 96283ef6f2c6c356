#include "inference/check/diagnostics.hpp"

#include <gtest/gtest.h>

#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

/// Two parameters whose sum is measured to 0.1, the difference not at all; the fourth datum is far
/// from anything the model says.
InferenceProblem only_the_sum() {
    return {Prior({normal("left", 0.0, 1.0), normal("right", 0.0, 1.0), normal("idle", 5.0, 2.0)}),
            in_parallel([](const Eigen::VectorXd& t) {
                const double sum = t[0] + t[1];
                return Eigen::VectorXd{{sum, sum, sum, 0.0}};
            }),
            constant_covariance(0.01 * Eigen::MatrixXd::Identity(4, 4)),
            Eigen::VectorXd{{1.0, 1.1, 0.9, 0.5}}};
}

InferenceResult fitted() {
    NoProgress progress;
    return infer(only_the_sum(), Method::laplace, {}, {}, progress);
}

TEST(Diagnostics, TellWhatTheDataInform) {
    const auto result = fitted();
    const auto summaries = parameter_summaries(result);
    EXPECT_NEAR(summaries[0].posterior_over_prior, std::sqrt(0.5), 0.03);
    EXPECT_NEAR(summaries[2].posterior_over_prior, 1.0, 0.05);
    EXPECT_NEAR(summaries[2].mean, 5.0, 0.15);
    EXPECT_NEAR(summaries[2].low, 5.0 - 1.645 * 2.0, 0.3);
    const auto directions = eigen_directions(result.unconstrained);
    // sum / sqrt 2 has prior variance 1 and is measured with variance 0.01 / 3 / 2
    EXPECT_NEAR(directions[0].posterior_over_prior, std::sqrt(1.0 / (1.0 + 600.0)), 0.005);
    EXPECT_NEAR(directions[0].loadings[0], std::sqrt(0.5), 0.01);
    EXPECT_NEAR(directions[0].loadings[1], std::sqrt(0.5), 0.01);
    EXPECT_NEAR(directions[2].posterior_over_prior, 1.0, 0.06);
    const auto pairs =
        strong_correlations((result.unconstrained * result.unconstrained.transpose()) / 4000.0 -
                                result.unconstrained.rowwise().mean() *
                                    result.unconstrained.rowwise().mean().transpose(),
                            0.5);
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_LT(pairs[0].value, -0.98);
    EXPECT_EQ(pairs[0].first, 0);
    EXPECT_EQ(pairs[0].second, 1);
}

TEST(Diagnostics, PutTheDatumThatIsNotExplainedFirst) {
    const auto rows = posterior_predictive(only_the_sum(), fitted(), 1000, 3);
    const auto worst = worst_rows(rows, 2);
    ASSERT_EQ(worst.size(), 2U);
    EXPECT_EQ(worst[0].output, 3);
    EXPECT_NEAR(worst[0].z, 5.0, 0.6);
    EXPECT_EQ(worst[0].below, 1.0);
    EXPECT_NEAR(rows[0].deviation, std::sqrt(0.01 + 0.01 / 3.0), 0.01);
    const std::string text = inference_report(fitted(), rows);
    EXPECT_NE(text.find("3 of 4 observations inside 90 %"), std::string::npos) << text;
}

TEST(CrossCheck, IsSilentOnAgreementAndNamesWhatDiffers) {
    const auto first = fitted();
    EXPECT_TRUE(cross_check(first, first).warnings.empty());
    auto second = first;
    second.method = Method::esmda;
    second.unconstrained.row(0).array() += 0.6;
    second.unconstrained.row(2) *= 1.3;
    const auto check = cross_check(first, second);
    ASSERT_EQ(check.warnings.size(), 2U);
    EXPECT_TRUE(check.warnings[0].starts_with("left, esmda against laplace: means differ"));
    EXPECT_TRUE(check.warnings[1].starts_with("idle, esmda against laplace: s.d. differ"));
}

} // namespace
} // namespace kozqaras::inference
