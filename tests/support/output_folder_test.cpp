#include "support/output_folder.hpp"

#include <optional>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>

#include "support/content_hashes.hpp"
#include "support/errors.hpp"
#include "support/safe_file.hpp"
#include "tests/support/scratch_folder.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public ScratchFolder {
  protected:
    void TearDown() override {
        fs::current_path("/");
        ScratchFolder::TearDown();
    }

    [[nodiscard]] static OutputFolder output(const fs::path& typed, bool force = false,
                                             std::string_view type = kRunFolder) {
        return {TargetPath(typed, TargetPath::Kind::folder), type, force};
    }

    /// Writes files that hold `text` into the folder, as one command does.
    static void run(const fs::path& typed, const std::string& text,
                    const std::vector<std::string>& files = {"index.csv", "results.h5"},
                    bool force = false) {
        output(typed, force).write([&](const fs::path& place) {
            for (const auto& file : files)
                write(place / file, text);
        });
    }

    static void run_with_force(const fs::path& typed, const std::string& text,
                               const std::vector<std::string>& files = {"index.csv",
                                                                        "results.h5"}) {
        run(typed, text, files, true);
    }

    static std::string said_of(const fs::path& typed, bool force = false,
                               std::string_view type = kRunFolder) {
        return refusal([&] { (void)output(typed, force, type); });
    }

    static ino_t number_of(const fs::path& path) {
        struct stat status {};

        return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
    }

    const fs::path folder_ = top_ / "run";
};

TEST_F(OutputFolderTest, IsWholeAndNothingElseStays) {
    run(top_ / "a/b/run/", "1");
    EXPECT_EQ(names_in(top_ / "a/b"), "run");
    EXPECT_EQ(names_in(top_ / "a/b/run"), "SHA256SUMS index.csv results.h5");
    const auto content = read_content_hashes(top_ / "a/b/run");
    ASSERT_TRUE(content);
    EXPECT_EQ(content->type, "run");
    EXPECT_EQ(content->files.size(), 2U);
}

TEST_F(OutputFolderTest, MayBeAnEmptyOneWhichStaysTheSame) {
    fs::create_directory(folder_);
    fs::permissions(folder_, fs::perms::owner_all);
    const auto number = number_of(folder_);
    fs::create_directory_symlink("run", top_ / "link");
    run(top_ / "link/", "1");
    EXPECT_TRUE(fs::is_symlink(top_ / "link"));
    EXPECT_EQ(number_of(folder_), number);
    EXPECT_EQ(names_in(folder_), "SHA256SUMS index.csv results.h5");
    EXPECT_EQ(names_in(top_), "link run");
}

TEST_F(OutputFolderTest, MayBeTheCurrentOne) {
    fs::create_directory(folder_);
    fs::current_path(folder_);
    const auto number = number_of(folder_);
    run(".", "1");
    run_with_force("../run/", "2", {"index.csv", "hub.csv"});
    EXPECT_EQ(number_of(folder_), number) << "who stands in it would be in a folder that is gone";
    EXPECT_EQ(number_of("."), number);
    EXPECT_EQ(names_in(folder_), "SHA256SUMS hub.csv index.csv");
    EXPECT_EQ(read(folder_ / "index.csv"), "2");
    EXPECT_EQ(names_in(top_), "run");
}

TEST_F(OutputFolderTest, LeavesHiddenFilesAndLostAndFoundOfAnEmptyOne) {
    write(folder_ / ".DS_Store", "x");
    fs::create_directory(folder_ / "lost+found");
    run(folder_, "1");
    EXPECT_EQ(names_in(folder_), ".DS_Store SHA256SUMS index.csv lost+found results.h5");
    run_with_force(folder_, "2");
    EXPECT_EQ(names_in(folder_), ".DS_Store SHA256SUMS index.csv lost+found results.h5");
}

TEST_F(OutputFolderTest, IsRefusedBeforeTheWorkWhereOtherFilesAre) {
    write(folder_ / "thesis.doc", "x");
    EXPECT_NE(said_of(folder_).find("holds other files"), std::string::npos);
    EXPECT_NE(said_of(folder_, true).find("--force leaves it alone"), std::string::npos);
    write(folder_ / "manifest.json", "{}"); // a file that many programs write
    write(folder_ / "posterior.csv", "a,b");
    EXPECT_NE(said_of(folder_, true).find("--force leaves it alone"), std::string::npos);
    write(folder_ / "SHA256SUMS", "0 thesis.doc\n");
    EXPECT_NE(said_of(folder_, true).find("--force leaves it alone"), std::string::npos);
    EXPECT_EQ(names_in(folder_), "SHA256SUMS manifest.json posterior.csv thesis.doc");
    EXPECT_EQ(names_in(top_), "run");
}

TEST_F(OutputFolderTest, IsReplacedWithForceAlone) {
    run(folder_, "1");
    EXPECT_NE(said_of(folder_).find("exists already; give another -o, or --force"),
              std::string::npos);
    EXPECT_NE(said_of(folder_, true, kPopulationFolder).find("holds a run"), std::string::npos);
    run_with_force(folder_, "2");
    EXPECT_EQ(read(folder_ / "results.h5"), "2");
    EXPECT_EQ(names_in(top_), "run");
    EXPECT_NO_THROW(check_content(folder_, kRunFolder, std::vector<std::string_view>{"index.csv"}));
}

