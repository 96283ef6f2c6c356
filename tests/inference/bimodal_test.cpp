// y = t^2 + noise: two modes, of unequal mass because the prior is not centred.

#include <algorithm>

#include <gtest/gtest.h>

#include "inference/check/diagnostics.hpp"
#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

constexpr double kBimodalPriorMean = 0.3, kNoise = 0.2;

InferenceProblem two_modes() {
    return {Prior({normal("t", kBimodalPriorMean, 1.0), normal("u", 0.0, 1.0)}),
            in_parallel([](const Eigen::VectorXd& t) {
                return Eigen::VectorXd{{t[0] * t[0], t[1]}};
            }),
            constant_covariance(kNoise * kNoise * Eigen::MatrixXd::Identity(2, 2)),
            Eigen::VectorXd{{1.0, 0.3}}};
}

/// Mass above 0, by quadrature.
double known_share() {
    double above = 0.0, all = 0.0;
    for (double t = -4.0; t <= 4.0; t += 1e-4) {
        const double density = std::exp(-0.5 * std::pow((1.0 - t * t) / kNoise, 2) -
                                        0.5 * std::pow(t - kBimodalPriorMean, 2));
        all += density;
        above += t > 0.0 ? density : 0.0;
    }
    return above / all;
}

double share_above(const InferenceResult& result) {
    const auto values = row_of(result.natural, 0);
    return static_cast<double>(std::ranges::count_if(values, [](double t) { return t > 0.0; })) /
           static_cast<double>(values.size());
}

InferenceResult run(Method method, int starts = 8) {
    InferenceSettings settings;
    settings.multistart.starts = starts;
    settings.importance_runs = 10'000;
    NoProgress progress;
    return infer(two_modes(), method, settings, {}, progress);
}

bool warns(const std::vector<std::string>& warnings, std::string_view part) {
    return std::ranges::any_of(warnings, [&](const std::string& warning) {
        return warning.find(part) != std::string::npos;
    });
}

TEST(Bimodal, LaplaceSeesOneModeAndSaysSo) {
    const auto result = run(Method::laplace);
    EXPECT_GT(share_above(result), 0.999); // it fails, as it must
    EXPECT_EQ(result.optima.size(), 2U);
    EXPECT_TRUE(warns(result.warnings, "2 distinct optima"));
}

TEST(Bimodal, LaplaceFromOneStartIsFlagged) {
    const auto alone = run(Method::laplace, 1);
    EXPECT_TRUE(warns(alone.warnings, "one start"));
    const auto check = cross_check(alone, run(Method::abc_smc, 1));
    EXPECT_TRUE(warns(check.warnings, "t, abc-smc against laplace: means differ"));
    EXPECT_TRUE(warns(check.warnings, "s.d. differ"));
}

TEST(Bimodal, MultistartReportsBothModesAndTheirMass) {
    const auto result = run(Method::multistart);
    ASSERT_EQ(result.optima.size(), 2U);
    EXPECT_NEAR(result.optima[0].map.parameters[0] + kBimodalPriorMean, 1.0, 0.02);
    EXPECT_NEAR(result.optima[1].map.parameters[0] + kBimodalPriorMean, -1.0, 0.02);
    EXPECT_NEAR(share_above(result), known_share(), 0.02);
}

TEST(Bimodal, AbcImportanceAndChainFindBothMasses) {
    // 1000 particles: three standard errors are 0.045
    EXPECT_NEAR(share_above(run(Method::abc_smc)), known_share(), 0.05);
    EXPECT_NEAR(share_above(run(Method::importance)), known_share(), 0.02);
    EXPECT_NEAR(share_above(run(Method::mcmc)), known_share(), 0.04);
}

TEST(Bimodal, EmulatorAroundOneModeSaysThatItMissesTheOther) {
    EXPECT_TRUE(warns(run(Method::emulator).warnings, "2 distinct optima"));
}

} // namespace
} // namespace kozqaras::inference
