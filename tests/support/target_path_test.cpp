#include "support/target_path.hpp"

#include <unistd.h>

#include "support/errors.hpp"
#include "tests/support/scratch_folder.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class TargetPathOfFolder : public ScratchFolder {
  protected:
    [[nodiscard]] static fs::path place(const fs::path& typed) {
        return TargetPath(typed, TargetPath::Kind::folder).path();
    }
};

TEST_F(TargetPathOfFolder, IsTheFolderHoweverItIsTyped) {
    fs::create_directory(top_ / "there");
    fs::create_directory_symlink("there", top_ / "link");
    for (const char* typed : {"there", "there/", "there//", "there/.", "there/./", "there/x/..",
                              "link", "link/", "link/.", "../there"}) {
        fs::current_path(top_ / "there");
        fs::current_path(top_);
        const auto from = std::string(typed) == "../there" ? top_ / "there" / typed : top_ / typed;
        EXPECT_EQ(fs::weakly_canonical(place(from)), top_ / "there") << typed;
        EXPECT_EQ(place(from).filename(), "there") << typed;
    }
    EXPECT_EQ(place(top_ / "new/"), top_ / "new");
    EXPECT_EQ(place("new/"), "new") << "what is short stays short";
    EXPECT_EQ(place("."), top_);
}

TEST_F(TargetPathOfFolder, RefusesWhatIsNone) {
    write(top_ / "file", "x");
    fs::create_symlink("nothing", top_ / "dangling");
    fs::create_symlink("loop", top_ / "loop");
    const auto said = [&](const fs::path& typed) { return refusal([&] { (void)place(typed); }); };
    EXPECT_NE(said(top_ / "file").find("is a file"), std::string::npos);
    EXPECT_NE(said(top_ / "file/").find("is a file"), std::string::npos);
    EXPECT_NE(said(top_ / "dangling").find("is a link to nothing, which does not exist"),
              std::string::npos);
    EXPECT_NE(said(top_ / "loop").find("cannot be written: Too many levels"), std::string::npos);
    EXPECT_NE(said(top_ / std::string(221, 'n')).find("the name is too long"), std::string::npos);
    EXPECT_EQ(said(top_ / std::string(220, 'n')), "");
    EXPECT_NE(said(top_ / std::string(300, 'n')).find("cannot be written: File name too long"),
              std::string::npos);
}

TEST_F(TargetPathOfFolder, HasItsFilesBesideIt) {
    const TargetPath target(top_ / "run/", TargetPath::Kind::folder);
    EXPECT_EQ(target.beside(".record"), top_ / "run.record");
    EXPECT_EQ(target.hidden(".lock"), top_ / ".run.lock");
    const TargetPath here("run", TargetPath::Kind::folder);
    EXPECT_EQ(here.beside(".record"), "run.record");
    EXPECT_EQ(here.hidden(".lock"), ".run.lock");
}

TEST_F(TargetPathOfFolder, HasThemInItWhereSomethingIsMounted) {
    const TargetPath mounted("/proc", TargetPath::Kind::folder);
    EXPECT_EQ(mounted.beside(".record"), "/proc/.kozqaras.record");
    EXPECT_EQ(mounted.hidden(".lock"), "/proc/.kozqaras.lock");
}

class TargetPathOfFile : public ScratchFolder {
  protected:
    [[nodiscard]] static TargetPath target(const fs::path& typed) {
        return {typed, TargetPath::Kind::file};
    }
};

TEST_F(TargetPathOfFile, FollowsLinksAndKnowsDevices) {
    write(top_ / "table.csv", "x");
    fs::create_symlink("table.csv", top_ / "link.csv");
    EXPECT_EQ(target(top_ / "link.csv").path(), top_ / "table.csv");
    EXPECT_EQ(target(top_ / "new.csv").path(), top_ / "new.csv");
    EXPECT_FALSE(target(top_ / "new.csv").is_device());
    EXPECT_TRUE(target("/dev/null").is_device());
    EXPECT_EQ(target("/dev/null").path(), "/dev/null");
}

TEST_F(TargetPathOfFile, RefusesFolders) {
    for (const fs::path& typed : {top_, top_ / "", top_ / "new/", top_ / ".", fs::path(".")})
        EXPECT_NE(refusal([&] { (void)target(typed); }).find("needs the name of a file"),
                  std::string::npos)
            << typed;
}

} // namespace
} // namespace kozqaras
