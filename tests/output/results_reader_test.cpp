#include "output/results_reader.hpp"

#include <cmath>
#include <fstream>
#include <functional>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <hdf5_hl.h>
#include <sys/file.h>
#include <unistd.h>

#include "model/engine/ensemble.hpp"
#include "output/hdf5_handle.hpp"
#include "output/results_file.hpp"
#include "support/errors.hpp"
#include "tests/output/sample_run.hpp"
#include "tests/shipped_survey.hpp"

namespace kozqaras {
namespace {

namespace fs = std::filesystem;

const testing::SampleRun& sample() {
    static const auto run = [] {
        auto made = testing::make_sample_run(3);
        auto world = *made.plan.world;
        world.seed = 17'999'999'999'999'999'999ULL; // above the largest signed number
        made.plan.world = std::make_shared<const World>(std::move(world));
        return made;
    }();
    return run;
}

/// A results.h5 that a test may spoil, removed at the end.
class ResultsReader : public ::testing::Test {
  protected:
    ResultsReader()
        : file_(fs::temp_directory_path() /
                ("kozqaras_results_" + std::to_string(::getpid()) + ".h5")) {
        write();
    }

    ~ResultsReader() override { fs::remove(file_); }

    void write() const {
        write_results_file(file_, sample().plan, sample().result, sample().documentation, "{}");
    }

