#include "model/population/unit_weights.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <Eigen/Dense>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

constexpr WeightSettings kPreciseWeights{.max_iterations = 200, .tolerance = 1e-13};

void expect_weights(const std::vector<double>& values, const std::vector<double>& expected,
                    double tolerance) {
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        EXPECT_NEAR(values[cell], expected[cell], tolerance) << "cell " << cell;
}

/// R package mipfp, example of ObtainModelEstimates.
WeightResult mipfp_example(Distance distance) {
    const FitTable seed{{2, 2, 2}, {80, 60, 20, 20, 40, 35, 35, 30}};
    const std::vector<TableMargin> margins{{{0, 1}, {2000, 1000, 1500, 1800}, ""},
                                           {{2}, {4000, 2300}, ""}};
    return fit_table_weights(seed, margins, distance, {.tolerance = 1e-14});
}

TEST(UnitWeights, RelativeEntropyAgreesWithMipfp) {
    expect_weights(mipfp_example(Distance::relative_entropy).weights,
                   {1325.31202096, 674.68797904, 595.67369671, 404.32630329, 941.07312215,
                    558.92687785, 1137.94116018, 662.05883982},
                   5.1e-9);
}

TEST(UnitWeights, MaximumLikelihoodAgreesWithMipfp) {
    expect_weights(mipfp_example(Distance::maximum_likelihood).weights,
                   {1269.20169135, 730.79830865, 613.09149479, 386.90850521, 934.38247791,
                    565.61752209, 1183.32433595, 616.67566405},
                   5.1e-9);
}

TEST(UnitWeights, MinimumChiSquareAgreesWithMipfp) {
    expect_weights(mipfp_example(Distance::minimum_chi_square).weights,
                   {1229.91266468, 770.08733532, 626.03456800, 373.96543200, 925.26333075,
                    574.73666925, 1218.78943657, 581.21056343},
                   5.1e-9);
}

TEST(UnitWeights, LeastSquaresAgreesWithMipfp) {
    expect_weights(mipfp_example(Distance::least_squares).weights,
                   {1397.66623449, 602.33376551, 574.31931839, 425.68068161, 938.72939433,
                    561.27060567, 1089.28505279, 710.71494721},
                   5.1e-9);
}

/// Two-level balancing: eight households, counted by type and by the people in them (Ye et al.
/// 2009; Konduri et al. 2016).
std::vector<WeightConstraint> eight_households() {
    const std::vector<std::vector<double>> rows{{1, 1, 1, 0, 0, 0, 0, 0},
                                                {0, 0, 0, 1, 1, 1, 1, 1},
                                                {1, 1, 2, 1, 0, 1, 2, 1},
                                                {1, 0, 1, 0, 2, 1, 1, 1},
                                                {1, 1, 0, 2, 1, 0, 2, 0}};
    return constraints_of_rows(rows, std::vector<double>{35, 65, 91, 65, 104});
}

TEST(UnitWeights, BalancesHouseholdsAndPeopleAtOnce) {
    const auto result = fit_weights(std::vector<double>(8, 1.0), eight_households(),
                                    Distance::relative_entropy, kPreciseWeights);
    EXPECT_TRUE(result.converged) << result.stop_reason;
    expect_weights(result.weights,
                   {8.93747027, 23.44857930, 2.61395044, 25.89922268, 14.34780198, 11.00956190,
                    2.73385154, 11.00956190},
                   5.1e-9);
}

/// The published answer of iterative proportional updating meets the targets, but lies farther off.
TEST(UnitWeights, ThePublishedUpdatingAnswerIsNotNearest) {
    const auto result = fit_weights(std::vector<double>(8, 1.0), eight_households());
    const auto entropy = [](const std::vector<double>& weights) {
        double sum = 0;
        for (const double w : weights)
            sum += w * std::log(w) - w;
        return sum;
    };
    EXPECT_LT(entropy(result.weights),
              entropy({1.36, 25.66, 7.98, 27.79, 18.45, 8.64, 1.47, 8.64}));
}

