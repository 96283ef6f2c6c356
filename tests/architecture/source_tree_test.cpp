#include "tests/architecture/source_tree.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

namespace kozqaras::architecture {
namespace {

const std::filesystem::path kSource = KOZQARAS_SOURCE_DIR;

/// Whether one of `broken` starts with `place` and holds `part`.
bool reports(const std::vector<std::string>& broken, const std::string& place,
             const std::string& part) {
    return std::ranges::any_of(broken, [&](const std::string& line) {
        return line.starts_with(place) && line.find(part) != std::string::npos;
    });
}

TEST(SourceTree, EveryIncludeFollowsTheDesign) {
    ASSERT_GT(files_read(kSource), 60U);
    for (const auto& line : broken_rules(kSource))
        ADD_FAILURE() << line;
}

TEST(SourceTree, BadFixtureIsCaughtInEveryRule) {
    const auto broken = broken_rules(kSource / "tests/architecture/bad_tree");
    EXPECT_TRUE(reports(broken, "model/core/upwards.hpp:4", "must not include model/engine"));
    EXPECT_TRUE(reports(broken, "model/dynamics/peeks.cpp:4", "must not include model/survey"));
    EXPECT_TRUE(reports(broken, "model/dynamics/peeks.cpp:3", "must not include model/index"));
    EXPECT_TRUE(reports(broken, "model/survey/peeks.cpp:3", "must not include model/dynamics"));
    EXPECT_TRUE(reports(broken, "model/index/peeks.cpp:3", "must not include model/population"));
    EXPECT_TRUE(reports(broken, "output/knows_levers.cpp:3", "must not include scenarios"));
    EXPECT_TRUE(reports(broken, "model/engine/prints.cpp:3", "must not print or write"));
    EXPECT_TRUE(reports(broken, "model/engine/prints.cpp:7", "must not print"));
    EXPECT_TRUE(reports(broken, "model/engine/prints.cpp:8", "must not print or write"));
    EXPECT_TRUE(reports(broken, "model/engine/prints.cpp:9", "must not write files"));
    EXPECT_TRUE(reports(broken, "model/engine/prints.cpp:10", "must not use HDF5"));
    EXPECT_TRUE(
        reports(broken, "inference/knows_kazakhstan.cpp:4", "must not include model/engine"));
    EXPECT_TRUE(
        reports(broken, "inference/knows_kazakhstan.cpp:3", "must not include calibration"));
    EXPECT_TRUE(reports(broken, "app/short_name.cpp:3", "must be named from the top"));
    EXPECT_TRUE(reports(broken, "app/short_name.cpp:5", "using namespace"));
    EXPECT_TRUE(reports(broken, "model/magic/unknown.cpp:1", "does not know"));
    EXPECT_TRUE(reports(broken, "app/long_file.cpp:401", "longer than 400"));
    EXPECT_EQ(broken.size(), 17U) << "a rule fires where it should not";
}

TEST(SourceTree, ArrowsPointOneWay) {
    EXPECT_TRUE(may_include("model/engine", "model/index"));
    EXPECT_TRUE(may_include("model/core", "support"));
    EXPECT_TRUE(may_include("calibration", "scenarios"));
    EXPECT_FALSE(may_include("scenarios", "calibration"));
    EXPECT_TRUE(may_include("calibration", "inference"));
    EXPECT_FALSE(may_include("inference", "calibration"));
    EXPECT_FALSE(may_include("inference", "model/engine"));
    EXPECT_FALSE(may_include("model/survey", "model/network"));
    EXPECT_FALSE(may_include("output", "app"));
    EXPECT_FALSE(may_include("model/network", "model/dynamics"));
    EXPECT_FALSE(may_include("unknown", "model/core"));
}

} // namespace
} // namespace kozqaras::architecture
