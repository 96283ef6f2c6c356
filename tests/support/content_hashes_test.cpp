#include "support/content_hashes.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <stdexcept>

#include <gtest/gtest.h>
#include <unistd.h>

#include "support/errors.hpp"
#include "support/sha256.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 1> kNeeded{"index.csv"}, kPossible{"members.csv"};

/// A folder of a run with two files, removed at the end.
class ContentHashesOfFolder : public ::testing::Test {
  protected:
    void SetUp() override {
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "points");
        write("index.csv", "year,net\n");
        write("points/1.csv", "1,2\n");
        write_content_hashes(folder_, kRunFolder, files_in(folder_));
    }

    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }

    /// What check_content() says; empty if it is content.
    [[nodiscard]] std::string refusal(std::string_view type = kRunFolder) const {
        try {
            (void)check_content(folder_, type, kNeeded, kPossible);
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }

    void expect_refused(const std::string& place, const std::string& reason) const {
        const auto said = refusal();
        EXPECT_TRUE(said.starts_with((folder_ / place).string() + ":")) << said;
        EXPECT_NE(said.find(reason), std::string::npos) << said;
    }

    const fs::path folder_ =
        fs::path(::testing::TempDir()) / ("kozqaras_hashes_" + std::to_string(::getpid()));
};

TEST_F(ContentHashesOfFolder, AreReadAsWritten) {
    const auto content = read_content_hashes(folder_);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->type, "run");
    ASSERT_EQ(content->files.size(), 2);
    EXPECT_EQ(content->files.at("index.csv"), sha256("year,net\n"));
    EXPECT_EQ(content->files.at("points/1.csv"), sha256("1,2\n"));
    EXPECT_EQ(refusal(), "");
}

TEST_F(ContentHashesOfFolder, AreThoseOfSha256sum) {
    const auto command =
        "cd '" + folder_.string() + "' && sha256sum --strict --quiet -c SHA256SUMS";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST_F(ContentHashesOfFolder, NameTheFileThatIsNotAsWritten) {
    write("index.csv", "year,net \n");
    expect_refused("index.csv", "was changed");
    fs::remove(folder_ / "index.csv");
    expect_refused("index.csv", "is missing");
    write_content_hashes(folder_, kRunFolder, files_in(folder_));
    expect_refused("index.csv", "is not listed");
}

TEST_F(ContentHashesOfFolder, LetNoFileBePutInOrTakenAway) {
    write("members.csv", "member\n");
    expect_refused("members.csv", "is not listed");
    write_content_hashes(folder_, kRunFolder, files_in(folder_));
    EXPECT_EQ(refusal(), "");
    fs::remove(folder_ / "members.csv");
    expect_refused("members.csv", "is missing");
}

TEST_F(ContentHashesOfFolder, DoNotMindOtherFiles) {
    write("notes.txt", "mine");
    write("points/1.csv", "changed, but not asked for");
    EXPECT_EQ(refusal(), "");
}

TEST_F(ContentHashesOfFolder, TellTypesApart) {
    EXPECT_NE(refusal(kCalibrationFolder).find("is of a run, but a calibration is needed"),
              std::string::npos);
    fs::remove(folder_ / "SHA256SUMS");
    EXPECT_NE(refusal().find("holds no SHA256SUMS"), std::string::npos);
    write("SHA256SUMS", sha256("year,net\n") + "  index.csv\n"); // somebody else's
    EXPECT_FALSE(read_content_hashes(folder_));
}

TEST_F(ContentHashesOfFolder, RefuseLinesThatLeadElsewhere) {
    const std::string hash = sha256("");
    for (const std::string& line :
         {hash + "  ../index.csv", hash + "  /etc/passwd", hash + "  ", hash, hash + " index.csv",
          hash.substr(1) + "  index.csv", std::string("x"), hash + "  a\n" + hash + "  a"}) {
        write("SHA256SUMS", "# kozqaras run\n" + line + "\n");
        EXPECT_THROW((void)read_content_hashes(folder_), InputError) << line;
    }
}

TEST(Sha256, OfAFileNeedsTheFile) {
    EXPECT_THROW((void)sha256_of_file("/no/such/file"), FileError);
    EXPECT_THROW((void)sha256_of_file("/"), FileError);
}

} // namespace
} // namespace kozqaras
