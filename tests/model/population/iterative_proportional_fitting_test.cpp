#include "model/population/iterative_proportional_fitting.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "model/population/unit_weights.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

constexpr FittingSettings kPrecise{.max_iterations = 2000, .tolerance = 1e-13};

void expect_values(const std::vector<double>& values, const std::vector<double>& expected,
                   double tolerance) {
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t cell = 0; cell < values.size(); ++cell)
        EXPECT_NEAR(values[cell], expected[cell], tolerance) << "cell " << cell;
}

// Four districts of two provinces: wanted are sums of provinces by sex, and of districts.
TEST(IterativeProportionalFitting, MeetsSumsOfGroupsOfClasses) {
    const FitTable seed{{4, 2}, std::vector<double>(8, 1.0)};
    const TableMargin provinces{.axes = {0, 1},
                                .targets = {30, 10, 20, 60},
                                .name = "provinces by sex",
                                .groups = {{1, 0, 1, 0}, {}}};
    const std::vector<TableMargin> margins{{{0}, {50, 10, 30, 30}, "districts"}, provinces};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    EXPECT_TRUE(result.converged) << result.stop_reason;
    // sexes are independent of the district within its province
    expect_values(result.table.values, {12.5, 37.5, 7.5, 2.5, 7.5, 22.5, 22.5, 7.5}, 1e-9);
    expect_values(margin_sums(result.table, provinces.axes, provinces.groups), provinces.targets,
                  1e-9);
    const auto weights = fit_table_weights(seed, margins, Distance::relative_entropy);
    expect_values(weights.weights, result.table.values, 1e-6);
    // districts of the first province with 41 people where the province has 40
    auto differ = margins;
    differ[0].targets = {49, 10, 30, 31};
    EXPECT_THROW((void)fit_to_margins(seed, differ), InputError);
    const auto raked = fit_to_margins(seed, differ, {.largest_reconciliation = 0.1});
    EXPECT_TRUE(raked.converged);
    ASSERT_EQ(raked.reconciled.size(), 1U);
    EXPECT_EQ(raked.reconciled[0].name, "provinces by sex");
}

TEST(IterativeProportionalFitting, RefusesGroupsThatAreNone) {
    const FitTable seed{{3}, {1, 1, 1}};
    const auto refuses = [&](std::vector<std::vector<int>> groups, std::size_t sums) {
        const std::vector<TableMargin> margins{{.axes = {0},
                                                .targets = std::vector<double>(sums, 1.0),
                                                .name = "groups",
                                                .groups = std::move(groups)}};
        EXPECT_THROW((void)fit_to_margins(seed, margins), InputError);
    };
    refuses({{0, 1}}, 2);        // one class without a group
    refuses({{0, 2, 2}}, 2);     // nobody in group 1
    refuses({{-1, 0, 0}}, 1);    // below 0
    refuses({{0, 0, 1}, {}}, 2); // more axes than the margin has
    refuses({{0, 0, 1}}, 3);     // two groups, three sums
}

// R package mipfp, ObtainModelEstimates, method ipfp.
TEST(IterativeProportionalFitting, AgreesWithMipfp) {
    const FitTable seed{{2, 2, 2}, {80, 60, 20, 20, 40, 35, 35, 30}};
    const std::vector<TableMargin> margins{{{0, 1}, {2000, 1000, 1500, 1800}, ""},
                                           {{2}, {4000, 2300}, ""}};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    EXPECT_TRUE(result.converged);
    expect_values(result.table.values,
                  {1325.31202096, 674.68797904, 595.67369671, 404.32630329, 941.07312215,
                   558.92687785, 1137.94116018, 662.05883982},
                  5.1e-9);
}

