#include "calibration/fitted_waves.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "calibration/fitted_inputs.hpp"
#include "support/errors.hpp"
#include "tests/calibration/sealed_folder.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kFittedWavesSource = KOZQARAS_SOURCE_DIR;

const InputData& inputs() {
    static const InputData data = load_inputs(kFittedWavesSource / "data");
    return data;
}

class Folder {
  public:
    Folder() {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    void write(const char* name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
    }

  private:
    std::filesystem::path path_ = std::filesystem::path(::testing::TempDir()) /
                                  ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST(FittedWaves, SayWhoseNumbersOfEachWaveWereFitted) {
    TargetSettings settings;
    settings.waves = {"2020", "2023"};
    settings.breakdowns = {Factor::age, Factor::language};
    settings.education_indicators = false;
    settings.region_index = true;
    settings.macro_region_order = true;
    const auto waves = fitted_waves(inputs().survey, settings, {}).waves;
    ASSERT_EQ(waves.size(), 3U);
    EXPECT_EQ(waves[0].numbers, (std::vector<std::string>{"all", "region"}));
    EXPECT_TRUE(waves[1].numbers.empty());
    EXPECT_EQ(waves[2].numbers, (std::vector<std::string>{"all", "age", "language", "region"}));
    EXPECT_FALSE(waves[0].respondents) << "not printed";
    EXPECT_EQ(waves[2].respondents, 1616);
}

TEST(FittedWaves, ComeBackFromTheirFolder) {
    FurtherWave wave{"w", *parse_date("2026-06-15"), {}, {}, {}, {}};
    wave.values = {{"composite", "all", 0.4, 1500, wave.date, "a, source", {}},
                   {"econ_trade", "region:KZ-75", -0.25, 200, wave.date, "INVENTED", {}}};
    const auto written = fitted_waves(inputs().survey, {}, std::vector{wave});
    const Folder folder;
    folder.write("waves.csv", waves_table(written));
    folder.write("further_waves.csv", further_waves_table(written));
    seal(folder.path());
    const auto back = read_fitted_waves(folder.path());
    ASSERT_EQ(back.waves.size(), 4U);
    EXPECT_EQ(back.waves[3].id, "w");
    EXPECT_TRUE(back.waves[3].further);
    EXPECT_EQ(back.waves[3].numbers, (std::vector<std::string>{"all", "region"}));
    EXPECT_EQ(back.waves[3].respondents, 1500);
    EXPECT_EQ(back.waves[2].field_start, inputs().survey.waves[2].field_start);
    EXPECT_EQ(back.waves[2].numbers, written.waves[2].numbers);
    ASSERT_EQ(back.further.size(), 2U);
    EXPECT_EQ(back.further[0].source, "a, source");
    EXPECT_EQ(back.further[1].group, "region:KZ-75");
    EXPECT_EQ(back.further[1].net, -0.25);
}

TEST(FittedWaves, AFolderOfAnEarlierVersionIsRefused) {
    const Folder folder;
    EXPECT_THROW((void)read_fitted_waves(folder.path()), InputError);
}

TEST(FittedWaves, TheShippedPosteriorHasSeenAllThreeAndItsTablesAreThoseShipped) {
    const auto folder = kFittedWavesSource / "calibration/library/posterior_2020_2023";
    const auto waves = read_fitted_waves(folder);
    const auto expected =
        fitted_waves(inputs().survey,
                     read_setup(kFittedWavesSource / "calibration/library/"
                                                     "waves_2020_2023_regions.toml")
                         .targets,
                     {});
    EXPECT_EQ(waves_table(waves), waves_table(expected));
    EXPECT_EQ(changed_inputs(folder, inputs().file_hashes), std::vector<std::string>{});
}

TEST(FittedInputs, NamesTheTablesThatDiffer) {
    const Folder folder;
    auto hashes = inputs().file_hashes;
    folder.write("inputs.csv", inputs_table(hashes));
    EXPECT_TRUE(changed_inputs(folder.path(), hashes).empty());
    hashes["geography/kz_regions_2022.geojson"] = "0";
    hashes["geography/region_names.csv"] = "0";
    hashes["network/targets.csv"] = "0";
    hashes["population/projection/mortality.csv"] = "0";
    EXPECT_TRUE(changed_inputs(folder.path(), hashes).empty()) << "no fit depends on them";
    folder.write("inputs.csv", inputs_table(hashes) + "panel/china_opinion_panel.csv,0123\n");
    EXPECT_TRUE(changed_inputs(folder.path(), hashes).empty()) << "nor on the panel of countries";
    folder.write("inputs.csv", inputs_table(hashes));
    hashes["survey/observations.csv"] = "0";
    hashes.erase("events/events.csv");
    EXPECT_EQ(changed_inputs(folder.path(), hashes),
              (std::vector<std::string>{"events/events.csv", "survey/observations.csv"}));
    EXPECT_TRUE(changed_inputs(folder.path() / "nowhere", {}).empty());
}

} // namespace
} // namespace kozqaras
