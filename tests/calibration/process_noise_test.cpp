// What the prior of the national shocks says in points of share, against its source: approval items
// move 4 to 5 points a year (evidence on effects, derived from Goldsmith, Horiuchi & Matush 2021).

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "calibration/member_waves.hpp"
#include "calibration/posterior.hpp"
#include "model/engine/member_shares.hpp"

namespace kozqaras {
namespace {

TEST(ProcessNoise, MovesAnEvenQuestionAsApprovalItemsMove) {
    const std::string source = KOZQARAS_SOURCE_DIR;
    const auto inputs = load_inputs(source + "/data");
    const auto registry = std::make_shared<const ParameterRegistry>(inputs);
    NoProgress silent;
    RunPlan plan = wave_plan(make_world(inputs, 0.0005, 1, silent), registry);
    const auto posterior =
        read_posterior(source + "/calibration/library/posterior_2020_2023", *registry);
    plan.members = draw_members(posterior, *registry, 8, 1);
    const RunResult result = simulate(plan, {}, silent);
    ASSERT_FALSE(result.attitude_spread.empty());
    double points = 0.0;
    const double shock =
        std::exp(registry->specs()[registry->index("process.noise")].prior_mean); // median
    const double density = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    for (const float spread : result.attitude_spread)
        points += 100.0 * density * shock / std::hypot(1.0, static_cast<double>(spread)) /
                  static_cast<double>(result.attitude_spread.size());
    EXPECT_GT(points, 4.0);
    EXPECT_LT(points, 5.0);
}

} // namespace
} // namespace kozqaras
