#include "calibration/setup.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "calibration/targets.hpp"

namespace kozqaras {
namespace {

TEST(SetupWithout2023, FitsNoNumberOf2023) {
    const std::string source = KOZQARAS_SOURCE_DIR;
    const auto setup = read_setup(source + "/calibration/library/waves_2020_2021.toml");
    const auto targets = make_targets(load_survey_tables(source + "/data/survey"), setup.targets);
    EXPECT_EQ(targets.size(), 22U + 27U);
    EXPECT_TRUE(std::ranges::none_of(targets, [](const Target& t) { return t.wave == 2; }));
}

} // namespace
} // namespace kozqaras
