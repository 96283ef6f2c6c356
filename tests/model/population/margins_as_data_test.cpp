// Margins are rows of data: any factors, macro-regions, more of them, tolerances.
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "model/population/joint_table.hpp"
#include "model/population/margin_score.hpp"
#include "model/population/synthesis.hpp"
#include "support/errors.hpp"
#include "tests/model/inputs/data_copy.hpp"
#include "tests/model/population/example_inputs.hpp"

namespace kozqaras {
namespace {

/// Adults by macro-region and settlement: `towns` of each macro-region live in towns.
Margin macro_margin(const PopulationMargins& margins, double towns) {
    Margin margin{.name = "mine",
                  .factors = {Factor::region, Factor::ethnicity},
                  .source = "by hand",
                  .country = margins.country,
                  .by_macro_region = true};
    const auto sums = sums_like(margin, {joint_table_dims(*margins.country),
                                         fit_joint_table(margins).fitting.table.values});
    const double all = sums[0] + sums[1] + sums[2];
    margin.counts = sums;
    margin.counts[0] = towns * all;
    margin.counts[1] = (1 - towns) * all * sums[1] / (sums[1] + sums[2]);
    margin.counts[2] = (1 - towns) * all * sums[2] / (sums[1] + sums[2]);
    return margin;
}

PopulationMargins with_second(const PopulationMargins& margins, Margin second, double tolerance) {
    PopulationMargins more = margins;
    for (Margin& margin : more.margins)
        margin.tolerance = tolerance;
    more.margins.insert(more.margins.begin() + 1, std::move(second));
    return more;
}

TEST(MarginsAsData, OneByMacroRegionIsMetAndTheOthersRakedToIt) {
    const auto margins = testing::example_margins();
    const Margin mine = macro_margin(margins, 0.70);
    EXPECT_EQ(mine.counts.size(), margins.country->macro_regions.size() * 3);
    const JointFit joint = fit_joint_table(with_second(margins, mine, 0.5));
    EXPECT_TRUE(joint.fitting.converged) << joint.fitting.stop_reason;
    const auto reached = sums_like(mine, joint.fitting.table);
    for (std::size_t cell = 0; cell < reached.size(); ++cell)
        EXPECT_NEAR(reached[cell], mine.counts[cell], 1e-4 * mine.counts[cell]) << cell;
    EXPECT_EQ(margin_title(mine), "macro_region x ethnicity");
    EXPECT_EQ(cell_label(mine, 0), std::string(margins.country->macro_regions[0]) + " kazakh");
    // the hard margin is not raked, the table of regions is, and says so
    const auto& hard = joint.margins.front();
    EXPECT_EQ(hard.counts, margins.hard().counts);
    EXPECT_FALSE(joint.notes.empty());
}

TEST(MarginsAsData, BeyondTheirToleranceTheOthersAreNotRaked) {
    const auto margins = testing::example_margins();
    const auto narrow = with_second(margins, macro_margin(margins, 0.40), 0.02);
    EXPECT_NE(tests::error_of<InputError>([&] {
                  (void)fit_joint_table(narrow);
              }).find("at most 2 % is accepted"),
              std::string::npos);
    EXPECT_EQ(tests::error_of<InputError>([&] {
                  (void)fit_joint_table(with_second(margins, macro_margin(margins, 0.70), 0.9));
              }),
              "no error");
}

TEST(MarginsAsData, ScoresByMacroRegion) {
    const auto inputs = testing::example_inputs();
    const auto adults = synthesise(inputs, {.scale = 0.002, .seed = 1}).population;
    const Margin mine = macro_margin(inputs.population, 0.70);
    const auto score = score_margin(mine, adults);
    double agents_of_first = 0;
    const auto& first = inputs.country->macro_regions[0];
    for (const auto region : adults.region)
        agents_of_first += inputs.country->regions[region].macro_region == first;
    const double found = score.predicted[0] + score.predicted[1] + score.predicted[2];
    EXPECT_NEAR(found / score.table_total, agents_of_first / static_cast<double>(adults.size()),
                1e-9);
}

// ---- rows of margins.csv

constexpr const char* kTable = "population/margins.csv";

std::string fault(const std::string& before, const std::string& after) {
    const tests::DataCopy copy;
    copy.replace(kTable, before, after);
    return tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); });
}

TEST(MarginsAsData, FaultsOfTheListAreNamed) {
    EXPECT_NE(fault("age;education", "age;eduction").find("Did you mean 'education'?"),
              std::string::npos);
    EXPECT_NE(fault("age;education", "age;age").find("'age' stands there twice"),
              std::string::npos);
    EXPECT_NE(fault("region;settlement;sex;age", "region;settlement;sex").find("margins.csv:2:"),
              std::string::npos);
    EXPECT_NE(fault("age_education,age", "wealth,age").find("a second row for margin wealth"),
              std::string::npos);
    EXPECT_NE(fault(",0.1,estimate", ",1.5,estimate").find("'tolerance' is 1.5"),
              std::string::npos);
}

