#include "support/safe_file.hpp"

#include "support/errors.hpp"
#include "tests/support/scratch_folder.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class SafeFile : public ScratchFolder {};

TEST_F(SafeFile, IsWholeOrNotThere) {
    write_whole_file(top_ / "x.csv", "1");
    write_whole_file(top_ / "x.csv", "2");
    EXPECT_EQ(read(top_ / "x.csv"), "2");
    fs::create_directory(top_ / "folder");
    write(top_ / "folder/inner", "x");
    EXPECT_EQ(refusal([&] { write_whole_file(top_ / "folder", "1"); }),
              (top_ / "folder").string() + ": cannot be written: Is a directory");
    EXPECT_EQ(names_in(top_), "folder x.csv") << "nothing unfinished stays";
}

TEST_F(SafeFile, MayRefuseToReplace) {
    write(top_ / "x", "1");
    EXPECT_THROW(write_and_flush(top_ / "x", "2", "x", Existing::refuse), FileError);
    EXPECT_EQ(read(top_ / "x"), "1");
    write_and_flush(top_ / "y", "2", "y", Existing::refuse);
    EXPECT_EQ(read(top_ / "y"), "2");
}

TEST_F(SafeFile, GrowsOnlyIfItIsThere) {
    write(top_ / "x", "1");
    append_and_flush(top_ / "x", "2");
    EXPECT_EQ(read(top_ / "x"), "12");
    EXPECT_THROW(append_and_flush(top_ / "y", "2"), FileError);
}

TEST_F(SafeFile, SaysInTheWordsOfTheSystemWhatIsWrong) {
    EXPECT_EQ(refusal([&] { write_whole_file(top_ / "no/x", "1"); }),
              (top_ / "no/x").string() + ": cannot be written: No such file or directory");
    write(top_ / "file", "x");
    EXPECT_EQ(refusal([&] { make_folder(top_ / "file"); }),
              (top_ / "file").string() + ": cannot be made: Not a directory");
    EXPECT_EQ(refusal([&] { make_folder(top_ / "file/x"); }),
              (top_ / "file/x").string() + ": cannot be made: Not a directory");
}

} // namespace
} // namespace kozqaras