// Lovelace and Dumont, Spatial Microsimulation with R, SimpleWorld: weights of five individuals in
// three zones. Axes: age (below 50, 50 and over), sex (m, f), individual, zone.
TEST(IterativeProportionalFitting, AgreesWithSimpleWorld) {
    const std::array<int, 5> age{1, 1, 0, 1, 0}, sex{0, 0, 0, 1, 1};
    FitTable seed{{2, 2, 5, 3}, std::vector<double>(60, 0.0)};
    const auto cell = [&](std::size_t person, std::size_t zone) {
        return ((static_cast<std::size_t>(age[person]) * 2 +
                 static_cast<std::size_t>(sex[person])) *
                    5 +
                person) *
                   3 +
               zone;
    };
    for (std::size_t person = 0; person < 5; ++person)
        for (std::size_t zone = 0; zone < 3; ++zone)
            seed.values[cell(person, zone)] = 1;
    const std::vector<TableMargin> margins{{{3, 0}, {8, 4, 2, 8, 7, 4}, "zone x age"},
                                           {{3, 1}, {6, 6, 4, 6, 3, 8}, "zone x sex"}};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    EXPECT_TRUE(result.converged);
    const std::vector<std::vector<double>> expected{
        {1.22799813, 1.22799813, 3.54400375, 1.54400375, 4.45599625},
        {1.72508278, 1.72508278, 0.54983444, 4.54983444, 1.45016556},
        {0.72508278, 0.72508278, 1.54983444, 2.54983444, 5.45016556}};
    for (std::size_t zone = 0; zone < 3; ++zone)
        for (std::size_t person = 0; person < 5; ++person)
            EXPECT_NEAR(result.table.values[cell(person, zone)], expected[zone][person], 5.1e-9);
    EXPECT_EQ(std::ranges::count(result.table.values, 0.0), 45); // structural zeros stay
}

TEST(IterativeProportionalFitting, AgreesWithHumanleague) {
    const FitTable seed{{2, 2}, {0.7, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {52, 48}, ""}, {{1}, {87, 13}, ""}};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    expect_values(result.table.values, {44.24535938, 7.75464062, 42.75464062, 5.24535938}, 5.1e-9);
}

TEST(IterativeProportionalFitting, HandlesTwelveDimensions) {
    const FitTable seed{std::vector<int>(12, 2), std::vector<double>(4096, 1.0)};
    std::vector<TableMargin> margins;
    for (int axis = 0; axis < 12; ++axis)
        margins.push_back({{axis}, {2048, 2048}, ""});
    const auto result = fit_to_margins(seed, margins, kPrecise);
    EXPECT_TRUE(result.converged);
    EXPECT_EQ(result.iterations, 1);
    for (const double value : result.table.values)
        EXPECT_NEAR(value, 1.0, 1e-12);
}

TEST(IterativeProportionalFitting, GivesIndependenceFromAFlatSeed) {
    const FitTable seed{{2, 2}, {1, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {50, 50}, ""}, {{1}, {30, 70}, ""}};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    expect_values(result.table.values, {15, 35, 15, 35}, 1e-10);
    EXPECT_EQ(result.stop_reason, "every margin within tolerance");
    EXPECT_LE(result.worst_relative_error, 1e-10);
}

TEST(IterativeProportionalFitting, TakesMarginAxesInAnyOrder) {
    const FitTable seed{{2, 3}, {1, 2, 3, 4, 5, 6}};
    const std::vector<TableMargin> margins{{{1, 0}, {10, 40, 20, 50, 30, 60}, ""}};
    const auto result = fit_to_margins(seed, margins, kPrecise);
    expect_values(result.table.values, {10, 20, 30, 40, 50, 60}, 1e-10);
}

// Two zeros on the diagonal leave one path for each row, which the columns contradict.
TEST(IterativeProportionalFitting, SaysWhenZerosMakeMarginsUnreachable) {
    const FitTable seed{{2, 2}, {0, 1, 1, 0}};
    const std::vector<TableMargin> margins{{{0}, {60, 40}, ""}, {{1}, {70, 30}, ""}};
    const auto result = fit_to_margins(seed, margins);
    EXPECT_FALSE(result.converged);
    EXPECT_GT(result.worst_absolute_error, 1.0);
    EXPECT_NE(result.stop_reason.find("zeros"), std::string::npos) << result.stop_reason;
}

