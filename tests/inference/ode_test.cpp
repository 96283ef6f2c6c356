// Lotka-Volterra with observation noise on the logarithm, four log-normal parameters, against a
// long random walk written here.

#include <array>

#include <gtest/gtest.h>

#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

constexpr int kTimes = 10;

std::array<double, 2> change(const std::array<double, 2>& x, const Eigen::VectorXd& t) {
    return {t[0] * x[0] - t[1] * x[0] * x[1], t[2] * x[0] * x[1] - t[3] * x[1]};
}

/// Logarithms of prey and predators at 2, 4, ... 20; Runge-Kutta 4.
Eigen::VectorXd lotka_volterra(const Eigen::VectorXd& t) {
    std::array<double, 2> x{30.0, 1.0};
    constexpr int kSteps = 40; // between two observations
    constexpr double kStep = 2.0 / kSteps;
    const auto moved = [](const std::array<double, 2>& from, const std::array<double, 2>& by,
                          double length) {
        return std::array<double, 2>{from[0] + length * by[0], from[1] + length * by[1]};
    };
    Eigen::VectorXd values(2 * kTimes);
    for (int time = 0; time < kTimes; ++time) {
        for (int step = 0; step < kSteps; ++step) {
            const auto k1 = change(x, t), k2 = change(moved(x, k1, kStep / 2), t);
            const auto k3 = change(moved(x, k2, kStep / 2), t), k4 = change(moved(x, k3, kStep), t);
            for (std::size_t i = 0; i < 2; ++i)
                x[i] += kStep / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
        for (Eigen::Index i = 0; i < 2; ++i)
            values[2 * time + i] = std::log(x[static_cast<std::size_t>(i)]);
    }
    return values;
}

InferenceProblem predators_and_prey() {
    const Eigen::VectorXd truth{{0.52, 0.024, 0.024, 0.62}};
    return {Prior({log_normal("growth", -0.6, 0.3), log_normal("predation", -3.7, 0.3),
                   log_normal("conversion", -3.7, 0.3), log_normal("death", -0.5, 0.3)}),
            in_parallel(lotka_volterra),
            constant_covariance(0.01 * Eigen::MatrixXd::Identity(2 * kTimes, 2 * kTimes)),
            lotka_volterra(truth) + 0.1 * test_normals(2 * kTimes, 1, 8)};
}

/// Random walk in the logarithms with the posterior written out anew: no code of the library.
Moments long_walk(const InferenceProblem& problem) {
    const Eigen::VectorXd centre{{-0.6, -3.7, -3.7, -0.5}};
    const auto log_density = [&](const Eigen::VectorXd& logarithms) {
        const Eigen::VectorXd t = logarithms.array().exp();
        const double misfit = (problem.observed() - lotka_volterra(t)).squaredNorm() / 0.01;
        const double value = -0.5 * (misfit + (logarithms - centre).squaredNorm() / 0.09);
        return std::isfinite(value) ? value : -1e300;
    };
    RandomStream stream(2, Purpose::test, 5);
    constexpr Eigen::Index kSteps = 40'000, kBurnIn = 10'000;
    Eigen::MatrixXd draws(4, kSteps);
    Eigen::VectorXd at{{std::log(0.52), std::log(0.024), std::log(0.024), std::log(0.62)}};
    double density = log_density(at);
    Eigen::MatrixXd factor = 0.02 * Eigen::MatrixXd::Identity(4, 4);
    Eigen::MatrixXd history(4, kBurnIn);
    for (Eigen::Index step = -kBurnIn; step < kSteps; ++step) {
        Eigen::VectorXd normals(4);
        for (double& value : normals)
            value = stream.normal();
        const Eigen::VectorXd next = at + factor * normals;
        const double value = log_density(next);
        if (value - density >= std::log(stream.uniform())) {
            at = next;
            density = value;
        }
        if (step < 0)
            history.col(step + kBurnIn) = at;
        else
            draws.col(step) = at.array().exp();
        if (step == -kBurnIn / 2) { // shape learnt once, long before anything counts
            const Eigen::MatrixXd seen = history.middleCols(1000, kBurnIn / 2 - 1000);
            const Eigen::MatrixXd centred = seen.colwise() - seen.rowwise().mean();
            factor = Eigen::MatrixXd(centred * centred.transpose() /
                                     static_cast<double>(seen.cols()) * 2.38 * 2.38 / 4.0)
                         .llt()
                         .matrixL();
        }
    }
    return moments(draws);
}

TEST(LotkaVolterra, EveryMethodMeetsALongRandomWalk) {
    const InferenceProblem problem = predators_and_prey();
    const Moments known = long_walk(problem);
    InferenceSettings settings;
    settings.importance_runs = 4000;
    NoProgress progress;
    const auto error_of = [&](Method method) {
        const auto result = infer(problem, method, settings, {}, progress);
        return errors(moments(result.natural), known);
    };
    for (const Method method : {Method::mcmc, Method::importance, Method::emulator}) {
        const Errors found = error_of(method);
        EXPECT_LT(found.mean, 0.12) << kMethodNames[static_cast<std::size_t>(method)];
        EXPECT_LT(found.deviation, 0.1) << kMethodNames[static_cast<std::size_t>(method)];
    }
    // Approximations: a tenth of what the design warns of would be luck, its limits must hold.
    for (const Method method : {Method::laplace, Method::multistart}) {
        const Errors found = error_of(method);
        EXPECT_LT(found.mean, 0.3) << kMethodNames[static_cast<std::size_t>(method)];
        EXPECT_LT(found.deviation, 0.2) << kMethodNames[static_cast<std::size_t>(method)];
    }
}

} // namespace
} // namespace kozqaras::inference
