#include "workbench/sweep.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/engine/divergence.hpp"
#include "model/engine/ensemble.hpp"
#include "scenarios/apply.hpp"
#include "support/content_hashes.hpp"
#include "support/csv_text.hpp"
#include "support/file_bytes.hpp"
#include "support/folder_replacement.hpp"
#include "support/safe_file.hpp"
#include "support/sha256.hpp"
#include "support/statistics.hpp"
#include "workbench/comparison.hpp"

namespace kozqaras {
namespace {

std::string line_of(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        const std::string quoted = CsvText({cell}).text();
        line += fmt::format("{}{}", line.empty() ? "" : ",",
                            std::string_view(quoted).substr(0, quoted.size() - 1));
    }
    return line + "\n";
}

ScenarioSetting setting_of(const Sweep& sweep, const Environment& record, std::size_t point) {
    return {fmt::format("point {}", point + 1),
            "",
            apply_changes(with_point(sweep.base, sweep.levers, sweep.points[point]), record),
            {}};
}

} // namespace

SweepFolder::SweepFolder(const std::filesystem::path& typed, const Sweep& sweep, Mode mode)
    : target_(typed, TargetPath::Kind::folder),
      plan_(sweep.identity.text()),
      points_(sweep.points.size()) {
    if (mode == Mode::read)
        return;
    claim_.emplace(target_);
    const auto& folder = target_.path();
    const auto plan = folder / "plan.txt";
    std::error_code error;
    if (std::filesystem::exists(plan, error)) {
        if (mode != Mode::resume)
            throw FileError(folder.string(), "holds a sweep already; --resume goes on with it, "
                                             "another -o starts a new one");
        require_same_work(sweep.identity, read_file(plan, plan.string()), plan.string(),
                          "with another -o");
        for (std::size_t p = 0; p < points_; ++p)
            if (std::filesystem::exists(place(p)))
                (void)rows_of(p);
        return;
    }
    if (std::filesystem::exists(folder, error) && holds_files(folder))
        throw FileError(folder.string(), "exists and is not the folder of a sweep");
    make_folder(folder / "points");
    write_whole_file(plan, plan_);
}

std::filesystem::path SweepFolder::place(std::size_t point) const {
    return target_.path() / "points" / fmt::format("{:06}.csv", point + 1);
}

/// What ends the file of a point.
std::string SweepFolder::seal(std::size_t point, std::string_view rows) const {
    return fmt::format("# sha256 {}\n", sha256(fmt::format("{}{}\n{}", plan_, point + 1, rows)));
}

std::string SweepFolder::rows_of(std::size_t point) const {
    const auto file = place(point);
    std::string text = read_file(file, file.string());
    const auto length = seal(point, {}).size();
    const std::string rows = text.substr(0, text.size() - std::min(text.size(), length));
    if (text != rows + seal(point, rows))
        throw InputError({file.string()}, "is not what was written. Remove it, and --resume runs "
                                          "this point again");
    return rows;
}

std::vector<std::size_t> SweepFolder::unfinished() const {
    std::vector<std::size_t> points;
    for (std::size_t p = 0; p < points_; ++p)
        if (!std::filesystem::exists(place(p)))
            points.push_back(p);
    return points;
}

void SweepFolder::keep(std::size_t point, const std::string& rows) const {
    if (claim_)
        write_whole_file(place(point), rows + seal(point, rows));
}

void SweepFolder::finish(const std::string& heading) const {
    std::string text = heading;
    std::vector<std::string> names{"plan.txt", table().filename().string()};
    for (std::size_t p = 0; p < points_; ++p) {
        text += rows_of(p);
        names.push_back(place(p).lexically_relative(target_.path()).generic_string());
    }
    write_whole_file(table(), text);
    write_content_hashes(target_.path(), kSweepFolder, names);
}

std::string sweep_columns(const Sweep& sweep) {
    std::vector<std::string> names{"point"};
    for (const auto& lever : sweep.levers)
        names.push_back(lever.name);
    for (const char* name :
         {"members", "scale", "seed", "date", "factor", "group", "value", "baseline_mean",
          "mean_difference", "q05", "q95", "share_improved", "median_difference"})
        names.emplace_back(name);
    return line_of(names);
}

std::string point_rows(const Sweep& sweep, const ComparedRuns& runs, std::size_t scenario,
                       std::size_t point) {
    std::vector<ComparedGroup> groups{everyone()};
    for (const BreakdownKind kind : sweep.outcome.by)
        for (auto& group : groups_of(runs, kind))
            groups.push_back(std::move(group));
    std::vector<std::string> lead{fmt::format("{}", point + 1)};
    for (const auto& value : sweep.points[point])
        lead.push_back(value_text(value));
    lead.push_back(fmt::format("{}", runs.result.members));
    lead.push_back(fmt::format("{}", runs.scale));
    lead.push_back(fmt::format("{}", runs.seed));
    std::string rows;
    for (const Date date : sweep.outcome.dates) {
        const std::size_t week = reported_week_for(runs.result.weeks, date);
        for (const auto& group : groups)
            for (int value = 0; value <= runs.result.composite(); ++value) {
                const auto baseline = index_values(runs, 0, week, group, value);
                const auto differences = paired(index_values(runs, scenario, week, group, value),
                                                baseline, kPointsPerShare);
                const auto effect = paired_effect(differences);
                auto cells = lead;
                for (auto& cell :
                     {to_string(date_of(runs.result.weeks[week])), group.factor, group.code,
                      std::string(runs.country->index_values[static_cast<std::size_t>(value)]),
                      number_cell(kPointsPerShare * mean(baseline)), number_cell(effect.mean),
                      number_cell(effect.low), number_cell(effect.high),
                      number_cell(signs_of(differences).higher), number_cell(effect.median)})
                    cells.push_back(cell);
                rows += line_of(cells);
            }
    }
    return rows;
}

double weeks_to_run(const Sweep& sweep, const RunPlan& plan, std::size_t points) {
    if (points == 0)
        return 0;
    const Environment record = historical_environment(plan.world->inputs);
    const Week from = first_difference(record, setting_of(sweep, record, 0).environment, plan.end);
    const double chunks = static_cast<double>((points + kPointsTogether - 1) / kPointsTogether);
    return chunks * (plan.burn_in_weeks + plan.end.value + 1) +
           static_cast<double>(points) * std::max(0, plan.end - from + 1);
}

std::vector<FailedMember> run_points(const Sweep& sweep, const SweepFolder& folder,
                                     const RunPlan& plan, const std::stop_token& stop,
                                     ProgressSink& progress) {
    const auto points = folder.unfinished();
    std::vector<FailedMember> failed;
    const Environment record = historical_environment(plan.world->inputs);
    for (std::size_t first = 0; first < points.size(); first += kPointsTogether) {
        const std::size_t count = std::min(kPointsTogether, points.size() - first);
        RunPlan part = plan;
        part.scenarios = {{"baseline", "Status quo goes on", record, {}}};
        for (std::size_t p = first; p < first + count; ++p)
            part.scenarios.push_back(setting_of(sweep, record, points[p]));
        PartProgress share(progress, "points", first, count, points.size());
        const auto runs = compared_runs(part, simulate(part, stop, share));
        failed.insert(failed.end(), runs.result.failed.begin(), runs.result.failed.end());
        for (std::size_t k = 0; k < count; ++k)
            folder.keep(points[first + k], point_rows(sweep, runs, 1 + k, points[first + k]));
    }
    return failed;
}

} // namespace kozqaras
