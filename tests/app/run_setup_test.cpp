#include "app/run_setup.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "app/session.hpp"
#include "scenarios/apply.hpp"

namespace kozqaras {
namespace {

const std::filesystem::path kSource = KOZQARAS_SOURCE_DIR;
const std::filesystem::path kLibrary = kSource / "scenarios" / "library";

const InputData& inputs() {
    static const InputData loaded = load_inputs(kSource / "data");
    return loaded;
}

class ScratchFolder {
  public:
    ScratchFolder()
        : path_(std::filesystem::path(::testing::TempDir()) /
                (std::string("kozqaras_app_") +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

TEST(RunSetup, BaselineStandsFirstAndOnce) {
    RunOptions options;
    options.scenarios = {kLibrary / "visa_free.toml", kLibrary / "baseline.toml"};
    const auto setup = set_up_run(options, inputs());
    ASSERT_EQ(setup.settings.size(), 4U);
    EXPECT_EQ(setup.settings[0].id, "baseline");
    EXPECT_EQ(setup.settings[0].title, "Status quo goes on");
    EXPECT_EQ(setup.settings[1].id, "visa_free.withdrawn");
    EXPECT_EQ(setup.folder, std::filesystem::path("runs/visa_free"));
}

TEST(RunSetup, SetOnTheBaselineAloneMakesAScenario) {
    RunOptions options;
    options.scenarios = {kLibrary / "baseline.toml"};
    options.settings = {"travel.trips_per_week=12000@2028-01-01"};
    const auto setup = set_up_run(options, inputs());
    ASSERT_EQ(setup.settings.size(), 2U);
    EXPECT_EQ(setup.settings[1].id, "set");
    EXPECT_EQ(setup.settings[1].environment.trips_to_china.back(), 12000);
    EXPECT_FALSE(setup.settings[0].environment == setup.settings[1].environment);
    EXPECT_FALSE(setup.warnings.empty()) << "12,000 trips were never observed";
}

TEST(RunSetup, TwoScenariosOfOneNameAreRefused) {
    RunOptions options;
    options.scenarios = {kLibrary / "visa_free.toml", kLibrary / "visa_free.toml"};
    EXPECT_THROW((void)set_up_run(options, inputs()), InputError);
}

TEST(RunSetup, FaultsOfSeveralFilesAreReportedTogether) {
    const ScratchFolder folder;
    for (const auto* name : {"a.toml", "b.toml"})
        std::ofstream(folder.path() / name) << "titel = 1\n";
    try {
        (void)read_scenarios({folder.path() / "a.toml", folder.path() / "b.toml"}, inputs());
        FAIL() << "was accepted";
    } catch (const InputError& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("a.toml"), std::string::npos);
        EXPECT_NE(message.find("b.toml"), std::string::npos);
    }
}

TEST(Session, DataFolderIsFoundAboveOrRefused) {
    EXPECT_EQ(data_folder_above(kSource / "app"), kSource / "data");
    EXPECT_TRUE(data_folder_above(std::filesystem::path(::testing::TempDir())).empty());
    SharedOptions shared;
    shared.data = ::testing::TempDir();
    EXPECT_THROW((void)find_data_folder(shared), FileError);
}

} // namespace
} // namespace kozqaras
