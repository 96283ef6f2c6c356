#include "workbench/comparison.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/engine/ensemble.hpp"
#include "support/statistics.hpp"

namespace kozqaras {
namespace {

constexpr double kMiddle = 0.5;

/// Both sides of a comparison at one place; one value per member each, shares of net.
struct Sides {
    std::vector<double> scenario, reference;
};

ComparedRow row_of(const Sides& sides) {
    ComparedRow row;
    row.reference_mean = kPointsPerShare * mean(sides.reference);
    row.scenario_mean = kPointsPerShare * mean(sides.scenario);
    row.reference_median = kPointsPerShare * quantile(sides.reference, kMiddle);
    row.scenario_median = kPointsPerShare * quantile(sides.scenario, kMiddle);
    const auto differences = paired(sides.scenario, sides.reference, kPointsPerShare);
    row.effect = paired_effect(differences);
    row.improves = signs_of(differences).higher;
    return row;
}

class RowMaker {
  public:
    RowMaker(const ComparedRuns& runs, std::vector<ComparedRow>& rows) : runs_(runs), rows_(rows) {}

    /// All values of `group`.
    void add_group(std::size_t scenario, std::size_t reference, std::size_t week,
                   const ComparedGroup& group) {
        for (int value = runs_.result.composite(); value >= 0; --value) // the composite first
            add(scenario, reference, week,
                {index_values(runs_, scenario, week, group, value),
                 index_values(runs_, reference, week, group, value)},
                group, runs_.country->index_values[static_cast<std::size_t>(value)]);
    }

    void add_questions(std::size_t scenario, std::size_t reference, std::size_t week) {
        for (std::size_t q = 0; q < runs_.questions.size(); ++q)
            add(scenario, reference, week,
                {question_values(runs_, scenario, week, q),
                 question_values(runs_, reference, week, q)},
                {"question", runs_.questions[q].id, runs_.questions[q].wording, {}}, "net");
    }

  private:
    void add(std::size_t scenario, std::size_t reference, std::size_t week, const Sides& sides,
             const ComparedGroup& group, std::string_view value) {
        ComparedRow row = row_of(sides);
        row.scenario = scenario;
        row.reference = reference;
        row.date = date_of(runs_.result.weeks[week]);
        row.factor = group.factor;
        row.group = group.code;
        row.label = group.label;
        row.value = value;
        rows_.push_back(std::move(row));
    }