/// Minimises the dual of the entropy problem over log-linear parameters by an optimiser that shares
/// nothing with the library: dense design matrix, full pivoting, step halving on the dual value.
Eigen::VectorXd independent_entropy_solution(const Eigen::VectorXd& seed,
                                             const Eigen::MatrixXd& design,
                                             const Eigen::VectorXd& targets) {
    Eigen::VectorXd parameters = Eigen::VectorXd::Zero(targets.size());
    const auto table = [&](const Eigen::VectorXd& at) -> Eigen::VectorXd {
        return seed.array() * (design.transpose() * at).array().exp();
    };
    const auto dual = [&](const Eigen::VectorXd& at) { return table(at).sum() - targets.dot(at); };
    for (int iteration = 0; iteration < 100; ++iteration) {
        const Eigen::VectorXd fitted = table(parameters);
        const Eigen::VectorXd gradient = design * fitted - targets;
        const Eigen::MatrixXd hessian = design * fitted.asDiagonal() * design.transpose();
        const Eigen::VectorXd step = hessian.completeOrthogonalDecomposition().solve(gradient);
        double length = 1;
        while (length > 1e-6 && dual(parameters - length * step) > dual(parameters) + 1e-9)
            length /= 2;
        parameters -= length * step;
    }
    return table(parameters);
}

/// A random table of four axes with three overlapping margins that are those of another table.
struct RandomProblem {
    FitTable seed{{3, 4, 2, 3}, {}};
    std::vector<TableMargin> margins{{{0, 1}, {}, "a"}, {{1, 2}, {}, "b"}, {{3, 0}, {}, "c"}};

    explicit RandomProblem(std::uint64_t number) {
        FitTable truth = seed;
        for (std::uint64_t cell = 0; cell < cell_count(seed.dims); ++cell) {
            const auto words = random_block(number, Purpose::test, cell);
            const bool structural_zero = cell % 11 == 5;
            seed.values.push_back(structural_zero ? 0.0 : 0.2 + to_uniform(words[0]));
            truth.values.push_back(structural_zero ? 0.0 : 100 * to_uniform(words[1]) + 1);
        }
        for (TableMargin& margin : margins)
            margin.targets = margin_sums(truth, margin.axes);
    }
};

TEST(UnitWeights, FittingIsTheEntropyOptimumOfAnIndependentOptimiser) {
    for (std::uint64_t number = 1; number <= 5; ++number) {
        const RandomProblem problem(number);
        const auto fitted = fit_to_margins(problem.seed, problem.margins,
                                           {.max_iterations = 5000, .tolerance = 1e-11});
        ASSERT_TRUE(fitted.converged);
        const auto constraints = constraints_of_margins(problem.seed.dims, problem.margins);
        const auto cells = static_cast<Eigen::Index>(problem.seed.values.size());
        Eigen::MatrixXd design =
            Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(constraints.size()), cells);
        Eigen::VectorXd targets(design.rows());
        for (Eigen::Index row = 0; row < design.rows(); ++row) {
            targets[row] = constraints[static_cast<std::size_t>(row)].target;
            for (const auto& [unit, coefficient] : constraints[static_cast<std::size_t>(row)].terms)
                design(row, unit) = coefficient;
        }
        const auto optimum = independent_entropy_solution(
            Eigen::Map<const Eigen::VectorXd>(problem.seed.values.data(), cells), design, targets);
        const auto newton =
            fit_table_weights(problem.seed, problem.margins, Distance::relative_entropy);
        ASSERT_TRUE(newton.converged) << newton.stop_reason;
        for (Eigen::Index cell = 0; cell < cells; ++cell) {
            const auto place = static_cast<std::size_t>(cell);
            EXPECT_NEAR(fitted.table.values[place], optimum[cell], 1e-8);
            EXPECT_NEAR(newton.weights[place], optimum[cell], 1e-7);
        }
    }
}

TEST(UnitWeights, LeastSquaresKeepsWeightsFromGoingNegative) {
    const std::vector<double> given{1, 1, 1};
    const auto constraints = constraints_of_rows(
        std::vector<std::vector<double>>{{1, 1, 1}, {0, 1, 2}}, std::vector<double>{3, 5.4});
    const auto result = fit_weights(given, constraints, Distance::least_squares);
    EXPECT_TRUE(result.converged) << result.stop_reason;
    expect_weights(result.weights, {0.0, 0.6, 2.4}, 1e-9);
}

constexpr Distance kDistances[] = {Distance::relative_entropy, Distance::maximum_likelihood,
                                   Distance::minimum_chi_square, Distance::least_squares};

// Two of the distances are infinite at a weight of 0, which a target of 0 asks for.
TEST(UnitWeights, MeetTargetsOfZeroByEveryDistance) {
    const FitTable flat{{2, 2}, {1, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {100, 0}, "rows"}, {{1}, {50, 50}, "columns"}};
    for (const Distance distance : kDistances) {
        const auto result = fit_table_weights(flat, margins, distance);
        EXPECT_TRUE(result.converged) << result.stop_reason;
        expect_weights(result.weights, {50, 50, 0, 0}, 1e-8);
        EXPECT_EQ(result.weights[2] + result.weights[3], 0.0);
    }
}

