#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "support/safe_file.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class WholeFolder : public ::testing::Test {
  protected:
    void SetUp() override { fs::remove_all(top_); }

    void TearDown() override { fs::remove_all(top_); }

    static void write(const fs::path& path, const char* text) {
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    const fs::path top_ = fs::path(::testing::TempDir()) / "kozqaras_whole_folder",
                   folder_ = top_ / "run";
};

TEST_F(WholeFolder, ReplacesWhatStoodThere) {
    write(folder_ / "old.txt", "old");
    write_whole_folder(folder_, [](const fs::path& to) { write(to / "new.txt", "new"); });
    EXPECT_TRUE(fs::exists(folder_ / "new.txt"));
    EXPECT_FALSE(fs::exists(folder_ / "old.txt"));
}

TEST_F(WholeFolder, KeepsTheOldOneWhenWritingFails) {
    write(folder_ / "old.txt", "old");
    const auto fail = [](const fs::path& to) {
        write(to / "half.txt", "half");
        throw std::runtime_error("disk full");
    };
    EXPECT_THROW(write_whole_folder(folder_, fail), std::runtime_error);
    EXPECT_TRUE(fs::exists(folder_ / "old.txt"));
    EXPECT_EQ(std::distance(fs::directory_iterator(top_), fs::directory_iterator()), 1)
        << "something unfinished was left beside the folder";
}

TEST_F(WholeFolder, DoesNotMixInWhatABrokenRunLeft) {
    auto left = folder_;
    left += ".unfinished";
    write(left / "broken.txt", "broken");
    write_whole_folder(folder_, [](const fs::path& to) { write(to / "new.txt", "new"); });
    EXPECT_FALSE(fs::exists(folder_ / "broken.txt"));
}

} // namespace
} // namespace kozqaras