// Each pair of margins agrees, but a = b, b = c and a != c exclude each other; no cell is zero.
TEST(IterativeProportionalFitting, SaysWhenMarginsExcludeEachOther) {
    const FitTable seed{{2, 2, 2}, std::vector<double>(8, 1.0)};
    const std::vector<TableMargin> margins{
        {{0, 1}, {9, 1, 1, 9}, ""}, {{1, 2}, {9, 1, 1, 9}, ""}, {{0, 2}, {1, 9, 9, 1}, ""}};
    const auto result = fit_to_margins(seed, margins);
    EXPECT_FALSE(result.converged);
    EXPECT_EQ(result.stop_reason, "error no longer falls: the margins may exclude each other");
}

// A third of 1000 typed with nine places: the totals differ by 1e-12 of themselves, and the seed
// has no zero to blame.
TEST(IterativeProportionalFitting, BlamesRoundingWhereItIsTheCause) {
    const FitTable seed{{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 10}};
    const std::vector<TableMargin> typed{{{0}, {333.333333333, 333.333333333, 333.333333333}, ""},
                                         {{1}, {500, 250, 250}, ""}};
    const auto result = fit_to_margins(seed, typed, {.tolerance = 1e-14});
    EXPECT_TRUE(result.converged);
    EXPECT_EQ(result.stop_reason, "error no longer falls: what is left is rounding");
    EXPECT_LT(result.worst_relative_error, 1e-11);
    const std::vector<TableMargin> whole{{{0}, {1e15, 1}, ""}, {{1}, {6e14, 4e14 + 1}, ""}};
    const FitTable holed{{2, 2}, {0.3, 0.7, 0.1, 1e-5}};
    const auto finest = fit_to_margins(holed, whole, {.tolerance = 0});
    EXPECT_TRUE(finest.converged);
    EXPECT_EQ(finest.stop_reason.find("zeros"), std::string::npos) << finest.stop_reason;
}

// One person in a thousand millions is counted in two margins with four digits: they differ there
// by more than a millionth, but in the total by less than is let pass. The zero is not to blame.
TEST(IterativeProportionalFitting, BlamesRoundingInASmallClassBesideZeros) {
    const FitTable seed{{2, 2, 2}, {0, 1, 1, 1, 1, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0, 1}, {5e8, 0.5, 5e8, 0.5}, ""},
                                           {{1, 2}, {3e8, 7e8, 0.5, 0.5001}, ""}};
    const auto result = fit_to_margins(seed, margins);
    EXPECT_TRUE(result.converged);
    EXPECT_EQ(result.stop_reason, "error no longer falls: what is left is rounding");
    EXPECT_LT(result.worst_absolute_error, 1.01e-4);
}

// The same problem counted in people, in thousands of millions, and in shares.
TEST(IterativeProportionalFitting, ToleranceDoesNotDependOnTheUnit) {
    const FitTable seed{{2, 2}, {0.7, 1, 1, 1}};
    for (const double unit : {1e-12, 1.0, 1e12}) {
        const std::vector<TableMargin> margins{{{0}, {52 * unit, 48 * unit}, ""},
                                               {{1}, {87 * unit, 13 * unit}, ""}};
        const auto result = fit_to_margins(seed, margins);
        EXPECT_TRUE(result.converged) << result.stop_reason;
        EXPECT_LE(result.worst_relative_error, 1e-12);
        EXPECT_NEAR(result.table.values[0] / unit, 44.24535938, 5.1e-9) << unit;
    }
}

// Totals below 1 must agree to the same share of themselves.
TEST(IterativeProportionalFitting, RefusesSmallTotalsThatDiffer) {
    const FitTable flat{{2, 2}, {1, 1, 1, 1}};
    for (const double unit : {1e-12, 1e-3, 1e12}) {
        const std::vector<TableMargin> margins{{{0}, {52 * unit, 48 * unit}, "rows"},
                                               {{1}, {87 * unit, 14 * unit}, "columns"}};
        EXPECT_THROW(static_cast<void>(fit_to_margins(flat, margins)), InputError) << unit;
        EXPECT_THROW(
            static_cast<void>(fit_table_weights(flat, margins, Distance::minimum_chi_square)),
            InputError)
            << unit;
    }
}

