#include "model/population/static_ageing.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "model/population/projection.hpp"
#include "model/population/synthesis.hpp"
#include "support/parallel.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

struct Example {
    InputData inputs;
    Population population;
    ReportingCells cells;
    StaticAgeing ageing;
};

const Example& ageing_example() {
    static const Example result = [] {
        Example made;
        made.inputs = load_inputs(std::string(KOZQARAS_SOURCE_DIR) + "/data");
        made.population = synthesise(made.inputs, {.scale = 0.005, .seed = 2}).population;
        made.cells = make_reporting_cells(made.population);
        made.ageing = age_population(made.population, made.cells, made.inputs.population,
                                     *made.inputs.projection);
        return made;
    }();
    return result;
}

Date new_year(int year) {
    return Date{std::chrono::year{year} / std::chrono::January / 1};
}

/// Adults of a reporting group on 1 January.
double adults_of(Factor factor, int reported_class, int year) {
    const Example& made = ageing_example();
    const auto weights = cell_weights_on(made.ageing, new_year(year));
    const int group = group_index(factor, reported_class);
    double sum = 0;
    for (std::size_t cell = 0; cell < weights.size(); ++cell)
        if (std::ranges::find(made.cells.groups[cell], group) != made.cells.groups[cell].end())
            sum += weights[cell] * made.cells.count(cell);
    return sum * made.population.adults_per_agent;
}

/// The same of the projected margin of region, settlement, sex and age.
double projected(const Margin& hard, Factor factor, int reported_class) {
    const std::size_t ages = shipped_country()->ages.size();
    double sum = 0;
    for (std::size_t cell = 0; cell < hard.counts.size(); ++cell) {
        const auto age = survey_age_of(static_cast<int>(cell % ages));
        const auto region = static_cast<int>(cell / (4 * ages));
        if ((factor == Factor::age ? age : region) == reported_class)
            sum += hard.counts[cell];
    }
    return sum;
}

TEST(StaticAgeing, NobodyCountsMoreOrLessInTheBaseYear) {
    for (const double weight : cell_weights_on(ageing_example().ageing, new_year(2023)))
        ASSERT_EQ(weight, 1.0);
    EXPECT_TRUE(cell_weights_on({}, new_year(2027)).empty());
}

// Agents are a sample of the joint table: a cell of the margin may be off by what rounding to whole
// agents leaves.
TEST(StaticAgeing, AdultsOfOtherYearsAreThoseProjected) {
    const Example& made = ageing_example();
    for (const int year : {2020, 2027, 2030}) {
        const auto later =
            project_margins(made.inputs.population, *made.inputs.projection, year).margins;
        const Margin& hard = later.hard();
        for (int age = 0; age < 3; ++age) {
            const double wanted = projected(hard, Factor::age, age);
            EXPECT_NEAR(adults_of(Factor::age, age, year) / wanted, 1.0, 0.005) << year << age;
        }
        for (const int region : {0, 7, 19}) {
            const double wanted = projected(hard, Factor::region, region);
            EXPECT_NEAR(adults_of(Factor::region, region, year) / wanted, 1.0, 0.01)
                << year << ' ' << region;
        }
    }
    // The over-55s grow faster than the others: by 21 and by 8 % (docs/population.md).
    const auto growth = [](int first, int last) {
        double now = 0, later = 0;
        for (int age = first; age <= last; ++age) {
            now += adults_of(Factor::age, age, 2023);
            later += adults_of(Factor::age, age, 2030);
        }
        return later / now;
    };
    EXPECT_NEAR(growth(2, 2), 1.205, 0.01);
    EXPECT_NEAR(growth(0, 1), 1.07, 0.01);
}

TEST(StaticAgeing, WeightsAreLinearWithinAYearAndGoOnAfterTheLast) {
    const StaticAgeing two{2020, {{1.0, 2.0}, {2.0, 1.0}}};
    const auto half = cell_weights_on(two, new_year(2020) + std::chrono::days{183}); // of 366
    EXPECT_DOUBLE_EQ(half[0], 1.5);
    EXPECT_DOUBLE_EQ(half[1], 1.5);
    const auto after = cell_weights_on(two, new_year(2021) + std::chrono::days{365});
    EXPECT_DOUBLE_EQ(after[0], 4.0);
    EXPECT_DOUBLE_EQ(after[1], 0.5);
    EXPECT_DOUBLE_EQ(cell_weights_on(two, new_year(2019))[0], 1.0);
}

TEST(StaticAgeing, SameNumbersForAnyNumberOfThreads) {
    const Example& made = ageing_example();
    const ThreadLimit limit(1);
    const auto again = age_population(made.population, made.cells, made.inputs.population,
                                      *made.inputs.projection);
    EXPECT_EQ(again.cell_weights, made.ageing.cell_weights);
}

} // namespace
} // namespace kozqaras
