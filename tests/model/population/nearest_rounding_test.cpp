// Nearest controlled rounding against all roundings of small tables.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/population/integerisation_methods.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

using RoundedCounts = std::vector<std::int64_t>;

double distance(const FitTable& expected, const RoundedCounts& counts) {
    double sum = 0;
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        sum += std::abs(static_cast<double>(counts[cell]) - expected.values[cell]);
    return sum;
}

/// Floor or ceiling of every sum over `axes`.
bool rounds(const FitTable& expected, const RoundedCounts& counts, const std::vector<int>& axes) {
    const auto wanted = margin_sums(expected, axes);
    const auto got = margin_sums({expected.dims, {counts.begin(), counts.end()}}, axes);
    for (std::size_t cell = 0; cell < wanted.size(); ++cell)
        if (got[cell] < std::floor(wanted[cell] + 1e-6) ||
            got[cell] > std::ceil(wanted[cell] - 1e-6))
            return false;
    return true;
}

/// The least distance of all tables of floors and ceilings whose margins and total are rounded.
double least_distance(const FitTable& expected, const std::vector<int>& rows,
                      const std::vector<int>& columns) {
    double least = INFINITY;
    const std::size_t cells = expected.values.size();
    for (std::uint32_t choice = 0; choice < 1U << cells; ++choice) {
        RoundedCounts counts(cells);
        for (std::size_t cell = 0; cell < cells; ++cell)
            counts[cell] = static_cast<std::int64_t>((choice >> cell & 1) != 0
                                                         ? std::ceil(expected.values[cell])
                                                         : std::floor(expected.values[cell]));
        const double tried = distance(expected, counts);
        if (tried < least && rounds(expected, counts, rows) && rounds(expected, counts, columns) &&
            rounds(expected, counts, {}))
            least = tried;
    }
    return least;
}

FitTable random_rounding_table(std::vector<int> dims, std::uint64_t number) {
    FitTable table{std::move(dims), {}};
    for (std::uint64_t cell = 0; cell < cell_count(table.dims); ++cell)
        table.values.push_back(cell % 7 == 5 ? 2.0
                                             : 3 * random_uniform(number, Purpose::test, cell));
    return table;
}

void expect_least(const FitTable& table, const std::vector<int>& rows,
                  const std::vector<int>& columns) {
    const auto counts = nearest_controlled_rounding(table, rows, columns);
    EXPECT_TRUE(rounds(table, counts, rows));
    EXPECT_TRUE(rounds(table, counts, columns));
    EXPECT_TRUE(rounds(table, counts, {}));
    EXPECT_NEAR(distance(table, counts), least_distance(table, rows, columns), 1e-8);
}

TEST(NearestRounding, IsTheNearestOfAllRoundings) {
    for (std::uint64_t number = 1; number <= 20; ++number) {
        expect_least(random_rounding_table({3, 4}, number), {0}, {1});
        expect_least(random_rounding_table({2, 2, 3}, number), {0, 1}, {1, 2});
        expect_least(random_rounding_table({2, 2, 3}, number), {2}, {0});
    }
}

/// With whole margins, as after fitting, every sum is met exactly.
TEST(NearestRounding, MeetsWholeMarginsExactly) {
    const FitTable seed{{3, 4}, {1, 2, 3, 4, 2, 2, 5, 1, 0, 3, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {10, 7, 8}, ""}, {{1}, {4, 9, 5, 7}, ""}};
    const auto fitted = fit_to_margins(seed, margins);
    const auto counts = nearest_controlled_rounding(fitted.table, std::vector{0}, std::vector{1});
    const FitTable whole{seed.dims, {counts.begin(), counts.end()}};
    EXPECT_EQ(margin_sums(whole, std::vector{0}), margins[0].targets);
    EXPECT_EQ(margin_sums(whole, std::vector{1}), margins[1].targets);
    EXPECT_NEAR(distance(fitted.table, counts), least_distance(fitted.table, {0}, {1}), 1e-8);
}

