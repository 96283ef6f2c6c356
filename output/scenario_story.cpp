#include "output/scenario_story.hpp"

#include <algorithm>
#include <cmath>

namespace kozqaras {

namespace {

constexpr double kPoints = 100.0;      ///< of a share of net
constexpr double kSmallestTold = 0.05; ///< points: a shift that one decimal can show

/// Differences of all members in points of net.
std::vector<double> differences(const RunResult& result, std::size_t scenario, std::size_t week,
                                int group) {
    constexpr std::size_t kExpectedChangeAlone = 0;
    const auto draws = [&](std::size_t line) {
        return adults_draws(result, line, week, group, result.composite(), kExpectedChangeAlone);
    };
    auto values = draws(scenario);
    const auto baseline = draws(0);
    for (std::size_t member = 0; member < values.size(); ++member)
        values[member] = kPoints * (values[member] - baseline[member]);
    return values;
}

Spread spread_of_all(std::vector<double> values) {
    return spread_of(std::move(values)).value_or(Spread{});
}

double median_of(const std::vector<double>& values) {
    return spread_of_all(values).median;
}

/// Share of members whose own difference falls to half of what it is at `peak` later on.
double share_decayed(const std::vector<std::vector<double>>& by_week, std::size_t peak) {
    const std::size_t members = by_week.front().size();
    if (members < 2)
        return std::nan(""); // no share of one
    std::size_t decayed = 0;
    for (std::size_t member = 0; member < members; ++member) {
        const double top = by_week[peak][member];
        const bool falls =
            std::any_of(by_week.begin() + static_cast<std::ptrdiff_t>(peak), by_week.end(),
                        [&](const auto& values) {
                            return values[member] * (top < 0 ? -1 : 1) < std::abs(top) / 2;
                        });
        decayed += falls ? 1 : 0;
    }
    return static_cast<double>(decayed) / static_cast<double>(members);
}

bool stands_out(const Spread& difference, double effect_of_all) {
    constexpr double kShare = 0.25, kPointsApart = 0.1;
    return difference.low90 * difference.high90 > 0 &&
           std::abs(difference.median) >= std::max(kPointsApart, kShare * std::abs(effect_of_all));
}

/// Of the first pair of questions one of which is of fear.
std::optional<FearEffect> fear_effect(const RunResult& result, std::size_t scenario,
                                      std::size_t week) {
    constexpr std::size_t kExpectedChangeAlone = 0;
    const auto change = [&](const auto& draws, std::size_t place) {
        auto values = draws(result, scenario, week, place, kExpectedChangeAlone);
        const auto baseline = draws(result, std::size_t{0}, week, place, kExpectedChangeAlone);
        for (std::size_t member = 0; member < values.size(); ++member)
            values[member] = kPoints * (values[member] - baseline[member]);
        return spread_of_all(std::move(values));
    };
    for (std::size_t joint = 0; joint < result.joints.size(); ++joint)
        for (const std::size_t place : {result.joints[joint].first, result.joints[joint].second})
            if (is_fear(result.question_attitudes[result.share_questions[place]]))
                return FearEffect{change(share_draws, place), change(joint_draws, joint)};
    return std::nullopt;
}

std::vector<GroupEffect> groups_that_stand_out(const RunResult& result, const Country& country,
                                               std::span<const double> agents, std::size_t scenario,
                                               std::size_t week) {
    constexpr double kFewestAgents = 100;
    constexpr std::size_t kMostShown = 3;
    const auto all = differences(result, scenario, week, 0);
    std::vector<std::pair<double, GroupEffect>> found;
    const auto names = group_names(country);
    for (std::size_t group = 1; group < names.size() && all.size() > 1; ++group) {
        if (agents[group] < kFewestAgents)
            continue;
        auto own = differences(result, scenario, week, static_cast<int>(group)), apart = own;
        for (std::size_t member = 0; member < apart.size(); ++member)
            apart[member] -= all[member];
        if (const Spread spread = spread_of_all(std::move(apart));
            stands_out(spread, median_of(all)))
            found.push_back(
                {std::abs(spread.median), {names[group].label, spread_of_all(std::move(own))}});
    }
    std::ranges::stable_sort(found, std::ranges::greater{},
                             [](const auto& one) { return one.first; });
    std::vector<GroupEffect> groups;
    for (auto& [distance, group] : found)
        if (groups.size() < kMostShown)
            groups.push_back(std::move(group));
    return groups;
}

} // namespace

bool direction_is_clear(std::size_t same_sign, std::size_t members) {
    constexpr double kEnough = 0.75;
    return members < 2 || static_cast<double>(same_sign) >= kEnough * static_cast<double>(members);
}

Visibility visibility_of(double difference, const std::optional<DetectableEffect>& detectable) {
    if (!detectable || std::abs(difference) >= detectable->effect.correlated)
        return Visibility::visible;
    return std::abs(difference) >= detectable->effect.independent ? Visibility::doubtful
                                                                  : Visibility::invisible;
}

std::string_view visibility_words(Visibility visibility) {
    switch (visibility) {
    case Visibility::invisible:
        return "too small for a survey";
    case Visibility::doubtful:
        return "a survey may miss it";
    case Visibility::visible:
        return "visible to a survey";
    }
    return "";
}

std::optional<EffectCourse> effect_course(const std::vector<std::vector<double>>& by_week,
                                          std::span<const Week> weeks, std::size_t first) {
    constexpr int kNearEndWeeks = 26;
    std::vector<double> medians;
    for (const auto& values : by_week)
        medians.push_back(median_of(values));
    const auto size = [](double value) { return std::abs(value); };
    const auto top = std::ranges::max_element(medians, {}, size);
    if (top == medians.end() || *top == 0.0)
        return std::nullopt;
    const auto at = static_cast<std::size_t>(top - medians.begin());
    const double sign = *top < 0 ? -1 : 1, half = std::abs(*top) / 2;
    EffectCourse course;
    course.peak = first + at;
    const auto reached =
        std::ranges::find_if(medians, [&](double value) { return sign * value >= half; });
    course.half_effect = first + static_cast<std::size_t>(reached - medians.begin());
    const auto gone =
        std::find_if(top, medians.end(), [&](double value) { return sign * value < half; });
    if (gone != medians.end())
        course.half_life_weeks =
            weeks[first + static_cast<std::size_t>(gone - medians.begin())] - weeks[course.peak];
    course.still_growing = weeks[course.peak] + kNearEndWeeks >= weeks.back();
    course.decayed = share_decayed(by_week, at);
    return course;
}

bool Story::tells() const {
    return course.has_value() && std::abs(peak.median) >= kSmallestTold;
}

Story tell(const RunResult& result, const Country& country, std::span<const double> agents,
           const std::optional<DetectableEffect>& detectable, std::size_t scenario) {
    Story story;
    story.scenario = scenario;
    story.members = result.members;
    story.end_date = date_of(result.weeks.back());
    const Week diverges = result.diverges[scenario];
    if (diverges > result.weeks.back())
        return story;
    story.diverges = date_of(diverges);
    const auto first = static_cast<std::size_t>(std::ranges::lower_bound(result.weeks, diverges) -
                                                result.weeks.begin());
    std::vector<std::vector<double>> by_week;
    for (std::size_t week = first; week < result.weeks.size(); ++week)
        by_week.push_back(differences(result, scenario, week, 0));
    story.course = effect_course(by_week, result.weeks, first);
    if (!story.course)
        return story;
    const auto& at_peak = by_week[story.course->peak - first];
    story.peak_date = date_of(result.weeks[story.course->peak]);
    story.peak = spread_of_all(at_peak);
    story.end = spread_of_all(by_week.back());
    story.peak_error = error_of_median(at_peak, 1);
    story.same_sign = static_cast<std::size_t>(std::ranges::count_if(
        at_peak, [&](double value) { return value * story.peak.median > 0; }));
    story.visibility = visibility_of(story.peak.median / kPoints, detectable);
    story.fear = fear_effect(result, scenario, story.course->peak);
    if (story.tells())
        story.stand_out =
            groups_that_stand_out(result, country, agents, scenario, story.course->peak);
    return story;
}

ScenarioNote note_on(const std::vector<ScenarioNote>& notes, const std::string& id) {
    const auto found = std::ranges::find(notes, id, &ScenarioNote::id);
    return found == notes.end() ? ScenarioNote{id, {}, {}} : *found;
}

} // namespace kozqaras