TEST_F(OutputFolderTest, KeepsWhatAnotherHandHasPutIntoTheOld) {
    run(folder_, "1", {"index.csv", "points/1.csv", "points/2.csv"});
    write(folder_ / "figures/map.png", "picture");
    write_content_hashes(folder_ / "figures", kFiguresFolder, {"map.png"});
    write(folder_ / "notes.txt", "mine");
    write(folder_ / "figures/own.png", "mine");
    write(folder_ / "points/remark.txt", "mine");
    fs::create_directory(folder_ / "empty");
    fs::create_symlink("/nothing", folder_ / "link");
    for (const char* place : {"/", "run"}) { // whole, then file by file
        fs::current_path(top_ / fs::path(place).relative_path());
        run_with_force(folder_, place, {"index.csv", "points/1.csv"});
        EXPECT_EQ(read(folder_ / "index.csv"), place);
        EXPECT_EQ(names_in(folder_), "SHA256SUMS empty figures index.csv link notes.txt points");
        EXPECT_EQ(names_in(folder_ / "figures"), "own.png") << "pictures of the old run";
        EXPECT_EQ(names_in(folder_ / "points"), "1.csv remark.txt");
        EXPECT_EQ(read(folder_ / "notes.txt"), "mine");
        EXPECT_EQ(names_in(top_), "run");
    }
}

TEST_F(OutputFolderTest, StaysAsItWasWhenWritingFails) {
    run(folder_, "1");
    const auto fail = [&](const fs::path& place) {
        write(place / "index.csv", "half");
        throw FileError((place / "results.h5").string(), "cannot be written: No space left");
    };
    const auto said = refusal([&] { output(folder_, true).write(fail); });
    EXPECT_EQ(said, (folder_ / "results.h5").string() + ": cannot be written: No space left");
    EXPECT_EQ(read(folder_ / "index.csv"), "1");
    EXPECT_EQ(names_in(top_), "run");
    EXPECT_NE(refusal([&] { output(top_ / "b/new").write(fail); }), "");
    EXPECT_EQ(names_in(top_), "run") << "not even the folder above stays";
}

TEST_F(OutputFolderTest, IsHeldByOne) {
    const auto first = output(folder_);
    for (const fs::path& typed : {folder_, folder_ / "", top_ / "x/../run", folder_ / "."})
        EXPECT_NE(said_of(typed).find(fmt::format("process {} on ", ::getpid())), std::string::npos)
            << typed;
    EXPECT_EQ(said_of(top_ / "another"), "");
    first.write([](const fs::path& place) { write(place / "index.csv", "1"); });
    EXPECT_EQ(read(folder_ / "index.csv"), "1");
}

TEST_F(OutputFolderTest, IsFreeAgainWhenTheHolderHasGone) {
    write(top_ / ".run.lock", "process 1 on another machine"); // of one that was killed
    write(top_ / ".run.unfinished-1/index.csv", "half");
    write(top_ / "run.unfinished/mine.txt", "a folder of the user");
    write(top_ / ".run.unfinished-2/index.csv", "1");
    write_content_hashes(top_ / ".run.unfinished-2", kRunFolder, {"index.csv"});
    run(folder_, "2");
    EXPECT_EQ(names_in(top_), ".run.unfinished-2 run run.unfinished") << "what is whole stays";
}

TEST_F(OutputFolderTest, TellsWhereTheResultsLieIfTheLastStepFails) {
    const auto first = output(folder_);
    const auto said = refusal([&] {
        first.write([&](const fs::path& place) {
            write(place / "index.csv", "1");
            write(folder_ / "thesis.doc", "came in the meantime");
        });
    });
    const auto kept = top_ / fmt::format("run.finished-{}", ::getpid());
    EXPECT_NE(said.find("they lie whole in " + kept.string()), std::string::npos) << said;
    EXPECT_EQ(names_in(folder_), "thesis.doc");
    EXPECT_NO_THROW(check_content(kept, kRunFolder, std::vector<std::string_view>{"index.csv"}));
}

TEST_F(OutputFolderTest, NeverWritesOverAFileOfTheUser) {
    run(folder_, "1", {"index.csv"});
    write(folder_ / "hub.csv", "mine");
    for (const char* place : {"/", "run"}) {
        fs::current_path(top_ / fs::path(place).relative_path());
        const auto said = refusal([&] { run_with_force(folder_, "2", {"index.csv", "hub.csv"}); });
        EXPECT_NE(said.find("hub.csv: exists already"), std::string::npos) << said;
        EXPECT_EQ(read(folder_ / "hub.csv"), "mine");
        EXPECT_EQ(read(folder_ / "index.csv"), "1") << "the old folder is as it was";
        EXPECT_EQ(names_in(folder_), "SHA256SUMS hub.csv index.csv");
        const auto kept = top_ / fmt::format("run.finished-{}", ::getpid());
        EXPECT_EQ(read(kept / "hub.csv"), "2");
        fs::remove_all(kept);
    }
}

TEST_F(OutputFolderTest, IsRefusedWhereNothingCanBeMade) {
    write(top_ / "file", "x");
    EXPECT_NE(said_of(top_ / "file/run").find("cannot be made: "), std::string::npos);
    EXPECT_NE(said_of("/proc/x").find("cannot be written: "), std::string::npos);
    EXPECT_NE(said_of("/proc/x/y").find("cannot be made: "), std::string::npos);
    EXPECT_NE(said_of("/proc").find("cannot be written: "), std::string::npos);
}

} // namespace
} // namespace kozqaras
