#include "support/available_memory.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

class ControlGroup : public ::testing::Test {
  protected:
    void SetUp() override {
        root_ = fs::path(::testing::TempDir()) /
                (std::string("kozqaras_memory_") +
                 ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(root_);
    }

    void TearDown() override { fs::remove_all(root_); }

    void write(const std::string& name, const std::string& text) {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }

    std::optional<double> left() {
        return memory_of_control_group(root_ / "self", root_ / "mount");
    }

  private:
    fs::path root_;
};

TEST_F(ControlGroup, TheTightestGroupOnTheWayUpCounts) {
    write("self", "0::/jobs/17/step\n");
    write("mount/jobs/17/step/memory.max", "max\n");
    write("mount/jobs/17/step/memory.current", "500\n");
    write("mount/jobs/17/memory.max", "4000\n");
    write("mount/jobs/17/memory.current", "1000\n");
    write("mount/jobs/memory.max", "9000\n");
    write("mount/jobs/memory.current", "2000\n");
    EXPECT_EQ(left(), 3000);
    write("mount/jobs/17/memory.stat", "anon 1\ninactive_file 600\nactive_file 9\n");
    EXPECT_EQ(left(), 3600) << "file cache can be dropped";
}

TEST_F(ControlGroup, VersionOneHasOtherNames) {
    write("self", "12:cpu,cpuacct:/x\n9:memory:/docker/abc\n1:name=systemd:/y\n");
    write("mount/memory/docker/abc/memory.limit_in_bytes", "1000\n");
    write("mount/memory/docker/abc/memory.usage_in_bytes", "1200\n");
    EXPECT_EQ(left(), 0);
}

TEST_F(ControlGroup, InAContainerTheGroupIsTheMount) {
    write("self", "0::/not/seen/from/inside\n");
    write("mount/memory.max", "700\n");
    write("mount/memory.current", "100\n");
    EXPECT_EQ(left(), 600);
}

TEST_F(ControlGroup, WithoutLimitsOrFilesNothingIsSaid) {
    EXPECT_EQ(left(), std::nullopt);
    write("self", "0::/free\nrubbish\n");
    write("mount/free/memory.max", "max\n");
    write("mount/free/memory.current", "1\n");
    EXPECT_EQ(left(), std::nullopt);
}

TEST(AvailableMemory, TheLimitOfTheProcessCounts) {
    const double without = available_memory();
    ASSERT_GT(without, 0);
    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    const rlimit tight{rlim_t{1} << 28U, before.rlim_max}; // 256 MiB, some of it used already
    ASSERT_EQ(setrlimit(RLIMIT_AS, &tight), 0);
    const double with = available_memory();
    setrlimit(RLIMIT_AS, &before);
    EXPECT_LE(with, static_cast<double>(tight.rlim_cur));
    EXPECT_LT(with, without);
}

} // namespace
} // namespace kozqaras
