// The root of the deviance of a sign, against the probit itself.

#include "calibration/one_sided.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace kozqaras {
namespace {

double phi(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

TEST(OneSided, SquareIsTheDeviance) {
    for (double x = -25.0; x <= 5.0; x += 0.25) {
        const double deviance = -2.0 * (x < 0.0 ? std::log(phi(x)) : std::log1p(-phi(-x)));
        EXPECT_NEAR(std::pow(one_sided_deviance_root(x).value, 2), deviance, 1e-9 * deviance) << x;
    }
    EXPECT_NEAR(one_sided_deviance_root(0.0).value, std::sqrt(2.0 * std::numbers::ln2), 1e-12);
}

TEST(OneSided, DerivativeIsThatOfTheValue) {
    for (double x = -40.0; x <= 6.0; x += 0.37) {
        constexpr double h = 1e-4;
        const double numeric =
            (one_sided_deviance_root(x + h).value - one_sided_deviance_root(x - h).value) / (2 * h);
        EXPECT_NEAR(one_sided_deviance_root(x).derivative, numeric, 2e-3 * std::abs(numeric)) << x;
    }
}

TEST(OneSided, FallsSteadilyAndEndsAtZero) {
    double before = one_sided_deviance_root(-1e6).value;
    EXPECT_TRUE(std::isfinite(before));
    for (double x = -100.0; x <= 40.0; x += 0.5) {
        const auto here = one_sided_deviance_root(x);
        EXPECT_LE(here.value, before) << x;
        EXPECT_LE(here.derivative, 0.0) << x;
        before = here.value;
    }
    EXPECT_LT(before, 1e-12);
}

} // namespace
} // namespace kozqaras
