// The shipped projection: accounts that add up, margins that agree, and a 2030 that is not 2023.
#include "model/population/projection.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "model/core/errors.hpp"
#include "model/inputs/csv_table.hpp"
#include "model/population/synthesis.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kData = std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data";

const InputData& inputs() {
    static const InputData loaded = load_inputs(kData);
    return loaded;
}

const ProjectionTables& tables() {
    static const ProjectionTables loaded = read_projection_tables(kData);
    return loaded;
}

Projection project(int year) {
    return project_margins(inputs().population, tables(), year);
}

double sum_of(const Margin& margin) {
    return std::accumulate(margin.counts.begin(), margin.counts.end(), 0.0);
}

/// Share of those in `wanted` classes; the margin's last factor has `classes`.
double share_of_last(const Margin& margin, std::size_t classes, std::size_t wanted) {
    double sum = 0;
    for (std::size_t cell = wanted; cell < margin.counts.size(); cell += classes)
        sum += margin.counts[cell];
    return sum / sum_of(margin);
}

TEST(Projection, OfTheBaseYearIsTheBase) {
    const Projection same = project(2023);
    EXPECT_EQ(same.margins.region_settlement_sex_age.counts,
              inputs().population.region_settlement_sex_age.counts);
    EXPECT_EQ(same.margins.wealth.counts, inputs().population.wealth.counts);
    EXPECT_EQ(same.margins.region_ethnicity.status, inputs().population.region_ethnicity.status);
    EXPECT_TRUE(same.accounts.empty());
}

TEST(Projection, BaseCohortsAddUpToTheHardMargin) {
    const auto& hard = inputs().population.region_settlement_sex_age;
    const Cohorts cohorts = base_cohorts(hard, tables());
    double adults = 0, teenagers = 0;
    for (std::size_t cell = 0; cell < cohorts.persons.size(); ++cell)
        (cell % cohorts.ages < kTeenAges ? teenagers : adults) += cohorts.persons[cell];
    EXPECT_NEAR(adults, sum_of(hard), 1e-3);
    EXPECT_NEAR(teenagers,
                std::accumulate(tables().teenagers.begin(), tables().teenagers.end(), 0.0), 1e-6);
}

TEST(Projection, AccountsAddUpInEveryYear) {
    for (const int year : {2020, 2021, 2022, 2024, 2027, 2030}) {
        const Projection made = project(year);
        const double adults = sum_of(made.margins.region_settlement_sex_age);
        ASSERT_EQ(made.accounts.size(), static_cast<std::size_t>(std::abs(year - 2023)));
        for (std::size_t place = 0; place < made.accounts.size(); ++place) {
            const YearAccount& account = made.accounts[place];
            EXPECT_EQ(account.year, std::min(year, 2023) + static_cast<int>(place));
            EXPECT_NEAR(account.end, account.start + account.came_of_age - account.deaths, 1e-3);
            const double before = place > 0 ? made.accounts[place - 1].end : account.start;
            EXPECT_NEAR(account.start, before, 1e-3);
            EXPECT_GT(account.moved, 0);
        }
        EXPECT_NEAR(year > 2023 ? made.accounts.back().end : made.accounts.front().start, adults,
                    1e-3);
    }
}

TEST(Projection, MarginsOfAYearAgreeWithEachOther) {
    for (const int year : {2020, 2026, 2030}) {
        const auto& margins = project(year).margins;
        const double adults = sum_of(margins.region_settlement_sex_age);
        for (const Margin* margin : {&margins.region_ethnicity, &margins.ethnicity_language,
                                     &margins.age_education, &margins.wealth}) {
            EXPECT_NEAR(sum_of(*margin), adults, 1e-3) << margin->name << year;
            EXPECT_EQ(margin->status, Status::estimate);
            EXPECT_TRUE(
                std::ranges::all_of(margin->counts, [](double count) { return count >= 0; }));
        }
        for (std::size_t region = 0; region < kRegionCount; ++region) {
            const auto hard = margins.region_settlement_sex_age.counts.begin() +
                              static_cast<std::ptrdiff_t>(region * 24);
            const auto groups =
                margins.region_ethnicity.counts.begin() + static_cast<std::ptrdiff_t>(region * 3);
            EXPECT_NEAR(std::accumulate(hard, hard + 24, 0.0),
                        std::accumulate(groups, groups + 3, 0.0), 1e-3);
        }
    }
}

