// The tables that only `synthesize` reads: whole as shipped, and refused when damaged.
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "model/inputs/projection_tables.hpp"
#include "model/inputs/tie_targets.hpp"
#include "support/errors.hpp"
#include "tests/model/inputs/data_copy.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

using tests::DataCopy;
using tests::error_of;

const std::string kFolder = "population/projection/";

/// The message when `before` in `file` is replaced by `after`.
std::string projection_fault(const std::string& file, const std::string& before,
                             const std::string& after) {
    const DataCopy copy;
    copy.replace(kFolder + file, before, after);
    return error_of<InputError>(
        [&] { (void)read_projection_tables(copy.path(), *shipped_country()); });
}

std::string target_fault(const std::string& before, const std::string& after) {
    const DataCopy copy;
    copy.replace("network/targets.csv", before, after);
    return error_of<InputError>(
        [&] { (void)read_tie_targets(copy.path() / "network" / "targets.csv"); });
}

void expect_message_part(const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

TEST(ProjectionTables, MovesOfTownsAndVillagesAreThoseOfTheRegions) {
    expect_message_part(projection_fault("migration_by_settlement.csv", "91192", "91292"),
                        "migration_by_settlement.csv:2:12: the settlements gain +9393 people in "
                        "2023, but the regions +9293");
    expect_message_part(projection_fault("migration_by_settlement.csv", "2024,rural", "2024,urban"),
                        "a second row for year 2024, settlement urban");
    const DataCopy copy;
    copy.remove(kFolder + "migration_by_settlement.csv");
    for (const auto& year : read_projection_tables(copy.path(), *shipped_country()).migration)
        EXPECT_TRUE(year.by_settlement.empty());
}

TEST(ProjectionTables, RangesHaveALowerAndAnUpperEnd) {
    expect_message_part(projection_fault("range.csv", "mortality,0.9,", "mortality,1.9,"),
                        "range.csv:2:11: 'low' is 1.9, above 'high', 1.1");
    expect_message_part(projection_fault("range.csv", "between_regions,0.66", "between_regions,-1"),
                        "a multiple must lie between 0.1 and 10");
    const DataCopy copy;
    copy.remove(kFolder + "range.csv");
    EXPECT_FALSE(read_projection_tables(copy.path(), *shipped_country()).range);
}

TEST(ProjectionTables, AsShippedAreWhole) {
    const auto tables = read_projection_tables(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data",
                                               *shipped_country());
    EXPECT_EQ(tables.teenagers.size(), 20U * 2 * 2 * 7);
    ASSERT_EQ(tables.mortality.size(), 6U);
    EXPECT_EQ(tables.mortality[0].first_year, 2009) << "between the censuses";
    for (std::size_t period = 1; period < tables.mortality.size(); ++period)
        EXPECT_EQ(tables.mortality[period].first_year, 2019 + static_cast<int>(period));
    EXPECT_EQ(tables.migration.size(), 6U);
    EXPECT_EQ(tables.migration_by_age.size(), 90U);
    EXPECT_GE(tables.sources.size(), 6U);
    // Together the regions gain what the country gains across its border, as published; to
    // rounding.
    const std::map<int, double> kBalance{{2020, -17718}, {2021, -21217}, {2022, -6722},
                                         {2023, 9293},   {2024, 16550},  {2025, 12922}};
    for (const RegionalMigration& year : tables.migration) {
        double sum = 0;
        for (const double net : year.net_migrants)
            sum += net;
        EXPECT_NEAR(sum, kBalance.at(year.year), kRegionCount) << year.year;
    }
    // Women outlive men at every age.
    for (const PeriodMortality& period : tables.mortality) {
        ASSERT_EQ(period.death.size(), 2U * 90);
        for (std::size_t age = 0; age < 90; ++age)
            EXPECT_LT(period.death[90 + age], period.death[age]);
    }
}

TEST(ProjectionTables, NameFileLineAndReason) {
    expect_message_part(
        projection_fault("teenagers.csv", "KZ-10,urban,men,12", "KZ-1O,urban,men,12"),
        "teenagers.csv:3:1: unknown region 'KZ-1O'. Allowed: KZ-10");
    expect_message_part(
        projection_fault("teenagers.csv", "KZ-10,urban,men,12", "KZ-10,urban,men,11"),
        "teenagers.csv:3:1: a second row for");
    expect_message_part(projection_fault("mortality.csv", "men,11,0.", "men,11,-0."),
                        "mortality.csv:2:8: 'probability' is -0.");
    expect_message_part(projection_fault("migration.csv", "KZ-10,2020,", "KZ-10,2020,x"),
                        "migration.csv:2:12: 'net_migrants' is not a number");
    expect_message_part(
        projection_fault("ethnicity_of_entrants.csv", "KZ-10,kazakh,0.", "KZ-10,kazakh,0.1"),
        "the shares of KZ-10 add up to");
    const DataCopy copy;
    const auto file = kFolder + "age_profile.csv";
    copy.write(file, copy.read(file).substr(0, 4000)); // cut off
    expect_message_part(error_of<InputError>(
                            [&] { (void)read_projection_tables(copy.path(), *shipped_country()); }),
                        "age_profile.csv:");
    copy.remove(file);
    expect_message_part(
        error_of<FileError>([&] { (void)read_projection_tables(copy.path(), *shipped_country()); }),
        "age_profile.csv");
}

/// mortality.csv with those rows only that `keep` wants; the header stays.
template <class Keep> std::string some_rows(const std::string& whole, const Keep& keep) {
    std::istringstream lines(whole);
    std::string line, kept;
    for (bool is_header = true; std::getline(lines, line); is_header = false)
        if (is_header || keep(line))
            kept += line + '\n';
    return kept;
}

TEST(ProjectionTables, MortalityOfOnePeriodHoldsForAllYears) {
    const DataCopy copy;
    const auto file = kFolder + "mortality.csv";
    const auto of_2020 = [](const std::string& line) {
        return line.find(",2020,") != std::string::npos;
    };
    const auto all = read_projection_tables(copy.path(), *shipped_country()).mortality;
    copy.write(file, some_rows(copy.read(file), of_2020));
    const auto one = read_projection_tables(copy.path(), *shipped_country()).mortality;
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one.front().death, all[1].death);
    EXPECT_NE(one.front().death, all.back().death);
    copy.write(file, some_rows(copy.read(file), [](const std::string&) { return false; }));
    expect_message_part(error_of<InputError>(
                            [&] { (void)read_projection_tables(copy.path(), *shipped_country()); }),
                        "mortality.csv");
}

