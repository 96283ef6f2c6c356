// The tables that only `synthesize` reads: whole as shipped, and refused when damaged.
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "model/core/errors.hpp"
#include "model/inputs/projection_tables.hpp"
#include "model/inputs/tie_targets.hpp"
#include "tests/model/inputs/data_copy.hpp"

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
    return error_of<InputError>([&] { (void)read_projection_tables(copy.path()); });
}

std::string target_fault(const std::string& before, const std::string& after) {
    const DataCopy copy;
    copy.replace("network/targets.csv", before, after);
    return error_of<InputError>(
        [&] { (void)read_tie_targets(copy.path() / "network" / "targets.csv"); });
}

void expect_part(const std::string& message, const std::string& part) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
}

TEST(ProjectionTables, AsShippedAreWhole) {
    const auto tables = read_projection_tables(std::filesystem::path(KOZQARAS_SOURCE_DIR) / "data");
    EXPECT_EQ(tables.teenagers.size(), 20U * 2 * 2 * 7);
    EXPECT_EQ(tables.death.size(), 2U * 90);
    EXPECT_EQ(tables.migration.size(), 6U);
    EXPECT_EQ(tables.migration_by_age.size(), 90U);
    EXPECT_GE(tables.sources.size(), 6U);
    // Leaving is closed within the country: net migrants of a year add up to nobody, to rounding.
    for (const RegionalMigration& year : tables.migration) {
        double sum = 0;
        for (const double net : year.net_migrants)
            sum += net;
        EXPECT_LT(std::abs(sum), kRegionCount) << year.year;
    }
    // Women outlive men at every age.
    for (std::size_t age = 0; age < 90; ++age)
        EXPECT_LT(tables.death[90 + age], tables.death[age]);
}

TEST(ProjectionTables, NameFileLineAndReason) {
    expect_part(projection_fault("teenagers.csv", "KZ-10,urban,men,12", "KZ-1O,urban,men,12"),
                "teenagers.csv:3:1: unknown region 'KZ-1O'. Did you mean 'KZ-10'?");
    expect_part(projection_fault("teenagers.csv", "KZ-10,urban,men,12", "KZ-10,urban,men,11"),
                "teenagers.csv:3:1: a second row for");
    expect_part(projection_fault("mortality.csv", "men,11,0.", "men,11,-0."),
                "mortality.csv:2:8: 'probability' is -0.");
    expect_part(projection_fault("migration.csv", "KZ-10,2020,", "KZ-10,2020,x"),
                "migration.csv:2:12: 'net_migrants' is not a number");
    expect_part(
        projection_fault("ethnicity_of_entrants.csv", "KZ-10,kazakh,0.", "KZ-10,kazakh,0.1"),
        "the shares of KZ-10 add up to");
    const DataCopy copy;
    const auto file = kFolder + "age_profile.csv";
    copy.write(file, copy.read(file).substr(0, 4000)); // cut off
    expect_part(error_of<InputError>([&] { (void)read_projection_tables(copy.path()); }),
                "age_profile.csv:");
    copy.remove(file);
    expect_part(error_of<FileError>([&] { (void)read_projection_tables(copy.path()); }),
                "age_profile.csv");
}

TEST(TieTargets, NameFileLineAndReason) {
    expect_part(target_fault("online,mean_degree", "onlin,mean_degree"),
                "unknown layer of ties 'onlin'. Did you mean 'online'?");
    expect_part(target_fault("all,clustering,0.2", "all,clustering,1.2"), "'target' is 1.2");
    expect_part(target_fault("all,clustering,0.2", "all,clustering,few"), "is not a number: 'few'");
    expect_part(target_fault("all,same_region", "all,clustering"), "second");
    expect_part(target_fault("all,largest_component", "online,largest_component"),
                "the largest component is that of 'all' ties");
}

} // namespace
} // namespace kozqaras
