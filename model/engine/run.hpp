#pragma once
// The engine: a plan in, a result out. No files, no printing, no globals.

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dynamics/dynamics_world.hpp"
#include "model/dynamics/environment.hpp"
#include "model/dynamics/switches.hpp"
#include "model/engine/member_exchange.hpp"
#include "model/engine/national_change.hpp"
#include "model/engine/parameters.hpp"
#include "model/engine/result_arrays.hpp"
#include "model/index/index.hpp"
#include "model/network/network.hpp"
#include "model/population/reporting_cells.hpp"
#include "model/population/static_ageing.hpp"
#include "model/population/synthesis.hpp"
#include "model/survey/fieldwork.hpp"
#include "support/progress.hpp"

namespace kozqaras {

struct PartnerTables; // model/inputs/partner_tables.hpp

/// What all members share: inputs, adults, ties. Built once, never changed.
struct World {
    InputData inputs;
    Population population;
    FitReport fit;
    Network network;
    NetworkReport network_report;
    ReportingCells cells;
    AgentTraits traits;
    StaticAgeing ageing; ///< what the adults stand for in other years
    /// Weights that turn the adults into a sample as fielded, one per SurveyTables::samples.
    std::vector<SampleDesign> samples;
    std::uint64_t seed = 1;
    double scale = 0.01; ///< agents per adult

    /// Of that wave.
    [[nodiscard]] const SampleDesign& sample_of(std::size_t wave) const {
        return samples[inputs.survey.waves[wave].sample];
    }

    /// Of the last wave of the tables: "the sample as fielded" of any week.
    [[nodiscard]] const SampleDesign& sample() const {
        return samples[inputs.survey.waves.back().sample];
    }
};

[[nodiscard]] std::shared_ptr<const World> make_world(InputData inputs, double scale,
                                                      std::uint64_t seed, ProgressSink& progress);

/// One line of the future (or of an altered past); the first scenario of a plan is the baseline.
struct ScenarioSetting {
    std::string id, title;
    Environment environment; ///< of all members, or of the central values of uncertain levers
    /// Uncertain levers: one environment per member of the plan, in their order; else empty.
    /// Members are then simulated one by one, about eight times as slow as together.
    std::vector<Environment> member_environments{};
};

/// How the country's own change enters a run (national_change.hpp).
struct NationalPlan {
    /// The registry's waves, but the first, whose steps a member knows; nothing: all of them.
    std::optional<std::vector<std::size_t>> pinned;
    std::size_t paths = 0; ///< drawn around the expected change, the same for all members
    /// Each member follows one drawn path, of its own number, in place of the expected change.
    bool one_path_each = false;
};

/// For RunPlan::report_every_weeks: longer than any run, so that besides the first and last week
/// only the waves and what is asked for are reported.
inline constexpr int kNeverReported = 10'000;

/// A week in which answers are counted as in a wave, though the tables hold none.
struct MoreWave {
    Week week{};
    /// Asked are adults at large, as by a pollster who weights to the census; false: whoever the
    /// last wave asked.
    bool of_adults = false;
};

struct RunPlan {
    std::shared_ptr<const World> world;
    std::shared_ptr<const ParameterRegistry> registry;
    std::vector<ScenarioSetting> scenarios; ///< at least one
    std::vector<std::vector<double>>
        members;                ///< parameter vectors, transformed scale, registry order
    Week end = last_week();     ///< last simulated week
    int report_every_weeks = 4; ///< besides the weeks of the waves
    /// Polls and further waves, that the tables of `world` do not hold as waves: weeks up to `end`,
    /// reported too.
    std::vector<MoreWave> more_waves;
    std::vector<Week> also_report; ///< weeks reported besides; later ones than `end` are not
    /// Interview drawn respondents at the waves; false leaves wave_drawn and wave_poststratified
    /// NaN, and nothing else changes.
    bool draw_answers = true;
    int burn_in_weeks =
        156; ///< three years: what is left of the start is e^-3.6 of it at the prior mean
    NationalPlan national;
    Switches switches;
    /// Simulate the weeks before a scenario leaves the baseline only once. Never changes results.
    bool share_past = true;
    /// Friendly countries that adults may name; null: they are not asked. Changes nothing else.
    std::shared_ptr<const PartnerTables> partners;
    /// First member number, so that members can be run in several parts.
    std::uint64_t first_member = 0;
    /// Other processes that make the same plan and take their share of its members; null: none.
    /// Never changes results.
    std::shared_ptr<MemberExchange> exchange;
};

/// Week of the last wave whose step the members know; the first wave if there is none.
[[nodiscard]] Week last_pinned_week(const RunPlan& plan);

/// unpack() of a member of the plan, whose events are known up to last_pinned_week().
[[nodiscard]] MemberParameters parameters_of(const RunPlan& plan, std::size_t member);

/// An attitude on which questions of an indicator load.
struct IndexPart {
    int indicator = 0, attitude = 0;

