#pragma once
// Observes a batch and writes what it sees into the arrays of a RunResult. It never changes the
// state.

#include <optional>
#include <span>
#include <vector>

#include "model/dynamics/batch.hpp"
#include "model/engine/item_channels.hpp"
#include "model/engine/run.hpp"
#include "model/survey/answer_curves.hpp"
#include "model/survey/expected_shares.hpp"
#include "model/survey/joint_shares.hpp"
#include "model/survey/partner_choice.hpp"

namespace kozqaras {

/// How a member answers, and where the country's own change has brought its opinion.
struct ObservedMember {
    ResponseParameters response;
    std::vector<AttitudeVector> change; ///< at each reported week, latent s.d.
    std::vector<AttitudeVector> weekly; ///< at every simulated week; only expected change
};

class Recorder {
  public:
    Recorder(const RunPlan& plan, RunResult& result);

    /// Shapes the arrays of the result, filled with NaN; draws the paths of the country's change,
    /// unless `drawn`, which an earlier run of the same plan drew, has as many of as many weeks.
    void prepare(const NationalPaths& drawn = {});

    /// Where the members of one batch are.
    struct Position {
        std::size_t scenario, first_member;
        Week week;
    };

    /// Records the week of the members of one batch, and what their channels do to single
    /// questions.
    void record(const Position& at, const BatchState& state,
                std::span<const ObservedMember> members, const ItemChannels& items);

    /// What observing a member of the plan takes.
    [[nodiscard]] ObservedMember observed(std::size_t member) const;

    /// Copies the baseline's weeks before `from` to `scenario`.
    void copy_past(std::size_t scenario, std::size_t first_member, std::size_t members, Week from);

  private:
    void record_weekly(std::size_t scenario, std::size_t first_member, Week week,
                       const BatchState& state, std::span<const ObservedMember> members);
    void record_attitudes(std::size_t scenario, std::size_t member, std::size_t time,
                          const AttitudeVector& mean, const AttitudeVector& spread);
    /// Of member `m` of `moments_`, who is member `member` of the result.
    void record_index(std::size_t scenario, std::size_t member, std::size_t time, std::size_t m,
                      const NetWeights& weights, const ResponseParameters& response);
    void record_shares(std::size_t scenario, std::size_t member, std::size_t time, std::size_t m,
                       const NetWeights& weights, const ResponseParameters& response);
    /// How they follow shifts.
    void record_share_responses(std::size_t scenario, std::size_t member, std::size_t time,
                                const AnswerCurves& curves, const ResponseParameters& response);
    /// Takes over how the index follows shifts from the reported week before, in two weeks of
    /// three: the index itself is that of the week, so only a bend of the curve is missed.
    bool keep_response(std::size_t scenario, std::size_t member, std::size_t time);
    /// How the index and the nets follow shifts; `response` is that of the week.
    void record_response(std::size_t scenario, std::size_t member, std::size_t time,
                         const AnswerCurves& curves, const ResponseParameters& response);
    /// How the parts of the index of a group, or of the sample, follow shifts; [part].
    [[nodiscard]] std::vector<ShiftPolynomial>
    part_curves(int group, const AnswerCurves& curves, const ResponseParameters& response) const;
    /// Which friendly countries are named, if the week is one of partner_times().
    void record_partners(const Position& at, std::size_t m, std::size_t time,
                         const BatchState& state, const ResponseParameters& response);
    /// The expected answers of member `m` of `moments_`, to each wave of this week.
    void record_waves(std::size_t first_member, std::size_t m, Week week, const BatchState& state,
                      std::span<const double> adults, const ResponseParameters& response);
    /// `adults`: how many there are in each cell, in any unit.
    void record_drawn_wave(std::size_t member, std::size_t wave, std::span<const double> adults,
                           const Opinions& opinions, std::size_t lane_member,
                           const ResponseParameters& response);

    void prepare_national(const NationalPaths& drawn);
    void prepare_partners();
    [[nodiscard]] NationalChange national_change(std::vector<Week> weeks) const;

    /// Some questions of the survey, and where they stand in it.
    struct SomeQuestions {
        std::vector<std::size_t> places;
        std::vector<Question> questions;
    };

    [[nodiscard]] SomeQuestions questions_at(std::vector<std::size_t> places) const;

    const RunPlan& plan_;
    RunResult& result_;
    SomeQuestions of_index_, of_shares_;
    std::optional<NationalChange> reported_change_, weekly_change_;
    std::vector<std::size_t> pinned_;        ///< positions among the registry's waves
    AttitudeMoments moments_;                ///< of the week under way; kept for its memory
    AttitudeCovariances covariances_;        ///< the same
    std::optional<PartnerChoice> choice_;    ///< nothing: countries are not named
    std::vector<std::size_t> partner_times_; ///< when they are
};

/// Weeks that are reported: every report_every_weeks, and the middle of each wave's fieldwork.
[[nodiscard]] std::vector<Week> reported_weeks(const RunPlan& plan);
[[nodiscard]] std::vector<Week> wave_weeks(const SurveyTables& survey);

/// Questions whose share positive is kept: outside the index, or of a pair; and the pairs, by place
/// among them.
[[nodiscard]] std::vector<std::size_t> share_questions(const SurveyTables& survey);
[[nodiscard]] std::vector<JointPart> joint_parts(const SurveyTables& survey);

/// Seed of the interviews with respondents of one member of the plan.
[[nodiscard]] std::uint64_t interview_seed(const RunPlan& plan, std::size_t member);

/// Adults of that week in each reporting cell, in any unit.
[[nodiscard]] std::vector<double> adults_in_cells(const RunPlan& plan, Week week);

/// Indicators and the attitudes that move them, question set of the last wave; sorted.
[[nodiscard]] std::vector<IndexPart> index_parts(const SurveyTables& survey);

} // namespace kozqaras
