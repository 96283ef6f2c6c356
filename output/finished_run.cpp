#include "output/finished_run.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "output/stored_courses.hpp"
#include "output/stored_summary.hpp"
#include "support/content_hashes.hpp"
#include "support/csv_table.hpp"
#include "support/errors.hpp"

namespace kozqaras {

namespace {

constexpr double kPointsOfNet = 100;

double points_in(const CsvTable& table, std::size_t row, std::string_view column) {
    return table.empty(row, column) ? std::nan("")
                                    : kPointsOfNet * table.number(row, column, -1, 1, "share");
}

FinishedWave wave_in(const CsvTable& table, std::size_t row) {
    FinishedWave wave{table.text(row, "wave"), table.text(row, "kind"), table.text(row, "id"),
                      table.text(row, "pollster"), table.text(row, "published_status")};
    wave.from = table.date(row, "field_start");
    wave.middle = table.date(row, "middle");
    wave.to = table.date(row, "field_end");
    wave.dates_printed = table.text(row, "field_dates_printed") == "yes";
    wave.respondents =
        table.empty(row, "respondents") ? std::nan("") : table.number(row, "respondents");
    wave.published = points_in(table, row, "published");
    wave.error = points_in(table, row, "standard_error_correlated");
    wave.model = {wave.middle,
                  points_in(table, row, "model_q05"),
                  points_in(table, row, "model_q25"),
                  points_in(table, row, "model_median"),
                  points_in(table, row, "model_q75"),
                  points_in(table, row, "model_q95")};
    return wave;
}

std::set<std::string> fitted_waves_in(const CsvTable& table) {
    std::set<std::string> waves;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (table.text(row, "fitted") == "yes")
            waves.insert(table.text(row, "wave"));
    return waves;
}

/// Puts the courses where they belong; every scenario of the summary must have one.
void take_courses(const std::filesystem::path& folder, FinishedRun& run) {
    const auto index = folder / "index.csv", differences = folder / "differences.csv";
    const auto index_table = CsvTable::read(index);
    run.groups = groups_in(index_table);
    auto levels = read_courses(index_table);
    auto changes = read_courses(CsvTable::read(differences));
    const auto take = [](std::map<std::string, GroupCourses>& from, const std::string& id,
                         const std::filesystem::path& file) {
        auto found = from.find(id);
        if (found == from.end() || !found->second.contains({"all", "all"}))
            throw InputError({file.string()},
                             fmt::format("holds no composite of all adults for the scenario '{}' "
                                         "of summary.json",
                                         id));
        return std::move(found->second);
    };
    run.baseline = take(levels, run.baseline_id, index);
    for (FinishedScenario& scenario : run.scenarios) {
        scenario.levels = take(levels, scenario.id, index);
        scenario.differences = take(changes, scenario.id, differences);
    }
}

} // namespace

bool FinishedScenario::tells() const {
    constexpr double kSmallest = 0.05;
    return peak && std::abs(peak->median) >= kSmallest;
}

const std::vector<ChartPoint>& FinishedRun::course() const {
    return baseline.at({"all", "all"});
}

Date FinishedRun::known_until() const {
    Date last = course().front().date;
    for (const FinishedWave& wave : waves)
        if (std::isfinite(wave.published))
            last = std::max(last, wave.to);
    return last;
}

const FinishedScenario& FinishedRun::scenario(const std::string& id) const {
    const auto found = std::ranges::find(scenarios, id, &FinishedScenario::id);
    if (found != scenarios.end())
        return *found;
    std::vector<std::string_view> ids;
    for (const FinishedScenario& one : scenarios)
        ids.push_back(one.id);
    throw InputError::unknown_name({folder}, "scenario", id, ids);
}

FinishedRun read_finished_run(const std::filesystem::path& folder) {
    check_content(folder, kRunFolder, kFinishedRunFiles);
    FinishedRun run;
    run.folder = folder.string();
    read_stored_manifest(folder / "manifest.json", run);
    read_stored_summary(folder / "summary.json", run);
    const auto waves = CsvTable::read(folder / "waves.csv");
    for (std::size_t row = 0; row < waves.rows(); ++row)
        run.waves.push_back(wave_in(waves, row));
    run.fitted_waves = fitted_waves_in(CsvTable::read(folder / "tables.csv"));
    take_courses(folder, run);
    return run;
}

const ChartPoint* point_at(const std::vector<ChartPoint>& points, Date date) {
    const auto found = std::ranges::find(points, date, &ChartPoint::date);
    return found == points.end() ? nullptr : &*found;
}

std::vector<Date> ends_of_years(const std::vector<ChartPoint>& points, Date from) {
    const auto year = [](Date date) { return std::chrono::year_month_day(date).year(); };
    std::vector<Date> ends;
    for (std::size_t k = 0; k < points.size(); ++k)
        if (points[k].date >= from &&
            (k + 1 == points.size() || year(points[k + 1].date) != year(points[k].date)))
            ends.push_back(points[k].date);
    return ends;
}

} // namespace kozqaras
