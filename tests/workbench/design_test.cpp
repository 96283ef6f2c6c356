#include "workbench/design.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "scenarios/scenario_file.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

std::vector<VariedLever> trips_and_closure() {
    return {read_varied("travel.trips_per_week=0..9000", default_start()),
            read_varied("border.closure=0..1", default_start())};
}

double number(const DesignPoint& point, std::size_t lever) {
    return std::get<double>(point[lever]);
}

TEST(Design, GridHasEveryCombinationAndTheLastLeverIsFastest) {
    const std::vector levers{read_varied("travel.trips_per_week=0..8000:3", default_start()),
                             read_varied("visa.regime=visa_free,required", default_start())};
    const auto points = design_points(Design::grid, levers, 0, 1);
    ASSERT_EQ(points.size(), 6U);
    EXPECT_EQ(number(points[0], 0), 0);
    EXPECT_EQ(std::get<std::string>(points[1][1]), "required");
    EXPECT_EQ(number(points[2], 0), 4000);
    EXPECT_EQ(number(points[5], 0), 8000);
}

TEST(Design, ListTakesTheKthValueOfEveryLever) {
    const std::vector levers{read_varied("travel.trips_per_week=1,2,3", default_start()),
                             read_varied("border.closure=0..1:3", default_start())};
    const auto points = design_points(Design::list, levers, 0, 1);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(number(points[1], 0), 2);
    EXPECT_EQ(number(points[1], 1), 0.5);
    const std::vector uneven{levers[0], read_varied("border.closure=0,1", default_start())};
    EXPECT_THROW((void)design_points(Design::list, uneven, 0, 1), InputError);
    const std::vector longer_later{uneven[1], uneven[0]};
    EXPECT_THROW((void)design_points(Design::list, longer_later, 0, 1), InputError);
}

TEST(Design, PeopleComeInWholeNumbers) {
    for (const char* text : {"travel.trips_per_week=4000..5000:4", "travel.trips_per_week=1.5,2",
                             "plant.jobs=100..200:4", "plant.jobs=0.5..2", "campaign.weeks=1..4:3"})
        EXPECT_THROW((void)read_varied(text, default_start()), InputError) << text;
    EXPECT_EQ(read_varied("travel.trips_per_week=04000..1e4:3", default_start()).low, 4000);
    const std::vector levers{read_varied("plant.jobs=1..3", default_start()),
                             read_varied("border.closure=0..1", default_start())};
    std::array<int, 4> jobs{};
    for (const auto& point : design_points(Design::latin, levers, 300, 1))
        ++jobs.at(static_cast<std::size_t>(number(point, 0)));
    EXPECT_EQ(jobs, (std::array<int, 4>{0, 100, 100, 100})) << "each as often as the others";
}

TEST(Design, StepsAreOfAGridOrAList) {
    const std::vector levers{read_varied("border.closure=0..1:3", default_start())};
    EXPECT_THROW((void)design_points(Design::sobol, levers, 4, 1), InputError);
    EXPECT_THROW((void)design_points(Design::latin, levers, 4, 1), InputError);
}

TEST(Design, LatinHypercubeUsesEachSliceOnceAndFollowsTheSeed) {
    const auto levers = trips_and_closure();
    const auto points = design_points(Design::latin, levers, 20, 7);
    for (std::size_t lever = 0; lever < 2; ++lever) {
        std::set<int> slices;
        for (const auto& point : points)
            slices.insert(static_cast<int>(20 * number(point, lever) / levers[lever].high));
        EXPECT_EQ(slices.size(), 20U) << lever;
    }
    EXPECT_EQ(points, design_points(Design::latin, levers, 20, 7));
    EXPECT_NE(points, design_points(Design::latin, levers, 20, 8));
}

TEST(Design, SobolPointsFillEveryQuarterEqually) {
    const auto points = design_points(Design::sobol, trips_and_closure(), 15, 1);
    EXPECT_EQ(number(points[0], 0), 4500) << "the first point after the origin is the middle";
    EXPECT_EQ(number(points[0], 1), 0.5);
    std::array<int, 16> boxes{}; // the origin and these 15 points are a (0, 4, 2)-net in base 2
    boxes[0] = 1;
    for (const auto& point : points)
        ++boxes[static_cast<std::size_t>(4 * number(point, 0) / 9000) * 4 +
                static_cast<std::size_t>(4 * number(point, 1))];
    EXPECT_TRUE(std::ranges::all_of(boxes, [](int count) { return count == 1; }));
}

TEST(Design, WhatDoesNotFitIsRefused) {
    for (const char* text :
         {"travel.trip_per_week=0..1:3", "travel.trips_per_week", "travel.trips_per_week=0..x:3",
          "travel.trips_per_week=5..5:3", "travel.trips_per_week=0..9000:1",
          "travel.trips_per_week=-1..5:3", "visa.regime=required,fre",
          "border.closure=0,1@2031-05-05", "plant.job=1..5:3", "plant.jobs=1..5000000:3"})
        EXPECT_THROW((void)read_varied(text, default_start()), InputError) << text;
    EXPECT_THROW((void)design_points(Design::grid, trips_and_closure(), 0, 1), InputError)
        << "no number of steps";
}

TEST(Design, APointSetsLeversAndNumbersOfTables) {
    const std::vector levers{read_varied("plant.jobs=100..500:2", default_start()),
                             read_varied("border.closure=0,1@2028-01-01", default_start())};
    Changes base;
    EXPECT_THROW((void)with_point(base, levers, {100.0, 1.0}), InputError) << "no plant";
    TableSetting plant;
    plant.lever = "plant";
    plant.values.insert_or_assign("jobs", 7.0);
    base.tables.push_back(plant);
    const auto changed = with_point(base, levers, {100.0, 1.0});
    EXPECT_EQ(changed.tables.at(0).number("jobs"), 100);
    EXPECT_EQ(std::get<double>(changed.levers.at(0).value), 1);
    EXPECT_EQ(to_string(changed.levers.at(0).date), "2028-01-01");
}

} // namespace
} // namespace kozqaras
