#include "output/results_reader.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "output/hdf5_reader.hpp"
#include "output/results_file.hpp"

namespace kozqaras {
namespace {

constexpr double kDaysInWeek = 7;

/// Whole weeks from the first day to the week after the last.
std::vector<Week> weeks_of(const Hdf5Reader& file, const std::string& name, std::size_t length) {
    std::vector<Week> weeks;
    for (const double day : file.doubles(name, {length})) {
        const double week = day / kDaysInWeek;
        if (!(week >= 0 && week <= last_week().value + 1) || week != std::floor(week))
            file.refuse(fmt::format("'{}' holds a day that begins no week", name));
        weeks.push_back({static_cast<int>(week)});
    }
    return weeks;
}

void read_scenarios(const Hdf5Reader& file, RunResult& result) {
    const std::size_t scenarios = file.length("scenario");
    result.scenario_ids = file.texts("scenario", scenarios);
    result.scenario_titles = file.texts("scenario_title", scenarios);
    result.diverges = weeks_of(file, "scenario_diverges", scenarios);
    const std::set<std::string> ids(result.scenario_ids.begin(), result.scenario_ids.end());
    if (scenarios == 0 || ids.size() != scenarios || ids.contains(""))
        file.refuse("'scenario' holds no names, or one twice");
}

void read_members(const Hdf5Reader& file, RunResult& result) {
    result.members = file.length("member");
    const auto numbers = file.whole_numbers("member", {result.members});
    if (numbers.empty())
        file.refuse("it has no members");
    for (std::size_t m = 0; m < numbers.size(); ++m)
        if (std::int64_t{numbers[m]} - numbers[0] != static_cast<std::int64_t>(m))
            file.refuse("'member' does not count");
}

void read_weeks(const Hdf5Reader& file, RunResult& result) {
    result.weeks = weeks_of(file, "time", file.length("time"));
    if (result.weeks.empty() || !std::ranges::is_sorted(result.weeks, std::ranges::less_equal{}))
        file.refuse("'time' does not rise");
    result.wave_weeks = weeks_of(file, "wave_date", file.length("wave"));
    if (file.holds("week_time"))
        result.simulated_weeks = file.length("week_time");
}

/// Refuses other groups or indicators than the country's and other attitudes than the program's.
void require_labels(const Hdf5Reader& file, const Country& country) {
    std::vector<std::string> groups;
    for (const GroupName& name : group_names(country))
        groups.push_back(name.code);
    const auto require = [&](const std::string& name, const auto& codes) {
        if (!std::ranges::equal(file.texts(name, codes.size()), codes))
            file.refuse(fmt::format("'{}' has other names", name));
    };
    require("group", groups);
    require("indicator", country.index_values);
    require("attitude", kAttitudeCodes);
}

/// Persons by group, and the groups that have none.
std::vector<double> read_adults(const Hdf5Reader& file, std::size_t groups) {
    const auto adults = file.doubles("group_adults", {groups});
    if (!std::ranges::all_of(adults, [](double n) { return std::isfinite(n) && n >= 0; }) ||
        !(adults[0] > 0))
        file.refuse("'group_adults' holds a number that is none of persons");
    return adults;
}

/// Numbers from `low` to `high`; `may_miss(place)` says where they may be missing.
void require_range(const Hdf5Reader& file, const std::string& name,
                   const std::vector<float>& values, float low, float high, const auto& may_miss) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(values[i] >= low && values[i] <= high) && !(std::isnan(values[i]) && may_miss(i)))
            file.refuse(fmt::format("'{}' holds a number outside {} to {}", name, low, high));
}

/// The array called `name`, or only its shape, if no comparison needs the numbers.
void read_array(const Hdf5Reader& file, const ResultArray& array, StoredRun& run) {
    constexpr float kRounding = 1e-6F, kFarthest = 1e3F; // latent units
    const auto extents = extents_of(run.result, array);
    const std::string name(array.name);
    auto& values = run.result.*array.values;
    const auto never = [](std::size_t) { return false; };
    const auto in_empty_group = [&](std::size_t place) {
        return run.group_adults[place / run.result.index_values % run.result.groups] == 0;
    };
    if (array.values == &RunResult::index_adults) {
        values = file.floats(name, extents);
        require_range(file, name, values, -1 - kRounding, 1 + kRounding, in_empty_group);
    } else if (array.values == &RunResult::question_net) {
        values = file.floats(name, extents);
        require_range(file, name, values, -1 - kRounding, 1 + kRounding, never);
    } else if (array.values == &RunResult::attitude_spread) {
        values = file.floats(name, extents);
        require_range(file, name, values, 0, kFarthest, never);
    } else {
        file.require_floats(name, extents);
    }
}

/// Arrays that a run without weeks or without interviews leaves out.
bool may_be_missing(const ResultArray& array) {
    return array.has(Axis::simulated_week) ||
           (array.has(Axis::wave) && array.values != &RunResult::wave_shares);
}

void read_arrays(const Hdf5Reader& file, StoredRun& run) {
    for (const ResultArray& array : result_arrays())
        if (array.has(Axis::shift_power) || array.has(Axis::share_question) ||
            array.has(Axis::joint) || array.has(Axis::partner_set))
            continue; // of paths: comparisons are made at the expected change of the country; and
                      // shares that no comparison needs
        else if (!may_be_missing(array) || file.holds(std::string(array.name)))
            read_array(file, array, run);
}

} // namespace

StoredRun read_results_file(const std::filesystem::path& path, const Country& country) {
    const Hdf5Reader file(path);
    if (file.text_attribute("file_type") != kResultsFileType)
        file.refuse("it is a file of another kind");
    if (file.text_attribute("format_version") != kResultsVersion)
        file.refuse(fmt::format("its format is not {}", kResultsVersion));
    StoredRun run;
    run.scale = file.number_attribute("scale");
    run.seed = file.count_attribute("seed");
    run.agents = file.count_attribute("agents");
    if (!(run.scale > 0 && run.scale <= 1) || run.agents == 0)
        file.refuse("'scale' or 'agents' is impossible");
    read_scenarios(file, run.result);
    read_members(file, run.result);
    read_weeks(file, run.result);
    require_labels(file, country);
    run.result.groups = country.group_count();
    run.result.index_values = country.index_values.size();
    run.result.questions = file.length("question");
    run.questions = file.texts("question", run.result.questions);
    run.group_adults = read_adults(file, run.result.groups);
    read_arrays(file, run);
    return run;
}

} // namespace kozqaras
