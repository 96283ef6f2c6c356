#include "output/run_files.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "output/csv_files.hpp"
#include "output/json_text.hpp"
#include "output/summary.hpp"
#include "support/errors.hpp"
#include "support/file_bytes.hpp"
#include "support/safe_file.hpp"
#include "tests/output/sample_run.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

const testing::SampleRun& written_run() {
    static const auto run = testing::make_sample_run(8);
    return run;
}

/// A folder of its own below the system's temporary one, removed at the end.
class RunFiles : public ::testing::Test {
  protected:
    RunFiles()
        : folder_(std::filesystem::temp_directory_path() /
                  ("kozqaras_output_" + std::to_string(::getpid()))) {}

    ~RunFiles() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::filesystem::path folder_;
};

std::size_t columns_of(const std::string& line) {
    std::size_t count = 1;
    bool quoted = false;
    for (const char letter : line) {
        if (letter == '"')
            quoted = !quoted;
        count += letter == ',' && !quoted ? 1 : 0;
    }
    return count;
}

TEST_F(RunFiles, AllFilesAreWrittenAndNoneIsLeftUnfinished) {
    write_run(folder_ / "deep" / "run", written_run().plan, written_run().result,
              written_run().documentation);
    for (const char* name : {"results.h5", "index.csv", "hub.csv", "differences.csv", "waves.csv",
                             "breakdowns.csv", "population_fit.csv", "network.csv", "summary.txt",
                             "summary.json", "manifest.json", "README.txt"})
        EXPECT_GT(std::filesystem::file_size(folder_ / "deep" / "run" / name), 100U) << name;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "deep" / "run"))
        EXPECT_NE(entry.path().extension(), ".tmp");
}

TEST_F(RunFiles, WritingTwiceReplaces) {
    const auto write = [&] {
        write_run(folder_, written_run().plan, written_run().result, written_run().documentation);
    };
    write();
    for (const char* name : {"index.csv", "results.h5"}) {
        const auto file = folder_ / name;
        const std::string first = read_file(file, name);
        std::ofstream(file) << "of an earlier run";
        write();
        EXPECT_EQ(read_file(file, name), first) << name;
    }
}

TEST_F(RunFiles, FailuresNameTheFile) {
    make_folder(folder_);
    // A folder where a file should go cannot be opened for writing.
    for (const char* name : {"results.h5", "index.csv", "manifest.json"}) {
        const auto obstacle = unfinished_name(folder_ / name);
        std::filesystem::create_directory(obstacle);
        try {
            write_run(folder_, written_run().plan, written_run().result,
                      written_run().documentation);
            ADD_FAILURE() << "no error for " << name;
        } catch (const FileError& error) {
            EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
        }
        std::filesystem::remove(obstacle);
    }
    std::ofstream(folder_ / "plain") << "not a folder";
    EXPECT_THROW(write_run(folder_ / "plain", written_run().plan, written_run().result,
                           written_run().documentation),
                 FileError);
}

TEST_F(RunFiles, AFullDiskIsAnError) {
    if (!std::filesystem::exists("/dev/full"))
        GTEST_SKIP();
    make_folder(folder_);
    std::filesystem::create_symlink("/dev/full", unfinished_name(folder_ / "x.csv"));
    EXPECT_THROW(write_whole_file(folder_ / "x.csv", "text"), FileError);
    EXPECT_FALSE(std::filesystem::exists(folder_ / "x.csv"));
}

TEST(CsvFiles, EveryRowHasTheColumnsOfItsHeader) {
    const auto& run = written_run();
    const std::vector<std::pair<std::string, std::string>> files{
        {"index", index_csv(run.plan, run.result, run.documentation)},
        {"differences", differences_csv(run.plan, run.result, run.documentation)},
        {"shares", shares_csv(run.plan, run.result, run.documentation)},
        {"hub", hub_csv(run.plan, run.result, run.documentation)},
        {"waves", waves_csv(run.plan, run.result)},
        {"breakdowns", breakdowns_csv(run.plan, run.result)},
        {"population_fit", population_fit_csv(run.plan.world->fit)},
        {"network", network_csv(run.plan.world->network_report, *shipped_country())}};
    for (const auto& [name, text] : files) {
        std::istringstream lines(text);
        std::string header, line;
        ASSERT_TRUE(std::getline(lines, header)) << name;
        std::size_t rows = 0;
        for (; std::getline(lines, line); ++rows)
            ASSERT_EQ(columns_of(line), columns_of(header)) << name << ": " << line;
        EXPECT_GT(rows, 1U) << name;
        EXPECT_EQ(text.find(",nan"), std::string::npos) << name;
    }
}

TEST(CsvFiles, WavesHoldEveryQuestionAndNeverFillInWhatIsLost) {
    const auto text = waves_csv(written_run().plan, written_run().result);
    EXPECT_EQ(std::ranges::count(text, '\n'), 1 + kWaveCount * (5 + kQuestionCount) + 8)
        << "8 indices are printed by the methodology of 2022";
    EXPECT_NE(text.find("other_methodology,composite,yes,0.17000"), std::string::npos);
    EXPECT_NE(text.find("indicator,composite,yes,,not printed"), std::string::npos);
}

TEST(CsvFiles, BreakdownsHoldAllPrintedShares) {
    const auto text = breakdowns_csv(written_run().plan, written_run().result);
    EXPECT_EQ(std::ranges::count(text, '\n'), 449 + 5) << "five of the threat";
}

TEST(CsvFiles, AScenarioThatChangesNothingDiffersByExactlyZero) {
    std::istringstream lines(
        differences_csv(written_run().plan, written_run().result, written_run().documentation));
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("no_change,")) {
            ++rows;
            EXPECT_NE(line.find(",0.00000,revised_2023"), std::string::npos) << line;
        }
    EXPECT_GT(rows, 500U);
}

TEST(CsvFiles, QuantilesAreFreeToChoose) {
    auto documentation = written_run().documentation;
    documentation.quantiles = {0.975, 0.025};
    const auto text = index_csv(written_run().plan, written_run().result, documentation);
    EXPECT_NE(text.find(",0.025,"), std::string::npos);
    EXPECT_EQ(text.find(",0.5,"), std::string::npos);
    documentation.quantiles.clear();
    EXPECT_EQ(std::ranges::count(index_csv(written_run().plan, written_run().result, documentation),
                                 '\n'),
              1);
}

TEST(Manifest, FingerprintFollowsTheNumbersNotTheClock) {
    RunResult other = written_run().result;
    other.seconds = 99;
    EXPECT_EQ(result_fingerprint(other), result_fingerprint(written_run().result));
    other.index_adults[5] += 1e-6F;
    EXPECT_NE(result_fingerprint(other), result_fingerprint(written_run().result));
}

TEST(Manifest, SettingsThatAreNotJsonAreKeptAsText) {
    auto documentation = written_run().documentation;
    documentation.resolved_settings_json = "not { json";
    EXPECT_NE(
        manifest_json(written_run().plan, written_run().result, documentation).find("not { json"),
        std::string::npos);
}

TEST(RunFilesChecks, ArraysOfAnotherSizeAreOurFault) {
    RunResult broken = written_run().result;
    broken.index_sample.pop_back();
    EXPECT_THROW(static_cast<void>(waves_csv(written_run().plan, broken)), BugError);
}

} // namespace
} // namespace kozqaras
