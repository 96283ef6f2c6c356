#pragma once
// Observes a batch and writes what it sees into the arrays of a RunResult. It never changes the
// state.

#include <array>
#include <vector>

#include "model/dynamics/batch.hpp"
#include "model/engine/run.hpp"
#include "model/survey/expected_shares.hpp"

namespace kozqaras {

class Recorder {
  public:
    Recorder(const RunPlan& plan, RunResult& result);

    /// Shapes the arrays of the result, filled with NaN.
    void prepare();

    /// Records week `week` of the members first_member .. of one batch.
    void record(std::size_t scenario, std::size_t first_member, Week week, const BatchState& state,
                std::span<const ResponseParameters> responses);

    /// Copies the baseline's weeks before `from` to `scenario`.
    void copy_past(std::size_t scenario, std::size_t first_member, std::size_t members, Week from);

  private:
    void record_weekly(std::size_t scenario, std::size_t first_member, Week week,
                       const BatchState& state, std::size_t members);
    void record_attitudes(std::size_t scenario, std::size_t member, std::size_t time,
                          const AttitudeVector& mean, const AttitudeVector& spread);
    void record_index(std::size_t scenario, std::size_t member, std::size_t time,
                      const ExpectedNets& nets);
    /// The expected answers of member `m` of `moments_`, to each wave of this week.
    void record_waves(std::size_t first_member, std::size_t m, Week week, const BatchState& state,
                      std::span<const double> adults, const ResponseParameters& response);
    /// `adults`: how many there are in each cell, in any unit.
    void record_drawn_wave(std::size_t member, std::size_t wave, std::span<const double> adults,
                           const Opinions& opinions, std::size_t lane_member,
                           const ResponseParameters& response);

    const RunPlan& plan_;
    RunResult& result_;
    AttitudeMoments moments_; ///< of the week under way; kept for its memory
};

/// Weeks that are reported: every report_every_weeks, and the middle of each wave's fieldwork.
[[nodiscard]] std::vector<Week> reported_weeks(const RunPlan& plan);
[[nodiscard]] std::vector<Week> wave_weeks(const SurveyTables& survey);

} // namespace kozqaras
