#include "support/output_file.hpp"

#include <fmt/format.h>

#include "support/errors.hpp"
#include "support/renames.hpp"
#include "tests/support/scratch_folder.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public ScratchFolder {
  protected:
    [[nodiscard]] static OutputFile output(const fs::path& typed, bool replace = false) {
        return {TargetPath(typed, TargetPath::Kind::file), replace};
    }

    const fs::path file_ = top_ / "table.csv";
};

TEST_F(OutputFileTest, IsWrittenWithTheFoldersAboveIt) {
    output(top_ / "a/b/table.csv").write("1");
    EXPECT_EQ(read(top_ / "a/b/table.csv"), "1");
    EXPECT_EQ(names_in(top_ / "a/b"), "table.csv");
}

TEST_F(OutputFileTest, IsReplacedWithLeaveAlone) {
    write(file_, "precious");
    EXPECT_NE(refusal([&] { (void)output(file_); }).find("exists already"), std::string::npos);
    fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("table.csv", top_ / "link.csv");
    output(top_ / "link.csv", true).write("2");
    EXPECT_EQ(read(file_), "2");
    EXPECT_EQ(fs::status(file_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_TRUE(fs::is_symlink(top_ / "link.csv"));
    EXPECT_EQ(names_in(top_), "link.csv table.csv");
}

TEST_F(OutputFileTest, LetsAFileStayThatCameInTheMeantime) {
    const auto held = output(file_);
    write(file_, "came first");
    const auto said = refusal([&] { held.write("2"); });
    const auto kept = top_ / fmt::format("table.csv.finished-{}", ::getpid());
    EXPECT_NE(said.find("they lie whole in " + kept.string()), std::string::npos) << said;
    EXPECT_EQ(read(file_), "came first");
    EXPECT_EQ(read(kept), "2");
}

TEST_F(OutputFileTest, IsHeldByOneAndLeavesNothingUnwritten) {
    {
        const auto held = output(top_ / "new/table.csv");
        EXPECT_NE(refusal([&] { (void)output(top_ / "new/table.csv"); }).find("is writing there"),
                  std::string::npos);
    }
    EXPECT_EQ(names_in(top_), "");
}

TEST_F(OutputFileTest, MayBeADeviceThatIsNotReplaced) {
    output("/dev/null", true).write("1");
    output("/dev/null").write("1");
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    if (fs::exists("/dev/full")) {
        EXPECT_EQ(refusal([] { output("/dev/full").write("1"); }),
                  "/dev/full: cannot be written: No space left on device");
        EXPECT_TRUE(fs::is_character_file("/dev/full"));
    }
}

TEST_F(OutputFileTest, OfNoNameIsNone) {
    EXPECT_FALSE(output_file_of("", false, false));
    EXPECT_FALSE(output_file_of(file_, false, true));
    EXPECT_TRUE(output_file_of(file_, false, false));
}

class RenamesTest : public ScratchFolder {};

TEST_F(RenamesTest, NeverReplaceAndAreTakenBack) {
    write(top_ / "a", "A");
    write(top_ / "b", "B");
    write(top_ / "folder/x", "X");
    Renames renames;
    renames.move(top_ / "a", top_ / "c");
    renames.exchange(top_ / "b", top_ / "c");
    renames.exchange(top_ / "folder", top_ / "b");
    EXPECT_EQ(read(top_ / "c"), "B");
    EXPECT_EQ(read(top_ / "b/x"), "X");
    EXPECT_THROW(renames.move(top_ / "c", top_ / "folder"), FileError);
    fs::create_directory(top_ / "empty");
    EXPECT_THROW(renames.move(top_ / "b", top_ / "empty"), FileError) << "not even an empty folder";
    fs::create_symlink("nothing", top_ / "dangling");
    EXPECT_THROW(renames.move(top_ / "c", top_ / "dangling"), FileError);
    EXPECT_THROW(renames.move(top_ / "none", top_ / "d"), FileError);
    renames.undo();
    EXPECT_EQ(read(top_ / "a"), "A");
    EXPECT_EQ(read(top_ / "b"), "B");
    EXPECT_EQ(read(top_ / "folder/x"), "X");
    EXPECT_EQ(names_in(top_), "a b dangling empty folder");
}

} // namespace
} // namespace kozqaras
