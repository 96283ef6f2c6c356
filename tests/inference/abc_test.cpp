// ABC-SMC on "two moons" (Greenberg, Nonnenmacher & Macke 2019, ICML; a task of sbibm): two
// crescents that can be drawn exactly.

#include <algorithm>
#include <numbers>

#include <gtest/gtest.h>

#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

/// The point that is seen before the parameters move it.
Eigen::VectorXd crescent(RandomStream& random) {
    const double angle = std::numbers::pi * (random.uniform() - 0.5);
    const double radius = 0.1 + 0.01 * random.normal();
    return Eigen::VectorXd{{radius * std::cos(angle) + 0.25, radius * std::sin(angle)}};
}

InferenceProblem two_moons() {
    return {Prior({uniform("a", -1.0, 1.0), uniform("b", -1.0, 1.0)}),
            [](const Eigen::VectorXd& t, RandomStream& random) {
                return Eigen::VectorXd(crescent(random) +
                                       Eigen::VectorXd{{-std::abs(t[0] + t[1]), t[1] - t[0]}} /
                                           std::numbers::sqrt2);
            },
            Eigen::VectorXd::Zero(2)};
}

/// Draws for the observation (0, 0): the simulator turned round.
Eigen::MatrixXd exact_draws() {
    RandomStream random(4, Purpose::test, 40);
    Eigen::MatrixXd draws(2, 20'000);
    for (Eigen::Index i = 0; i < draws.cols(); ++i) {
        const Eigen::VectorXd seen = crescent(random);
        const double sum = (random.uniform() < 0.5 ? -1.0 : 1.0) * seen[0] * std::numbers::sqrt2;
        const double difference = -seen[1] * std::numbers::sqrt2;
        draws.col(i) << 0.5 * (sum - difference), 0.5 * (sum + difference);
    }
    return draws;
}

/// Distance from the moons' common axis, and along it.
Eigen::MatrixXd turned(const Eigen::MatrixXd& draws) {
    Eigen::MatrixXd result(2, draws.cols());
    result.row(0) = (draws.row(0) + draws.row(1)).cwiseAbs();
    result.row(1) = draws.row(1) - draws.row(0);
    return result;
}

TEST(AbcSmc, FindsBothMoonsAndTheirShape) {
    InferenceSettings settings;
    settings.abc.most_simulations = 300'000;
    NoProgress progress;
    const auto result = infer(two_moons(), Method::abc_smc, settings, {}, progress);
    EXPECT_LE(result.simulations, 300'000U);
    const Eigen::MatrixXd draws = result.natural;
    const auto upper = ((draws.row(0) + draws.row(1)).array() > 0.0).cast<double>().mean();
    EXPECT_NEAR(upper, 0.5, 0.06); // 1000 particles: three standard errors are 0.05
    const Errors found = errors(moments(turned(draws)), moments(turned(exact_draws())));
    EXPECT_LT(found.mean, 0.15);
    EXPECT_LT(found.deviation, 0.15);
}

TEST(AbcSmc, NeverRunsMoreThanItMay) {
    NoProgress progress;
    for (const std::uint64_t limit : {400U, 5000U, 20'001U}) {
        AbcSettings settings;
        settings.particles = 300;
        settings.most_simulations = limit;
        const InferenceProblem problem = two_moons();
        const AbcResult result = abc_smc(problem, settings, nullptr, {}, {}, progress);
        EXPECT_LE(problem.simulations(), limit);
        EXPECT_EQ(result.population.simulations, problem.simulations());
        EXPECT_EQ(result.stop_reason, "limit of simulations");
    }
    AbcSettings settings;
    settings.least_acceptance = 0.2;
    EXPECT_EQ(abc_smc(two_moons(), settings, nullptr, {}, {}, progress).stop_reason,
              "acceptance fell below its limit");
}

TEST(AbcSmc, LearnedSummariesBeatRawOnesWithManyIdleStatistics) {
    const InferenceProblem problem(
        Prior({normal("a", 0.0, 1.0), normal("b", 0.0, 1.0)}),
        [](const Eigen::VectorXd& t, RandomStream& random) {
            Eigen::VectorXd y(30); // ten on each parameter, ten of nothing
            for (Eigen::Index i = 0; i < y.size(); ++i)
                y[i] = (i < 10 ? t[0] : i < 20 ? t[1] : 0.0) + random.normal();
            return y;
        },
        Eigen::VectorXd::Constant(30, 0.5));
    const double exact = 1.0 / std::sqrt(11.0); // posterior s.d.
    InferenceSettings settings;
    settings.abc.regression = false;
    settings.abc.most_simulations = 100'000;
    NoProgress progress;
    const auto raw = infer(problem, Method::abc_smc, settings, {}, progress);
    settings.abc.learned_summaries = true;
    const auto learned = infer(problem, Method::abc_smc, settings, {}, progress);
    EXPECT_GT(moments(raw.natural).deviation[0], 1.3 * exact);
    EXPECT_LT(moments(learned.natural).deviation[0], 1.2 * exact);
    EXPECT_NEAR(moments(learned.natural).mean[0], 5.0 / 11.0, 0.3 * exact);
}

/// Fewer particles than statistics, all of which carry a little: exact posterior s.d. 1/sqrt(31).
TEST(AbcSmc, LearnsSummariesFromFewerParticlesThanStatistics) {
    static constexpr Eigen::Index kStatistics = 150;
    const InferenceProblem problem(
        Prior({normal("a", 0.0, 1.0)}),
        [](const Eigen::VectorXd& t, RandomStream& random) {
            Eigen::VectorXd y(kStatistics);
            for (double& value : y)
                value = t[0] + std::sqrt(5.0) * random.normal();
            return y;
        },
        Eigen::VectorXd::Constant(kStatistics, 0.5));
    const double exact = 1.0 / std::sqrt(31.0);
    InferenceSettings settings;
    settings.abc.particles = 100;
    settings.abc.most_simulations = 5000;
    settings.abc.learned_summaries = true;
    NoProgress progress;
    const auto learned = infer(problem, Method::abc_smc, settings, {}, progress);
    EXPECT_NEAR(moments(learned.natural).deviation[0], exact, 0.25 * exact);
    EXPECT_NEAR(moments(learned.natural).mean[0], 15.0 / 31.0, 0.5 * exact);
}

} // namespace
} // namespace kozqaras::inference