    auto operator<=>(const IndexPart&) const = default;
};

/// Two questions answered positively at once: places among RunResult::share_questions.
struct JointPart {
    std::size_t first = 0, second = 0;
};

/// A member that could not be simulated.
struct FailedMember {
    std::size_t member; ///< place in the plan
    std::string reason;
};

/// Results of all scenarios x members. Arrays are dense, last index fastest; result_arrays() lists
/// them with their axes.
struct RunResult {
    std::vector<std::string> scenario_ids, scenario_titles;
    std::string methodology; ///< by which every index value is computed
    std::size_t members = 0, groups = 0, questions = 0;
    std::size_t index_values = 0; ///< the indicators and their composite
    std::size_t simulated_weeks = 0;
    std::vector<Week> weeks; ///< reported weeks
    /// Middle of the fieldwork of each wave of the tables, then the plan's more_waves.
    std::vector<Week> wave_weeks;
    std::vector<Week>
        diverges; ///< per scenario: first week that differs from the baseline's settings
    std::vector<IndexPart> parts;                ///< what shifts of attitudes move of the index
    std::vector<std::size_t> question_attitudes; ///< on which each question loads
    std::size_t shift_powers = 0;                ///< kShiftPowers; 0 without paths
    /// Questions whose share positive is kept: those outside the index and those of pairs.
    std::vector<std::size_t> share_questions;
    std::vector<JointPart> joints;     ///< SurveyTables::joint_answers
    NationalPaths national;            ///< drawn paths of the reported weeks
    std::vector<double> national_size; ///< per member: what a path is multiplied by

    // At the expected change of the country, or on the member's one path:
    /// [scenario][member][week][group][value]: the indicators, then the composite, of all adults
    /// of that week (first methodology, question set of the last wave).
    std::vector<float> index_adults;
    /// [scenario][member][week][value]: the same for the sample as fielded in the last wave.
    std::vector<float> index_sample;
    /// [scenario][member][week][question]: net of the sample as fielded.
    std::vector<float> question_net;
    /// [scenario][member][week][share question], [..][joint]: shares of all adults of that week who
    /// answer positively.
    std::vector<float> positive_share, joint_share;
    /// [scenario][member][week][attitude]: mean and standard deviation over the adults of that
    /// week, latent units.
    std::vector<float> attitude_mean, attitude_spread;

    // How these follow a further shift of opinion (ShiftPolynomial):
    /// [scenario][member][week][group][part][power]: an indicator of the adults.
    std::vector<float> adults_response;
    /// [scenario][member][week][part][power]: of the sample.
    std::vector<float> sample_response;
    /// [scenario][member][week][question][power]: a net of the sample.
    std::vector<float> question_response;
    /// [scenario][member][week][share question][power]: positive_share.
    std::vector<float> positive_response;
    /// [scenario][member][every week 0..end][attitude]: mean over the adults of 1 January 2023,
    /// each simulated week.
    std::vector<float> weekly_attitude_mean;
    /// [member][wave][group][question][2]: expected shares positive, negative of the sample as
    /// fielded (baseline scenario). Waves after `end` hold NaN.
    std::vector<float> wave_shares;
    /// [member][wave][question][2]: shares positive, negative among respondents drawn as in that
    /// wave, with drawn answers: the same as wave_shares of group 0 plus sampling error. 2,000
    /// respondents where n is not printed. In the plan's more_waves nobody is interviewed:
    /// NaN.
    std::vector<float> wave_drawn;
    /// The same respondents weighted to the adults of that week (census_weights).
    std::vector<float> wave_poststratified;
    std::size_t partner_sets = 0; ///< sets of friendly countries; 0: they are not asked
    /// [scenario][member][week][set]: share of the sample as fielded that names exactly the
    /// countries whose bits are set in the place; NaN but in partner_times().
    std::vector<float> partner_share;
    /// Members of the plan that are not in the arrays; `members` counts the others, whose order
    /// is kept.
    std::vector<FailedMember> failed;
    double seconds = 0; ///< wall time

    [[nodiscard]] std::size_t scenarios() const { return scenario_ids.size(); }

    /// Place of the composite among the values of the index: the last.
    [[nodiscard]] int composite() const { return static_cast<int>(index_values) - 1; }
};

/// Runs every scenario with every member. Scenarios share all random numbers, so that a scenario
/// that changes nothing differs from the baseline by exactly 0. A member that throws, or whose
/// results are not finite, is left out and named in `failed`; InputError if no member is left.
/// Throws Interrupted when `stop` is requested, here or in another process.
[[nodiscard]] RunResult simulate(const RunPlan& plan, std::stop_token stop, ProgressSink& progress);

} // namespace kozqaras
