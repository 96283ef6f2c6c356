#include "app/session.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class PosteriorBeside : public ::testing::Test {
  protected:
    void SetUp() override {
        fs::remove_all(root_);
        fs::create_directories(root_ / "bare/data");
        fs::create_directories(root_ / "whole/data");
        fs::create_directories(shipped());
        std::ofstream(shipped() / "posterior.csv") << "name\n";
    }

    void TearDown() override { fs::remove_all(root_); }

    [[nodiscard]] fs::path shipped() const {
        return root_ / "whole/calibration/library/posterior_2020_2023";
    }

    fs::path root_ = fs::path(::testing::TempDir()) / "kozqaras_session_test";
};

TEST_F(PosteriorBeside, IsThatOfTheFirstFolderThatHasOne) {
    const std::vector<fs::path> folders{root_ / "bare/data", {}, root_ / "whole/data"};
    EXPECT_EQ(posterior_beside(folders), shipped());
}

TEST_F(PosteriorBeside, IsNeverReplacedByThePriorWithoutAWord) {
    const std::vector<fs::path> folders{root_ / "bare/data", {}};
    try {
        (void)posterior_beside(folders);
        FAIL() << "accepted";
    } catch (const InputError& error) {
        const std::string text = error.what();
        EXPECT_EQ(text.find((root_ / "bare/data").string()), 0U) << text;
        EXPECT_NE(text.find("--posterior prior"), std::string::npos) << text;
    }
}

TEST_F(PosteriorBeside, IsFoundBesideEverySpellingOfTheFolder) {
    fs::create_directory_symlink(root_ / "whole/data", root_ / "link");
    for (const auto& name : {root_ / "whole/data", root_ / "whole/data/", root_ / "whole/data/.",
                             root_ / "bare/../whole/data//", root_ / "link", root_ / "link/"}) {
        fs::create_directories(root_ / "whole/data/geography");
        std::ofstream(root_ / "whole/data/geography/regions.csv") << "iso\n";
        SharedOptions shared;
        shared.data = name;
        EXPECT_TRUE(fs::equivalent(default_posterior(shared), shipped())) << name;
    }
}

} // namespace
} // namespace kozqaras
