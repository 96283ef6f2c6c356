// Simulation-based calibration with the tolerances of the issue: coverage within 4 points.

#include "inference/check/validation.hpp"

#include <gtest/gtest.h>

#include "tests/inference/small_model.hpp"

namespace kozqaras::inference {
namespace {

TEST(SimulationBasedCalibrationLong, CoverageIsWithinFourPoints) {
    NoProgress progress;
    const auto result = simulation_based_calibration(logistic_growth(), 1000, small_inferrer(),
                                                     {log_likelihood_quantity(), growth_forecast()},
                                                     21, {}, progress);
    for (const ValidatedQuantity& quantity : result.quantities) {
        EXPECT_TRUE(quantity.uniform()) << validation_report(result);
        for (const double level : {0.5, 0.8, 0.9})
            EXPECT_NEAR(quantity.coverage(level), level, 0.04) << validation_report(result);
        EXPECT_NEAR(quantity.z_mean(), 0.0, 0.15) << quantity.name;
    }
}

} // namespace
} // namespace kozqaras::inference