TEST(IterativeProportionalFitting, ReportsTheIterationLimit) {
    const FitTable seed{{2, 2}, {0.7, 1, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {52, 48}, ""}, {{1}, {87, 13}, ""}};
    const auto result = fit_to_margins(seed, margins, {.max_iterations = 1, .tolerance = 1e-12});
    EXPECT_FALSE(result.converged);
    EXPECT_EQ(result.iterations, 1);
    EXPECT_EQ(result.stop_reason, "iteration limit reached");
}

std::string refusal(const FitTable& seed, const std::vector<TableMargin>& margins) {
    try {
        static_cast<void>(fit_to_margins(seed, margins));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(IterativeProportionalFitting, RefusesWhatCannotBe) {
    const FitTable flat{{2, 2}, {1, 1, 1, 1}};
    const FitTable cube{{2, 2, 2}, std::vector<double>(8, 1.0)};
    const std::vector<TableMargin> good{{{0}, {50, 50}, "rows"}};
    const auto contains = [](const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    };
    EXPECT_TRUE(contains(refusal({{2, 2}, {1, -1, 1, 1}}, good), "seed table: cell 2 is -1"));
    EXPECT_TRUE(contains(refusal({{2, 2}, {1, NAN, 1, 1}}, good), "seed table: cell 2"));
    EXPECT_TRUE(contains(refusal({{2, 2}, {1, 1, 1}}, good), "seed table: has 3 cells"));
    EXPECT_TRUE(contains(refusal(flat, {{{0}, {101, -1}, "rows"}}), "rows: cell 2 is -1"));
    EXPECT_TRUE(contains(refusal(flat, {{{0}, {1, 2, 3}, "rows"}}), "rows: has 3 cells"));
    EXPECT_TRUE(contains(refusal(flat, {{{0}, {50, 50}, "rows"}, {{1}, {30, 71}, "columns"}}),
                         "columns: total 101 differs from 100 of rows"));
    EXPECT_TRUE(contains(refusal(cube, {{{0, 1}, {1, 2, 3, 4}, "a"}, {{1, 2}, {2, 1, 3, 4}, "b"}}),
                         "b: sum 3 over class 1 of the axes shared with a differs from 4"));
    EXPECT_TRUE(contains(refusal({{2, 2}, {0, 0, 1, 1}}, good), "rows: cell 1 has the target 50"));
}

std::string refusal_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(IterativeProportionalFitting, RefusesAxesAndSizesThatCannotBe) {
    const FitTable flat{{2, 2}, {1, 1, 1, 1}};
    EXPECT_EQ(refusal(flat, {{{0}, {50, 50}, ""}, {{2}, {50, 50}, "columns"}}),
              "columns: axis 2 does not exist; the table has 2, counted from 0");
    EXPECT_EQ(refusal(flat, {{{-1}, {50, 50}, "rows"}}),
              "rows: axis -1 does not exist; the table has 2, counted from 0");
    EXPECT_EQ(refusal(flat, {{{0, 0}, {1, 1, 1, 1}, "rows"}}), "rows: axis 0 stands there twice");
    EXPECT_EQ(refusal({{2, 0}, {}}, {}), "table: axis 1 has 0 classes; each axis needs 1 or more");
    EXPECT_NE(refusal({std::vector<int>(4, 65536), {}}, {}).find("more than 4294967295 cells"),
              std::string::npos);
    EXPECT_NE(refusal_of([&] {
                  static_cast<void>(margin_sums(flat, std::vector{5}));
              }).find("axis 5 does not exist"),
              std::string::npos);
    EXPECT_NE(refusal_of([] {
                  static_cast<void>(margin_sums({{2, 2}, {1, 1}}, std::vector{0}));
              }).find("has 2 cells"),
              std::string::npos);
    const std::vector<TableMargin> good{{{0}, {50, 50}, "rows"}};
    for (const double tolerance : {-1e-9, std::nan("")})
        EXPECT_NE(refusal_of([&] {
                      static_cast<void>(fit_to_margins(flat, good, {.tolerance = tolerance}));
                  }).find("must be 0 or more"),
                  std::string::npos);
}

} // namespace
} // namespace kozqaras
