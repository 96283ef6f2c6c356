#include "workbench/sweep.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/file_bytes.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

Sweep sweep_with_seed(const std::string& seed) {
    Sweep sweep;
    sweep.points = {{1.0}, {2.0}, {3.0}};
    sweep.identity.add_value("--seed", seed);
    return sweep;
}

/// A sweep of three points of which two are finished.
class SweepFolderTest : public ::testing::Test {
  protected:
    SweepFolderTest() {
        fs::remove_all(place_);
        const SweepFolder folder(place_, sweep_with_seed("1"), SweepFolder::Mode::start);
        folder.keep(0, "1,a\n");
        folder.keep(2, "3,c\n");
    }

    ~SweepFolderTest() override { fs::remove_all(place_); }

    [[nodiscard]] SweepFolder resumed(const std::string& seed = "1") const {
        return {place_, sweep_with_seed(seed), SweepFolder::Mode::resume};
    }

    [[nodiscard]] std::string refusal(const std::string& seed = "1") const {
        try {
            (void)resumed(seed);
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }

    [[nodiscard]] fs::path point(int number) const {
        return place_ / "points" / ("00000" + std::to_string(number) + ".csv");
    }

    const fs::path place_ =
        fs::temp_directory_path() / ("kozqaras_sweep_" + std::to_string(::getpid()));
};

TEST_F(SweepFolderTest, GoesOnWithTheMissingPoints) {
    const auto folder = resumed();
    EXPECT_EQ(folder.unfinished(), std::vector<std::size_t>{1});
    folder.keep(1, "2,b\n");
    folder.finish("heading\n");
    EXPECT_EQ(read_file(folder.table(), "sweep.csv"), "heading\n1,a\n2,b\n3,c\n");
}

TEST_F(SweepFolderTest, RefusesAnotherSweepAndNamesTheDifference) {
    EXPECT_NE(refusal("2").find("--seed was 1 and is 2"), std::string::npos) << refusal("2");
    std::ofstream(place_ / "plan.txt") << "--sfed\t1\n";
    EXPECT_NE(refusal(), "");
}

TEST_F(SweepFolderTest, RefusesAPointThatIsNotWhatWasWritten) {
    const auto whole = read_file(point(1), "");
    for (std::size_t place = 0; place < whole.size(); ++place) {
        auto altered = whole;
        altered[place] ^= 1;
        std::ofstream(point(1)) << altered;
        EXPECT_NE(refusal().find("000001.csv"), std::string::npos) << place;
    }
    for (const std::string& altered :
         {std::string(), whole.substr(1), whole + "\n", whole + whole, whole.substr(0, 4)}) {
        std::ofstream(point(1)) << altered;
        EXPECT_NE(refusal().find("000001.csv"), std::string::npos) << altered;
    }
    std::ofstream(point(1)) << whole;
    EXPECT_EQ(refusal(), "");
}

TEST_F(SweepFolderTest, RefusesAPointOfAnotherPlaceOrSweep) {
    const auto options = fs::copy_options::overwrite_existing;
    fs::copy_file(point(3), point(1), options);
    EXPECT_NE(refusal().find("000001.csv"), std::string::npos);
    const auto other = place_ / "other";
    SweepFolder(other, sweep_with_seed("2"), SweepFolder::Mode::start).keep(0, "1,a\n");
    fs::copy_file(other / "points" / "000001.csv", point(1), options);
    EXPECT_NE(refusal().find("000001.csv"), std::string::npos);
}

/// Also when the table is put together, after other points have been run.
TEST_F(SweepFolderTest, ChecksPointsWhenTheTableIsMade) {
    const auto folder = resumed();
    folder.keep(1, "2,b\n");
    std::ofstream(point(3)) << "3,d\n";
    EXPECT_THROW(folder.finish("heading\n"), InputError);
    EXPECT_FALSE(fs::exists(folder.table()));
}

} // namespace
} // namespace kozqaras
