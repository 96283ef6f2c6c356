// Simulation-based calibration and recovery, short. The long version, with the tolerances,
// lies in long/.

#include "inference/check/validation.hpp"

#include <gtest/gtest.h>

#include "tests/inference/small_model.hpp"

namespace kozqaras::inference {
namespace {

TEST(SimulationBasedCalibration, ASoundMethodPasses) {
    NoProgress progress;
    const auto result = simulation_based_calibration(logistic_growth(), 100, small_inferrer(),
                                                     {log_likelihood_quantity(), growth_forecast()},
                                                     11, {}, progress);
    for (const ValidatedQuantity& quantity : result.quantities)
        EXPECT_TRUE(quantity.uniform()) << validation_report(result);
    // Three standard errors of a share over 100 data sets (parameters counted as one).
    for (const double level : {0.5, 0.8, 0.9})
        EXPECT_NEAR(result.parameter_coverage(level), level,
                    3.0 * std::sqrt(level * (1.0 - level) / 100.0));
}

TEST(SimulationBasedCalibration, CatchesIntervalsThatAreTooNarrow) {
    NoProgress progress;
    const Inferrer narrow = [](const InferenceProblem& problem, std::uint64_t seed) {
        const Eigen::MatrixXd draws = small_inferrer()(problem, seed);
        const Eigen::VectorXd centre = draws.rowwise().mean();
        return Eigen::MatrixXd((0.6 * (draws.colwise() - centre)).colwise() + centre);
    };
    const auto result =
        simulation_based_calibration(logistic_growth(), 100, narrow, {}, 11, {}, progress);
    EXPECT_LT(result.parameter_coverage(0.9), 0.8);
    EXPECT_FALSE(result.quantities[0].uniform());
    EXPECT_GT(result.quantities[0].z_deviation(), 1.3);
}

TEST(SimulationBasedCalibration, OnlyTheLikelihoodShowsAPosteriorThatIgnoresTheData) {
    // The prior as posterior passes every parameter's ranks; Modrak et al. 2023.
    NoProgress progress;
    const Inferrer prior = [](const InferenceProblem& problem, std::uint64_t seed) {
        return problem.prior().draw(400, seed);
    };
    const auto result = simulation_based_calibration(logistic_growth(), 100, prior,
                                                     {log_likelihood_quantity()}, 12, {}, progress);
    EXPECT_TRUE(result.quantities[0].uniform());
    EXPECT_FALSE(result.quantities.back().uniform());
}

TEST(UniformBand, HoldsNineteenOfTwentyUniformCurvesAndNoBentOne) {
    constexpr Eigen::Index kPositions = 60;
    constexpr int kCurves = 1000;
    const UniformBand band(kPositions);
    int held = 0, bent = 0;
    for (std::uint64_t curve = 0; curve < kCurves; ++curve) {
        RandomStream random(77, Purpose::test, curve);
        Eigen::VectorXd positions(kPositions);
        for (double& position : positions)
            position = random.uniform();
        held += band.holds(positions) ? 1 : 0;
        bent += band.holds(positions.array().square()) ? 1 : 0;
    }
    // Three standard errors of a share of 0.95 among 1000; the bands' own 1000 samples as many.
    EXPECT_NEAR(held / double{kCurves}, 0.95, 0.03);
    EXPECT_LT(bent, kCurves / 20);
    EXPECT_TRUE((band.lower().array() < band.places().array()).all());
    EXPECT_TRUE((band.upper().array() > band.places().array()).all());
    const Eigen::VectorXd shares =
        band.shares_below(Eigen::VectorXd::LinSpaced(kPositions, 0.001, 0.999));
    EXPECT_LT((shares - band.places()).cwiseAbs().maxCoeff(), 1.0 / kPositions);
}

TEST(Recovered, CountsTheDrawsBelowAndSpreadsTies) {
    const Eigen::VectorXd draws = (Eigen::VectorXd(4) << 1.0, 2.0, 2.0, 5.0).finished();
    EXPECT_DOUBLE_EQ(recovered(draws, 3.0, 0.5).position, 3.5 / 5.0);
    EXPECT_DOUBLE_EQ(recovered(draws, 2.0, 0.5).position, 2.5 / 5.0);
    EXPECT_NEAR(recovered(draws, 2.5, 0.1).z, 0.0, 1e-12);
    EXPECT_NEAR(recovered(draws, 0.0, 0.1).z, 2.5 / std::sqrt(3.0), 1e-12); // variance 9 / 3
}

TEST(Recovery, ZScoresOfGivenTruthsAreStandard) {
    NoProgress progress;
    const Eigen::MatrixXd truths = logistic_growth().prior().draw(50, 5);
    const auto result =
        recover(logistic_growth(), truths, small_inferrer(), {growth_forecast()}, 13, {}, progress);
    EXPECT_EQ(result.quantities.size(), 3U);
    for (const ValidatedQuantity& quantity : result.quantities) {
        EXPECT_NEAR(quantity.z_mean(), 0.0, 3.0 / std::sqrt(50.0)) << quantity.name;
        EXPECT_NEAR(quantity.z_deviation(), 1.0, 3.0 / std::sqrt(100.0)) << quantity.name;
    }
    EXPECT_NE(validation_report(result).find("50 data sets"), std::string::npos);
}

} // namespace
} // namespace kozqaras::inference
