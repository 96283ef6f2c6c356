#include "calibration/setup.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "calibration/targets.hpp"
#include "support/errors.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

TEST(SetupWithout2023, FitsNoNumberOf2023) {
    const std::string source = KOZQARAS_SOURCE_DIR;
    const auto setup = read_setup(source + "/calibration/library/waves_2020_2021.toml");
    const auto targets =
        make_targets(load_survey_tables(source + "/data/survey", shipped_country()), setup.targets);
    EXPECT_EQ(targets.size(), 22U + 27U + 14U) << "nets, and shares outside the index";
    EXPECT_TRUE(std::ranges::none_of(targets, [](const Target& t) { return t.wave == 2; }));
}

TEST(SetupBasedOn, ChangesOnlyWhatItSays) {
    const std::string library = std::string(KOZQARAS_SOURCE_DIR) + "/calibration/library/";
    const auto all = read_setup(library + "waves_2020_2023.toml");
    const auto without = read_setup(library + "without_language.toml");
    EXPECT_EQ(without.targets.breakdowns,
              (std::vector{Factor::age, Factor::wealth, Factor::ethnicity, Factor::settlement}));
    EXPECT_EQ(without.search.most_iterations, all.search.most_iterations);
    EXPECT_EQ(without.scale, all.scale);
    EXPECT_NE(without.title, all.title);
    const auto ties = read_setup(library + "waves_2020_2021_without_ties.toml");
    EXPECT_FALSE(ties.switches.social);
    EXPECT_TRUE(ties.switches.media);
    EXPECT_EQ(ties.targets.waves, (std::vector<std::string>{"2020", "2021"}));
}

TEST(SetupBasedOn, IntegratesOverWhatItSays) {
    const std::string library = std::string(KOZQARAS_SOURCE_DIR) + "/calibration/library/";
    const std::vector<std::string> scales{"social", "memory", "media.gain"};
    EXPECT_EQ(read_setup(library + "waves_2020_2023_integrated.toml").integrate_over, scales);
    EXPECT_EQ(read_setup(library + "waves_2020_2023.toml").noise_countries, 0);
    EXPECT_TRUE(read_setup(library + "waves_2020_2023.toml").integrate_over.empty());
}

TEST(SetupBasedOn, EverySetupOfTheLibraryIsRead) {
    const std::filesystem::path library =
        std::filesystem::path(KOZQARAS_SOURCE_DIR) / "calibration" / "library";
    std::set<std::string> titles;
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(library))
        if (entry.path().extension() == ".toml") {
            titles.insert(read_setup(entry.path()).title);
            ++count;
        }
    EXPECT_GE(count, 11);
    EXPECT_EQ(static_cast<int>(titles.size()), count) << "two set-ups with one title";
}

TEST(SetupBasedOn, ACircleIsRefused) {
    const auto path = std::filesystem::path(testing::TempDir()) / "based_on_itself.toml";
    std::ofstream(path) << "title = \"x\"\nbased_on = \"based_on_itself.toml\"\n";
    try {
        (void)read_setup(path);
        FAIL() << "accepted";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("based_on_itself.toml:2:"), std::string::npos)
            << error.what();
    }
    std::filesystem::remove(path);
}

TEST(SetupBasedOn, FurtherWavesAreFoundBesideTheFileThatNamesThem) {
    const std::string examples = std::string(KOZQARAS_SOURCE_DIR) + "/docs/examples/";
    const auto setup = read_setup(examples + "with_2026.toml");
    ASSERT_EQ(setup.further_waves.size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(setup.further_waves[0]));
    EXPECT_EQ(setup.scale, 0.0001) << "from the set-up it is based on";
    EXPECT_EQ(setup.covariance.item_drift, 0.03) << "from the one below that";
    EXPECT_EQ(setup.targets.breakdowns.size(), 5U);
}

} // namespace
} // namespace kozqaras
