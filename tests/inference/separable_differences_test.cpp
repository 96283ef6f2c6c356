// Parameters that move nothing in common share a run, and the derivatives stay the same.

#include "inference/optimise/separable_differences.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras::inference {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Moves = Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>;

/// Six components, one for each of six parameters, times a seventh that moves them all; outputs are
/// sums of two neighbours.
SeparableSimulator six_and_a_factor(int* runs) {
    SeparableSimulator simulator;
    simulator.components = [runs](const MatrixXd& t) -> MatrixXd {
        *runs += static_cast<int>(t.cols());
        return t.topRows(6).array().sin().matrix() * t.row(6).asDiagonal();
    };
    MatrixXd outputs = MatrixXd::Zero(5, 6);
    for (Index i = 0; i < 5; ++i)
        outputs(i, i) = outputs(i, i + 1) = 0.5;
    simulator.outputs = outputs.sparseView();
    simulator.moves = Moves::Constant(6, 7, false);
    simulator.moves.col(6) = true;
    for (Index i = 0; i < 6; ++i)
        simulator.moves(i, i) = true;
    return simulator;
}

TEST(SharedRuns, TakeTogetherWhatMovesNothingInCommon) {
    int runs = 0;
    const auto shared = shared_runs(six_and_a_factor(&runs).moves);
    EXPECT_EQ(shared, (std::vector<Index>{1, 1, 1, 1, 1, 1, 0}));
    // Two parameters of one component never share a run.
    Moves moves = Moves::Constant(2, 3, false);
    moves(0, 0) = moves(0, 1) = moves(1, 1) = moves(1, 2) = true;
    const auto chain = shared_runs(moves);
    EXPECT_NE(chain[0], chain[1]);
    EXPECT_NE(chain[1], chain[2]);
    EXPECT_EQ(chain[0], chain[2]);
}

TEST(SeparableDifferences, AreThoseOfOneRunForEachParameter) {
    int runs = 0;
    const auto simulator = six_and_a_factor(&runs);
    CalibrationProblem problem;
    problem.simulate = [&](const MatrixXd& t) -> MatrixXd {
        return simulator.outputs * simulator.components(t);
    };
    const VectorXd at = VectorXd::LinSpaced(7, 0.2, 1.4), steps = VectorXd::Constant(7, 0.01);
    const auto plain = linearised(problem, at, steps);
    EXPECT_EQ(runs, 8);
    runs = 0;
    problem.linearise = separable_differences(simulator);
    const auto shared = linearised(problem, at, steps);
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(shared.simulations, 3);
    EXPECT_EQ(shared.expected, plain.expected);
    EXPECT_LT((shared.jacobian - plain.jacobian).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(SeparableDifferences, DoNotMoveWhatHasAStepOfZero) {
    int runs = 0;
    const auto simulator = six_and_a_factor(&runs);
    VectorXd steps = VectorXd::Constant(7, 0.01);
    steps[6] = 0.0;
    const auto found = separable_differences(simulator)(VectorXd::LinSpaced(7, 0.2, 1.4), steps);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(found.jacobian.col(6), VectorXd::Zero(5));
    EXPECT_NE(found.jacobian.col(5), VectorXd::Zero(5));
    CalibrationProblem problem;
    problem.simulate = [&](const MatrixXd& t) -> MatrixXd {
        return simulator.outputs * simulator.components(t);
    };
    EXPECT_EQ(linearised(problem, VectorXd::Ones(7), steps).simulations, 7);
}

/// As six_and_a_factor(), with an eighth parameter that shifts the first three together.
SeparableSimulator six_and_a_common(int* runs) {
    SeparableSimulator simulator = six_and_a_factor(runs);
    simulator.components = [runs](const MatrixXd& t) -> MatrixXd {
        *runs += static_cast<int>(t.cols());
        MatrixXd shifted = t.topRows(6);
        shifted.topRows(3).rowwise() += t.row(7);
        return shifted.array().sin().matrix() * t.row(6).asDiagonal();
    };
    simulator.moves.conservativeResize(6, 8);
    simulator.moves.col(7) << true, true, true, false, false, false;
    simulator.sum_of.resize(8);
    simulator.sum_of[7] = {0, 1, 2};
    return simulator;
}

TEST(SeparableDifferences, AddUpWhereAParameterIsASum) {
    int runs = 0;
    auto simulator = six_and_a_common(&runs);
    const VectorXd at = VectorXd::LinSpaced(8, 0.2, 1.4), steps = VectorXd::Constant(8, 0.01);
    const auto sums = separable_differences(simulator)(at, steps);
    EXPECT_EQ(runs, 3); // the point, the factor, the six
    simulator.sum_of.clear();
    const auto plain = separable_differences(simulator)(at, steps);
    EXPECT_EQ(runs, 3 + 4);
    EXPECT_GT(plain.jacobian.col(7).cwiseAbs().maxCoeff(), 0.1);
    EXPECT_LT((sums.jacobian - plain.jacobian).cwiseAbs().maxCoeff(), 1e-12);
}

TEST(SeparableDifferences, MoveASumItselfWhereAPartIsHeld) {
    int runs = 0;
    auto simulator = six_and_a_common(&runs);
    const VectorXd at = VectorXd::LinSpaced(8, 0.2, 1.4);
    VectorXd steps = VectorXd::Constant(8, 0.01);
    steps[1] = 0.0;
    const auto found = separable_differences(simulator)(at, steps);
    EXPECT_EQ(runs, 4);
    simulator.sum_of.clear();
    EXPECT_EQ(found.jacobian, separable_differences(simulator)(at, steps).jacobian);
}

TEST(SeparableDifferences, RefuseSumsOfPartsThatMoveTheSame) {
    int runs = 0;
    auto simulator = six_and_a_common(&runs);
    simulator.sum_of[7] = {0, 6}; // the factor moves all
    EXPECT_THROW((void)separable_differences(simulator), BugError);
    simulator.sum_of.resize(3);
    EXPECT_THROW((void)separable_differences(simulator), BugError);
}

TEST(SeparableDifferences, WantAColumnForEachComponent) {
    int runs = 0;
    auto simulator = six_and_a_factor(&runs);
    simulator.moves = Moves::Constant(5, 7, true);
    EXPECT_THROW((void)separable_differences(simulator), BugError);
}

} // namespace
} // namespace kozqaras::inference
