// A scenario's story in words that need no explanation.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/scenario_story.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kColumns = 100;
constexpr double kPointsOfShare = 100.0;

/// "  How sure   ..." in as many lines as it takes.
std::string told(std::string_view what, const std::string& sentence) {
    constexpr std::size_t kTextColumn = 12;
    std::string lines = wrap(sentence, kColumns, std::string(kTextColumn, ' '));
    lines.replace(0, kTextColumn, fmt::format("  {:<{}}", what, kTextColumn - 2));
    return lines;
}

int year_in_words(Date date) {
    return static_cast<int>(std::chrono::year_month_day(date).year());
}

std::string how_much(const Story& story) {
    if (story.course->still_growing)
        return fmt::format("{} points in {}, and it may go on growing.",
                           points_in_words(story.peak.median), month_in_words(story.peak_date));
    const auto half = story.course->half_life_weeks;
    std::string lasts; // of what has no clear direction it would say too much
    if (direction_is_clear(story.same_sign, story.members))
        lasts = half ? fmt::format("half of it is gone {:.0f} weeks later; ", *half)
                     : "more than half of it lasts; ";
    return fmt::format("{} points at most, in {}; {}{} at the end of {}.",
                       points_in_words(story.peak.median), month_in_words(story.peak_date), lasts,
                       end_in_words(story), year_in_words(story.end_date));
}

std::string how_sure(const Story& story) {
    constexpr std::size_t kFew = 20;
    if (story.members < 2)
        return "one run: nothing is known of the uncertainty; try --members 50.";
    std::string text =
        fmt::format("9 in 10 of {} runs say {} to {} points; {} of {} say {}.", story.members,
                    points_in_words(story.peak.low90), points_in_words(story.peak.high90),
                    story.same_sign, story.members, story.peak.median > 0 ? "better" : "worse");
    if (story.members < kFew)
        text += " So few runs are rough: try --members 50.";
    else if (story.peak_error >= 0.1)
        text += fmt::format(" Other runs may move it by {:.1f}.", story.peak_error);
    return text;
}

/// "of 100 adults 61 would approve of Oil refinery (9 in 10 runs: 40 to 80) and 15 disapprove; in
/// Atyrau 55 would." One sentence a project; many are not told.
std::string planned_in_words(const std::vector<PlannedAnswer>& planned) {
    constexpr std::size_t kMostTold = 3;
    constexpr double kHundred = 100.0;
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i + 1 < planned.size() && sentences.size() < kMostTold; i += 2) {
        const PlannedAnswer &all = planned[i], &near = planned[i + 1];
        sentences.push_back(fmt::format(
            "of 100 adults {:.0f} would approve of {} (9 in 10 runs: {:.0f} to {:.0f}) and {:.0f} "
            "disapprove; of 100 in {} {:.0f} would approve.",
            kHundred * all.approve.median, all.project, kHundred * all.approve.low90,
            kHundred * all.approve.high90, kHundred * all.disapprove.median, near.place,
            kHundred * near.approve.median));
    }
    if (planned.size() > 2 * kMostTold)
        sentences.emplace_back("More in projects.csv.");
    return fmt::format("{}", fmt::join(sentences, " "));
}

std::string_view direction_in_words(const Story& story) {
    if (!story.tells())
        return "stay as they are";
    if (!direction_is_clear(story.same_sign, story.members))
        return "may improve or worsen";
    return story.peak.median > 0 ? "improve" : "worsen";
}

std::string survey_sentence(const Story& story, const std::optional<DetectableEffect>& detectable) {
    if (!detectable)
        return "not known: the size of the last survey was not printed.";
    const double low = kPointsOfShare * detectable->effect.independent,
                 high = kPointsOfShare * detectable->effect.correlated;
    switch (story.visibility) {
    case Visibility::invisible:
        return fmt::format("not visible: two surveys of {} show no change below {:.1f} points.",
                           detectable->respondents, low);
    case Visibility::doubtful:
        return fmt::format(
            "two surveys of {} may miss it: they show a change of {:.1f} points at best, of {:.1f} "
            "surely.",
            detectable->respondents, low, high);
    case Visibility::visible:
        return fmt::format("visible: two surveys of {} show a change of {:.1f} points.",
                           detectable->respondents, high);
    }
    return "";
}

std::string who(const Story& story) {
    if (story.members < 2)
        return "";
    std::vector<std::string> groups;
    for (const GroupEffect& group : story.stand_out)
        groups.push_back(fmt::format("{} {}", group.label, points_in_words(group.effect.median)));
    return groups.empty() ? "no group stands out."
                          : fmt::format("{} (all adults {}).", fmt::join(groups, "; "),
                                        points_in_words(story.peak.median));
}

