#include "model/population/table_distances.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

// Printed by humanleague for the nearest integers: root mean square and mean square error.
TEST(TableDistances, AgreeWithHumanleague) {
    const auto error = [](std::vector<double> counts, std::vector<double> expected) {
        const std::vector<int> dims{static_cast<int>(counts.size())};
        return table_distances({dims, std::move(counts)}, {dims, std::move(expected)})
            .root_mean_square_error;
    };
    EXPECT_NEAR(error({7, 5, 3, 2}, {6.8, 5.1, 3.4, 1.7}), 0.273861278752583, 1e-15);
    EXPECT_NEAR(std::pow(error({1, 2, 3, 5}, {1.1, 2.2, 3.3, 4.4}), 2), 0.125, 1e-15);
    EXPECT_NEAR(std::pow(error({3, 2, 2, 2, 2}, {2.2, 2.2, 2.2, 2.2, 2.2}), 2), 0.16, 1e-15);
}

// By hand: |n - e| is 1, 2, 3, 0 of 10, 20, 30, 40.
TEST(TableDistances, AreThoseOfTheirDefinitions) {
    const FitTable expected{{2, 2}, {10, 20, 30, 40}};
    const auto result = table_distances({{2, 2}, {11, 22, 27, 40}}, expected);
    EXPECT_DOUBLE_EQ(result.total_absolute_error, 6);
    EXPECT_DOUBLE_EQ(result.standardised_absolute_error, 0.06);
    EXPECT_NEAR(result.total_variation, 0.03, 1e-15);
    EXPECT_DOUBLE_EQ(result.root_mean_square_error, std::sqrt(14.0 / 4));
    EXPECT_DOUBLE_EQ(result.standardised_root_mean_square_error, std::sqrt(14.0 / 4) / 25);
    EXPECT_DOUBLE_EQ(result.chi_square, 0.1 + 0.2 + 0.3);
    const double logarithms = 11 * std::log(1.1) + 22 * std::log(1.1) + 27 * std::log(0.9);
    EXPECT_NEAR(result.likelihood_ratio, 2 * logarithms, 1e-12);
    EXPECT_NEAR(result.relative_entropy, logarithms / 100, 1e-14);
    EXPECT_EQ(result.worst_cell, 2U);
    EXPECT_DOUBLE_EQ(result.worst_absolute_error, 3);
}

TEST(TableDistances, LookAtSharesWhereTotalsDiffer) {
    const FitTable expected{{4}, {1, 2, 3, 4}};
    const auto result = table_distances({{4}, {2, 4, 6, 8}}, expected);
    EXPECT_DOUBLE_EQ(result.total_absolute_error, 10);
    EXPECT_NEAR(result.total_variation, 0, 1e-15);
    EXPECT_NEAR(result.relative_entropy, 0, 1e-15);
    EXPECT_NEAR(result.likelihood_ratio, 2 * (20 * std::log(2.0) - 10), 1e-12);
}

TEST(TableDistances, AreInfiniteWhereNobodyWasExpected) {
    const auto result = table_distances({{3}, {1, 0, 9}}, {{3}, {0, 1, 9}});
    EXPECT_TRUE(std::isinf(result.chi_square));
    EXPECT_TRUE(std::isinf(result.likelihood_ratio));
    EXPECT_TRUE(std::isinf(result.relative_entropy));
    EXPECT_DOUBLE_EQ(result.total_absolute_error, 2);
    EXPECT_EQ(chi_square_p_value(result.chi_square, 2), 0.0);
    EXPECT_FALSE(std::isinf(table_distances({{2}, {0, 9}}, {{2}, {0, 9}}).chi_square));
}

// Of two degrees of freedom: exp(-x / 2). Of ten: the 5 % point of printed tables, 18.307.
TEST(TableDistances, GiveTheChanceOfALargerChiSquare) {
    EXPECT_NEAR(chi_square_p_value(3, 2), std::exp(-1.5), 1e-15);
    EXPECT_NEAR(chi_square_p_value(18.307, 10), 0.05, 1e-6);
    EXPECT_EQ(chi_square_p_value(0, 1), 1.0);
    EXPECT_EQ(interaction_degrees(std::vector{4, 3, 5}), 24.0);
}

TEST(TableDistances, RefuseWhatCannotBe) {
    const FitTable flat{{2, 2}, {1, 1, 1, 1}};
    EXPECT_THROW(static_cast<void>(table_distances({{4}, {1, 1, 1, 1}}, flat)), InputError);
    EXPECT_THROW(static_cast<void>(table_distances({{2, 2}, {1, 1, -1, 1}}, flat)), InputError);
    EXPECT_THROW(static_cast<void>(table_distances({{2, 2}, {1, 1, 1}}, flat)), InputError);
    EXPECT_THROW(static_cast<void>(table_distances({{2, 2}, {0, 0, 0, 0}}, flat)), InputError);
    EXPECT_THROW(static_cast<void>(chi_square_p_value(-1, 2)), InputError);
    EXPECT_THROW(static_cast<void>(chi_square_p_value(1, 0)), InputError);
}

} // namespace
} // namespace kozqaras
