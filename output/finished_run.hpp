#pragma once
// A run folder read back for those who show it: what brief and report say of a run stands here, and
// in no other place. Values are points of net (index x 100) of the composite unless said otherwise.

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "output/run_documentation.hpp"
#include "output/svg_chart.hpp"

namespace kozqaras {

/// Factor and class of a group, as in index.csv; {"all", "all"} are all adults.
using GroupKey = std::pair<std::string, std::string>;
using GroupCourses = std::map<GroupKey, std::vector<ChartPoint>>; ///< by date

/// A group that does not move as all adults do.
struct TellingGroup {
    std::string label;
    ChartPoint effect;
};

/// What summary.json tells of a scenario.
struct FinishedScenario {
    std::string id, title, rests_on;
    bool diverges = false; ///< within the run
    std::vector<EffectGround> grounds;
    std::vector<PartEffect> parts;  ///< points
    std::optional<ChartPoint> peak; ///< none: it changes nothing
    std::size_t agreeing = 0;       ///< members with the sign of the peak
    std::string visibility;         ///< of the peak, in the words of summary.json
    std::optional<double> half_life_weeks;
    bool still_growing = false;
    ChartPoint end;
    std::vector<TellingGroup> stand_out;
    GroupCourses levels, differences;

    /// The peak is large enough to be told: 0.05 points.
    [[nodiscard]] bool tells() const;
};

/// A row of waves.csv; points.
struct FinishedWave {
    std::string wave, kind, id, pollster, status;
    Date from{}, middle{}, to{};
    bool dates_printed = false;
    double respondents = 0, published = 0, error = 0; ///< NaN: not printed; error: one s.d.
    ChartPoint model{};
};

struct FinishedRun {
    std::string folder, name, kind, created, version, revision, methodology, posterior,
        posterior_note, fingerprint, command_line;
    bool calibrated = false;
    std::size_t members = 0, agents = 0;
    double scale = 0, adults = 0;
    std::string seed;
    std::vector<std::pair<std::string, std::string>> settings; ///< name: value (from where)
    std::vector<std::pair<std::string, std::string>> inputs;   ///< file: hash
    std::string baseline_id, baseline_title;
    GroupCourses baseline;                    ///< levels
    std::vector<GroupKey> groups;             ///< as index.csv has them
    std::map<std::string, std::string> codes; ///< of groups, by their labels in the summary
    std::vector<FinishedScenario> scenarios;  ///< without the baseline
    std::optional<double> survey_size;        ///< of the last wave
    double seen_at_best = 0, seen_surely = 0; ///< smallest change that two such surveys show
    std::vector<FinishedWave> waves;
    std::set<std::string> fitted_waves; ///< waves of which a printed number was fitted

    /// Everyone's course of the baseline; never empty.
    [[nodiscard]] const std::vector<ChartPoint>& course() const;
    /// End of the last wave's fieldwork, or the first day.
    [[nodiscard]] Date known_until() const;
    /// The scenario called `id`. InputError with the nearest name.
    [[nodiscard]] const FinishedScenario& scenario(const std::string& id) const;
};

/// Files of the folder that are read.
inline constexpr std::array<std::string_view, 6> kFinishedRunFiles{
    "manifest.json", "summary.json", "index.csv", "differences.csv", "waves.csv", "tables.csv"};

/// Reads a folder that `kozqaras run` wrote. FileError if a file cannot be read; InputError naming
/// file and line if one is missing, was altered, was written by an earlier version or holds what
/// it should not.
[[nodiscard]] FinishedRun read_finished_run(const std::filesystem::path& folder);

/// The point at `date`; null if there is none.
[[nodiscard]] const ChartPoint* point_at(const std::vector<ChartPoint>& points, Date date);

/// The last date of each year of `points`, from `from` on.
[[nodiscard]] std::vector<Date> ends_of_years(const std::vector<ChartPoint>& points, Date from);

} // namespace kozqaras