TEST(NearestRounding, IsNearerThanUnbiasedRounding) {
    const auto table = random_rounding_table({12, 9}, 4);
    const auto nearest = nearest_controlled_rounding(table, std::vector{0}, std::vector{1});
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
        EXPECT_LT(
            distance(table, nearest),
            distance(table, controlled_rounding(table, std::vector{0}, std::vector{1}, seed)));
}

/// RoundedCounts of 10^digits, whose sums as doubles keep no digit after the point.
FitTable large_table(std::uint64_t number, int digits) {
    FitTable table =
        random_rounding_table(number % 2 == 0 ? std::vector{6, 7} : std::vector{3, 4, 3}, number);
    for (std::size_t cell = 0; cell < table.values.size(); ++cell)
        if (number % 3 != 0 || cell % 2 == 0)
            table.values[cell] *= std::pow(10.0, digits) / 3;
    return table;
}

/// Floor or ceiling of sums that are split into whole parts and fractions, in whole numbers.
void expect_rounded(const FitTable& expected, const RoundedCounts& counts,
                    const std::vector<int>& axes) {
    const auto cells = margin_cells(expected.dims, axes);
    const std::size_t classes = margin_sums(expected, axes).size();
    std::vector<std::int64_t> beyond(classes, 0); // people beyond the whole parts
    std::vector<double> fractions(classes, 0.0);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const double whole = std::floor(expected.values[cell]);
        beyond[cells[cell]] += counts[cell] - static_cast<std::int64_t>(whole);
        fractions[cells[cell]] += expected.values[cell] - whole;
    }
    for (std::size_t place = 0; place < classes; ++place) {
        EXPECT_GE(static_cast<double>(beyond[place]), std::floor(fractions[place] + 1e-4));
        EXPECT_LE(static_cast<double>(beyond[place]), std::ceil(fractions[place] - 1e-4));
    }
}

TEST(NearestRounding, TakesCountsAsLargeAsDoublesHoldThem) {
    for (const int digits : {12, 13, 14})
        for (std::uint64_t number = 1; number <= 20; ++number) {
            const FitTable table = large_table(number, digits);
            const std::vector<int> rows{0}, columns{1};
            for (const auto& counts : {nearest_controlled_rounding(table, rows, columns),
                                       controlled_rounding(table, rows, columns, number)})
                for (const auto& axes : {rows, columns, std::vector<int>{}})
                    expect_rounded(table, counts, axes);
            const std::vector<std::vector<int>> margins{rows, columns, {}};
            EXPECT_EQ(round_to_margins(table, margins).misses, 0);
        }
}

TEST(NearestRounding, RefusesSumsThatDoublesDoNotHold) {
    const FitTable table{{2, 2}, {4e15, 4e15, 4e15, 0.5}};
    const std::vector<int> rows{0}, columns{1};
    EXPECT_THROW(static_cast<void>(nearest_controlled_rounding(table, rows, columns)), InputError);
    EXPECT_THROW(static_cast<void>(controlled_rounding(table, rows, columns, 1)), InputError);
    EXPECT_THROW(static_cast<void>(round_to_margins(table, std::vector<std::vector<int>>{rows})),
                 InputError);
}

TEST(NearestRounding, RefusesWhatCannotBe) {
    const FitTable good{{2, 2}, {0.5, 0.5, 0.5, 0.5}};
    const std::vector<int> rows{0}, columns{1};
    for (const double wrong :
         {-0.1, static_cast<double>(NAN), static_cast<double>(INFINITY), 1e300}) {
        const FitTable table{{2, 2}, {1, 1, wrong, 1}};
        EXPECT_THROW(static_cast<void>(nearest_controlled_rounding(table, rows, columns)),
                     InputError);
        EXPECT_THROW(static_cast<void>(controlled_rounding(table, rows, columns, 1)), InputError);
    }
    EXPECT_THROW(static_cast<void>(nearest_controlled_rounding(good, rows, std::vector{2})),
                 InputError);
    EXPECT_THROW(static_cast<void>(controlled_rounding(good, std::vector{-1}, columns, 1)),
                 InputError);
    EXPECT_THROW(static_cast<void>(nearest_controlled_rounding({{2, 2}, {1, 1, 1}}, rows, columns)),
                 InputError);
}

} // namespace
} // namespace kozqaras
