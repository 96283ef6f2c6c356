// Margins that are estimates, margins that disagree, and what fitting says about both.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "model/population/iterative_proportional_fitting.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

std::string loosened_refusal(const FitTable& seed, const std::vector<TableMargin>& margins,
                             const FittingSettings& settings = {}) {
    try {
        static_cast<void>(fit_to_margins(seed, margins, settings));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

FitTable random_seed_table(std::uint64_t number) {
    FitTable seed{{4, 5, 3}, {}};
    for (std::uint64_t cell = 0; cell < cell_count(seed.dims); ++cell)
        seed.values.push_back(0.05 + random_uniform(number, Purpose::test, cell));
    return seed;
}

/// A hard margin and two estimates that pull in other directions.
std::vector<TableMargin> example_margins() {
    FitTable truth{{4, 5, 3}, {}}, estimate{{4, 5, 3}, {}};
    for (std::uint64_t cell = 0; cell < 60; ++cell) {
        truth.values.push_back(10 + 90 * random_uniform(101, Purpose::test, cell));
        estimate.values.push_back(10 + 90 * random_uniform(102, Purpose::test, cell));
    }
    return {{{0}, margin_sums(truth, std::vector{0}), "hard", 0},
            {{0, 1}, margin_sums(estimate, std::vector{0, 1}), "estimate", 0.4},
            {{2, 1}, margin_sums(estimate, std::vector{2, 1}), "other estimate", 0.25}};
}

TEST(LoosenedMargins, StayWithinTheirTolerances) {
    const auto margins = example_margins();
    const auto result = fit_to_margins(random_seed_table(1), margins, {.max_iterations = 20000});
    ASSERT_TRUE(result.converged) << result.stop_reason;
    ASSERT_EQ(result.margins.size(), 3U);
    EXPECT_LT(result.margins[0].worst_relative_error, 1e-8);
    EXPECT_LE(result.margins[1].worst_relative_error, 0.4 + 1e-8);
    EXPECT_LE(result.margins[2].worst_relative_error, 0.25 + 1e-8);
    EXPECT_GT(result.margins[1].worst_relative_error, 0.01); // it made use of it
    EXPECT_GT(result.margins[1].cells_at_tolerance + result.margins[2].cells_at_tolerance, 0U);
}

/// At the minimum of a convex function over a convex set, no feasible direction goes down.
TEST(LoosenedMargins, GiveTheTableOfLeastRelativeEntropy) {
    const auto seed = random_seed_table(1);
    const auto margins = example_margins();
    const auto best = fit_to_margins(seed, margins, {.max_iterations = 20000});
    int feasible = 0;
    for (std::uint64_t other = 2; other < 60; ++other) {
        const auto rival =
            fit_to_margins(random_seed_table(other), margins, {.max_iterations = 20000});
        if (!rival.converged)
            continue;
        ++feasible;
        double slope = 0, scale = 0;
        for (std::size_t cell = 0; cell < 60; ++cell) {
            const double pull = std::log(best.table.values[cell] / seed.values[cell]) *
                                (rival.table.values[cell] - best.table.values[cell]);
            slope += pull;
            scale += std::abs(pull);
        }
        EXPECT_GE(slope, -1e-7 * scale);
    }
    EXPECT_GT(feasible, 30);
}

TEST(LoosenedMargins, WithToleranceZeroOrWideAreOrdinaryOrAbsent) {
    const FitTable seed{{2, 2}, {0.7, 1, 1, 1}};
    const std::vector<TableMargin> hard{{{0}, {52, 48}, "rows"}, {{1}, {87, 13}, "columns"}};
    auto nearly = hard, free = hard;
    nearly[1].tolerance = 1e-9;
    free[1].tolerance = 1;
    const auto exact = fit_to_margins(seed, hard), close = fit_to_margins(seed, nearly);
    const auto alone = fit_to_margins(seed, std::vector{hard[0]});
    const auto loose = fit_to_margins(seed, free);
    for (std::size_t cell = 0; cell < 4; ++cell)
        EXPECT_NEAR(close.table.values[cell], exact.table.values[cell], 1e-6);
    // Columns of 13 allow at most 26, so that the tolerance still binds there.
    EXPECT_NEAR(loose.table.values[1] + loose.table.values[3], 26, 1e-9);
    EXPECT_GT(alone.table.values[1] + alone.table.values[3], 26);
    EXPECT_EQ(loose.margins[1].cells_at_tolerance, 1U);
}

TEST(LoosenedMargins, MayDisagreeWithinTheirTolerances) {
    const FitTable seed{{2, 2}, {1, 1, 1, 1}};
    std::vector<TableMargin> margins{{{0}, {50, 50}, "rows", 0}, {{1}, {33, 72}, "columns", 0.06}};
    const auto result = fit_to_margins(seed, margins);
    EXPECT_TRUE(result.converged);
    EXPECT_NEAR(total(result.table.values), 100, 1e-6);
    margins[1].tolerance = 0.02;
    EXPECT_NE(loosened_refusal(seed, margins).find("columns: total 105 differs from 100 of rows"),
              std::string::npos);
    margins[1].tolerance = -0.1;
    EXPECT_NE(loosened_refusal(seed, margins).find("columns: the tolerance is -0.1"),
              std::string::npos);
}

TEST(Reconciliation, BringsTotalsTogetherAndReportsIt) {
    const FitTable seed{{2, 2}, {1, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {50, 50}, "rows"}, {{1}, {31, 72}, "columns"}};
    const auto result = fit_to_margins(seed, margins, {.largest_reconciliation = 0.05});
    EXPECT_TRUE(result.converged);
    EXPECT_NEAR(total(result.table.values), 100, 1e-9);
    ASSERT_EQ(result.reconciled.size(), 1U);
    EXPECT_EQ(result.reconciled[0].name, "columns");
    EXPECT_DOUBLE_EQ(result.reconciled[0].old_total, 103);
    EXPECT_DOUBLE_EQ(result.reconciled[0].new_total, 100);
    EXPECT_NEAR(result.reconciled[0].largest_relative_change, 3.0 / 103, 1e-12);
    const auto beyond = loosened_refusal(seed, margins, {.largest_reconciliation = 0.02});
    EXPECT_NE(beyond.find("columns: a cell must change by 2.9 %"), std::string::npos) << beyond;
    EXPECT_NE(loosened_refusal(seed, margins).find("columns: total 103 differs"),
              std::string::npos);
}

TEST(Reconciliation, BringsSharedSumsTogether) {
    const FitTable cube{{2, 2, 2}, std::vector<double>(8, 1.0)};
    const std::vector<TableMargin> margins{{{0, 1}, {10, 20, 30, 40}, "a"},
                                           {{1, 2}, {19, 22, 28, 31}, "b"}};
    const auto result = fit_to_margins(cube, margins, {.largest_reconciliation = 0.1});
    EXPECT_TRUE(result.converged);
    ASSERT_EQ(result.reconciled.size(), 1U);
    const auto b = margin_sums(result.table, std::vector{1, 2});
    EXPECT_NEAR(b[0] + b[1], 40, 1e-6);
    EXPECT_NEAR(b[0] / b[1], 19.0 / 22, 1e-9); // the association of b is kept
}

TEST(Reconciliation, SaysWhenZerosForbidIt) {
    const FitTable cube{{2, 2}, std::vector<double>(4, 1.0)};
    const std::vector<TableMargin> margins{{{0, 1}, {10, 20, 30, 40}, "a"}, {{1}, {100, 0}, "b"}};
    const auto message = loosened_refusal(cube, margins, {.largest_reconciliation = 1});
    EXPECT_NE(message.find("cell 2 has the target 60, but every table cell in it is zero"),
              std::string::npos)
        << message;
}

TEST(Diagnostics, NameTheWorstCellOfEveryMargin) {
    const FitTable seed{{2, 2}, {0, 1, 1, 0}};
    const std::vector<TableMargin> margins{{{0}, {60, 40}, "rows"}, {{1}, {70, 30}, "columns"}};
    const auto result = fit_to_margins(seed, margins);
    EXPECT_FALSE(result.converged);
    ASSERT_EQ(result.margins.size(), 2U);
    EXPECT_GT(result.margins[0].worst_absolute_error, 1.0);
    EXPECT_GT(result.margins[0].worst_relative_error, 0.1);
    EXPECT_LT(result.margins[1].worst_absolute_error, 1e-9); // fitted last
    EXPECT_EQ(result.margins[1].name, "columns");
}

TEST(Diagnostics, ZeroTargetsEmptyTheirCells) {
    const FitTable seed{{2, 2}, {1, 1, 1, 1}};
    for (const double tolerance : {0.0, 0.1}) {
        const std::vector<TableMargin> margins{{{0}, {100, 0}, "rows", tolerance},
                                               {{1}, {30, 70}, "columns", 0}};
        const auto result = fit_to_margins(seed, margins);
        EXPECT_TRUE(result.converged) << result.stop_reason;
        EXPECT_EQ(result.table.values[2] + result.table.values[3], 0.0);
        EXPECT_NEAR(result.table.values[1], 70, 1e-6);
    }
}

} // namespace
} // namespace kozqaras
