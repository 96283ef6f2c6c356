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
    MediaMemory::Held held(13);
    held[3][2] = 0.1;
    state.media = {MediaMemory(held), MediaMemory(held)};
    state.plant_appeal = {0.5, -0.25 + week / 1000.0};
    state.exposure_appeal = {1.5, 0.75 + week / 1000.0};
    return state;
}

RunIdentity run_with_seed(const std::string& seed) {
    RunIdentity run;
    run.add_value("--seed", seed);
    return run;
}

const RunIdentity kThisRun = run_with_seed("1");

class CheckpointFile : public ::testing::Test {
  protected:
    void SetUp() override {
        fs::remove(path_);
        RunResult result;
        for (const ResultArray& array : result_arrays())
            (result.*array.values).assign(array.name.size(), 0.5F);
        Snapshots snapshots;
        snapshots.emplace(365, some_state(365));
        snapshots.emplace(41, some_state(41));
        write_checkpoint(path_, kThisRun, {16, 2, 1}, some_state(400), snapshots, result);
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
    ASSERT_EQ(a.media.size(), b.media.size());
    for (std::size_t m = 0; m < a.media.size(); ++m)
        EXPECT_EQ(a.media[m].held(), b.media[m].held());
    EXPECT_EQ(a.plant_appeal, b.plant_appeal);
    EXPECT_EQ(a.exposure_appeal, b.exposure_appeal);
}

TEST_F(CheckpointFile, GivesBackWhatWasWritten) {
    const RunCheckpoint read = read_checkpoint(path_, kThisRun);
    EXPECT_EQ(read.at.batch, 16U);
    EXPECT_EQ(read.at.scenario, 2U);
    EXPECT_EQ(read.at.lone, 1U);
    expect_same(read.state, some_state(400));
    ASSERT_EQ(read.snapshots.size(), 2U);
    expect_same(read.snapshots.at(41), some_state(41));
    expect_same(read.snapshots.at(365), some_state(365));
    for (const ResultArray& array : result_arrays())
        EXPECT_EQ((read.result.*array.values).size(), array.name.size());
}

TEST_F(CheckpointFile, OfAnotherRunOrNoneIsRefused) {
    EXPECT_THROW((void)read_checkpoint(path_, run_with_seed("2")), InputError);
    EXPECT_THROW((void)read_checkpoint(path_.string() + ".none", kThisRun), FileError);
    std::ofstream(path_) << "not HDF5";
    EXPECT_THROW((void)read_checkpoint(path_, kThisRun), InputError);
}

/// Every byte counts: one flipped bit anywhere, a tail that is missing or added, all are refused.
TEST_F(CheckpointFile, RefusesEveryDamage) {
    const std::string whole = bytes();
    std::mt19937 random(5);
    for (int attempt = 0; attempt < 600; ++attempt) {
        std::string damaged = whole;
        if (attempt % 10 == 0)
            damaged.resize(random() % whole.size());
        else if (attempt % 10 == 1)
            damaged += 'x';
        else // spread over the file
            damaged[whole.size() * static_cast<std::size_t>(attempt) / 600] ^=
                static_cast<char>(1 << (random() % 8));
        std::ofstream(path_, std::ios::binary) << damaged;
        try {
            (void)read_checkpoint(path_, kThisRun);
            ADD_FAILURE() << "attempt " << attempt << " was not noticed";
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find("damaged checkpoint"), std::string::npos);
        }
    }
    std::ofstream(path_, std::ios::binary) << whole;
    EXPECT_NO_THROW((void)read_checkpoint(path_, kThisRun));
}

TEST(CheckpointWriter, SaysWhenItCannotWrite) {
    EXPECT_THROW(write_checkpoint("/nonexistent/run.checkpoint.h5", kThisRun, {}, some_state(1), {},
                                  RunResult{}),
                 FileError);
}

} // namespace
} // namespace kozqaras
