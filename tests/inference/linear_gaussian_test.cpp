// Known answer: ten parameters, linear simulator, normal noise. With a normal prior the posterior
// is normal in closed form; with a uniform one it is a truncated normal, drawn here by Gibbs.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "inference/check/diagnostics.hpp"
#include "tests/inference/known_posteriors.hpp"

namespace kozqaras::inference {
namespace {

constexpr double kPriorMean = 0.2, kPriorDeviation = 0.7;

std::vector<ParameterPrior> normal_priors() {
    std::vector<ParameterPrior> priors;
    for (int p = 0; p < 10; ++p)
        priors.push_back(normal(fmt::format("t{}", p), kPriorMean, kPriorDeviation));
    return priors;
}

std::vector<ParameterPrior> uniform_priors() {
    std::vector<ParameterPrior> priors;
    for (int p = 0; p < 10; ++p)
        priors.push_back(uniform(fmt::format("t{}", p), -0.85, 0.85));
    return priors;
}

Moments normal_answer(const LinearGaussian& model) {
    Eigen::MatrixXd precision = model.precision();
    precision.diagonal().array() += 1.0 / (kPriorDeviation * kPriorDeviation);
    const Eigen::MatrixXd covariance = precision.inverse();
    const Eigen::VectorXd pull =
        model.pull().array() + kPriorMean / (kPriorDeviation * kPriorDeviation);
    return {covariance * pull, covariance.diagonal().cwiseSqrt()};
}

/// Gibbs sampler of the normal (precision, pull) cut to the cube: another way to the same answer.
Moments uniform_answer(const LinearGaussian& model) {
    const Eigen::MatrixXd precision = model.precision();
    const Eigen::VectorXd pull = model.pull();
    RandomStream stream(1, Purpose::test, 77);
    constexpr Eigen::Index kSteps = 60'000, kBurnIn = 1000;
    Eigen::MatrixXd draws(10, kSteps);
    Eigen::VectorXd at = Eigen::VectorXd::Zero(10);
    for (Eigen::Index step = -kBurnIn; step < kSteps; ++step) {
        for (Eigen::Index p = 0; p < 10; ++p) {
            const double deviation = 1.0 / std::sqrt(precision(p, p));
            const double centre = at[p] + (pull[p] - precision.row(p).dot(at)) / precision(p, p);
            const double low = normal_cdf((-0.85 - centre) / deviation);
            const double high = normal_cdf((0.85 - centre) / deviation);
            at[p] = centre + deviation * normal_quantile(low + (high - low) * stream.uniform());
        }
        if (step >= 0)
            draws.col(step) = at;
    }
    return moments(draws);
}

/// 4000 draws: a mean within 0.08 reference s.d. and an s.d. within 6 % are 5 standard errors.
void expect_exact(const InferenceProblem& problem, Method method, const Moments& answer,
                  double mean_tolerance = 0.08, double deviation_tolerance = 0.06) {
    InferenceSettings settings;
    settings.importance_runs = 20'000;
    settings.smoother.members = 4000;
    NoProgress progress;
    const auto result = infer(problem, method, settings, {}, progress);
    const auto name = kMethodNames[static_cast<std::size_t>(method)];
    const Errors found = errors(moments(result.natural), answer);
    EXPECT_LT(found.mean, mean_tolerance) << name;
    EXPECT_LT(found.deviation, deviation_tolerance) << name;
    for (const auto& warning : result.warnings)
        ADD_FAILURE() << name << ": " << warning;
}

TEST(LinearGaussian, NormalPriorLaplace) {
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::laplace, normal_answer(model));
}

TEST(LinearGaussian, NormalPriorMultistart) {
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::multistart, normal_answer(model));
}

TEST(LinearGaussian, NormalPriorImportance) {
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::importance, normal_answer(model));
}

TEST(LinearGaussian, NormalPriorEmulator) {
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::emulator, normal_answer(model));
}

TEST(LinearGaussian, NormalPriorChain) {
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::mcmc, normal_answer(model));
}

TEST(LinearGaussian, NormalPriorSmoother) {
    // The gain itself is estimated from 4000 members: twice the tolerance.
    const LinearGaussian model;
    expect_exact(model.problem(normal_priors()), Method::esmda, normal_answer(model), 0.16, 0.1);
}

TEST(LinearGaussian, UniformPriorImportance) {
    const LinearGaussian model;
    expect_exact(model.problem(uniform_priors()), Method::importance, uniform_answer(model), 0.1,
                 0.08);
}

TEST(LinearGaussian, UniformPriorChain) {
    const LinearGaussian model;
    expect_exact(model.problem(uniform_priors()), Method::mcmc, uniform_answer(model));
}

TEST(LinearGaussian, UniformPriorEmulator) {
    // Not linear on the unconstrained scale any more: the emulator has work to do.
    const LinearGaussian model;
    expect_exact(model.problem(uniform_priors()), Method::emulator, uniform_answer(model), 0.15,
                 0.15);
}

TEST(LinearGaussian, AStochasticSimulatorGetsTheSameAnswer) {
    const LinearGaussian model;
    const Eigen::MatrixXd factor = model.noise.llt().matrixL();
    const InferenceProblem problem(Prior(normal_priors()),
                                   [&](const Eigen::VectorXd& t, RandomStream& random) {
                                       Eigen::VectorXd noise(25);
                                       for (double& value : noise)
                                           value = random.normal();
                                       return Eigen::VectorXd(model.design * t + factor * noise);
                                   },
                                   model.observed, {.replicates = 2000, .seed = 9});
    InferenceSettings settings;
    settings.multistart.starts = 2;
    settings.check_runs = 0;
    NoProgress progress;
    const auto result = infer(problem, Method::laplace, settings, {}, progress);
    const Errors found = errors(moments(result.natural), normal_answer(model));
    EXPECT_LT(found.mean, 0.2); // the frozen path moves the mean by sqrt(10/2000) s.d. or so
    EXPECT_LT(found.deviation, 0.1);
}

} // namespace
} // namespace kozqaras::inference
