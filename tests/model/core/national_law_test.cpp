#include "model/core/national_law.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

TEST(NationalLaw, WithoutReversionIsARandomWalk) {
    const NationalLaw law{.level_deviation = 0.2, .degrees_of_freedom = 5};
    EXPECT_NEAR(step_variance(law, 3.0), 0.04 * 3, 1e-3);
    EXPECT_NEAR(change_covariance(law, 1.0, 3.0, 3.0), 0.04 * 2, 1e-3);
    EXPECT_NEAR(change_covariance(law, 1.0, 3.0, 6.0), 0.04 * 2, 1e-3) << "the way they share";
    EXPECT_NEAR(change_covariance(law, 1.0, 3.0, 0.0), 0.0, 1e-3) << "before and after: none";
}

TEST(NationalLaw, RevertsToItsOwnMean) {
    const NationalLaw law{.level_deviation = 0.2, .reversion = 0.5, .degrees_of_freedom = 5};
    EXPECT_NEAR(stationary_variance(law), 0.04, 1e-12);
    EXPECT_NEAR(gap_left(law, 2.0), std::exp(-1.0), 1e-12);
    // Two times of a stationary process far apart, as changes since a third: two variances, one
    // shared.
    EXPECT_NEAR(change_covariance(law, 0.0, 50.0, 50.0), 0.08, 1e-9);
    EXPECT_NEAR(change_covariance(law, 0.0, 50.0, 100.0), 0.04, 1e-9);
}

TEST(NationalLaw, TransientsAreGoneWithinAYear) {
    const NationalLaw law{.level_deviation = 1e-6,
                          .transient_deviation = 0.1,
                          .degrees_of_freedom = 5,
                          .transient_half_life = 0.1};
    EXPECT_NEAR(transient_correlation(law, 0.2), 0.25, 1e-12);
    EXPECT_NEAR(change_covariance(law, 0.0, 1.0, 1.0), 0.02, 1e-4);
    EXPECT_NEAR(change_covariance(law, 0.0, 1.0, 2.0), 0.01, 1e-4) << "that of the reference stays";
}

} // namespace
} // namespace kozqaras