// Directions that no reader of the statistics would dispute: an older, more Kazakh country in which
// Astana grows and North Kazakhstan shrinks; cities have no villages in any year.
TEST(Projection, Of2030IsNotThePopulationOf2023) {
    const auto& base = inputs().population;
    const auto later = project(2030).margins, earlier = project(2020).margins;
    const auto& hard = later.region_settlement_sex_age;
    EXPECT_GT(share_of_last(hard, 6, 5),
              share_of_last(base.region_settlement_sex_age, 6, 5) + 0.01);
    EXPECT_GT(share_of_last(later.region_ethnicity, 3, 0),
              share_of_last(base.region_ethnicity, 3, 0) + 0.01);
    EXPECT_LT(share_of_last(earlier.region_ethnicity, 3, 0),
              share_of_last(base.region_ethnicity, 3, 0));
    const auto region = [](const Margin& margin, std::size_t number) {
        const auto begin = margin.counts.begin() + static_cast<std::ptrdiff_t>(number * 24);
        return std::accumulate(begin, begin + 24, 0.0);
    };
    constexpr std::size_t kAstana = 17, kNorth = 13;
    EXPECT_GT(region(hard, kAstana), 1.2 * region(base.region_settlement_sex_age, kAstana));
    EXPECT_LT(region(hard, kNorth), region(base.region_settlement_sex_age, kNorth));
    for (std::size_t cell = 12; cell < 24; ++cell)
        EXPECT_EQ(hard.counts[kAstana * 24 + cell], 0.0);
    EXPECT_LT(sum_of(earlier.region_settlement_sex_age), sum_of(base.region_settlement_sex_age));
    EXPECT_GT(sum_of(hard), sum_of(base.region_settlement_sex_age));
}

/// Shares of the 17 units of the division before June 2022, adults.
std::map<std::string, double> shares_of_earlier_units(const Margin& hard) {
    std::map<std::string, double> shares;
    for (std::size_t cell = 0; cell < hard.counts.size(); ++cell)
        shares[inputs().regions[cell / 24].iso_pre2022] += hard.counts[cell] / sum_of(hard);
    return shares;
}

// A table that nothing was fitted to: persons of 16 and over on 1 January 2020, published before
// the series was re-based to the census (which moved single units by up to 7 %).
TEST(Projection, BackTo2020AgreesWithWhatWasPublishedThen) {
    const auto published = CsvTable::read(kData / "population/projection/published_2020.csv");
    std::map<std::string, double> wanted;
    double all = 0;
    for (std::size_t row = 0; row < published.rows(); ++row) {
        const double persons = published.number(row, "persons_16_plus", 1, 1e7);
        wanted[published.text(row, "unit")] += persons;
        all += persons;
    }
    const auto found = shares_of_earlier_units(project(2020).margins.region_settlement_sex_age);
    ASSERT_EQ(found.size(), 17U);
    double misplaced = 0, worst = 0;
    for (const auto& [unit, persons] : wanted) {
        misplaced += std::abs(found.at(unit) - persons / all) / 2;
        worst = std::max(worst, std::abs(found.at(unit) / (persons / all) - 1));
    }
    EXPECT_LT(misplaced, 0.015);
    EXPECT_LT(worst, 0.08);
    std::printf("adults of 2020 by unit: %.2f %% misplaced, worst unit %.1f %%\n", 100 * misplaced,
                100 * worst);
}

TEST(Projection, GivesAPopulationThatMeetsItsHardMargin) {
    for (const int year : {2020, 2030}) {
        InputData moved = inputs();
        moved.population = project(year).margins;
        constexpr double kScale = 0.002;
        const auto report = synthesise(moved, {.scale = kScale, .seed = 5}).report;
        EXPECT_TRUE(report.converged);
        const MarginFit& hard = report.margins.front();
        for (std::size_t cell = 0; cell < hard.target.size(); ++cell)
            ASSERT_LT(std::abs(hard.achieved_agents[cell] - hard.target[cell]) * kScale, 1 + 1e-6);
    }
}

TEST(Projection, RefusesYearsThatNoTableCovers) {
    EXPECT_THROW((void)project(2019), InputError);
    EXPECT_THROW((void)project(2031), InputError);
}

} // namespace
} // namespace kozqaras