/// The example of mipfp with one more class of the first axis, of which the margin says 0.
TEST(UnitWeights, ATargetOfZeroLeavesTheOthersAsTheyWere) {
    const FitTable seed{{3, 2, 2}, {80, 60, 20, 20, 40, 35, 35, 30, 7, 1, 9, 4}};
    const std::vector<TableMargin> margins{{{0, 1}, {2000, 1000, 1500, 1800, 0, 0}, ""},
                                           {{2}, {4000, 2300}, ""}};
    for (const Distance distance : kDistances) {
        const auto larger = fit_table_weights(seed, margins, distance, {.tolerance = 1e-14});
        EXPECT_TRUE(larger.converged) << larger.stop_reason;
        auto expected = mipfp_example(distance).weights;
        expected.resize(12, 0.0);
        expect_weights(larger.weights, expected, 1e-8);
    }
}

// As many men as women: the target is 0, yet nobody's weight must be.
TEST(UnitWeights, ATargetOfZeroOverBothSignsHoldsNobodyAtZero) {
    const auto constraints = constraints_of_rows(
        std::vector<std::vector<double>>{{1, -1, -1}, {1, 1, 1}}, std::vector<double>{0, 10});
    for (const Distance distance : kDistances) {
        const auto result = fit_weights(std::vector<double>{1, 1, 3}, constraints, distance);
        EXPECT_TRUE(result.converged) << result.stop_reason;
        expect_weights(result.weights, {5, 1.25, 3.75}, 1e-7);
    }
}

// Small targets beside large ones are met to the same share of themselves.
TEST(UnitWeights, ToleranceIsAShareOfEachTarget) {
    const FitTable seed{{2, 2}, {3, 1, 1, 2}};
    const std::vector<TableMargin> margins{{{0}, {1e9, 3}, "rows"}, {{1}, {4e8, 6e8 + 3}, ""}};
    for (const Distance distance :
         {Distance::relative_entropy, Distance::maximum_likelihood, Distance::minimum_chi_square}) {
        const auto result = fit_table_weights(seed, margins, distance);
        EXPECT_TRUE(result.converged) << result.stop_reason;
        EXPECT_NEAR(result.weights[2] + result.weights[3], 3, 3e-10);
    }
}

TEST(UnitWeights, BlameRoundingWhereItIsTheCause) {
    const FitTable seed{{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 10}};
    const std::vector<TableMargin> typed{{{0}, {333.333333333, 333.333333333, 333.333333333}, ""},
                                         {{1}, {500, 250, 250}, ""}};
    for (const Distance distance : kDistances) {
        const auto result = fit_table_weights(seed, typed, distance, {.tolerance = 0});
        EXPECT_TRUE(result.converged);
        EXPECT_EQ(result.stop_reason, "no step lowers the error: what is left is rounding");
    }
}

// The zero leaves the cell across no choice but 0: half of all must stand in each of the others.
TEST(UnitWeights, MeetZerosThatFollowFromOthers) {
    const std::vector<TableMargin> halves{{{0}, {50, 50}, ""}, {{1}, {50, 50}, ""}};
    const std::vector<TableMargin> thirds{{{0}, {30, 30, 40}, ""}, {{1}, {30, 40, 30}, ""}};
    for (const Distance distance : kDistances) {
        const auto two = fit_table_weights({{2, 2}, {1, 2, 3, 0}}, halves, distance);
        EXPECT_TRUE(two.converged) << two.stop_reason;
        expect_weights(two.weights, {0, 50, 50, 0}, 1e-7);
        const auto three =
            fit_table_weights({{3, 3}, {1, 0, 0, 5, 2, 3, 1, 4, 3}}, thirds, distance);
        EXPECT_TRUE(three.converged) << three.stop_reason;
        EXPECT_NEAR(three.weights[0], 30, 1e-6);
        EXPECT_NEAR(three.weights[3] + three.weights[6], 0, 1e-6);
        EXPECT_GT(
            std::min({three.weights[4], three.weights[5], three.weights[7], three.weights[8]}), 1);
    }
}

/// Margins of a table that is positive wherever the seed is, so that some weights meet them; of any
/// size, with zeros in the seed and margins typed with ten digits by turns.
struct ReachableProblem {
    FitTable seed;
    std::vector<TableMargin> margins{{{0, 1}, {}, ""}, {{1, 2}, {}, ""}};

