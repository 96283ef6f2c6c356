#include "forecast/score_table.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "support/csv_text.hpp"
#include "support/faults.hpp"
#include "support/scoring_rules.hpp"

namespace kozqaras {

namespace {

constexpr std::array<std::string_view, 4> kKinds{"composite", "indicator", "question", "group"};

Series known_series(const ForecastTarget& target, const SurveyErrorSettings& error) {
    Series series;
    for (const KnownWaveValue& known : target.known)
        series.push_back(
            {known.date, known.value, target.error_variance(error, known.respondents)});
    return series;
}

/// How much a year changes questions, and indicators (also used for the composite and groups, of
/// which too few values are known).
struct PooledChange {
    ChangeVariance questions, indicators;

    explicit PooledChange(const ForecastRecord& record) {
        std::vector<Series> of_questions, of_indicators;
        for (const ForecastTarget& target : record.targets) {
            if (target.group != "all" || target.population != "sample")
                continue;
            if (target.kind == "question")
                of_questions.push_back(known_series(target, record.survey_error));
            if (target.kind == "indicator")
                of_indicators.push_back(known_series(target, record.survey_error));
        }
        questions = change_variance(of_questions);
        indicators = change_variance(of_indicators);
    }
};

/// Nothing if the forecast holds no such target.
const ForecastTarget* find_target(const ForecastRecord& record, const ObservedValue& value) {
    const auto found = std::ranges::find_if(record.targets, [&](const ForecastTarget& target) {
        return target.population == "sample" && target.id == value.target &&
               target.group == value.group;
    });
    return found == record.targets.end() ? nullptr : &*found;
}

void score_baselines(const ForecastTarget& target, const ForecastRecord& record,
                     const PooledChange& change, double error_variance, ScoreRow& row) {
    const Series series = known_series(target, record.survey_error);
    for (std::size_t b = 0; b < kBaselineCount; ++b) {
        const auto forecast =
            baseline_forecast(static_cast<Baseline>(b), series,
                              target.kind == "question" ? change.questions : change.indicators,
                              row.observed.date, error_variance);
        if (!forecast)
            continue;
        row.baseline_mean[b] = forecast->mean;
        row.baseline_crps[b] = crps_normal(forecast->mean, forecast->deviation, row.observed.net);
    }
}

/// Nothing if the forecast holds no such value.
std::optional<ScoreRow> score_value(const ForecastRecord& record, const PooledChange& change,
                                    const ObservedValue& value) {
    const ForecastTarget* target = find_target(record, value);
    if (target == nullptr)
        return std::nullopt;
    const auto members = record.members_at(*target, value.date);
    if (!members)
        throw InputError(value.place,
                         fmt::format("{} lies outside the forecast, {} to {}",
                                     to_string(value.date), to_string(record.dates.front()),
                                     to_string(record.dates.back())));
    if (std::ranges::any_of(*members, [](double member) { return std::isnan(member); }))
        return std::nullopt;
    const double variance = target->error_variance(record.survey_error, value.respondents);
    const double deviation = std::sqrt(variance);
    ScoreRow row;
    row.observed = value;
    row.fitted = was_fitted(record, value);
    row.kind = target->group == "all" ? target->kind : "group";
    row.median = mixture_quantile(*members, deviation, 0.5);
    row.crps = fair_crps(*members, deviation, value.net);
    row.log_score = log_score(*members, deviation, value.net);
    row.pit = mixture_probability(*members, deviation, value.net);
    for (std::size_t level = 0; level < kScoredLevels.size(); ++level)
        row.inside[level] =
            central_interval(*members, deviation, kScoredLevels[level]).covers(value.net);
    const Interval interval90 = central_interval(*members, deviation, 0.9);
    row.low90 = interval90.low;
    row.high90 = interval90.high;
    row.interval_score90 = interval_score(interval90, 0.9, value.net);
    score_baselines(*target, record, change, variance, row);
    return row;
}

ScoreSummary summarise(std::string_view kind, const std::vector<ScoreRow>& rows) {
    ScoreSummary summary;
    summary.kind = kind;
    std::array<double, kBaselineCount> own{}, baseline{};
    for (const ScoreRow& row : rows) {
        if (row.kind != kind || row.fitted)
            continue;
        ++summary.count;
        summary.crps += row.crps;
        summary.log_score += row.log_score;
        summary.interval_score90 += row.interval_score90;
        summary.pit += row.pit;
        for (std::size_t level = 0; level < kScoredLevels.size(); ++level)
            summary.coverage[level] += row.inside[level] ? 1.0 : 0.0;
        for (std::size_t b = 0; b < kBaselineCount; ++b)
            if (row.baseline_crps[b]) {
                ++summary.compared[b];
                own[b] += row.crps;
                baseline[b] += *row.baseline_crps[b];
            }
    }
    const double count = std::max(1, summary.count);
    summary.crps /= count;
    summary.log_score /= count;
    summary.interval_score90 /= count;
    summary.pit /= count;
    for (double& share : summary.coverage)
        share /= count;
    for (std::size_t b = 0; b < kBaselineCount; ++b)
        summary.skill[b] = summary.compared[b] > 0 ? skill(own[b], baseline[b]) : std::nan("");
    return summary;
}

std::vector<std::string_view> distinct(const ForecastRecord& record,
                                       std::string ForecastTarget::*field) {
    std::vector<std::string_view> names;
    for (const ForecastTarget& target : record.targets)
        if (std::ranges::find(names, target.*field) == names.end())
            names.emplace_back(target.*field);
    return names;
}

} // namespace

std::vector<std::string_view> target_names(const ForecastRecord& record) {
    return distinct(record, &ForecastTarget::id);
}

std::vector<std::string_view> group_codes(const ForecastRecord& record) {
    return distinct(record, &ForecastTarget::group);
}

bool was_fitted(const ForecastRecord& record, const ObservedValue& value) {
    const ForecastTarget* target = find_target(record, value);
    const bool index = target != nullptr && target->kind != "question";
    // An index follows from any number of its group.
    const auto tells = [&](const ForecastTarget& other, const SeenWave& seen) {
        return other.group == value.group && (index || other.id == value.target) &&
               std::ranges::any_of(other.known, [&](const KnownWaveValue& known) {
                   return known.wave == seen.id && known.fitted;
               });
    };
    return std::ranges::any_of(record.fitted_waves, [&](const SeenWave& seen) {
        if (value.date < seen.field_start || value.date > seen.field_end)
            return false;
        if (!seen.further)
            return std::ranges::count(seen.numbers, value.group.substr(0, value.group.find(':'))) >
                   0;
        return std::ranges::any_of(record.targets,
                                   [&](const ForecastTarget& other) { return tells(other, seen); });
    });
}

WaveScores score_wave(const ForecastRecord& record, const std::vector<ObservedValue>& wave) {
    if (!wave.empty() && std::ranges::all_of(wave, [&](const ObservedValue& value) {
            return was_fitted(record, value);
        }))
        throw InputError({wave.front().place.file},
                         fmt::format("the posterior of this forecast ({}) was fitted to this wave: "
                                     "to score it tests nothing. Score a later wave, or forecast "
                                     "with a posterior that has not seen it",
                                     record.posterior_name));
    const PooledChange change(record);
    WaveScores scores;
    Faults faults;
    for (const ObservedValue& value : wave) {
        try {
            if (auto row = score_value(record, change, value))
                scores.rows.push_back(std::move(*row));
            else
                scores.left_out.push_back(fmt::format("{} of {}", value.target, value.group));
        } catch (const InputError& error) {
            faults.add(value.place, error, "date");
        }
    }
    if (faults.empty() && scores.rows.empty() && !wave.empty())
        faults.add(wave.front().place,
                   "nothing of this wave is forecast: questions are for group 'all' only, and a "
                   "region needs agents (a larger --scale)");
    faults.throw_if_any();
    return scores;
}

std::vector<ScoreSummary> summarise_scores(const std::vector<ScoreRow>& rows) {
    std::vector<ScoreSummary> summaries;
    for (const auto kind : kKinds)
        if (auto summary = summarise(kind, rows); summary.count > 0)
            summaries.push_back(std::move(summary));
    return summaries;
}

namespace {

CsvText empty_table() {
    return CsvText{"kind",
                   "target",
                   "group",
                   "date",
                   "respondents",
                   "observed",
                   "median",
                   "low90",
                   "high90",
                   "inside50",
                   "inside80",
                   "inside90",
                   "pit",
                   "crps",
                   "log_score",
                   "interval_score90",
                   "persistence_mean",
                   "persistence_crps",
                   "linear_trend_mean",
                   "linear_trend_crps",
                   "damped_trend_mean",
                   "damped_trend_crps",
                   "fitted",
                   "source"};
}

} // namespace

std::string score_table(const std::vector<ScoreRow>& rows) {
    CsvText csv = empty_table();
    const auto yes_no = [](bool yes) { return yes ? "yes" : "no"; };
    for (const ScoreRow& row : rows)
        csv.add({row.kind,
                 row.observed.target,
                 row.observed.group,
                 to_string(row.observed.date),
                 std::to_string(row.observed.respondents),
                 number_cell(row.observed.net),
                 number_cell(row.median),
                 number_cell(row.low90),
                 number_cell(row.high90),
                 yes_no(row.inside[0]),
                 yes_no(row.inside[1]),
                 yes_no(row.inside[2]),
                 number_cell(row.pit),
                 number_cell(row.crps),
                 number_cell(row.log_score),
                 number_cell(row.interval_score90),
                 number_cell(row.baseline_mean[0]),
                 number_cell(row.baseline_crps[0]),
                 number_cell(row.baseline_mean[1]),
                 number_cell(row.baseline_crps[1]),
                 number_cell(row.baseline_mean[2]),
                 number_cell(row.baseline_crps[2]),
                 yes_no(row.fitted),
                 row.observed.source});
    return csv.text();
}

} // namespace kozqaras
