#include "app/work_identity.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "app/calibration_record.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kProjectSource = KOZQARAS_SOURCE_DIR;

TEST(WorkIdentity, HoldsEveryTableOfTheDataFolder) {
    const auto inputs = load_inputs(kProjectSource / "data");
    const auto text = identity_of_program(inputs).text();
    std::size_t tables = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kProjectSource / "data"))
        if (entry.path().extension() == ".csv") {
            ++tables;
            EXPECT_NE(
                text.find(entry.path().lexically_relative(kProjectSource).generic_string() + '\t'),
                std::string::npos)
                << entry.path();
        }
    EXPECT_GT(tables, 25U);
}

/// Folders of a data directory may be links to others.
TEST(WorkIdentity, HoldsTablesBehindLinks) {
    const auto linked = std::filesystem::path(testing::TempDir()) / "kozqaras_linked_data";
    std::filesystem::remove_all(linked);
    std::filesystem::create_directory(linked);
    for (const auto& entry : std::filesystem::directory_iterator(kProjectSource / "data"))
        std::filesystem::create_symlink(entry.path(), linked / entry.path().filename());
    EXPECT_EQ(identity_of_program(load_inputs(linked)).text(),
              identity_of_program(load_inputs(kProjectSource / "data")).text());
    std::filesystem::remove_all(linked);
}

TEST(CalibrationIdentity, NamesTheKeyThatDiffers) {
    const auto inputs = load_inputs(kProjectSource / "data");
    const CalibrationSetup setup;
    const auto stored = calibration_identity(setup, inputs).text();
    EXPECT_EQ(calibration_identity(setup, inputs).difference_from(stored), "");
    const auto difference = [&](const auto& change) {
        CalibrationSetup changed;
        change(changed);
        return calibration_identity(changed, inputs).difference_from(stored);
    };
    EXPECT_EQ(difference([](auto& s) { s.seed = 7; }), "the seed was 1 and is 7");
    EXPECT_EQ(difference([](auto& s) { s.scale = 0.001; }), "the scale was 0.005 and is 0.001");
    EXPECT_EQ(difference([](auto& s) { s.search.tolerance = 0.2; }),
              "search.tolerance was 0.05 and is 0.2");
    EXPECT_EQ(difference([](auto& s) { s.covariance.item_drift = 0.02; }),
              "errors.item_drift was 0.03 and is 0.02");
    EXPECT_NE(difference([](auto& s) { s.targets.waves = {"2023"}; }).find("targets.waves"),
              std::string::npos);
    EXPECT_NE(difference([](auto& s) { s.targets.breakdowns.pop_back(); }).find("breakdowns"),
              std::string::npos);
    EXPECT_EQ(difference([](auto& s) { s.switches.media = false; }), "media was on and is off");
    EXPECT_EQ(difference([](auto& s) {
                  s.further_waves = {kProjectSource / "docs/examples/invented_wave_2026.csv"};
              }),
              "invented_wave_2026.csv is new");
    EXPECT_NE(difference([](auto& s) {
                  s.survey_folder = kProjectSource / "data/survey";
              }).find("observations.csv is new"),
              std::string::npos);
}

} // namespace
} // namespace kozqaras
