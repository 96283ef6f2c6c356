#pragma once
// Running the points of a sweep, and what is kept of each: one file per finished point, whole or
// not there, so that a sweep goes on where it was killed.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "support/run_identity.hpp"
#include "support/target_claim.hpp"
#include "support/target_path.hpp"
#include "workbench/compared_runs.hpp"
#include "workbench/design.hpp"

namespace kozqaras {

/// What is reported of each point.
struct SweepOutcome {
    std::vector<Date> dates;
    std::vector<BreakdownKind> by; ///< besides all adults; questions are left out
};

struct Sweep {
    std::vector<VariedLever> levers;
    std::vector<DesignPoint> points;
    Changes base; ///< of the scenario on top of which the levers are set
    SweepOutcome outcome;
    std::vector<std::filesystem::path> scenario_files; ///< that `base` was read from
    RunIdentity identity;                              ///< everything that decides the results
};

/// Folder of a sweep: plan.txt (identity), points/NNNNNN.csv, sweep.csv, and when all is done
/// SHA256SUMS. The last line of a point holds the SHA-256 of the plan, its number and its rows: a
/// point of another sweep or place does not fit.
class SweepFolder {
  public:
    enum class Mode {
        start,  ///< holds a new folder; FileError if it holds files or cannot be written
        resume, ///< holds one to go on; InputError if it is of another sweep or a point was altered
        read    ///< another process writes
    };

    SweepFolder(const std::filesystem::path& typed, const Sweep& sweep, Mode mode);

    [[nodiscard]] std::vector<std::size_t> unfinished() const; ///< points without a file, in order
    void keep(std::size_t point, const std::string& rows) const; ///< nothing if only reading

    /// Writes sweep.csv from all points, in order. InputError if one is not what was written,
    /// FileError if one is missing.
    void finish(const std::string& heading) const;

    [[nodiscard]] std::filesystem::path table() const { return target_.path() / "sweep.csv"; }

  private:
    [[nodiscard]] std::filesystem::path place(std::size_t point) const;
    [[nodiscard]] std::string seal(std::size_t point, std::string_view rows) const;
    [[nodiscard]] std::string rows_of(std::size_t point) const;

    TargetPath target_;
    std::optional<TargetClaim> claim_; ///< none if only reading
    std::string plan_;
    std::size_t points_;
};

/// Columns of sweep.csv.
[[nodiscard]] std::string sweep_columns(const Sweep& sweep);

/// Rows of the points `first` .. of `runs`, whose scenario 1 + k is point points[k].
[[nodiscard]] std::string point_rows(const Sweep& sweep, const ComparedRuns& runs,
                                     std::size_t scenario, std::size_t point);

/// Points that share one run of the baseline: more save time, fewer are lost to a kill.
inline constexpr std::size_t kPointsTogether = 4;

/// Runs the unfinished points, kPointsTogether beside one baseline, and keeps each as soon as it is
/// done. Results of a point do not depend on which others run beside it. Returns the members that
/// failed in a point: they are left out of its rows.
std::vector<FailedMember> run_points(const Sweep& sweep, const SweepFolder& folder,
                                     const RunPlan& plan, const std::stop_token& stop,
                                     ProgressSink& progress);

/// Weeks of agents that one chunk of points costs against the whole; used for the estimate.
[[nodiscard]] double weeks_to_run(const Sweep& sweep, const RunPlan& plan, std::size_t points);

} // namespace kozqaras
