// Mortality of the projection against the two censuses and published deaths.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <numeric>
#include <utility>

#include <boost/math/tools/toms748_solve.hpp>
#include <gtest/gtest.h>

#include "model/population/synthesis.hpp"
#include "support/csv_table.hpp"
#include "tests/model/population/shipped_projection.hpp"

namespace kozqaras {
namespace {

// Mortality from two censuses: intercensal survival by "reverse survival" (United Nations 1983,
// Manual X, chapter on intercensal survival). The single years of age of 2021 are brought back with
// a life table, which is right when as many are found as were counted in 2009; closed to migration.

constexpr std::size_t kSexCount = 2, kCensusGroups = 3;
constexpr std::array<const char*, kSexCount> kSexNames{"men", "women"};

/// Men and women of 10-14, 15-49 and 50 and over on 25 February 2009 (literate persons, 99.9 % of
/// all): BNS, Census 2021, volume "Education in the Republic of Kazakhstan" (Astana 2023), table
/// 8.2. The census of 2021 is the age profile before it was made a year older.
constexpr std::array<std::array<double, kCensusGroups>, kSexCount> kCensusOf2009{
    {{621065, 4428438, 1296496}, {594492, 4573651, 1825590}}};
constexpr std::array<double, kCensusGroups + 1> kGroupLimits{10, 15, 50, 200};
constexpr double kYearsBetween = 12.5; ///< to 1 September 2021

/// Force of mortality at an exact age: background + level exp(slope age).
struct GompertzMakeham {
    double background = 0, level = 0, slope = 0;

    [[nodiscard]] double cumulated(double age) const {
        return background * age + level / slope * std::exp(slope * age);
    }

    /// Chance to die within a year at a completed age, half a year after the birthday on average.
    [[nodiscard]] double chance(int age) const {
        return 1 - std::exp(cumulated(age + 0.5) - cumulated(age + 1.5));
    }
};

/// The shipped chances of the first period as a force of mortality, constant from half-year to
/// half-year.
struct ShippedMortality {
    std::size_t sex = 0;

