// The shipped projection: accounts that add up, margins that agree, and a 2030 that is not 2023.
#include "model/population/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "model/population/projection_range.hpp"
#include "model/population/synthesis.hpp"
#include "support/csv_table.hpp"
#include "support/errors.hpp"
#include "tests/model/population/shipped_projection.hpp"

namespace kozqaras {
namespace {

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
    const Projection same = testing::projected(2023);
    const auto& base = testing::shipped_inputs().population;
    EXPECT_EQ(same.margins.hard().counts, base.hard().counts);
    EXPECT_EQ(same.margins.at("wealth").counts, base.at("wealth").counts);
    EXPECT_EQ(same.margins.at("region_ethnicity").status, base.at("region_ethnicity").status);
    EXPECT_TRUE(same.accounts.empty());
}

TEST(Projection, BaseCohortsAddUpToTheHardMargin) {
    const auto& hard = testing::shipped_inputs().population.hard();
    const Cohorts cohorts = base_cohorts(hard, testing::projection_tables());
    double adults = 0, teenagers = 0;
    for (std::size_t cell = 0; cell < cohorts.persons.size(); ++cell)
        (cell % cohorts.ages < kTeenAges ? teenagers : adults) += cohorts.persons[cell];
    EXPECT_NEAR(adults, sum_of(hard), 1e-3);
    EXPECT_NEAR(teenagers,
                std::accumulate(testing::projection_tables().teenagers.begin(),
                                testing::projection_tables().teenagers.end(), 0.0),
                1e-6);
}

TEST(Projection, AccountsAddUpInEveryYear) {
    for (const int year : {2020, 2021, 2022, 2024, 2027, 2030}) {
        const Projection made = testing::projected(year);
        const double adults = sum_of(made.margins.hard());
        ASSERT_EQ(made.accounts.size(), static_cast<std::size_t>(std::abs(year - 2023)));
        for (std::size_t place = 0; place < made.accounts.size(); ++place) {
            const YearAccount& account = made.accounts[place];
            EXPECT_EQ(account.year, std::min(year, 2023) + static_cast<int>(place));
            EXPECT_NEAR(account.end,
                        account.start + account.came_of_age - account.deaths + account.from_abroad,
                        1e-3);
            EXPECT_EQ(account.from_abroad > 0, account.year > 2022) << account.year;
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
        const auto& margins = testing::projected(year).margins;
        const double adults = sum_of(margins.hard());
        for (const Margin& margin : margins.margins) {
            EXPECT_NEAR(sum_of(margin), adults, 1e-3) << margin.name << year;
            EXPECT_EQ(margin.status, Status::estimate);
            EXPECT_TRUE(
                std::ranges::all_of(margin.counts, [](double count) { return count >= 0; }));
        }
        for (std::size_t region = 0; region < kRegionCount; ++region) {
            const auto hard =
                margins.hard().counts.begin() + static_cast<std::ptrdiff_t>(region * 24);
            const auto groups = margins.at("region_ethnicity").counts.begin() +
                                static_cast<std::ptrdiff_t>(region * 3);
            EXPECT_NEAR(std::accumulate(hard, hard + 24, 0.0),
                        std::accumulate(groups, groups + 3, 0.0), 1e-3);
        }
    }
}

// Directions that no reader of the statistics would dispute: an older, more Kazakh country in which
// Astana grows and North Kazakhstan shrinks; cities have no villages in any year.
TEST(Projection, Of2030IsNotThePopulationOf2023) {
    const auto& base = testing::shipped_inputs().population;
    const auto later = testing::projected(2030).margins, earlier = testing::projected(2020).margins;
    const auto& hard = later.hard();
    EXPECT_GT(share_of_last(hard, 6, 5), share_of_last(base.hard(), 6, 5) + 0.01);
    EXPECT_GT(share_of_last(later.at("region_ethnicity"), 3, 0),
              share_of_last(base.at("region_ethnicity"), 3, 0) + 0.01);
    EXPECT_LT(share_of_last(earlier.at("region_ethnicity"), 3, 0),
              share_of_last(base.at("region_ethnicity"), 3, 0));
    const auto region = [](const Margin& margin, std::size_t number) {
        const auto begin = margin.counts.begin() + static_cast<std::ptrdiff_t>(number * 24);
        return std::accumulate(begin, begin + 24, 0.0);
    };
    constexpr std::size_t kAstana = 17, kNorth = 13;
    EXPECT_GT(region(hard, kAstana), 1.2 * region(base.hard(), kAstana));
    EXPECT_LT(region(hard, kNorth), region(base.hard(), kNorth));
    for (std::size_t cell = 12; cell < 24; ++cell)
        EXPECT_EQ(hard.counts[kAstana * 24 + cell], 0.0);
    EXPECT_LT(sum_of(earlier.hard()), sum_of(base.hard()));
    EXPECT_GT(sum_of(hard), sum_of(base.hard()));
}

/// Shares of the 17 units of the division before June 2022, adults.
std::map<std::string, double> shares_of_earlier_units(const Margin& hard) {
    std::map<std::string, double> shares;
    for (std::size_t cell = 0; cell < hard.counts.size(); ++cell)
        shares[testing::shipped_inputs().country->regions[cell / 24].iso_pre2022] +=
            hard.counts[cell] / sum_of(hard);
    return shares;
}

// A table that nothing was fitted to: persons of 16 and over on 1 January 2020, published before
// the series was re-based to the census (which moved single units by up to 7 %).
TEST(Projection, BackTo2020AgreesWithWhatWasPublishedThen) {
    const auto published =
        CsvTable::read(testing::shipped_data() / "population/projection/published_2020.csv");
    std::map<std::string, double> wanted;
    double all = 0;
    for (std::size_t row = 0; row < published.rows(); ++row) {
        const double persons = published.number(row, "persons_16_plus", 1, 1e7);
        wanted[published.text(row, "unit")] += persons;
        all += persons;
    }
    const auto found = shares_of_earlier_units(testing::projected(2020).margins.hard());
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
        InputData moved = testing::shipped_inputs();
        moved.population = testing::projected(year).margins;
        constexpr double kScale = 0.002;
        const auto report = synthesise(moved, {.scale = kScale, .seed = 5}).report;
        EXPECT_TRUE(report.converged);
        const MarginFit& hard = report.margins.front();
        for (std::size_t cell = 0; cell < hard.target.size(); ++cell)
            ASSERT_LT(std::abs(hard.achieved_agents[cell] - hard.target[cell]) * kScale, 1 + 1e-6);
    }
}

TEST(Projection, RefusesYearsThatNoTableCovers) {
    EXPECT_THROW((void)testing::projected(2019), InputError);
    EXPECT_THROW((void)testing::projected(2031), InputError);
}

// Net moves of a region, those across the border included, are the published ones, on the people
// that are followed; the country's balance is what they leave.
TEST(Projection, RegionsGainAndLoseAsPublished) {
    const Cohorts base =
        base_cohorts(testing::shipped_inputs().population.hard(), testing::projection_tables());
    YearRates moving = rates_of(testing::projection_tables(), 2023, base, *shipped_country());
    std::ranges::fill(moving.survival, 1.0);
    const Cohorts later = advance(base, moving);
    const auto& published =
        testing::projection_tables()
            .migration[2023 - testing::projection_tables().migration.front().year];
    double country = 0;
    for (std::size_t region = 0; region < kRegionCount; ++region) {
        double before = 0, after = 0;
        const std::size_t each = base.persons.size() / kRegionCount;
        for (std::size_t cell = region * each; cell < (region + 1) * each; ++cell) {
            before += base.persons[cell];
            after += later.persons[cell];
        }
        const double expected =
            published.net_migrants[region] * before / published.population[region];
        EXPECT_NEAR(after - before, expected, 0.12 * std::abs(expected) + 50)
            << shipped_country()->codes_of(Factor::region)[region];
        country += after - before;
    }
    EXPECT_GT(country, 0.5 * 9293);
    EXPECT_LT(country, 1.0 * 9293);
}

/// Persons of 11 and over by settlement.
std::vector<double> by_settlement(const Cohorts& cohorts) {
    std::vector<double> persons(2, 0.0);
    const std::size_t each = cohorts.sexes * cohorts.ages;
    for (std::size_t cell = 0; cell < cohorts.persons.size(); ++cell)
        persons[cell / each % 2] += cohorts.persons[cell];
    return persons;
}

// Towns gain and villages lose what the statistics office published for 2023 and 2024 (+91,192 and
// -81,899, +128,190 and -111,640 of all ages), but for those below 11, who are not followed.
TEST(Projection, TownsGainAndVillagesLoseAsPublished) {
    const Cohorts base =
        base_cohorts(testing::shipped_inputs().population.hard(), testing::projection_tables());
    const std::map<int, std::array<double, 2>> kPublished{{2023, {91192, -81899}},
                                                          {2024, {128190, -111640}}};
    constexpr double kPeople = 19'766'807; // 1 January 2023
    const auto before = by_settlement(base);
    for (const auto& [year, published] : kPublished) {
        YearRates moving = rates_of(testing::projection_tables(), year, base, *shipped_country());
        std::ranges::fill(moving.survival, 1.0);
        Cohorts still = base; // one year older, nobody moves
        YearRates staying = moving;
        std::ranges::fill(staying.leaving, 0.0);
        std::ranges::fill(staying.destination, 0.0);
        const auto after = by_settlement(advance(still, moving)),
                   stayed = by_settlement(advance(still, staying));
        const double followed = (before[0] + before[1]) / kPeople;
        for (std::size_t settlement = 0; settlement < 2; ++settlement) {
            const double expected = published[settlement] * followed;
            EXPECT_NEAR(after[settlement] - stayed[settlement], expected, 0.15 * std::abs(expected))
                << year << settlement;
        }
    }
}

// Show: adults of 1 January 2024 and 2025 by region grow by what the balances say: those who come
// of age, less deaths, plus the published balance of moves on the part that is adult.
TEST(Projection, AdultsOfRegionsFollowThePublishedBalances) {
    const auto adults_of = [](int year) {
        const auto hard = testing::projected(year).margins.hard();
        std::vector<double> adults(std::size_t{kRegionCount}, 0.0);
        for (std::size_t cell = 0; cell < hard.counts.size(); ++cell)
            adults[cell / 24] += hard.counts[cell];
        return adults;
    };
    for (const int year : {2023, 2024}) {
        const auto start = adults_of(year), end = adults_of(year + 1);
        const auto& moves = testing::projection_tables().migration[static_cast<std::size_t>(
            year - testing::projection_tables().migration.front().year)];
        const Cohorts base =
            base_cohorts(testing::shipped_inputs().population.hard(), testing::projection_tables());
        const auto rates = rates_of(testing::projection_tables(), year, base, *shipped_country());
        for (std::size_t region = 0; region < kRegionCount; ++region) {
            double came = 0, died = 0;
            for (std::size_t unit = region * 2; unit < region * 2 + 2; ++unit)
                for (std::size_t sex = 0; sex < 2; ++sex)
                    for (std::size_t age = 0; age < base.ages; ++age) {
                        const double persons = base.at(unit, sex, age);
                        const double death = 1 - rates.survival_in(unit, sex, age, base.ages);
                        const auto passed = static_cast<std::size_t>(year - 2023);
                        came += age + 1 + passed == kTeenAges ? persons : 0.0;
                        died += age >= kTeenAges ? persons * death : 0.0;
                    }
            const double expected =
                came - died + moves.net_migrants[region] * start[region] / moves.population[region];
            EXPECT_NEAR(end[region] - start[region], expected, 0.004 * start[region])
                << shipped_country()->codes_of(Factor::region)[region] << ' ' << year;
        }
    }
}

// Deaths of 2023 by region as published (BNS), less 20.92 of 1,000 births; nobody else below 18.
TEST(Projection, RegionsLoseByDeathWhatIsPublished) {
    const std::map<std::string, double> kDeaths{{"KZ-47", 2838}, {"KZ-71", 4778},  {"KZ-63", 7857},
                                                {"KZ-59", 5797}, {"KZ-35", 10372}, {"KZ-61", 8903}};
    const Cohorts base =
        base_cohorts(testing::shipped_inputs().population.hard(), testing::projection_tables());
    const auto rates = rates_of(testing::projection_tables(), 2023, base, *shipped_country());
    for (std::size_t region = 0; region < kRegionCount; ++region) {
        const auto published = kDeaths.find(shipped_country()->regions[region].iso);
        if (published == kDeaths.end())
            continue;
        double died = 0;
        for (std::size_t unit = region * 2; unit < region * 2 + 2; ++unit)
            for (std::size_t sex = 0; sex < base.sexes; ++sex)
                for (std::size_t age = kTeenAges; age < base.ages; ++age)
                    died += base.at(unit, sex, age) *
                            (1 - rates.survival_in(unit, sex, age, base.ages));
        EXPECT_NEAR(died / published->second, 1, 0.09) << published->first;
    }
}

TEST(Projection, TheRangeOf2030HoldsTheProjection) {
    const auto range =
        range_of_adults(testing::shipped_inputs().population, testing::projection_tables(), 2030);
    ASSERT_EQ(range.size(), kRegionCount + 1U);
    EXPECT_TRUE(
        range_of_adults(testing::shipped_inputs().population, testing::projection_tables(), 2025)
            .empty());
    for (const AdultsRange& one : range) {
        EXPECT_LT(one.low, one.projected);
        EXPECT_GT(one.high, one.projected);
    }
    const AdultsRange& all = range.back();
    EXPECT_NEAR(all.projected, sum_of(testing::projected(2030).margins.hard()), 1);
    // five years with 45,892 fewer or 3,628 more from abroad, about two thirds of them adults
    EXPECT_NEAR(all.projected - all.low, 155'000, 60'000);
    EXPECT_NEAR(all.high - all.projected, 60'000, 30'000);
    std::printf("adults of 2030: %.0f, %.0f to %.0f\n", all.projected, all.low, all.high);
}

} // namespace
} // namespace kozqaras
