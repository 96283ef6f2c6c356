#pragma once
// The tables of `kozqaras compare`: differences, their course in time, polarisation, and what a
// survey could see of them. All differences are paired by member, in points of net (index x 100).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "observations/survey_error.hpp"
#include "output/scenario_story.hpp"
#include "workbench/compared_runs.hpp"

namespace kozqaras {

struct ComparisonOptions {
    std::vector<Date> dates;        ///< compared at reported_week_for() each
    std::vector<BreakdownKind> by;  ///< besides all adults
    bool each_other = true;         ///< also every pair of scenarios
    std::optional<Date> since;      ///< also the change of each line from here to each date
    std::optional<int> respondents; ///< of a next survey; nothing: as many as in the last wave
};

/// One line against another, at one date, of one group and value.
struct ComparedRow {
    std::size_t scenario = 0, reference = 0; ///< positions in the result
    Date date{};                             ///< first day of the reported week
    std::string factor, group, label;        ///< of the group; factor "question": a question's net
    std::string value;                       ///< indicator, "composite" or "net"
    double reference_mean = 0, scenario_mean = 0; ///< means over members, index x 100
    double reference_median = 0, scenario_median = 0;
    PairedEffect effect;
    double improves = 0; ///< share of members above 0
};

/// How the composite of all adults goes up and down: of the median over members (effect_course).
/// Weeks count from the first week that differs; to within the distance of the reported weeks.
struct Course {
    std::size_t scenario = 0;
    Date diverges{};
    PairedEffect peak;                     ///< where the median is farthest from 0
    double peak_week = 0;                  ///< when
    double half_effect_week = 0;           ///< first week with half of it
    std::optional<double> half_life_weeks; ///< from the peak to its half; nothing: not by the end
    double decayed = 0;  ///< share of members that come down to half of theirs; NaN of one member
    bool at_end = false; ///< the peak lies in the last half-year: it may still grow
};

/// Spread instead of level: "s.d. of general" (latent standard deviations x 100), or "gap by
/// language" (best group's composite minus the worst's, points).
struct PolarisationRow {
    std::size_t scenario = 0;
    Date date{};
    std::string what;
    double baseline_mean = 0, scenario_mean = 0;
    PairedEffect effect;
    double widens = 0; ///< share of members in which it grows
};

/// Change of a line from one date to another beside the baseline's.
struct ChangeRow {
    std::size_t scenario = 0;
    Date from{}, to{};
    std::string value;
    PairedEffect change;               ///< over time, points
    std::optional<PairedEffect> share; ///< of the baseline's change; nothing if that is not
                                       ///< positive in all members
};

/// The smallest change since the last wave that a next survey would show in 8 of 10 cases at the
/// 5 % level, points of net; between questions independent and fully correlated, simple random
/// sampling.
struct DetectableRow {
    std::string value;
    double independent = 0, correlated = 0;
};

struct Comparison {
    std::vector<ComparedRow> rows;
    std::vector<Story> stories; ///< per scenario from the second
    std::vector<Course> courses;
    std::vector<PolarisationRow> polarisation;
    std::vector<ChangeRow> changes;
    std::vector<DetectableRow> detectable;
    std::vector<PairingGain> pairing; ///< per scenario from the second, composite, last date
    int respondents = 0, last_respondents = 0; ///< of the next survey and of the last wave
};

/// What a next survey shows of the composite, as a share of net; nothing if that is not known.
[[nodiscard]] std::optional<DetectableEffect> detectable_composite(const Comparison& comparison);

[[nodiscard]] Comparison compare(const ComparedRuns& runs, const SurveyTables& survey,
                                 const ComparisonOptions& options);

/// Course of scenario `scenario`; nothing if it never differs from the baseline within the run.
[[nodiscard]] std::optional<Course> course_of(const ComparedRuns& runs, std::size_t scenario);

/// Position of the first reported week that holds `date` or comes after it; of the last one if
/// there is none.
[[nodiscard]] std::size_t reported_week_for(std::span<const Week> weeks, Date date);

/// Values of all indicators and the composite. Nothing for one whose error cannot be computed.
[[nodiscard]] std::vector<DetectableRow> detectable_rows(const SurveyTables& survey,
                                                         int respondents);

} // namespace kozqaras
