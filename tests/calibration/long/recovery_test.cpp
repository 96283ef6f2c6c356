// Surveys of known countries, calibrated again with the search of the shipped set-up, and with the
// correction for volume: the first leaves group anchors too near 0 (docs/recovery.md).

#include <gtest/gtest.h>

#include "tests/calibration/small_recovery.hpp"

namespace kozqaras {
namespace {

TEST(RecoveryOfTheModelLong, TenDataSetsAreCovered) {
    NoProgress progress;
    auto setup = small_recovery_setup();
    setup.members = 50;
    const auto result =
        recover_calibration(shipped_inputs(), setup, small_recovery_settings(10), {}, progress);
    const auto summary = summarise(result);
    const std::string text = recovery_text(result, summary);
    // Parameters of one data set err together: whole data sets scatter, hence the wide bounds.
    EXPECT_NEAR(summary.informed.z_mean, 0.0, 0.3) << text;
    EXPECT_NEAR(summary.informed.z_deviation, 1.0, 0.2) << text;
    EXPECT_NEAR(summary.informed.coverage[0], 0.5, 0.1) << text;
    EXPECT_NEAR(summary.informed.coverage[2], 0.9, 0.08) << text;
}

} // namespace
} // namespace kozqaras
