// Targets are sums of components, and no parameter moves a component that it is said not to move:
// derivatives from shared runs are those of one run a parameter, to the last digits.

#include "calibration/target_components.hpp"

#include <gtest/gtest.h>

#include "calibration/wave_model.hpp"
#include "support/errors.hpp"
#include "tests/calibration/small_recovery.hpp"

namespace kozqaras {
namespace {

class WholeSetup : public testing::Test {
  protected:
    WholeSetup() {
        auto inputs = shipped_inputs();
        registry = std::make_shared<const ParameterRegistry>(inputs);
        NoProgress silent;
        world = make_world(std::move(inputs), 0.0001, 1, silent);
    }

    CalibrationSetup setup = small_recovery_setup();
    std::shared_ptr<const ParameterRegistry> registry;
    std::shared_ptr<const World> world;
};

TEST_F(WholeSetup, TargetsAreSumsOfComponents) {
    NoProgress silent;
    const WaveModel model(world, registry, setup, {}, silent, nullptr);
    const auto means = registry->prior_means();
    const Eigen::VectorXd at = model.fitted_part(
        Eigen::Map<const Eigen::VectorXd>(means.data(), static_cast<Eigen::Index>(means.size())));
    const Eigen::MatrixXd direct =
        expected_targets(model.run(at), model.targets(), world->inputs.survey);
    EXPECT_LT((model.expected(at) - direct).cwiseAbs().maxCoeff(), 1e-12);
    const auto components = components_of(model.targets(), world->inputs.survey.questions);
    EXPECT_GT(components.components.size(), model.targets().size()) << "indicators have several";
    for (const Target& component : components.components)
        EXPECT_GE(component.question, 0);
}

TEST_F(WholeSetup, SharedRunsGiveTheDerivativesOfSingleOnes) {
    NoProgress silent;
    const WaveModel model(world, registry, setup, {}, silent, nullptr);
    const TargetCovariance covariance = covariance_of(*world, model.targets(), setup.covariance);
    auto problem = problem_of(model, covariance);
    const Eigen::VectorXd steps = 0.1 * problem.prior_standard_deviation;
    const auto shared = inference::linearised(problem, problem.prior_mean, steps);
    problem.linearise = nullptr;
    const auto single = inference::linearised(problem, problem.prior_mean, steps);
    EXPECT_EQ(single.simulations, static_cast<int>(model.fitted().size()) + 1);
    EXPECT_LT(shared.simulations, single.simulations / 4);
    EXPECT_LT((shared.expected - single.expected).cwiseAbs().maxCoeff(), 1e-12);
    // Components are equal to the last bit; sums differ in the order of terms, and where a
    // parameter is common to all attitudes, in rounded opinions and the steps of the differences:
    // within 0.003 of a share for a prior s.d.
    const auto sums = sums_of_attitudes(model.fitted_names());
    for (std::size_t k = 0; k < sums.size(); ++k) {
        const auto column = static_cast<Eigen::Index>(k);
        const double apart =
            (shared.jacobian.col(column) - single.jacobian.col(column)).cwiseAbs().maxCoeff();
        EXPECT_LT(apart, sums[k].empty() ? 1e-9 : 0.003 / problem.prior_standard_deviation[column])
            << model.fitted_names()[k];
    }
}

TEST_F(WholeSetup, ExpectedRunsFollowTheMethod) {
    const auto joint = expected_runs(setup, *registry, world->inputs);
    EXPECT_LT(joint.linearisation, 90U) << "some 300 derivatives from shared runs";
    setup.integrate_over = {"social", "memory", "media.gain"};
    EXPECT_GT(expected_runs(setup, *registry, world->inputs).all, 4 * joint.all);
    setup.integrate_over = {"social", "memory", "media"}; // eight
    EXPECT_THROW((void)expected_runs(setup, *registry, world->inputs), InputError);
}

TEST_F(WholeSetup, ARecordOfOtherTargetsIsRefused) {
    std::string record;
    const auto append = [&](const std::string& text) { record += text; };
    const auto means = registry->prior_means();
    NoProgress silent;
    const WaveModel free(world, registry, setup, {}, silent, nullptr);
    const Eigen::MatrixXd at = free.fitted_part(
        Eigen::Map<const Eigen::VectorXd>(means.data(), static_cast<Eigen::Index>(means.size())));
    inference::Checkpoint("", append).add("batch", at, Eigen::MatrixXd::Ones(3, 1));
    inference::Checkpoint known(record, append);
    const WaveModel model(world, registry, setup, {}, silent, &known);
    EXPECT_THROW((void)model.expected(at), InputError);
}

} // namespace
} // namespace kozqaras
