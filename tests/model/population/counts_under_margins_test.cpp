// Several exact margins at once, by round_to_margins and by quasirandom sampling.
#include "model/population/counts_under_margins.hpp"

#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "model/population/integerisation_methods.hpp"
#include "model/population/table_distances.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

using Axes = std::vector<std::vector<int>>;

/// By how many people sums stand outside of floor and ceiling, counted anew.
double misses(const FitTable& expected, const std::vector<std::int64_t>& counts, const Axes& axes) {
    const FitTable whole{expected.dims, {counts.begin(), counts.end()}};
    double sum = 0;
    for (const auto& margin : axes) {
        const auto wanted = margin_sums(expected, margin), got = margin_sums(whole, margin);
        for (std::size_t cell = 0; cell < wanted.size(); ++cell)
            sum += std::max({std::floor(wanted[cell] + 1e-6) - got[cell],
                             got[cell] - std::ceil(wanted[cell] - 1e-6), 0.0});
    }
    return sum;
}

void expect_met(const FitTable& expected, const RoundedTable& rounded, const Axes& axes) {
    EXPECT_EQ(rounded.misses, 0);
    EXPECT_EQ(misses(expected, rounded.counts, axes), 0);
    for (std::size_t cell = 0; cell < rounded.counts.size(); ++cell) {
        EXPECT_GE(rounded.counts[cell], 0);
        EXPECT_TRUE(expected.values[cell] > 0 || rounded.counts[cell] == 0);
    }
}

TableDistances distances(const FitTable& expected, const std::vector<std::int64_t>& counts) {
    return table_distances({expected.dims, {counts.begin(), counts.end()}}, expected);
}

/// A table fitted to whole margins, with the bounds that the package humanleague publishes in its
/// tests for tables sampled from them: those of its methods qis and qisi, whichever are tighter.
struct Published {
    std::string name;
    std::vector<int> dims;
    std::vector<TableMargin> margins;
    double chi_square = INFINITY, p_value = 0;

    [[nodiscard]] FitTable fitted() const {
        return fit_to_margins({dims, std::vector<double>(cell_count(dims), 1.0)}, margins).table;
    }

    [[nodiscard]] Axes axes() const {
        Axes all;
        for (const TableMargin& margin : margins)
            all.push_back(margin.axes);
        return all;
    }
};

std::vector<Published> published() {
    const std::vector<double> latin{10, 20, 10, 10, 10, 20, 20, 10, 10}, fives(5, 25.0);
    const std::vector<double> ones(4 * 6 * 4 * 4, 1.0), sixes(4 * 4 * 4, 6.0);
    return {
        {"2-D", {2, 3}, {{{0}, {52, 48}, ""}, {{1}, {10, 77, 13}, ""}}, 0.04, 0.9},
        {"2-D, second", {2, 3}, {{{0}, {52, 48}, ""}, {{1}, {67, 20, 13}, ""}}, 0.6, 0.7},
        {"3-D",
         {4, 3, 5},
         {{{0}, {52, 40, 4, 4}, ""}, {{1}, {87, 10, 3}, ""}, {{2}, {55, 15, 6, 12, 12}, ""}},
         70},
        {"4-D",
         {2, 2, 2, 2},
         {{{0}, {52, 48}, ""}, {{1}, {87, 13}, ""}, {{2}, {67, 33}, ""}, {{3}, {55, 45}, ""}},
         5.5,
         0.02},
        {"01, 2", {2, 2, 3}, {{{0, 1}, {25, 27, 26, 22}, ""}, {{2}, {67, 20, 13}, ""}}, 2.2, 0.3},
        {"01, 2, second",
         {3, 2, 4},
         {{{0, 1}, {20, 17, 20, 12, 11, 20}, ""}, {{2}, {33, 34, 20, 13}, ""}},
         10,
         0.1},
        {"01, 12", {3, 3, 3}, {{{0, 1}, latin, ""}, {{1, 2}, latin, ""}}, 10, 0.27},
        {"uniform", {5, 5}, {{{0}, fives, ""}, {{1}, fives, ""}}, INFINITY, 0.005},
        {"0123, 045", {4, 6, 4, 4, 4, 4}, {{{0, 1, 2, 3}, ones, ""}, {{0, 4, 5}, sixes, ""}}},
    };
}