    const ComparedRuns& runs_;
    std::vector<ComparedRow>& rows_;
};

void add_rows(const ComparedRuns& runs, const ComparisonOptions& options, std::size_t scenario,
              std::size_t reference, std::vector<ComparedRow>& rows) {
    RowMaker maker(runs, rows);
    for (const Date date : options.dates) {
        const std::size_t week = reported_week_for(runs.result.weeks, date);
        maker.add_group(scenario, reference, week, everyone());
        for (const BreakdownKind kind : options.by)
            if (kind == BreakdownKind::question)
                maker.add_questions(scenario, reference, week);
            else
                for (const auto& group : groups_of(runs, kind))
                    maker.add_group(scenario, reference, week, group);
    }
}

/// Best group's composite minus the worst's, of each member.
std::vector<double> gaps(const ComparedRuns& runs, std::size_t scenario, std::size_t week,
                         const std::vector<ComparedGroup>& groups) {
    std::vector<double> highest(runs.result.members, -2.0), lowest(runs.result.members, 2.0);
    for (const auto& group : groups) {
        const auto values = index_values(runs, scenario, week, group, runs.result.composite());
        for (std::size_t m = 0; m < values.size(); ++m) {
            highest[m] = std::fmax(highest[m], values[m]);
            lowest[m] = std::fmin(lowest[m], values[m]);
        }
    }
    return paired(highest, lowest);
}

void add_polarisation(const ComparedRuns& runs, std::size_t scenario, std::size_t week,
                      std::vector<PolarisationRow>& rows) {
    const auto add = [&](std::string what, const Sides& sides) {
        const ComparedRow row = row_of(sides);
        rows.push_back({scenario, date_of(runs.result.weeks[week]), std::move(what),
                        row.reference_mean, row.scenario_mean, row.effect, row.improves});
    };
    for (std::size_t a = 0; a < kAttitudeCount; ++a)
        add(fmt::format("s.d. of {}", kAttitudeCodes[a]),
            {spread_values(runs, scenario, week, a), spread_values(runs, 0, week, a)});
    for (std::size_t k = 0; k < kBreakdownCodes.size(); ++k) {
        const auto groups = groups_of(runs, static_cast<BreakdownKind>(k));
        if (!groups.empty())
            add(fmt::format("gap by {}", kBreakdownCodes[k]),
                {gaps(runs, scenario, week, groups), gaps(runs, 0, week, groups)});
    }
}

/// The change of each line between two reported weeks, and the share of the baseline's that is
/// left.
void add_changes(const ComparedRuns& runs, std::size_t from, std::size_t to,
                 std::vector<ChangeRow>& rows) {
    for (std::size_t s = 0; s < runs.result.scenarios(); ++s)
        for (int value = runs.result.composite(); value >= 0; --value) {
            const auto change = [&](std::size_t scenario) {
                return paired(index_values(runs, scenario, to, everyone(), value),
                              index_values(runs, scenario, from, everyone(), value),
                              kPointsPerShare);
            };
            const auto own = change(s), baseline = change(0);
            ChangeRow row{s,
                          date_of(runs.result.weeks[from]),
                          date_of(runs.result.weeks[to]),
                          std::string(runs.country->index_values[static_cast<std::size_t>(value)]),
                          paired_effect(own),
                          std::nullopt};
            if (s > 0 && std::ranges::all_of(baseline, [](double c) { return c > 0; })) {
                std::vector<double> shares;
                for (std::size_t m = 0; m < own.size(); ++m)
                    shares.push_back(own[m] / baseline[m]);
                row.share = paired_effect(shares);
            }
            rows.push_back(std::move(row));
        }
}

} // namespace

std::size_t reported_week_for(std::span<const Week> weeks, Date date) {
    const auto found = std::ranges::lower_bound(weeks, week_of(date));
    return std::min(static_cast<std::size_t>(found - weeks.begin()), weeks.size() - 1);
}

std::optional<Course> course_of(const ComparedRuns& runs, std::size_t scenario) {
    const RunResult& result = runs.result;
    const Week diverges = result.diverges[scenario];
    const auto first = static_cast<std::size_t>(std::ranges::lower_bound(result.weeks, diverges) -
                                                result.weeks.begin());
    if (scenario == 0 || first >= result.weeks.size())
        return std::nullopt;
    std::vector<std::vector<double>> by_week;
    for (std::size_t t = first; t < result.weeks.size(); ++t)
        by_week.push_back(paired(index_values(runs, scenario, t, everyone(), result.composite()),
                                 index_values(runs, 0, t, everyone(), result.composite()),
                                 kPointsPerShare));
    const auto found = effect_course(by_week, result.weeks, first);
    if (!found)
        return std::nullopt;
    Course course;
    course.scenario = scenario;
    course.diverges = date_of(diverges);
    course.peak = paired_effect(by_week[found->peak - first]);
    course.peak_week = result.weeks[found->peak] - diverges;
    course.half_effect_week = result.weeks[found->half_effect] - diverges;
    course.half_life_weeks = found->half_life_weeks;
    course.decayed = found->decayed;
    course.at_end = found->still_growing;
    return course;
}

std::vector<DetectableRow> detectable_rows(const SurveyTables& survey, int respondents) {
    const int last = last_wave_with_nets(survey);
    const auto known = survey.waves[static_cast<std::size_t>(last)].respondents;
    std::vector<DetectableRow> rows;
    if (!known)
        return rows;
    // As in survey_error.cpp, for two surveys of different size: the error of the next one is that
    // of the last wave times sqrt(n last / n next).
    constexpr double kPowerFactor = 2.8;
    const double factor =
        kPointsPerShare * kPowerFactor * std::sqrt(1.0 + static_cast<double>(*known) / respondents);
    const auto add = [&](std::string_view value, const std::optional<ErrorBounds>& error) {
        if (error)
            rows.push_back(
                {std::string(value), factor * error->independent, factor * error->correlated});
    };
    const Country& country = *survey.country;
    add(country.index_values[static_cast<std::size_t>(country.composite())],
        composite_error(survey, last));
    for (int i = 0; i < country.composite(); ++i)
        add(country.indicators[static_cast<std::size_t>(i)],
            indicator_error(survey, static_cast<Indicator>(i), last));
    return rows;
}

std::optional<DetectableEffect> detectable_composite(const Comparison& comparison) {
    if (comparison.detectable.empty())
        return std::nullopt;
    const DetectableRow& composite = comparison.detectable.front();
    return DetectableEffect{
        comparison.respondents,
        {composite.independent / kPointsPerShare, composite.correlated / kPointsPerShare}};
}

Comparison compare(const ComparedRuns& runs, const SurveyTables& survey,
                   const ComparisonOptions& options) {
    Comparison comparison;
    const std::size_t scenarios = runs.result.scenarios();
    const std::size_t last = reported_week_for(runs.result.weeks, options.dates.back());
    const auto baseline = index_values(runs, 0, last, everyone(), runs.result.composite());
    for (std::size_t s = 1; s < scenarios; ++s) {
        add_rows(runs, options, s, 0, comparison.rows);
        if (auto course = course_of(runs, s))
            comparison.courses.push_back(*course);
        add_polarisation(runs, s, last, comparison.polarisation);
        comparison.pairing.push_back(pairing_gain(
            index_values(runs, s, last, everyone(), runs.result.composite()), baseline));
    }
    for (std::size_t s = 2; s < scenarios && options.each_other; ++s)
        for (std::size_t reference = 1; reference < s; ++reference)
            add_rows(runs, options, s, reference, comparison.rows);
    if (options.since)
        for (const Date date : options.dates)
            add_changes(runs, reported_week_for(runs.result.weeks, *options.since),
                        reported_week_for(runs.result.weeks, date), comparison.changes);
    const auto last_wave = static_cast<std::size_t>(last_wave_with_nets(survey));
    comparison.last_respondents = survey.waves[last_wave].respondents.value_or(0);
    comparison.respondents = options.respondents.value_or(comparison.last_respondents);
    if (comparison.respondents > 0)
        comparison.detectable = detectable_rows(survey, comparison.respondents);
    auto agents = runs.group_adults;
    for (double& count : agents)
        count *= runs.scale;
    const auto visible = detectable_composite(comparison);
    for (std::size_t s = 1; s < scenarios; ++s)
        comparison.stories.push_back(tell(runs.result, *runs.country, agents, visible, s));
    return comparison;
}

} // namespace kozqaras