    /// What is said of the file after `spoil`; empty if it is read.
    std::string refusal(const std::function<void(hid_t)>& spoil) const {
        write();
        {
            const Hdf5Handle file(H5Fopen(file_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
            spoil(file.id());
        }
        try {
            (void)read_results_file(file_, *shipped_country());
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }

    const fs::path file_;
};

void write_floats(hid_t file, const char* name, float value) {
    const Hdf5Handle dataset(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    const std::vector<float> values(
        static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())), value);
    H5Dwrite(dataset.id(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

void write_doubles(hid_t file, const char* name, std::vector<double> values) {
    const Hdf5Handle dataset(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    values.resize(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())),
                  values.back());
    H5Dwrite(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

/// Puts numbers of another shape in the place of a dataset.
void replace(hid_t file, const char* name, const std::vector<hsize_t>& shape) {
    hsize_t count = 1;
    for (const hsize_t extent : shape)
        count *= extent;
    const std::vector<float> values(count, 0.1F);
    H5Ldelete(file, name, H5P_DEFAULT);
    H5LTmake_dataset_float(file, name, static_cast<int>(shape.size()), shape.data(), values.data());
}

/// Puts a dataset in the place of another that claims a size and holds nothing.
void replace_by_nothing(hid_t file, const char* name, hid_t type,
                        const std::vector<hsize_t>& shape) {
    const Hdf5Handle properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    const std::vector<hsize_t> chunk(shape.size(), 1);
    H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data());
    const Hdf5Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                           H5Sclose);
    H5Ldelete(file, name, H5P_DEFAULT);
    const Hdf5Handle made(
        H5Dcreate2(file, name, type, space.id(), H5P_DEFAULT, properties.id(), H5P_DEFAULT),
        H5Dclose);
}

TEST_F(ResultsReader, GivesBackWhatWasWritten) {
    const StoredRun run = read_results_file(file_, *shipped_country());
    const RunResult &read = run.result, &written = sample().result;
    EXPECT_EQ(read.scenario_ids, written.scenario_ids);
    EXPECT_EQ(read.scenario_titles, written.scenario_titles);
    EXPECT_EQ(read.members, written.members);
    EXPECT_EQ(read.weeks, written.weeks);
    EXPECT_EQ(read.wave_weeks, written.wave_weeks);
    EXPECT_EQ(read.diverges, written.diverges);
    EXPECT_EQ(read.index_adults, written.index_adults);
    EXPECT_EQ(read.question_net, written.question_net);
    EXPECT_EQ(read.attitude_spread, written.attitude_spread);
    EXPECT_EQ(run.group_adults, adults_by_group(*sample().plan.world));
    EXPECT_EQ(run.seed, 17'999'999'999'999'999'999ULL);
    EXPECT_EQ(run.agents, sample().plan.world->population.size());
    EXPECT_EQ(run.scale, sample().plan.world->scale);
    EXPECT_EQ(run.questions.front(), sample().plan.world->inputs.survey.questions.front().id);
}

/// HDF5 locks what it writes to, for as long as it is open.
TEST_F(ResultsReader, ReadsWhileAnotherProgramHasItOpenForWriting) {
    const int other = ::open(file_.c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(other, LOCK_EX | LOCK_NB), 0);
    EXPECT_NO_THROW((void)read_results_file(file_, *shipped_country()));
    ::close(other);
}

TEST_F(ResultsReader, RefusesOtherFiles) {
    EXPECT_THROW((void)read_results_file(file_.string() + ".none", *shipped_country()), FileError);
    std::ofstream(file_) << "not HDF5";
    EXPECT_THROW((void)read_results_file(file_, *shipped_country()), InputError);
    std::ofstream(file_).close();
    EXPECT_THROW((void)read_results_file(file_, *shipped_country()), InputError);
    const auto other_kind = refusal([](hid_t file) {
        H5Adelete(file, "file_type");
        H5LTset_attribute_string(file, "/", "file_type", "other_program");
    });
    EXPECT_NE(other_kind, "");
    EXPECT_NE(refusal([](hid_t file) { H5Adelete(file, "format_version"); }), "");
}

TEST_F(ResultsReader, RefusesAttributesOfAnotherTypeOrSize) {
    const std::vector<long> many(1000, 1);
    for (const char* name : {"seed", "agents", "scale", "file_type"}) {
        const auto said = refusal([&](hid_t file) {
            H5Adelete(file, name);
            H5LTset_attribute_long(file, "/", name, many.data(), many.size());
        });
        EXPECT_NE(said.find(name), std::string::npos) << said;
        EXPECT_NE(refusal([&](hid_t file) { H5Adelete(file, name); }), "");
    }
    const double large = 2;
    EXPECT_NE(refusal([&](hid_t file) {
                  H5Adelete(file, "scale");
                  H5LTset_attribute_double(file, "/", "scale", &large, 1);
              }),
              "");
}

TEST_F(ResultsReader, RefusesArraysOfAnotherShape) {
    const auto& result = sample().result;
    for (const ResultArray& array : result_arrays()) {
        if (array.has(Axis::shift_power) || array.has(Axis::share_question) ||
            array.has(Axis::joint) || array.has(Axis::partner_set))
            continue; // not read
        const std::string dataset(array.name);
        const auto flat = refusal(
            [&](hid_t file) { replace(file, dataset.c_str(), {(result.*array.values).size()}); });
        EXPECT_NE(flat.find(dataset), std::string::npos) << dataset << ": " << flat;
        EXPECT_NE(refusal([&](hid_t file) { replace(file, dataset.c_str(), {1}); }), "");
    }
    for (const char* name : {"scenario", "scenario_title", "scenario_diverges", "member", "time",
                             "group", "group_adults", "indicator", "attitude", "question",
                             "wave_date", "index_adults", "question_net", "attitude_spread"}) {
        const auto missing = refusal([&](hid_t file) { H5Ldelete(file, name, H5P_DEFAULT); });
        EXPECT_NE(missing.find(name), std::string::npos) << missing;
        EXPECT_NE(refusal([&](hid_t file) { replace(file, name, {0}); }), "") << name;
        EXPECT_NE(refusal([&](hid_t file) { replace(file, name, {4}); }), "") << name;
        EXPECT_NE(refusal([&](hid_t file) { replace(file, name, {2, 2}); }), "") << name;
    }
}

/// A header may claim what it likes: nothing is allocated that the file cannot hold.
TEST_F(ResultsReader, RefusesArraysThatAreNotThere) {
    constexpr hsize_t kLarge = hsize_t{1} << 31U;
    const auto& result = sample().result;
    EXPECT_NE(refusal([&](hid_t file) {
                  replace_by_nothing(file, "index_adults", H5T_NATIVE_FLOAT, {kLarge, kLarge});
              }),
              "");
    EXPECT_NE(
        refusal([&](hid_t file) { replace_by_nothing(file, "time", H5T_NATIVE_DOUBLE, {kLarge}); }),
        "");
    EXPECT_NE(refusal([&](hid_t file) {
                  replace_by_nothing(file, "index_adults", H5T_NATIVE_FLOAT,
                                     {result.scenarios(), result.members, result.weeks.size(),
                                      kGroupCount, kIndexValueCount});
              }),
              "");
    const auto titles = refusal([&](hid_t file) {
        const Hdf5Handle text(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(text.id(), H5T_VARIABLE);
        replace_by_nothing(file, "scenario_title", text.id(), {result.scenarios()});
    });
    EXPECT_NE(titles.find("scenario_title"), std::string::npos) << titles;
}

TEST_F(ResultsReader, RefusesNumbersThatNoRunGives) {
    const float nan = std::nanf("");
    for (const auto& [name, value] : {std::pair{"index_adults", 5.0F},
                                      {"index_adults", nan},
                                      {"question_net", -1.1F},
                                      {"question_net", nan},
                                      {"attitude_spread", -0.1F},
                                      {"attitude_spread", nan}}) {
        const auto said = refusal([&](hid_t file) { write_floats(file, name, value); });
        EXPECT_NE(said.find(name), std::string::npos) << value << ": " << said;
    }
    for (const char* name : {"time", "wave_date", "scenario_diverges"})
        for (const double day : {std::nan(""), -7.0, 3.5, 1e9, HUGE_VAL})
            EXPECT_NE(refusal([&](hid_t file) { write_doubles(file, name, {day}); }), "")
                << name << " " << day;
    EXPECT_NE(refusal([&](hid_t file) { write_doubles(file, "time", {14, 7}); }), "");
    EXPECT_NE(refusal([&](hid_t file) { write_doubles(file, "time", {7}); }), "");
    for (const double people : {std::nan(""), -1.0, HUGE_VAL, 0.0})
        EXPECT_NE(refusal([&](hid_t file) { write_doubles(file, "group_adults", {people}); }), "")
            << people;
}

/// A region without agents has no index: that is no damage.
TEST_F(ResultsReader, TakesMissingNumbersOfEmptyGroups) {
    constexpr std::size_t kGroup = 5;
    auto adults = adults_by_group(*sample().plan.world);
    adults[kGroup] = 0;
    auto values = sample().result.index_adults;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (i / kIndexValueCount % kGroupCount == kGroup)
            values[i] = std::nanf("");
    EXPECT_EQ(refusal([&](hid_t file) {
                  write_doubles(file, "group_adults", adults);
                  const Hdf5Handle dataset(H5Dopen2(file, "index_adults", H5P_DEFAULT), H5Dclose);
                  H5Dwrite(dataset.id(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                           values.data());
              }),
              "");
}

} // namespace
} // namespace kozqaras