// A row and a file are all that a further table asks for.
TEST(MarginsAsData, AFurtherTableIsARow) {
    const tests::DataCopy copy;
    const auto shipped = load_inputs(copy.path());
    const Margin macro{.name = "sexes",
                       .factors = {Factor::region, Factor::sex},
                       .country = shipped.country,
                       .by_macro_region = true};
    const auto sums = sums_like(macro, fit_joint_table(shipped.population).fitting.table);
    std::string table = "macro_region,sex,adults,year,status,source\n";
    const auto names = shipped.country->macro_regions.views();
    const auto sexes = shipped.country->codes_of(Factor::sex);
    for (std::size_t cell = 0; cell < sums.size(); ++cell)
        table += std::string(names[cell / 2]) + "," + std::string(sexes[cell % 2]) + "," +
                 std::to_string(std::llround(sums[cell])) + ",2023,derived,sums of the census\n";
    copy.write("population/sexes.csv", table);
    copy.write(kTable, copy.read(kTable) +
                           "sexes,macro_region;sex,sexes.csv,0.1,derived,sums of the census\n");
    const auto loaded = load_inputs(copy.path());
    ASSERT_EQ(loaded.population.margins.size(), shipped.population.margins.size() + 1);
    EXPECT_TRUE(loaded.population.at("sexes").by_macro_region);
    EXPECT_TRUE(fit_joint_table(loaded.population).fitting.converged);
    // and disagreement with the first table is noticed by macro-region
    copy.write("population/sexes.csv",
               table.replace(table.find(",", table.find(",men,")) + 5, 1, "9"));
    EXPECT_NE(
        tests::error_of<InputError>([&] { (void)load_inputs(copy.path()); }).find("sexes.csv"),
        std::string::npos);
}

// ---- what the new tables say

/// Shares of the first class of `second` among adults by class of `first`, in percent.
std::vector<double> shares(const InputData& inputs, const Population& adults, Factor first,
                           Factor second) {
    std::vector<double> all(inputs.country->count(first)), some(all.size());
    for (std::size_t agent = 0; agent < adults.size(); ++agent) {
        all[adults.classes(first)[agent]] += 1;
        some[adults.classes(first)[agent]] += adults.classes(second)[agent] == 0;
    }
    for (std::size_t place = 0; place < all.size(); ++place)
        some[place] *= 100 / all[place];
    return some;
}

// Central Asia Barometer, respondents of 2020 and 2022 (unweighted): Kazakhs are 71.0, 66.6, 62.9,
// 56.0, 46.4 and 41.9 % from the youngest to the oldest, 61 % of all, in towns 60.9, in villages
// 65.0. Odds ratios are kept where the whole is 66 %.
TEST(NewTables, TheYoungAreMoreKazakhThanTheOld) {
    const auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    const auto adults = synthesise(inputs, {.scale = 0.01, .seed = 1}).population;
    const std::vector<double> seen{71.0, 66.6, 62.9, 56.0, 46.4, 41.9};
    const auto odds = [](double percent) { return percent / (100 - percent); };
    const auto found = shares(inputs, adults, Factor::age, Factor::ethnicity);
    for (std::size_t age = 1; age < seen.size(); ++age)
        EXPECT_NEAR(std::log(odds(found[age]) / odds(found[0])),
                    std::log(odds(seen[age]) / odds(seen[0])), 0.03)
            << age;
    const auto settled = shares(inputs, adults, Factor::settlement, Factor::ethnicity);
    EXPECT_NEAR(std::log(odds(settled[1]) / odds(settled[0])), std::log(odds(65.0) / odds(60.9)),
                0.02);
}

// Of all ages Kazakhs are 76.7, 38.0 and 96.0 % there (BNS, about 2024): fewer of the adults.
TEST(NewTables, AdultsAreLessKazakhThanAllAges) {
    const auto inputs = load_inputs(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    const std::map<std::string, double> kAllAges{
        {"KZ-61", 76.72}, {"KZ-59", 38.0}, {"KZ-43", 96.04}};
    const auto& margin = inputs.population.at("region_ethnicity");
    for (std::size_t region = 0; region < inputs.country->regions.size(); ++region) {
        const auto published = kAllAges.find(inputs.country->regions[region].iso);
        if (published == kAllAges.end())
            continue;
        const double* counts = &margin.counts[region * 3];
        const double percent = 100 * counts[0] / (counts[0] + counts[1] + counts[2]);
        EXPECT_LT(percent, published->second);
        EXPECT_GT(percent, published->second - 5);
    }
}

} // namespace
} // namespace kozqaras