    [[nodiscard]] double cumulated(double age) const {
        const double* chances =
            &testing::projection_tables().mortality.front().death[sex * kFollowedAges];
        double sum = 0, from = kFollowedFrom + 0.5;
        for (int place = 0; place < kFollowedAges; ++place, ++from) {
            const double to = place + 1 < kFollowedAges ? from + 1 : 200.0;
            const double lived = place == 0 ? age - from : std::max(0.0, age - from);
            sum -= std::log1p(-chances[place]) * std::min(lived, to - from);
        }
        return sum;
    }
};

/// Calls take(age on the day, persons) for the census of 2021, a year of age in even parts.
template <class Take> void for_census_of_2021(std::size_t sex, const Take& take) {
    constexpr int kParts = 20;
    for (std::size_t age = 0; age < kAdultAges; ++age) {
        double persons = 0;
        for (std::size_t settlement = 0; settlement < 2; ++settlement)
            persons += testing::projection_tables()
                           .age_profile[(settlement * kSexCount + sex) * kAdultAges + age];
        for (int part = 0; part < kParts; ++part)
            take(kAdultFrom - 1 + static_cast<double>(age) + (part + 0.5) / kParts,
                 persons / kParts);
    }
}

template <class Mortality>
std::array<double, kCensusGroups> brought_back(std::size_t sex, const Mortality& mortality,
                                               double years) {
    std::array<double, kCensusGroups> sums{};
    for_census_of_2021(sex, [&](double age, double persons) {
        const double then = age - years;
        if (then < kGroupLimits.front())
            return;
        const auto above = std::ranges::upper_bound(kGroupLimits, then) - kGroupLimits.begin();
        sums[static_cast<std::size_t>(above - 1)] +=
            persons * std::exp(mortality.cumulated(age) - mortality.cumulated(then));
    });
    return sums;
}

template <class Function> double root_of(const Function& function, double low, double high) {
    std::uintmax_t most = 100;
    const auto bracket = boost::math::tools::toms748_solve(
        function, low, high, boost::math::tools::eps_tolerance<double>(35), most);
    return std::midpoint(bracket.first, bracket.second);
}

/// Level and slope that bring back those of 15-49 and of 50 and over; background is a judgement.
GompertzMakeham mortality_between_censuses(std::size_t sex, double years) {
    constexpr std::array<double, kSexCount> kBackground{0.0008, 0.0003};
    const auto surplus = [&](const GompertzMakeham& mortality, std::size_t group) {
        return brought_back(sex, mortality, years)[group] / kCensusOf2009[sex][group] - 1;
    };
    const auto of_slope = [&](double slope) {
        GompertzMakeham mortality{kBackground[sex], 0, slope};
        mortality.level = std::exp(root_of(
            [&](double level) {
                return surplus({mortality.background, std::exp(level), slope}, 1);
            },
            std::log(1e-7), std::log(2e-3)));
        return mortality;
    };
    return of_slope(root_of([&](double slope) { return surplus(of_slope(slope), 2); }, 0.05, 0.12));
}

/// Years still to live at birth or at 15. Of the newborn, 8 in 1,000 die within a year (judgement).
double life_expectancy(const GompertzMakeham& mortality, bool at_birth) {
    constexpr double kOfInfants = 0.008, kStep = 0.01;
    const double from = at_birth ? 1 : 15, alive = at_birth ? 1 - kOfInfants : 1;
    double years = at_birth ? 1 - 0.9 * kOfInfants : 0;
    for (double age = from + kStep / 2; age < 120; age += kStep)
        years += kStep * alive * std::exp(mortality.cumulated(from) - mortality.cumulated(age));
    return years;
}

TEST(ProjectedMortality, BringsTheCensusOf2021BackToThatOf2009) {
    constexpr std::array kWithin{0.03, 0.005, 0.005}; // 10-14 is not fitted: migration, undercount
    for (std::size_t sex = 0; sex < kSexCount; ++sex) {
        const auto found = brought_back(sex, ShippedMortality{sex}, kYearsBetween);
        for (std::size_t group = 0; group < kCensusGroups; ++group) {
            const double ratio = found[group] / kCensusOf2009[sex][group];
            EXPECT_NEAR(ratio, 1, kWithin[group]) << kSexNames[sex];
            std::printf("%s of 2009 from %.0f on, brought back over counted: %.4f\n",
                        kSexNames[sex], kGroupLimits[group], ratio);
        }
    }
}

TEST(ProjectedMortality, IsSolvedFromTheTwoCensuses) {
    for (std::size_t sex = 0; sex < kSexCount; ++sex) {
        for (const double years : {12.3, kYearsBetween, 12.7}) {
            const auto found = mortality_between_censuses(sex, years);
            std::printf(
                "%s, %.1f years: level %.4g, slope %.5f; life expectancy %.2f, at 15 %.2f\n",
                kSexNames[sex], years, found.level, found.slope, life_expectancy(found, true),
                life_expectancy(found, false));
        }
        const auto solved = mortality_between_censuses(sex, kYearsBetween);
        const auto& death = testing::projection_tables().mortality.front().death;
        for (int age = kFollowedFrom; age <= kOldestAge; ++age) {
            const auto place = sex * kFollowedAges + static_cast<std::size_t>(age - kFollowedFrom);
            ASSERT_NEAR(death[place], solved.chance(age), 2e-6 + 1e-4 * solved.chance(age))
                << kSexNames[sex] << ' ' << age;
        }
    }
}

// The power of the comparison: life expectancies of 70.6 and 79.0 years find 14 to 16 % too few.
TEST(ProjectedMortality, OfLongerLivesDoesNotReachTheCensusOf2009) {
    constexpr std::array<GompertzMakeham, kSexCount> kLongLives{
        {{0.0008, 1.29035e-4, 0.080}, {0.0003, 3.12421e-5, 0.092}}};
    for (std::size_t sex = 0; sex < kSexCount; ++sex) {
        EXPECT_NEAR(life_expectancy(kLongLives[sex], true), sex == 0 ? 70.6 : 79.0, 0.1);
        const auto found = brought_back(sex, kLongLives[sex], kYearsBetween);
        EXPECT_LT(found[1] / kCensusOf2009[sex][1], 0.99) << kSexNames[sex];
        EXPECT_LT(found[2] / kCensusOf2009[sex][2], 0.87) << kSexNames[sex];
    }
}

// Not fitted: men of 63 and over and women of 59 and over on 1 January 2020, as published before
// the series was re-based to the census (BNS via data.egov.kz). The census lies 1.67 years later.
TEST(ProjectedMortality, BringsTheCensusOf2021NearTheOldOf2020) {
    constexpr std::array<double, kSexCount> kFrom{63, 59}, kPublished{635803, 1484559};
    for (std::size_t sex = 0; sex < kSexCount; ++sex) {
        constexpr double kYears = 1.67;
        const ShippedMortality mortality{sex};
        double old = 0;
        for_census_of_2021(sex, [&](double age, double persons) {
            if (age - kYears >= kFrom[sex])
                old += persons *
                       std::exp(mortality.cumulated(age) - mortality.cumulated(age - kYears));
        });
        EXPECT_NEAR(old / kPublished[sex], 1, 0.05);
        std::printf("%s of %.0f and over in 2020, brought back over published: %.4f\n",
                    kSexNames[sex], kFrom[sex], old / kPublished[sex]);
    }
}

// In each year the force of mortality is that between the censuses times one factor.
TEST(ProjectedMortality, ChangesByOneFactorAYear) {
    const Cohorts base =
        base_cohorts(testing::shipped_inputs().population.hard(), testing::projection_tables());
    const auto& between_censuses = testing::projection_tables().mortality.front().death;
    const std::map<int, double> kFactors{{2020, 0.9666}, {2021, 1.0721}, {2022, 0.7526},
                                         {2023, 0.71},   {2024, 0.6997}, {2029, 0.6997}};
    for (const auto& [year, factor] : kFactors) {
        const auto survival =
            rates_of(testing::projection_tables(), year, base, *shipped_country()).survival;
        for (std::size_t cell = 0; cell < survival.size(); ++cell)
            ASSERT_NEAR(std::log(survival[cell]) / std::log(1 - between_censuses[cell]), factor,
                        0.002)
                << year << ' ' << cell;
    }
}

// Deaths as published by the statistics office for 2020 to 2024, less infants' (20.92 of 1,000
// births: CIA, The World Factbook, 2015 estimates; nobody is taken to die between 1 and 10).
TEST(ProjectedMortality, GivesThePublishedDeaths) {
    constexpr double kOfInfants = 0.02092;
    const std::map<int, std::pair<double, double>> kDeathsAndBirths{{2020, {161333, 426824}},
                                                                    {2021, {182403, 446491}},
                                                                    {2022, {133523, 403893}},
                                                                    {2023, {130686, 388428}},
                                                                    {2024, {132916, 365923}}};
    std::map<int, double> adults;
    for (const int year : {2020, 2025})
        for (const YearAccount& account : testing::projected(year).accounts)
            adults[account.year] = account.deaths;
    constexpr double kTeenagers = 2'000; // die a year between 11 and 17, at most
    for (const auto& [year, published] : kDeathsAndBirths) {
        const double expected = published.first - kOfInfants * published.second;
        EXPECT_LT(adults.at(year), 1.005 * expected) << year;
        EXPECT_GT(adults.at(year), 0.995 * expected - kTeenagers) << year;
    }
}

} // namespace
} // namespace kozqaras
