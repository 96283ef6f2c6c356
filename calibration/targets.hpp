#pragma once
// What the model is fitted to: printed numbers of the waves, and how to read the same numbers from
// a simulated sample.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/core/categories.hpp"
#include "model/engine/run.hpp"
#include "support/errors.hpp"

namespace kozqaras {

enum class TargetKind : std::uint8_t {
    net,             ///< share positive - share negative, of all or of a group
    positive,        ///< share positive, of all or of a group
    negative,        ///< share negative of all respondents
    group_indicator, ///< an indicator of a group
    group_composite  ///< the composite of a group
};

/// A group's part in a contrast.
struct GroupWeight {
    int group = 0;
    double weight = 0;
    std::optional<int> wave{}; ///< in place of the target's: of a growth
};

struct Target {
    TargetKind kind{};
    int wave = 0;      ///< of the tables, then their polls, then further waves
    int group = 0;     ///< as in reports, 0: everyone
    int question = -1; ///< or
    Indicator indicator{};
    double value = 0;
    double respondents = 0; ///< of the wave or of the group
    double rounding = 0;    ///< half the last printed digit
    /// Variance over simple random sampling, where the wave prints one; 0: that of the set-up.
    double design_effect = 0;
    bool further = false; ///< of a wave that the tables do not hold
    bool of_poll = false; ///< of another pollster's
    /// In place of `group`: the weighted sum over these groups. Empty: none.
    std::vector<GroupWeight> contrast{};
    double contrast_variance = 0; ///< of a contrast: all that the printed number may be off by
    /// The contrast is only known to lie above `value` (calibration/one_sided.hpp).
    bool one_sided = false;
    std::optional<Factor> factor; ///< of a breakdown
    std::string family;           ///< e.g. "nets 2020", "shares by age 2023"
    std::string label;            ///< e.g. "econ_trade, wealth 4, 2023"
};

struct TargetSettings {
    /// Ids of the waves that are fitted; nothing: all of the tables.
    std::optional<std::vector<std::string>> waves;
    Position waves_place{}; ///< where the set-up names them
    std::vector<Factor> breakdowns{Factor::age, Factor::wealth, Factor::ethnicity, Factor::language,
                                   Factor::settlement};
    bool education_indicators = true;
    bool general_by_group =
        true; ///< indicators of the breakdowns of whose questions no shares are printed
    bool region_index = false; ///< values and signs of regions
    /// Order of macro-regions, and of groups by a factor whose breakdown enters.
    bool macro_region_order = false;
    bool polls = false;                ///< what other pollsters found
    double assumed_respondents = 2000; ///< of waves whose number is not printed

    [[nodiscard]] bool includes(const Wave& wave) const {
        return !waves || std::ranges::find(*waves, wave.id) != waves->end();
    }
};

/// The targets that enter the fit. Of each breakdown the largest group is left out, for it follows
/// from the total and the others; not so where shares of a question lack a group.
[[nodiscard]] std::vector<Target> make_targets(const SurveyTables& survey,
                                               const TargetSettings& settings);

/// All printed shares of groups that answer questions of the index, for the report.
[[nodiscard]] std::vector<Target> breakdown_targets(const SurveyTables& survey);

/// Respondents of whom the observation is: printed, or estimated in assumed_sizes.csv. InputError
/// if neither says it.
[[nodiscard]] double respondents_of(const SurveyTables& survey, const TargetSettings& settings,
                                    const Observation& one);

/// Questions that enter an indicator or the composite in the wave of `target`, and their weights.
[[nodiscard]] std::vector<std::pair<int, double>>
weighted_questions(const Target& target, std::span<const Question> questions);

/// The same number in the simulated sample of one member: `shares` is [wave][group][question][2] as
/// in RunResult::wave_shares.
[[nodiscard]] double simulated_value(const Target& target, std::span<const float> shares,
                                     const SurveyTables& survey);

} // namespace kozqaras
