#include "calibration/constant_targets.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "support/progress.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kConstantTargetsSource = KOZQARAS_SOURCE_DIR;

const World& world() {
    static const auto made = [] {
        NoProgress none;
        return make_world(load_inputs(kConstantTargetsSource / "data"), 0.002, 1, none);
    }();
    return *made;
}

const ConstantTarget& named(const std::vector<ConstantTarget>& targets, const std::string& label) {
    const auto found = std::ranges::find(
        targets, label, [](const ConstantTarget& one) { return one.target.label; });
    EXPECT_NE(found, targets.end()) << label;
    return *found;
}

TEST(ConstantTargets, AreAllPrintedNumbersOfBothTables) {
    const auto targets = constant_targets(world(), 1, 1.5);
    EXPECT_EQ(std::ranges::count(targets, "news sources 2021",
                                 [](const auto& one) { return one.target.family; }),
              13);
    EXPECT_EQ(std::ranges::count(targets, "contact with China 2021",
                                 [](const auto& one) { return one.target.family; }),
              6);
    EXPECT_DOUBLE_EQ(named(targets, "has been to China, 2021").target.value, 0.10);
    EXPECT_DOUBLE_EQ(named(targets, "media_of_russia, 2021").target.value, 0.105);
}

/// Adults use a source as often as printed, by construction; respondents are others: fewer Russian
/// speakers, so fewer viewers of channels in Russian, and more of those in Kazakh.
TEST(ConstantTargets, AreOfTheSampleNotOfTheAdults) {
    const auto targets = constant_targets(world(), 1, 1.5);
    EXPECT_LT(named(targets, "kz_tv_russian, 2021").simulated,
              named(targets, "kz_tv_russian, 2021").target.value - 0.005);
    EXPECT_GT(named(targets, "kz_tv_kazakh, 2021").simulated,
              named(targets, "kz_tv_kazakh, 2021").target.value + 0.005);
    World everyone = world(); // every cell weighs the same: the adults themselves
    std::ranges::fill(everyone.samples.front().cell_weights, 1.0);
    for (const ConstantTarget& target : constant_targets(everyone, 1, 1.5))
        EXPECT_NEAR(target.simulated, target.target.value, 1e-3) << target.target.label;
}

TEST(ConstantTargets, StandardErrorIsThatOfAShareOfTheWave) {
    const auto target =
        named(constant_targets(world(), 1, 1.5), "has talked to Chinese people, 2021");
    const double n = world().inputs.survey.waves[1].respondents.value_or(0);
    EXPECT_NEAR(target.standard_error, std::sqrt(1.5 * 0.2 * 0.8 / n + 0.005 * 0.005 / 3.0), 1e-12);
    EXPECT_NEAR(target.z(), (0.2 - target.simulated) / target.standard_error, 1e-12);
}

TEST(ConstantTargets, AreOfTheWaveOfTheirYear) {
    InputData inputs = world().inputs;
    EXPECT_EQ(contact_wave(inputs), 1U);
    inputs.contact.year = 2020; // its number of respondents is not printed
    EXPECT_EQ(contact_wave(inputs), std::nullopt);
    inputs.contact.year = 1999;
    EXPECT_EQ(contact_wave(inputs), std::nullopt);
}

} // namespace
} // namespace kozqaras