/// Shares of adults, not points of net: people are counted once.
std::string fear_sentence(const FearEffect& fear, std::size_t members) {
    constexpr double kSmallest = 0.05;
    const auto& [threat, both] = fear;
    if (std::abs(threat.median) < kSmallest)
        return "as many people as before see China as a threat.";
    if (members > 1 && threat.low50 * threat.high50 <= 0) // as direction_is_clear()
        return fmt::format("it is not clear whether more or fewer see China as a threat then (9 in "
                           "10 runs: {} to {} people of 100).",
                           points_in_words(threat.low90), points_in_words(threat.high90));
    const auto sure = members < 2
                          ? std::string()
                          : fmt::format(" (9 in 10 runs: {} to {})", points_in_words(threat.low90),
                                        points_in_words(threat.high90));
    return fmt::format("{:.1f} {} people of 100 see China as a threat then{}; as friendly and a "
                       "threat at once: {}.",
                       std::abs(threat.median), threat.median > 0 ? "more" : "fewer", sure,
                       points_in_words(both.median));
}

} // namespace

std::string points_in_words(double points) {
    constexpr double kRoundsToZero = 0.05;
    return fmt::format("{:+.1f}", std::abs(points) < kRoundsToZero ? 0.0 : points);
}

std::string month_in_words(Date date) {
    constexpr std::array<std::string_view, 12> kMonths{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const std::chrono::year_month_day day(date);
    return fmt::format("{} {}", kMonths[static_cast<unsigned>(day.month()) - 1],
                       static_cast<int>(day.year()));
}

std::string end_in_words(const Story& story) {
    constexpr double kSmallest = 0.05;
    const Spread& end = story.end;
    const bool crossed = end.median * story.peak.median < 0;
    const bool told_from_zero = end.low90 * end.high90 > 0;
    if (std::abs(end.median) < kSmallest || (crossed && !told_from_zero))
        return "nothing is left";
    return fmt::format("{}{}", points_in_words(end.median),
                       crossed ? " on the other side" : " is left");
}

/// "Power station" of "Chinese plant or project in a region: Power station".
std::string_view own_name(std::string_view part) {
    constexpr std::string_view kColon = ": ";
    const auto colon = part.find(kColon);
    return colon == std::string_view::npos ? part : part.substr(colon + kColon.size());
}

std::string parts_in_words(const ScenarioNote& note, std::string_view kind) {
    constexpr double kSmallest = 0.05;
    std::vector<std::string> parts;
    for (const PartEffect& part : note.parts)
        if (part.kind == kind)
            parts.push_back(
                fmt::format("{} {}", own_name(part.name), points_in_words(part.at_peak.median)));
    for (const PartEffect& part : note.parts)
        if (part.kind == "rest" && part.of == kind && std::abs(part.at_peak.median) >= kSmallest)
            parts.push_back(fmt::format("{} {}", part.name, points_in_words(part.at_peak.median)));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string story_text(const Story& story, const std::string& title, const ScenarioNote& note,
                       const std::optional<DetectableEffect>& detectable) {
    const bool tells = story.tells();
    std::string text = wrap(fmt::format("{}: views of China {}. A scenario, not a forecast.", title,
                                        direction_in_words(story)),
                            kColumns, "");
    if (!story.diverges)
        return text + told("How much", "it changes nothing within the run.");
    if (!tells)
        return text + told("How much", "less than 0.1 points at any time.") +
               (note.evidence.empty() ? "" : told("Rests on", note.evidence + ".")) +
               (note.planned.empty() ? "" : told("If asked", planned_in_words(note.planned)));
    text += told("How much", how_much(story)) + told("How sure", how_sure(story)) +
            told("Survey", survey_sentence(story, detectable));
    if (!note.evidence.empty())
        text += told("Rests on", note.evidence + ".");
    if (story.fear)
        text += told("Fear", fear_sentence(*story.fear, story.members));
    const auto few = note.part_members > 0
                         ? fmt::format(" (of {} runs, so it may not add up)", note.part_members)
                         : std::string();
    if (const auto channels = parts_in_words(note, "channel"); !channels.empty())
        text += told("Through", channels + few + ".");
    if (const auto levers = parts_in_words(note, "lever"); !levers.empty())
        text += told("By part", levers + few + ".");
    if (const auto groups = who(story); !groups.empty())
        text += told("Who", groups);
    if (!note.planned.empty())
        text += told("If asked", planned_in_words(note.planned));
    return text;
}

} // namespace kozqaras
