#include "output/checkpoint_file.hpp"

#include <algorithm>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "support/errors.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

BatchState some_state(int week) {
    BatchState state;
    state.next = {week};
    state.opinions.members = 2;
    state.opinions.stride = 32;
    state.opinions.values.resize(32 * 5);
    for (std::size_t i = 0; i < state.opinions.values.size(); ++i)
        state.opinions.values[i] = static_cast<std::int16_t>(static_cast<int>(i) * 100 - week);
    state.opinions.quantum.fill(0.25F);
    state.mean.assign(12, 1.0 / 3.0);
    MediaMemory::Held held{};
    held[3][2] = 0.1;
    state.media = {MediaMemory(held), MediaMemory(held)};
    state.national.resize(2);
    state.national[1][5] = -0.7;
    return state;
}

class CheckpointFile : public ::testing::Test {
  protected:
    void SetUp() override {
        fs::remove(path_);
        RunResult result;
        for (const auto& [name, array, by_scenario] : kResultArrays)
            (result.*array).assign(name.size(), 0.5F);
        Snapshots snapshots;
        snapshots.emplace(365, some_state(365));
        snapshots.emplace(41, some_state(41));
        write_checkpoint(path_, "this run", {16, 2, 1}, some_state(400), snapshots, result);
    }

    void TearDown() override { fs::remove(path_); }

    [[nodiscard]] std::string bytes() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    const fs::path path_ = fs::path(::testing::TempDir()) / "kozqaras_run.checkpoint.h5";
};

void expect_same(const BatchState& a, const BatchState& b) {
    EXPECT_EQ(a.next, b.next);
    EXPECT_EQ(a.opinions.members, b.opinions.members);
    EXPECT_EQ(a.opinions.stride, b.opinions.stride);
    EXPECT_TRUE(std::ranges::equal(a.opinions.values, b.opinions.values));
    EXPECT_EQ(a.opinions.quantum, b.opinions.quantum);
    EXPECT_EQ(a.mean, b.mean);
    EXPECT_EQ(a.national, b.national);
    ASSERT_EQ(a.media.size(), b.media.size());
    for (std::size_t m = 0; m < a.media.size(); ++m)
        EXPECT_EQ(a.media[m].held(), b.media[m].held());
}

TEST_F(CheckpointFile, GivesBackWhatWasWritten) {
    const RunCheckpoint read = read_checkpoint(path_, "this run");
    EXPECT_EQ(read.at.batch, 16U);
    EXPECT_EQ(read.at.scenario, 2U);
    EXPECT_EQ(read.at.lone, 1U);
    expect_same(read.state, some_state(400));
    ASSERT_EQ(read.snapshots.size(), 2U);
    expect_same(read.snapshots.at(41), some_state(41));
    expect_same(read.snapshots.at(365), some_state(365));
    for (const auto& [name, array, by_scenario] : kResultArrays)
        EXPECT_EQ((read.result.*array).size(), name.size());
}

TEST_F(CheckpointFile, OfAnotherRunOrNoneIsRefused) {
    EXPECT_THROW((void)read_checkpoint(path_, "another run"), InputError);
    EXPECT_THROW((void)read_checkpoint(path_.string() + ".none", "this run"), FileError);
    std::ofstream(path_) << "not HDF5";
    EXPECT_THROW((void)read_checkpoint(path_, "this run"), InputError);
}

/// A damaged file is refused or read; it never crashes (the sanitizers watch).
TEST_F(CheckpointFile, SurvivesDamage) {
    const std::string whole = bytes();
    std::mt19937 random(5);
    int refused = 0;
    for (int attempt = 0; attempt < 300; ++attempt) {
        std::string damaged = whole;
        if (attempt % 3 == 0)
            damaged.resize(random() % whole.size());
        else
            for (int spot = 0; spot < 1 + attempt % 7; ++spot)
                damaged[random() % whole.size()] = static_cast<char>(random());
        std::ofstream(path_, std::ios::binary) << damaged;
        try {
            (void)read_checkpoint(path_, "this run");
        } catch (const InputError&) {
            ++refused;
        } catch (const FileError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 100);
}

TEST(CheckpointWriter, SaysWhenItCannotWrite) {
    EXPECT_THROW(write_checkpoint("/nonexistent/run.checkpoint.h5", "run", {}, some_state(1), {},
                                  RunResult{}),
                 FileError);
}

} // namespace
} // namespace kozqaras
