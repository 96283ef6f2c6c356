// What a comparison says first: each scenario in one line, the strongest on top.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/compare_text.hpp"
#include "support/terminal.hpp"
#include "support/utf8.hpp"

namespace kozqaras {
namespace {

constexpr std::size_t kTitleWidth = 40, kLinesShown = 6;

/// `text`, cut after `most` letters.
std::string first_letters(std::string_view text, std::size_t most) {
    std::string cut;
    for (std::size_t letters = 0; !text.empty(); ++letters) {
        if (letters == most)
            return cut + "...";
        const auto bytes = std::max<std::size_t>(1, utf8_length(text));
        cut += text.substr(0, bytes);
        text.remove_prefix(std::min(bytes, text.size()));
    }
    return cut;
}

/// "visible", "may be missed", "too small".
std::string_view in_a_word(Visibility visibility) {
    switch (visibility) {
    case Visibility::invisible:
        return "too small";
    case Visibility::doubtful:
        return "may miss";
    case Visibility::visible:
        return "visible";
    }
    return "";
}

std::string points_with_interval(const Spread& spread) {
    const auto centre = points_in_words(spread.median);
    return std::isnan(spread.low90)
               ? centre
               : fmt::format("{} [{}, {}]", centre, points_in_words(spread.low90),
                             points_in_words(spread.high90));
}

/// The weakest grade: what stands before the names of levers.
std::string weakest_grade(const std::string& evidence) {
    return evidence.empty() ? "-" : evidence.substr(0, evidence.find(" ("));
}

std::vector<std::string> row_of_story(const ComparisonReport& report, const Story& story) {
    const auto& result = report.runs.result;
    const ScenarioNote note = note_on(report.notes, result.scenario_ids[story.scenario]);
    std::vector<std::string> row{
        first_letters(result.scenario_titles[story.scenario], kTitleWidth)};
    if (!story.tells())
        return {row[0], "below 0.1", "", "", "", "", "too small", weakest_grade(note.evidence)};
    const auto half = story.course->half_life_weeks;
    row.insert(row.end(),
               {points_with_interval(story.peak), month_in_words(story.peak_date),
                story.course->still_growing ? "growing"
                : half                      ? fmt::format("{:.0f} weeks", *half)
                                            : "lasts",
                end_in_words(story) == "nothing is left" ? "0" : points_in_words(story.end.median),
                story.members < 2 ? "-" : fmt::format("{} of {}", story.same_sign, story.members),
                std::string(in_a_word(story.visibility)), weakest_grade(note.evidence)});
    return row;
}

std::string centre_and_interval(std::size_t members) {
    constexpr std::size_t kEnough = 20;
    if (members == 1)
        return "One member: no interval, try --members 50";
    return fmt::format("Median [90 % of {} members{}]", members,
                       members < kEnough ? ": so few are rough, try --members 50" : "");
}

std::vector<Story> strongest_first(std::vector<Story> stories) {
    std::ranges::stable_sort(stories, std::ranges::greater{},
                             [](const Story& story) { return std::abs(story.peak.median); });
    return stories;
}

} // namespace

std::string comparison_story(const ComparisonReport& report) {
    const auto& runs = report.runs;
    const auto stories = strongest_first(report.comparison.stories);
    const std::size_t shown = report.all ? stories.size() : std::min(stories.size(), kLinesShown);
    std::string text = fmt::format(
        "Scenarios against the status quo, points of net (share positive minus negative, x 100), "
        "all adults.\n{}; parameters: {}. Projections, not a forecast.\n",
        centre_and_interval(runs.result.members), runs.parameters);
    std::vector<std::vector<std::string>> rows{
        {"SCENARIO", "PEAK", "WHEN", "HALF GONE",
         fmt::format("END OF {}", year_of(runs.result.weeks.back())), "AGREE", "SURVEY",
         "RESTS ON"}};
    for (std::size_t s = 0; s < shown; ++s)
        rows.push_back(row_of_story(report, stories[s]));
    text += format_table(rows);
    if (report.all)
        return text;
    return text +
           (shown < stories.size()
                ? fmt::format("{} more, and all years, groups and parts: --all; --json, --csv\n",
                              stories.size() - shown)
                : "All years, indicators and parts: --all; groups: --by region; --json, --csv\n");
}

std::string comparison_parts(const ComparisonReport& report) {
    std::string text;
    for (const Story& story : strongest_first(report.comparison.stories)) {
        const auto& id = report.runs.result.scenario_ids[story.scenario];
        const ScenarioNote note = note_on(report.notes, id);
        for (const std::string_view kind : {"channel", "lever"})
            if (const auto parts = parts_in_words(note, kind); !parts.empty())
                text += wrap(
                    fmt::format("{}, {}: {}", id, kind == "channel" ? "through" : "by part", parts),
                    100, "  ");
    }
    return text.empty() ? "" : "\nWHAT THE PARTS DO alone, at the peak of the whole\n" + text;
}

} // namespace kozqaras
