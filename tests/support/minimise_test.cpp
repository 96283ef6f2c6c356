#include "support/minimise.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

double square(double value) {
    return value * value;
}

TEST(Minimise, FindsTheEndOfACurvedValley) {
    const auto valley = [](std::span<const double> at) { // Rosenbrock 1960
        return 100.0 * square(at[1] - square(at[0])) + square(1.0 - at[0]);
    };
    const std::array start{-1.2, 1.0};
    const auto lowest = minimise(valley, start, {0.5, 1e-14, 1e-7, 2000});
    EXPECT_TRUE(lowest.converged);
    EXPECT_NEAR(lowest.place[0], 1.0, 1e-5);
    EXPECT_NEAR(lowest.place[1], 1.0, 1e-5);
}

TEST(Minimise, StaysWhereTheFunctionIsDefined) {
    const auto edge = [](std::span<const double> at) {
        return at[0] < 0.5 ? std::numeric_limits<double>::infinity() : at[0] + square(at[1]);
    };
    const std::array start{3.0, 2.0};
    const auto lowest = minimise(edge, start, {0.5, 1e-10, 1e-5, 2000});
    EXPECT_NEAR(lowest.place[0], 0.5, 1e-3);
    EXPECT_NEAR(lowest.place[1], 0.0, 1e-3);
}

TEST(Minimise, StopsAndSaysSo) {
    const auto slope = [](std::span<const double> at) { return at[0]; };
    const std::array start{0.0};
    const auto lowest = minimise(slope, start, {0.5, 1e-10, 1e-5, 50});
    EXPECT_FALSE(lowest.converged);
    EXPECT_LE(lowest.evaluations, 53);
    EXPECT_THROW((void)minimise(slope, {}, {}), BugError);
}

} // namespace
} // namespace kozqaras
