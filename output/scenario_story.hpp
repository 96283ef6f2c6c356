#pragma once
// A scenario told by its peak (when, how much, who), its half-life and its end. Differences to the
// baseline are paired by member, at the expected change of the country, in points of net (index
// x 100); the centre is the median over members.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/engine/ensemble.hpp"
#include "observations/survey_error.hpp"
#include "output/run_documentation.hpp"

namespace kozqaras {

/// What a survey of the size of the last wave could say about a difference.
enum class Visibility { invisible, doubtful, visible };

/// `difference` as a share of net, like `detectable`.
[[nodiscard]] Visibility visibility_of(double difference,
                                       const std::optional<DetectableEffect>& detectable);

/// Whether enough runs have the sign of the peak (three in four) that a direction may be told. One
/// run is all that is known.
[[nodiscard]] bool direction_is_clear(std::size_t same_sign, std::size_t members);

/// "too small for a survey", "a survey may miss it", "visible to a survey".
[[nodiscard]] std::string_view visibility_words(Visibility visibility);

/// How a difference goes up and down. Positions are those of the reported weeks.
struct EffectCourse {
    std::size_t peak = 0;                  ///< where the median is farthest from 0
    std::size_t half_effect = 0;           ///< first with half of the peak
    std::optional<double> half_life_weeks; ///< from the peak to the first week with half of it
    bool still_growing = false; ///< the peak lies in the last half-year: it may grow further
    double decayed = 0; ///< share of members that come down to half of theirs; NaN of one member
};

/// `by_week`: [reported week from `first` on][member]. Nothing if the median never leaves 0.
[[nodiscard]] std::optional<EffectCourse>
effect_course(const std::vector<std::vector<double>>& by_week, std::span<const Week> weeks,
              std::size_t first);

/// A group whose difference is not that of all adults.
struct GroupEffect {
    std::string label;
    Spread effect; ///< points of net
};

/// What a scenario does to fear, points of 100 adults: fear may rise together with favour.
struct FearEffect {
    Spread threat; ///< more who see a threat
    Spread both;   ///< more who see China well and as a threat
};

struct Story {
    std::size_t scenario = 0;     ///< position in the result
    std::optional<Date> diverges; ///< first day that differs; nothing: never within the run
    std::optional<EffectCourse> course;
    Date peak_date{}, end_date{};
    Spread peak, end;      ///< points of net
    double peak_error = 0; ///< what other members may move the median by (one s.d.); NaN of one
    std::size_t members = 0, same_sign = 0; ///< members, and those that agree with the peak's sign
    Visibility visibility = Visibility::invisible;
    std::vector<GroupEffect> stand_out; ///< at the peak, farthest from all adults first
    /// At the peak, all adults; nothing where no pair of questions holds one of fear.
    std::optional<FearEffect> fear;

    /// The peak is large enough to be told: 0.05 points.
    [[nodiscard]] bool tells() const;
};

/// `agents`: agents of each reporting group, in the order of Country::group_index. A group stands
/// out if it has 100 agents or more, differs from all adults in the same direction in 90 % of the
/// members, and by a quarter of their effect and 0.1 points at least.
[[nodiscard]] Story tell(const RunResult& result, const Country& country,
                         std::span<const double> agents,
                         const std::optional<DetectableEffect>& detectable, std::size_t scenario);

/// What is left at the end in words: a number, or "nothing" where it is below 0.05 points, or on
/// the other side of 0 without being told from it.
[[nodiscard]] std::string end_in_words(const Story& story);

/// "October 2027".
[[nodiscard]] std::string month_in_words(Date date);
/// "-5.6"; never "-0.0".
[[nodiscard]] std::string points_in_words(double points);

/// What `note` says of the parts of `kind` at the peak: "trips to China -0.2, news of events -5.4";
/// empty without such parts.
[[nodiscard]] std::string parts_in_words(const ScenarioNote& note, std::string_view kind);

/// The story as five to nine lines of at most 100 columns, without terms of the trade.
[[nodiscard]] std::string story_text(const Story& story, const std::string& title,
                                     const ScenarioNote& note,
                                     const std::optional<DetectableEffect>& detectable);

} // namespace kozqaras