TEST(ProjectionTables, MortalityNeedsEverySexAndAgeInEveryPeriod) {
    const auto missing = [](const std::string& start, const std::string& year) {
        const DataCopy copy;
        const auto file = kFolder + "mortality.csv";
        copy.write(file, some_rows(copy.read(file), [&](const std::string& line) {
                       return !line.starts_with(start) ||
                              line.find("," + year + ",") == std::string::npos;
                   }));
        return error_of<InputError>(
            [&] { (void)read_projection_tables(copy.path(), *shipped_country()); });
    };
    expect_message_part(
        missing("women,40,", "2020"),
        "mortality.csv:1081:1: the row for year 2020, sex women, age 40 is missing");
    expect_message_part(missing("men,11,", "2023"),
                        "mortality.csv:1081:1: the row for year 2023, sex men, age 11 is missing");
    const DataCopy late;
    const auto file = kFolder + "mortality.csv";
    late.write(file, some_rows(late.read(file), [](const std::string& line) {
                   return line.find(",2023,") != std::string::npos;
               }));
    expect_message_part(
        error_of<InputError>(
            [&] { (void)read_projection_tables(late.path(), *shipped_country()); }),
        "mortality.csv:2:17: the first 'year' is 2023, but must be 2020 or earlier");
}

TEST(ProjectionTables, MortalityNeedsAYearThatIsOne) {
    const auto fault = [](const std::string& year) {
        return projection_fault("mortality.csv", ",2009,derived", "," + year + ",derived");
    };
    expect_message_part(fault("2009-2021"),
                        "mortality.csv:2:17: 'year' is not a number: '2009-2021'");
    expect_message_part(fault("2030"), "mortality.csv:2:17: 'year' is 2030, but must be");
    expect_message_part(fault("2020.5"), "mortality.csv:2:17: 'year' must be a whole number");
    // A period of its own that has one row.
    expect_message_part(fault("2015"), "the row for year 2009, sex men, age 11 is missing");
    expect_message_part(projection_fault("mortality.csv", "men,12,", "men,11,"),
                        "mortality.csv:3:17: a second row for year 2009, sex men, age 11");
}

TEST(TieTargets, NameFileLineAndReason) {
    expect_message_part(target_fault("online,mean_degree", "onlin,mean_degree"),
                        "unknown layer of ties 'onlin'. Did you mean 'online'?");
    expect_message_part(target_fault("all,clustering,0.2", "all,clustering,1.2"),
                        "'target' is 1.2");
    expect_message_part(target_fault("all,clustering,0.2", "all,clustering,few"),
                        "is not a number: 'few'");
    expect_message_part(target_fault("all,same_region", "all,clustering"), "second");
    expect_message_part(target_fault("all,largest_component", "online,largest_component"),
                        "the largest component is that of 'all' ties");
}

} // namespace
} // namespace kozqaras
