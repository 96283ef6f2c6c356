// Simulation-based calibration and recovery, short. The long version, with the tolerances,
// lies in long/.

#include "calibration/inference/validation.hpp"

#include <gtest/gtest.h>

#include "tests/calibration/inference/small_model.hpp"

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
