#include "output/outside_shares.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "observations/survey_error.hpp"

namespace kozqaras {

std::vector<double> ShareSubject::draws(const ResultView& view, std::size_t scenario,
                                        std::size_t week) const {
    return pair ? view.joint(scenario, week, place) : view.share(scenario, week, place);
}

std::vector<double> ShareSubject::difference(const ResultView& view, std::size_t scenario,
                                             std::size_t week) const {
    auto values = draws(view, scenario, week);
    const auto baseline = draws(view, 0, week);
    std::ranges::transform(values, baseline, values.begin(), std::minus{});
    return values;
}

std::vector<ShareSubject> share_subjects(const SurveyTables& survey, const RunResult& result) {
    std::vector<ShareSubject> subjects;
    for (std::size_t place = 0; place < result.share_questions.size(); ++place) {
        const Question& question = survey.questions[result.share_questions[place]];
        subjects.push_back({false, place, question.id, question.wording});
    }
    for (std::size_t place = 0; place < result.joints.size(); ++place)
        subjects.push_back(
            {true, place, survey.joint_answers[place].id, survey.joint_answers[place].wording});
    return subjects;
}

namespace {

std::vector<ShareDifference> share_differences(const ShareSubject& subject,
                                               const ResultView& view) {
    const RunResult& result = view.result();
    const YearEnd end = year_ends(result).back();
    std::vector<ShareDifference> differences;
    for (std::size_t scenario = 1; scenario < result.scenarios(); ++scenario) {
        if (result.diverges[scenario] > result.weeks[end.week])
            continue;
        const auto values = subject.difference(view, scenario, end.week);
        if (const auto spread = spread_of(values))
            differences.push_back({scenario, end.year, *spread, signs_of(values)});
    }
    return differences;
}

std::optional<int> respondents_in(const SurveyTables& survey, const Observation& share) {
    if (share.respondents)
        return share.respondents;
    return share.of_group()
               ? survey.size_of(share.population.factor, share.population.group, share.wave)
               : survey.waves[static_cast<std::size_t>(share.wave)].respondents;
}

std::vector<PrintedShare> printed_shares(const SurveyTables& survey, const ResultView& view,
                                         int question) {
    std::vector<PrintedShare> rows;
    for (const Observation& one : survey.observations) {
        if (one.question != question || one.quantity != Quantity::positive_percent ||
            one.relation != Relation::equal || !(one.of_everyone() || one.of_group()))
            continue;
        const int group = one.of_group() ? survey.country->group_index(one.population.factor,
                                                                       one.population.group)
                                         : 0;
        std::vector<double> positive;
        for (std::size_t member = 0; member < view.result().members; ++member)
            positive.push_back(view.wave_answer(member, one.wave, group, question).positive);
        const auto model = spread_of(std::move(positive));
        if (!model)
            continue;
        const auto& wave = survey.waves[static_cast<std::size_t>(one.wave)];
        double error = 0.0;
        if (const auto people = respondents_in(survey, one))
            error = std::sqrt(wave.design_effect.value_or(kDesignEffect) * one.value *
                              (1.0 - one.value) / *people);
        rows.push_back({one, *model, error});
    }
    return rows;
}

std::string in_percent(double share) {
    return fmt::format("{:.0f}", 100.0 * share);
}

std::string percent_interval(const Spread& spread) {
    return std::isnan(spread.low90)
               ? ""
               : fmt::format("{} to {}", in_percent(spread.low90), in_percent(spread.high90));
}

/// Points of a share, with sign; never "-0.0".
std::string share_in_points(double share) {
    const double value = std::abs(share) < 0.0005 ? 0.0 : 100.0 * share;
    return fmt::format("{:+.1f}", value);
}

std::string difference_line(const RunResult& result, const ShareDifference& row) {
    std::string line = fmt::format("      {:<44}{:>7}", result.scenario_ids[row.scenario],
                                   share_in_points(row.spread.median));
    if (!std::isnan(row.spread.low90))
        line += fmt::format("   {:<16}  higher in {:.0f} of 100",
                            fmt::format("{} to {}", share_in_points(row.spread.low90),
                                        share_in_points(row.spread.high90)),
                            100.0 * row.signs.higher);
    return line + '\n';
}

std::string printed_lines(const SurveyTables& survey, const OutsideShare& share) {
    if (share.printed.empty())
        return "";
    std::string text = fmt::format("    {:<32}{:>8} {:>8}  {:<12} {}\n", "sample as fielded",
                                   "printed", "model", "90 %", "s.e. of the printed");
    for (const PrintedShare& row : share.printed) {
        const Observation& one = row.published;
        const std::string who =
            one.of_group()
                ? fmt::format("{} {}",
                              kFactorCodes[static_cast<std::size_t>(one.population.factor)],
                              one.population.name)
                : "everyone";
        text += fmt::format(
            "      {:<30}{:>8} {:>8}  {:<12} {}\n",
            fmt::format("{}, {}", survey.waves[static_cast<std::size_t>(one.wave)].id, who),
            in_percent(one.value), in_percent(row.model.median), percent_interval(row.model),
            row.standard_error > 0.0 ? fmt::format("{:.1f}", 100.0 * row.standard_error) : "");
    }
    return text;
}

std::string share_text(const SurveyTables& survey, const RunResult& result,
                       const OutsideShare& share) {
    std::string text = fmt::format("  {} ({})\n", share.subject.wording, share.subject.id);
    text += printed_lines(survey, share);
    text += fmt::format("    all adults, end of year\n");
    for (const auto& [year, spread] : share.years)
        text += fmt::format("      {:<30}{:>8} {:>8}  {}\n", year, "", in_percent(spread.median),
                            percent_interval(spread));
    if (share.differences.empty())
        return text;
    text += fmt::format("    scenario minus baseline, points, end of {}\n",
                        share.differences.front().year);
    for (const ShareDifference& row : share.differences)
        text += difference_line(result, row);
    return text;
}

} // namespace

std::vector<OutsideShare> outside_shares(const SurveyTables& survey, const ResultView& view) {
    const RunResult& result = view.result();
    std::vector<OutsideShare> shares;
    for (const ShareSubject& subject : share_subjects(survey, result)) {
        OutsideShare share{subject, {}, share_differences(subject, view), {}};
        for (const YearEnd& end : year_ends(result))
            if (const auto spread = spread_of(subject.draws(view, 0, end.week)))
                share.years.push_back({end.year, *spread});
        if (!subject.pair) {
            const std::size_t question = result.share_questions[subject.place];
            if (!survey.questions[question].indicator)
                share.printed = printed_shares(survey, view, static_cast<int>(question));
        }
        shares.push_back(std::move(share));
    }
    return shares;
}

std::string outside_shares_text(const SurveyTables& survey, const ResultView& view) {
    std::string text;
    for (const OutsideShare& share : outside_shares(survey, view))
        text += share_text(survey, view.result(), share);
    return text.empty() ? text
                        : "\nOUTSIDE THE INDEX, per cent who answer positively, median and 90 % "
                          "interval\n" +
                              text;
}

} // namespace kozqaras
