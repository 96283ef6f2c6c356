#include "model/population/integerisation_methods.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "model/inputs/input_data.hpp"
#include "model/population/joint_table.hpp"
#include "support/errors.hpp"
#include "support/random.hpp"

namespace kozqaras {
namespace {

using Counts = std::vector<std::int64_t>;

std::int64_t total(const Counts& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

FitTable random_table(std::vector<int> dims, std::uint64_t number) {
    FitTable table{std::move(dims), {}};
    for (std::uint64_t cell = 0; cell < cell_count(table.dims); ++cell)
        table.values.push_back(cell % 9 == 4 ? 0.0
                                             : 3 * random_uniform(number, Purpose::test, cell));
    return table;
}

void expect_floor_or_ceiling(double expected, std::int64_t count) {
    EXPECT_GE(static_cast<double>(count), std::floor(expected + 1e-6));
    EXPECT_LE(static_cast<double>(count), std::ceil(expected - 1e-6));
}

void expect_margin_rounded(const FitTable& expected, const Counts& counts,
                           const std::vector<int>& axes) {
    const auto wanted = margin_sums(expected, axes);
    const auto got = margin_sums({expected.dims, {counts.begin(), counts.end()}}, axes);
    for (std::size_t cell = 0; cell < wanted.size(); ++cell)
        expect_floor_or_ceiling(wanted[cell], std::llround(got[cell]));
}

TEST(TruncateReplicateSample, KeepsTotalWholePartsAndZeros) {
    const auto table = random_table({500}, 1);
    const double sum = std::accumulate(table.values.begin(), table.values.end(), 0.0);
    for (const std::int64_t wanted : {0, 1, 731, 100'000}) {
        const auto counts = truncate_replicate_sample(table.values, wanted, 3);
        EXPECT_EQ(total(counts), wanted);
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            expect_floor_or_ceiling(table.values[cell] * static_cast<double>(wanted) / sum,
                                    counts[cell]);
    }
    EXPECT_NE(truncate_replicate_sample(table.values, 731, 3),
              truncate_replicate_sample(table.values, 731, 4));
    EXPECT_EQ(truncate_replicate_sample(std::vector{2.0, 5.0, 0.0}, 7, 1), (Counts{2, 5, 0}));
}

TEST(QuasirandomCounts, KeepTotalAndZerosAndAreNearTheTable) {
    const auto table = random_table({4, 5, 6}, 2);
    const double sum = std::accumulate(table.values.begin(), table.values.end(), 0.0);
    constexpr std::int64_t kTotal = 20'000;
    const auto counts = quasirandom_counts(table, kTotal, 5);
    EXPECT_EQ(total(counts), kTotal);
    double worst = 0;
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
        const double expected = table.values[cell] * kTotal / sum;
        worst = std::max(worst, std::abs(static_cast<double>(counts[cell]) - expected));
        if (table.values[cell] == 0) {
            EXPECT_EQ(counts[cell], 0);
        }
    }
    // Independent draws leave a standard deviation of about 13 per cell, so a worst of about 35.
    EXPECT_LT(worst, 15);
    EXPECT_EQ(counts, quasirandom_counts(table, kTotal, 5));
    EXPECT_NE(counts, quasirandom_counts(table, kTotal, 6));
}

TEST(ControlledRounding, RoundsCellsAndBothMargins) {
    for (std::uint64_t number = 1; number <= 30; ++number) {
        const auto table = random_table({6, 7, 4}, number);
        const auto counts =
            controlled_rounding(table, std::vector{0, 1}, std::vector{1, 2}, number);
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            expect_floor_or_ceiling(table.values[cell], counts[cell]);
        expect_margin_rounded(table, counts, {0, 1});
        expect_margin_rounded(table, counts, {1, 2});
        expect_margin_rounded(table, counts, {});
    }
}

TEST(ControlledRounding, MeetsWholeMarginsExactly) {
    const FitTable seed{{3, 4}, {1, 2, 3, 4, 2, 2, 5, 1, 0, 3, 1, 1}};
    const std::vector<TableMargin> margins{{{0}, {10, 7, 8}, ""}, {{1}, {4, 9, 5, 7}, ""}};
    const auto fitted = fit_to_margins(seed, margins, {.tolerance = 1e-10});
    for (std::uint64_t number = 1; number <= 50; ++number) {
        const auto counts =
            controlled_rounding(fitted.table, std::vector{0}, std::vector{1}, number);
        const FitTable whole{seed.dims, {counts.begin(), counts.end()}};
        EXPECT_EQ(margin_sums(whole, std::vector{0}), margins[0].targets);
        EXPECT_EQ(margin_sums(whole, std::vector{1}), margins[1].targets);
    }
}

// Standard error of a mean count: at most 0.5 / sqrt(20,000) = 0.0035.
TEST(ControlledRounding, IsUnbiased) {
    const FitTable table{{2, 3}, {0.31, 1.7, 0.05, 2.44, 0.0, 0.9}};
    constexpr int kRuns = 20'000;
    std::vector<double> means(6, 0.0);
    for (std::uint64_t number = 0; number < kRuns; ++number) {
        const auto counts = controlled_rounding(table, std::vector{0}, std::vector{1}, number);
        for (std::size_t cell = 0; cell < 6; ++cell)
            means[cell] += static_cast<double>(counts[cell]) / kRuns;
    }
    for (std::size_t cell = 0; cell < 6; ++cell)
        EXPECT_NEAR(means[cell], table.values[cell], 0.015);
}

// ---- all methods on the shipped fit
// ------------------------------------------------------------

struct Method {
    std::string name;
    std::function<Counts(const FitTable& table, double scale, std::uint64_t seed)> make;
};

FitTable scaled(FitTable table, double scale) {
    for (double& value : table.values)
        value *= scale;
    return table;
}

std::int64_t agents_at(const FitTable& table, double scale) {
    return std::llround(std::accumulate(table.values.begin(), table.values.end(), 0.0) * scale);
}

std::vector<Method> methods() {
    return {{"systematic", agents_per_cell},
            {"truncate, replicate, sample",
             [](const FitTable& table, double scale, std::uint64_t seed) {
                 return truncate_replicate_sample(table.values, agents_at(table, scale), seed);
             }},
            {"quasirandom",
             [](const FitTable& table, double scale, std::uint64_t seed) {
                 return quasirandom_counts(table, agents_at(table, scale), seed);
             }},
            {"controlled rounding", [](const FitTable& table, double scale, std::uint64_t seed) {
                 const std::vector<int> hard{0, 1, 2, 3}, region_ethnicity{0, 4};
                 return controlled_rounding(scaled(table, scale), hard, region_ethnicity, seed);
             }}};
}

const JointFit& shipped_fit() {
    static const JointFit fit = fit_joint_table(
        load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data").population);
    return fit;
}

/// Departures of one method, means over seeds.
struct Departures {
    double hard_worst = 0;           ///< agents, worst cell of the hard margin
    std::vector<double> variation{}; ///< total variation of each margin, shares
    double cell_rms = 0;             ///< agents, over the cells of the joint table
    double seconds = 0;              ///< per population
    bool keeps_total = true;
};

void add_departures(Departures& sum, const Counts& counts, double scale, double weight) {
    const JointFit& fit = shipped_fit();
    const FitTable& table = fit.fitting.table;
    sum.keeps_total = sum.keeps_total && total(counts) == agents_at(table, scale);
    const FitTable agents{table.dims, {counts.begin(), counts.end()}};
    double squares = 0;
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        squares += std::pow(agents.values[cell] - table.values[cell] * scale, 2);
    sum.cell_rms += weight * std::sqrt(squares / static_cast<double>(counts.size()));
    sum.variation.resize(fit.margins.size(), 0.0);
    for (std::size_t place = 0; place < fit.margins.size(); ++place) {
        const auto report = compare_margin(fit.margins[place], table, agents, 1 / scale);
        sum.variation[place] += weight * report.total_variation_agents;
        for (std::size_t cell = 0; place == 0 && cell < report.target.size(); ++cell)
            sum.hard_worst =
                std::max(sum.hard_worst,
                         std::abs(report.achieved_agents[cell] - report.target[cell]) * scale);
    }
}

Departures departures(const Method& method, double scale, int seeds) {
    Departures sum;
    for (int seed = 1; seed <= seeds; ++seed) {
        const auto before = std::chrono::steady_clock::now();
        const auto counts =
            method.make(shipped_fit().fitting.table, scale, static_cast<std::uint64_t>(seed));
        sum.seconds +=
            std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count() /
            seeds;
        add_departures(sum, counts, scale, 1.0 / seeds);
    }
    return sum;
}

std::vector<Departures> compare_all(double scale, int seeds) {
    std::printf("scale %g, %d seeds: worst of hard margin (agents), total variation of the five "
                "margins (%%), r.m.s. of a cell, seconds\n",
                scale, seeds);
    std::vector<Departures> all;
    for (const Method& method : methods()) {
        const auto& one = all.emplace_back(departures(method, scale, seeds));
        std::printf("  %-28s %7.2f ", method.name.c_str(), one.hard_worst);
        for (const double variation : one.variation)
            std::printf(" %7.4f", 100 * variation);
        std::printf("  %6.3f  %6.3f\n", one.cell_rms, one.seconds);
    }
    return all;
}

TEST(IntegerisationMethods, OnTheShippedFitAtTheDefaultScale) {
    const auto all = compare_all(0.01, 2);
    for (const Departures& one : all)
        EXPECT_TRUE(one.keeps_total);
    EXPECT_LT(all[0].hard_worst, 1 + 1e-6);
    EXPECT_GT(all[1].hard_worst, 1);
    EXPECT_GT(all[2].hard_worst, 1);
    EXPECT_LT(all[3].hard_worst, 1 + 1e-6);
    EXPECT_LT(all[3].variation[1], all[0].variation[1]);       // region x ethnicity: controlled
    EXPECT_LT(all[0].variation[0], 0.5 * all[1].variation[0]); // hard margin: systematic
}

TEST(IntegerisationMethods, WithOneAgentPerAdult) {
    const auto all = compare_all(1, 1);
    for (const Departures& one : all)
        EXPECT_TRUE(one.keeps_total);
    EXPECT_LT(all[0].hard_worst, 1e-3); // whole targets are met exactly
    EXPECT_GT(all[1].hard_worst, 0.5);
    EXPECT_GT(all[2].hard_worst, 0.5);
    EXPECT_LT(all[3].hard_worst, 1e-3);
}

// All five margins of the shipped fit in one call: exact where they are whole.
TEST(IntegerisationMethods, AllMarginsOfTheShippedFitAtOnce) {
    const JointFit& fit = shipped_fit();
    std::vector<std::vector<int>> axes;
    for (const Margin& margin : fit.margins)
        axes.push_back(table_axes(margin));
    const auto rounded = round_to_margins(fit.fitting.table, axes);
    EXPECT_EQ(rounded.misses, 0);
    const FitTable agents{fit.fitting.table.dims, {rounded.counts.begin(), rounded.counts.end()}};
    for (const Margin& margin : fit.margins) {
        const auto report = compare_margin(margin, fit.fitting.table, agents, 1);
        for (std::size_t cell = 0; cell < report.target.size(); ++cell)
            expect_floor_or_ceiling(report.target[cell],
                                    std::llround(report.achieved_agents[cell]));
    }
}

} // namespace
} // namespace kozqaras
