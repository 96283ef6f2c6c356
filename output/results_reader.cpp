#include "output/results_reader.hpp"

#include <cmath>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "output/hdf5_handle.hpp"
#include "support/errors.hpp"

namespace kozqaras {
namespace {

constexpr double kDaysPerWeek = 7;

class Hdf5Reader {
  public:
    explicit Hdf5Reader(const std::filesystem::path& path)
        : name_(path.string()),
          file_(H5Fopen(name_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose) {
        if (file_.id() < 0)
            throw FileError(name_, fmt::format("cannot be read: {}", last_hdf5_error()));
    }

    template <class Number> std::vector<Number> numbers(const char* name, hid_t type) const {
        const Hdf5Handle dataset = open(name);
        std::vector<Number> values(length(dataset));
        if (H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
            refuse(name);
        return values;
    }

    std::vector<float> floats(const char* name) const {
        return numbers<float>(name, H5T_NATIVE_FLOAT);
    }

    std::vector<double> doubles(const char* name) const {
        return numbers<double>(name, H5T_NATIVE_DOUBLE);
    }

    std::vector<std::string> texts(const char* name) const {
        const Hdf5Handle dataset = open(name);
        const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
        const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
        std::vector<char*> pointers(length(dataset));
        if (H5Tis_variable_str(type.id()) <= 0 ||
            H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
            refuse(name);
        std::vector<std::string> values(pointers.begin(), pointers.end());
        H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
        return values;
    }

    template <class Number> Number attribute(const char* name, hid_t type) const {
        const Hdf5Handle attribute(H5Aopen(file_.id(), name, H5P_DEFAULT), H5Aclose);
        Number value{};
        if (attribute.id() < 0 || H5Aread(attribute.id(), type, &value) < 0)
            refuse(name);
        return value;
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw InputError({name_}, fmt::format("not the results of a run of this version of "
                                              "kozqaras ('{}' is missing or different)",
                                              what));
    }

  private:
    Hdf5Handle open(const char* name) const {
        Hdf5Handle dataset(H5Dopen2(file_.id(), name, H5P_DEFAULT), H5Dclose);
        if (dataset.id() < 0)
            refuse(name);
        return dataset;
    }

    static std::size_t length(const Hdf5Handle& dataset) {
        const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
        return static_cast<std::size_t>(
            std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.id())));
    }

    std::string name_;
    Hdf5Handle file_;
};

std::vector<Week> weeks_of(const std::vector<double>& days) {
    std::vector<Week> weeks;
    for (const double day : days)
        weeks.push_back({static_cast<int>(std::lround(day / kDaysPerWeek))});
    return weeks;
}

void read_arrays(const Hdf5Reader& file, RunResult& result) {
    result.index_adults = file.floats("index_adults");
    result.index_sample = file.floats("index_sample");
    result.question_net = file.floats("question_net");
    result.attitude_mean = file.floats("attitude_mean");
    result.attitude_spread = file.floats("attitude_spread");
    result.weekly_attitude_mean = file.floats("weekly_attitude_mean");
    result.wave_shares = file.floats("wave_shares");
    result.wave_drawn = file.floats("wave_drawn");
    result.wave_poststratified = file.floats("wave_poststratified");
}

} // namespace

StoredRun read_results_file(const std::filesystem::path& path) {
    const QuietHdf5 quiet;
    const Hdf5Reader file(path);
    StoredRun run;
    RunResult& result = run.result;
    result.scenario_ids = file.texts("scenario");
    result.scenario_titles = file.texts("scenario_title");
    result.members = file.numbers<int>("member", H5T_NATIVE_INT).size();
    result.weeks = weeks_of(file.doubles("time"));
    result.wave_weeks = weeks_of(file.doubles("wave_date"));
    result.diverges = weeks_of(file.doubles("scenario_diverges"));
    run.group_adults = file.doubles("group_adults");
    run.scale = file.attribute<double>("scale", H5T_NATIVE_DOUBLE);
    run.seed = file.attribute<long long>("seed", H5T_NATIVE_LLONG);
    run.agents = file.attribute<long long>("agents", H5T_NATIVE_LLONG);
    read_arrays(file, result);
    const std::size_t times = result.scenarios() * result.members * result.weeks.size();
    if (run.group_adults.size() != kGroupCount ||
        result.index_adults.size() != times * kGroupCount * kIndexValueCount)
        file.refuse("index_adults");
    if (result.question_net.size() != times * kQuestionCount)
        file.refuse("question_net");
    if (result.attitude_spread.size() != times * kAttitudeCount)
        file.refuse("attitude_spread");
    return run;
}

} // namespace kozqaras
