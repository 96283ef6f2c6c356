#include "inference/prior.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/statistics.hpp"
#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

Prior all_kinds() {
    return Prior({normal("a", 2.0, 0.5), log_normal("b", -0.5, 0.3), uniform("c", -1.0, 3.0),
                  normal("d", 0.0, 1.0, 0.0), log_normal("e", 0.0, 1.0, 0.5, 2.0)});
}

TEST(Prior, TransformedNormalsHaveThePriorsMoments) {
    const auto found = moments(all_kinds().natural(all_kinds().draw(40'000, 5)));
    // Known: log-normal exp(m + s^2/2); uniform; half normal sqrt(2/pi), sqrt(1 - 2/pi).
    const double half = std::sqrt(2.0 / std::numbers::pi);
    constexpr double kTolerance = 0.015; // three standard errors of 40,000 draws
    EXPECT_NEAR(found.mean[0], 2.0, kTolerance);
    EXPECT_NEAR(found.mean[1], std::exp(-0.5 + 0.045), kTolerance);
    EXPECT_NEAR(found.mean[2], 1.0, 1.5 * kTolerance);
    EXPECT_NEAR(found.deviation[2], 4.0 / std::sqrt(12.0), kTolerance);
    EXPECT_NEAR(found.mean[3], half, kTolerance);
    EXPECT_NEAR(found.deviation[3], std::sqrt(1.0 - half * half), kTolerance);
}

TEST(Prior, GoesThereAndBackAndStaysInsideItsBounds) {
    const Prior prior = all_kinds();
    const Eigen::MatrixXd z = prior.draw(500, 1);
    const Eigen::MatrixXd t = prior.natural(z);
    EXPECT_LT((prior.unconstrained(t) - z).cwiseAbs().maxCoeff(), 1e-6);
    EXPECT_GE(t.row(3).minCoeff(), 0.0);
    EXPECT_GE(t.row(4).minCoeff(), 0.5);
    EXPECT_LE(t.row(4).maxCoeff(), 2.0);
    const Eigen::MatrixXd far = prior.natural(Eigen::MatrixXd::Constant(5, 1, 40.0));
    EXPECT_LE(far(2, 0), 3.0);
    EXPECT_LE(far(4, 0), 2.0);
}

TEST(Prior, RefusesWhatIsNoDistribution) {
    EXPECT_THROW(Prior({}), InputError);
    EXPECT_THROW(Prior({uniform("a", 1.0, 1.0)}), InputError);
    EXPECT_THROW(Prior({normal("a", 0.0, 0.0)}), InputError);
    EXPECT_THROW(Prior({normal("a", 0.0, 1.0), normal("a", 0.0, 1.0)}), InputError);
    EXPECT_THROW(Prior({normal("a", 0.0, 1.0, 50.0)}), InputError);
    EXPECT_THROW(Prior({log_normal("a", 0.0, std::nan(""))}), InputError);
    EXPECT_THROW(Prior({normal("", 0.0, 1.0)}), InputError);
}

} // namespace
} // namespace kozqaras::inference