TEST(QuasirandomRounding, KeepsThePublishedBoundsForEverySeed) {
    for (const Published& one : published()) {
        const FitTable table = one.fitted();
        const int seeds = table.values.size() > 1000 ? 10 : 200;
        double worst = 0;
        for (int seed = 1; seed <= seeds; ++seed) {
            const auto rounded =
                quasirandom_rounding(table, one.axes(), static_cast<std::uint64_t>(seed));
            expect_met(table, rounded, one.axes());
            worst = std::max(worst, distances(table, rounded.counts).chi_square);
        }
        EXPECT_LT(worst, one.chi_square) << one.name;
        if (one.p_value > 0) {
            EXPECT_GT(chi_square_p_value(worst, interaction_degrees(one.dims)), one.p_value)
                << one.name;
        }
    }
}

TEST(QuasirandomRounding, GivesOtherTablesForOtherSeeds) {
    const Published three = published()[2];
    const FitTable table = three.fitted();
    std::set<std::vector<std::int64_t>> seen;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        seen.insert(quasirandom_rounding(table, three.axes(), seed).counts);
    EXPECT_GT(seen.size(), 5U);
    EXPECT_EQ(quasirandom_rounding(table, three.axes(), 7).counts,
              quasirandom_rounding(table, three.axes(), 7).counts);
    EXPECT_EQ(quasirandom_counts(table, 100, 7),
              quasirandom_rounding(table, three.axes(), 7).counts);
}

// humanleague's tests of integerise: root mean square error below 1.05717.
TEST(RoundToMargins, MeetsThreeMarginsNearerThanHumanleague) {
    const std::vector<double> five{111, 112, 113, 114, 110}, four{136, 142, 143, 139};
    const Published one{"", {5, 4, 5}, {{{0}, five, ""}, {{1}, four, ""}, {{2}, five, ""}}};
    const FitTable table = one.fitted();
    const auto rounded = round_to_margins(table, one.axes());
    expect_met(table, rounded, one.axes());
    EXPECT_LT(distances(table, rounded.counts).root_mean_square_error, 1.05717 / 2);
}

TEST(RoundToMargins, MeetsThePublishedMargins) {
    for (const Published& one : published()) {
        const FitTable table = one.fitted();
        const auto rounded = round_to_margins(table, one.axes());
        expect_met(table, rounded, one.axes());
        EXPECT_LT(distances(table, rounded.counts).chi_square, one.chi_square) << one.name;
    }
}

FitTable random_table(std::vector<int> dims, std::uint64_t number, double size) {
    FitTable table{std::move(dims), {}};
    for (std::uint64_t cell = 0; cell < cell_count(table.dims); ++cell)
        table.values.push_back(size * random_uniform(number, Purpose::test, cell));
    return table;
}

// Sums that are not whole: floors and ceilings of margins, of their shared sums and of the total.
TEST(RoundToMargins, RoundsSumsThatAreNotWhole) {
    for (std::uint64_t number = 1; number <= 10; ++number) {
        const auto table = random_table({7, 6, 5}, number, 1.5);
        for (const Axes& axes : {Axes{{0, 1}, {1, 2}}, Axes{{0}, {1}, {2}, {}},
                                 Axes{{0, 1}, {0}, {1}, {2}, {}}, Axes{{0, 1}, {1, 2}, {1}}}) {
            expect_met(table, round_to_margins(table, axes), axes);
            expect_met(table, quasirandom_rounding(table, axes, number), axes);
        }
    }
}