    explicit ReachableProblem(std::uint64_t number) : seed{{3, 4, 3}, {}} {
        const double size = std::pow(10.0, static_cast<double>(number % 8) * 3 - 6);
        FitTable truth = seed;
        for (std::uint64_t cell = 0; cell < cell_count(seed.dims); ++cell) {
            const auto words = random_block(number, Purpose::test, cell);
            const bool zero = number % 2 == 1 && to_uniform(words[0]) < 0.15;
            const double spread = std::pow(10.0, -4 * to_uniform(words[1]));
            seed.values.push_back(zero ? 0 : 0.1 + to_uniform(words[2]));
            truth.values.push_back(zero ? 0 : size * spread * (0.05 + to_uniform(words[3])));
        }
        for (TableMargin& margin : margins) {
            margin.targets = margin_sums(truth, margin.axes);
            for (double& target : margin.targets)
                target = number % 3 == 0 ? std::stod(fmt::format("{:.10g}", target)) : target;
        }
    }
};

// Zeros are not the cause where margins differ by the last of their digits, nor where weights are
// cut off at 0 on the way.
TEST(UnitWeights, MeetWhatCanBeMet) {
    for (std::uint64_t number = 1; number <= 96; ++number) {
        const ReachableProblem problem(number);
        for (const Distance distance : kDistances)
            for (const double tolerance : {1e-10, 1e-14}) {
                const auto result = fit_table_weights(problem.seed, problem.margins, distance,
                                                      {.tolerance = tolerance});
                EXPECT_TRUE(result.converged) << number << ": " << result.stop_reason;
                EXPECT_LT(result.worst_relative_error, 1e-5) << number;
            }
    }
}

TEST(UnitWeights, SayWhenConstraintsExcludeEachOther) {
    const auto constraints = constraints_of_rows(std::vector<std::vector<double>>{{1, 1}, {2, 2}},
                                                 std::vector<double>{3, 5});
    const auto result = fit_weights(std::vector<double>{1, 1}, constraints);
    EXPECT_FALSE(result.converged);
    EXPECT_NE(result.stop_reason.find("exclude each other"), std::string::npos)
        << result.stop_reason;
    EXPECT_GT(result.worst_absolute_error, 0.1);
}

std::string weights_refusal(const std::vector<double>& given, double target) {
    const auto constraints =
        constraints_of_rows(std::vector<std::vector<double>>{{1, 0}}, std::vector<double>{target});
    try {
        static_cast<void>(fit_weights(given, constraints));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(UnitWeights, RefuseWhatCannotBe) {
    EXPECT_EQ(weights_refusal({1, 1}, 2), "accepted");
    EXPECT_NE(weights_refusal({1, -1}, 2).find("unit 2 has -1"), std::string::npos);
    EXPECT_NE(weights_refusal({1, NAN}, 2).find("unit 2"), std::string::npos);
    EXPECT_NE(weights_refusal({0, 1}, 2).find("no unit with a positive weight"), std::string::npos);
    EXPECT_NE(weights_refusal({1, 1}, INFINITY).find("the target is inf"), std::string::npos);
}

std::string table_refusal(const std::vector<TableMargin>& margins) {
    try {
        static_cast<void>(
            fit_table_weights({{2, 2}, {1, 0, 1, 1}}, margins, Distance::maximum_likelihood));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(UnitWeights, RefuseTablesThatCannotBe) {
    EXPECT_EQ(table_refusal({{{0}, {100, 0}, "rows"}, {{1}, {50, 50}, "columns"}}),
              "columns, cell 2: the target is 50, but other targets, of 0, hold every unit that "
              "counts at 0");
    EXPECT_EQ(table_refusal({{{4}, {100, 0}, "rows"}}),
              "rows: axis 4 does not exist; the table has 2, counted from 0");
    EXPECT_EQ(table_refusal({{{0}, {60, 40}, "rows", 0.1}}),
              "rows: has a tolerance; only fit_to_margins takes loosened margins");
    EXPECT_THROW(static_cast<void>(constraints_of_rows(std::vector<std::vector<double>>{{1, 1}},
                                                       std::vector<double>{1, 2})),
                 InputError);
    EXPECT_THROW(static_cast<void>(constraints_of_margins(
                     std::vector{2, 2}, std::vector<TableMargin>{{{0}, {1, 2, 3}, ""}})),
                 InputError);
}

} // namespace
} // namespace kozqaras
