#include "support/file_bytes.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

/// A folder with two files, removed at the end.
class FileBytes : public ::testing::Test {
  protected:
    void SetUp() override {
        folder = std::filesystem::temp_directory_path() /
                 ("kozqaras_file_bytes_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "visa_free.toml") << "title";
        std::ofstream(folder / "baseline.toml") << std::string(3000, 'x');
    }

    void TearDown() override { std::filesystem::remove_all(folder); }

    [[nodiscard]] std::string refusal(const std::string& name) const {
        try {
            (void)read_file(folder / name, name, 2048);
        } catch (const std::exception& error) {
            return error.what();
        }
        return "";
    }

    std::filesystem::path folder;
};

TEST_F(FileBytes, AreReadWhole) {
    EXPECT_EQ(read_file(folder / "visa_free.toml", "x"), "title");
}

TEST_F(FileBytes, NameTheNearestFileOfTheFolder) {
    EXPECT_NE(refusal("visafree.toml").find("Did you mean"), std::string::npos);
    EXPECT_NE(refusal("visafree.toml").find("visa_free.toml'?"), std::string::npos);
    EXPECT_EQ(refusal("something_else.csv").find("Did you mean"), std::string::npos);
    EXPECT_NE(refusal("something_else.csv").find("cannot be opened"), std::string::npos);
    EXPECT_NE(refusal("no_folder/x.toml").find("cannot be opened"), std::string::npos);
}

TEST_F(FileBytes, HaveALimit) {
    EXPECT_THROW((void)read_file(folder / "baseline.toml", "x", 2048), InputError);
    EXPECT_THROW((void)read_file(folder, "x"), FileError);
}

} // namespace
} // namespace kozqaras