// Three margins in a circle, of a table of whole numbers but fitted from another seed: no order of
// meeting them one after the other is safe.
TEST(RoundToMargins, MeetsACircleOfMargins) {
    const Axes circle{{0, 1}, {1, 2}, {0, 2}};
    for (std::uint64_t number = 1; number <= 20; ++number) {
        FitTable truth = random_table({6, 5, 4}, number, 6), seed = random_table({6, 5, 4}, 99, 1);
        for (double& value : truth.values)
            value = std::ceil(value);
        std::vector<TableMargin> margins;
        for (const auto& axes : circle)
            margins.push_back({axes, margin_sums(truth, axes), ""});
        const auto fitted = fit_to_margins(seed, margins, {.max_iterations = 20'000});
        ASSERT_TRUE(fitted.converged);
        expect_met(fitted.table, round_to_margins(fitted.table, circle), circle);
        expect_met(fitted.table, quasirandom_rounding(fitted.table, circle, number), circle);
    }
}

// Bedrooms cannot exceed rooms by more than one: zeros above the staircase (humanleague's examples
// of constrained sampling).
TEST(RoundToMargins, MeetsMarginsAroundZeros) {
    const std::vector<std::pair<std::vector<double>, std::vector<double>>> examples{
        {{0, 3, 17, 124, 167, 79, 46, 22}, {0, 15, 165, 238, 33, 7}},
        {{1, 1, 8, 3, 84, 21, 4, 4, 1}, {0, 8, 3, 113, 2, 1}},
        {{1, 3, 7, 19, 96, 4, 5, 1, 1}, {0, 7, 21, 109, 0, 0}},
        {{1, 1, 12, 43, 45, 1, 6, 0, 2}, {0, 7, 46, 54, 1, 3}}};
    const Axes axes{{0}, {1}};
    for (const auto& [rooms, bedrooms] : examples) {
        FitTable seed{{static_cast<int>(rooms.size()), static_cast<int>(bedrooms.size())}, {}};
        for (std::size_t room = 0; room < rooms.size(); ++room)
            for (std::size_t bedroom = 0; bedroom < bedrooms.size(); ++bedroom)
                seed.values.push_back(bedroom > room + 1 ? 0.0 : 1.0);
        const auto fitted =
            fit_to_margins(seed, std::vector<TableMargin>{{{0}, rooms, ""}, {{1}, bedrooms, ""}});
        ASSERT_TRUE(fitted.converged);
        expect_met(fitted.table, round_to_margins(fitted.table, axes), axes);
        for (std::uint64_t number = 1; number <= 50; ++number)
            expect_met(fitted.table, quasirandom_rounding(fitted.table, axes, number), axes);
    }
}

// Sixteen cells of one half: every two-way sum is 0 or 1, but no whole table has these sums and
// zeros, since some of the cells stand in a circle of odd length, each two in a line.
TEST(RoundToMargins, SaysWhenNoRoundingExists) {
    FitTable table{{3, 3, 3}, std::vector<double>(27, 0.0)};
    for (const int cell : {4, 5, 7, 8, 10, 11, 12, 14, 15, 16, 19, 20, 21, 22, 24, 26})
        table.values[static_cast<std::size_t>(cell)] = 0.5;
    const Axes axes{{0, 1}, {1, 2}, {0, 2}};
    for (const auto& margin : axes)
        for (const double sum : margin_sums(table, margin))
            ASSERT_EQ(sum, std::round(sum));
    const auto rounded = round_to_margins(table, axes);
    EXPECT_GT(rounded.misses, 0);
    EXPECT_EQ(static_cast<double>(rounded.misses), misses(table, rounded.counts, axes));
    EXPECT_GT(quasirandom_rounding(table, axes, 1).misses, 0);
}

// Expectations of a millionth of a millionth: moves between such cells must come to an end.
TEST(RoundToMargins, EndsWhereExpectationsAreTiny) {
    FitTable table = random_table({4, 4, 4}, 3, 1);
    for (std::size_t cell = 0; cell < 64; cell += 3)
        table.values[cell] = 1e-12;
    const Axes axes{{0}, {1}, {2}};
    expect_met(table, round_to_margins(table, axes), axes);
    expect_met(table, quasirandom_rounding(table, axes, 1), axes);
}

TEST(RoundToMargins, RefusesWhatCannotBe) {
    const FitTable good{{2, 2}, {1, 2, 3, 4}};
    const auto refused = [](const std::function<void()>& action) {
        EXPECT_THROW(action(), InputError);
    };
    for (const double wrong : {-1.0, static_cast<double>(NAN), 1e30}) {
        const FitTable table{{2, 2}, {1, 2, wrong, 4}};
        refused([&] { static_cast<void>(round_to_margins(table, Axes{{0}, {1}})); });
        refused([&] { static_cast<void>(quasirandom_rounding(table, Axes{{0}, {1}}, 1)); });
        refused([&] { static_cast<void>(quasirandom_counts(table, 5, 1)); });
        refused([&] { static_cast<void>(truncate_replicate_sample(table.values, 5, 1)); });
    }
    for (const int axis : {-1, 2}) {
        refused([&] { static_cast<void>(round_to_margins(good, Axes{{0}, {1}, {axis}})); });
        refused([&] { static_cast<void>(quasirandom_rounding(good, Axes{{axis}}, 1)); });
    }
    refused([&] { static_cast<void>(quasirandom_counts(good, -1, 1)); });
    refused([&] { static_cast<void>(quasirandom_counts({{}, {1}}, 1, 1)); });
    refused([&] { static_cast<void>(quasirandom_counts({{2}, {0, 0}}, 1, 1)); });
    refused([&] { static_cast<void>(truncate_replicate_sample(good.values, -1, 1)); });
}

} // namespace
} // namespace kozqaras
