// The three sentences and the line of trust of brief and report.

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "output/brief_page.hpp"
#include "output/scenario_story.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kFewMembers = 20;

int calendar_year(Date date) {
    return static_cast<int>(std::chrono::year_month_day(date).year());
}

/// "One; two; three."
std::string sentence_of(const std::vector<std::string>& clauses) {
    return fmt::format("{}.", fmt::join(clauses, "; "));
}

std::string clause_of_end(const FinishedScenario& scenario, const PageWords& words) {
    constexpr double kSmallest = 0.05;
    const ChartPoint& end = scenario.end;
    const std::string year = fmt::format("{}", calendar_year(end.date));
    const bool crossed = end.median * scenario.peak->median < 0;
    if (std::abs(end.median) < kSmallest || (crossed && end.low90 * end.high90 <= 0))
        return words.of("brief.end.nothing", {{"year", year}});
    return words.of(crossed ? "brief.end.crossed" : "brief.end",
                    {{"year", year}, {"points", words.signed_number(end.median)}});
}

std::string how_much_of(const FinishedRun& run, const FinishedScenario& scenario,
                        const PageWords& words) {
    if (!scenario.diverges)
        return sentence_of({words.of("brief.nothing.ever")});
    if (!scenario.tells())
        return sentence_of({words.of("brief.nothing", {{"points", words.number(0.1)}})});
    const ChartPoint& peak = *scenario.peak;
    if (!direction_is_clear(scenario.agreeing, run.members))
        return sentence_of({words.of("brief.unclear", {{"points", words.signed_number(peak.median)},
                                                       {"month", words.month(peak.date)}})});
    const std::string_view way = peak.median > 0 ? "better" : "worse",
                           how = scenario.still_growing ? "growing" : "peak";
    std::vector<std::string> clauses{words.of(
        fmt::format("brief.{}.{}", how, way),
        {{"points", words.number(std::abs(peak.median))}, {"month", words.month(peak.date)}})};
    if (scenario.still_growing)
        return sentence_of(clauses);
    clauses.push_back(
        scenario.half_life_weeks
            ? words.of("brief.half", {{"weeks", words.number(*scenario.half_life_weeks, 0)}})
            : words.of("brief.lasts"));
    clauses.push_back(clause_of_end(scenario, words));
    return sentence_of(clauses);
}

/// What a survey as large as the last one would see of the peak.
std::string clause_of_survey(const FinishedRun& run, const FinishedScenario& scenario,
                             const PageWords& words) {
    const double size = std::abs(scenario.peak->median);
    const std::string_view key = size >= run.seen_surely    ? "brief.survey.sees"
                                 : size >= run.seen_at_best ? "brief.survey.may.miss"
                                                            : "brief.survey.misses";
    return words.of(key, {{"n", words.number(*run.survey_size, 0)}});
}

std::string how_sure_of(const FinishedRun& run, const FinishedScenario& scenario,
                        const PageWords& words) {
    if (run.members < 2)
        return sentence_of({words.of("brief.one.member")});
    if (!scenario.tells())
        return sentence_of(
            {words.of("brief.members", {{"members", words.number(double(run.members), 0)}})});
    const ChartPoint& peak = *scenario.peak;
    std::vector<std::string> clauses{
        words.of("brief.interval", {{"low", words.signed_number(peak.low90)},
                                    {"high", words.signed_number(peak.high90)}}),
        words.of(peak.median > 0 ? "brief.agree.better" : "brief.agree.worse",
                 {{"n", words.number(double(scenario.agreeing), 0)},
                  {"members", words.number(double(run.members), 0)}})};
    if (run.survey_size)
        clauses.push_back(clause_of_survey(run, scenario, words));
    if (run.members < kFewMembers)
        clauses.push_back(words.of("brief.few"));
    return sentence_of(clauses);
}

/// The status quo from the end of the last wave's year to the end of the run.
ThreeSentences status_quo_sentences(const FinishedRun& run, const PageWords& words) {
    const auto ends = ends_of_years(run.course(), run.known_until());
    const ChartPoint& first =
        ends.empty() ? run.course().front() : *point_at(run.course(), ends.front());
    const ChartPoint& last = run.course().back();
    ThreeSentences told;
    told.how_much = sentence_of(
        {words.of("brief.level", {{"from", words.signed_number(first.median)},
                                  {"to", words.signed_number(last.median)},
                                  {"first", fmt::format("{}", calendar_year(first.date))},
                                  {"last", fmt::format("{}", calendar_year(last.date))}})});
    told.how_sure = run.members < 2
                        ? sentence_of({words.of("brief.one.member")})
                        : sentence_of({words.of("brief.level.interval",
                                                {{"low", words.signed_number(last.low90)},
                                                 {"high", words.signed_number(last.high90)}})});
    return told;
}

std::string starting_point(const FinishedRun& run, const PageWords& words) {
    return run.calibrated
               ? words.of("brief.fitted",
                          {{"waves", fmt::format("{}", fmt::join(run.fitted_waves, ", "))}})
               : words.of("not.calibrated");
}

std::string polls_clause(const PollTest& polls, const PageWords& words) {
    return words.of("brief.trust.polls", {{"n", words.number(polls.forecasts, 0)},
                                          {"countries", words.number(polls.countries, 0)},
                                          {"inside", words.number(100 * polls.inside90, 0)}});
}

std::string wave_clause(const WaveTest& test, const PageWords& words) {
    PageWords::Values values{{"wave", test.wave},
                             {"fitted", test.fitted_to},
                             {"points", words.number(std::abs(test.missed_by()), 0)},
                             {"foreseen", words.signed_number(test.foreseen, 0)},
                             {"observed", words.signed_number(test.observed, 0)}};
    std::string text = words.of("brief.trust.wave", values);
    for (const ScoredKind& kind : test.kinds)
        if (kind.kind == "question")
            text +=
                ' ' + words.of("brief.trust.questions", {{"inside", words.number(kind.inside90, 0)},
                                                         {"n", words.number(kind.count, 0)}});
    return text;
}

} // namespace

ThreeSentences three_sentences(const FinishedRun& run, const FinishedScenario* scenario,
                               const PageWords& words, const PageNames& names) {
    if (scenario == nullptr) {
        auto told = status_quo_sentences(run, words);
        told.rests_on = starting_point(run, words);
        return told;
    }
    ThreeSentences told{how_much_of(run, *scenario, words), how_sure_of(run, *scenario, words), ""};
    const auto grounds = grounds_in_words(*scenario, words, names);
    if (!grounds.empty())
        told.rests_on = words.of("brief.grounds", {{"grounds", grounds}}) + ' ';
    told.rests_on += starting_point(run, words);
    return told;
}

std::string trust_line(const TrackRecord& record, const PageWords& words) {
    std::string line;
    if (const PollTest* polls = record.all_polls())
        line = polls_clause(*polls, words);
    for (const WaveTest& test : record.waves)
        if (test.knows == "nothing")
            line += (line.empty() ? "" : " ") + wave_clause(test, words);
    return line.empty() ? words.of("brief.trust.none") : line;
}

} // namespace kozqaras
