// index.csv and differences.csv: quantiles of the index and of its paired difference, one fact per
// row.

#include <algorithm>

#include "model/engine/ensemble.hpp"
#include "output/csv_files.hpp"
#include "support/csv_text.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

/// Who a row is about: a reporting group of adults, or the sample as fielded (group -1).
struct Subject {
    int group = 0;
    GroupName name;
};

std::vector<Subject> subjects_of(const RunPlan& plan) {
    std::vector<Subject> subjects;
    for (const GroupName& name : group_names(*plan.world->inputs.country))
        subjects.push_back({static_cast<int>(subjects.size()), name});
    const SurveyTables& survey = plan.world->inputs.survey;
    const std::string& wave = survey.samples[survey.waves.back().sample].wave;
    subjects.push_back(
        {-1, {"sample", "sample", "as_fielded_" + wave, "sample as fielded", false}});
    return subjects;
}

/// Weeks at which groups are written to the CSV files: waves and year ends. results.h5 holds all.
std::vector<bool> group_weeks(const RunResult& result) {
    std::vector<bool> wanted(result.weeks.size(), false);
    for (const YearEnd& end : year_ends(result))
        wanted[end.week] = true;
    for (const Week wave : result.wave_weeks)
        if (wave <= result.weeks.back())
            wanted[nearest_reported_week(result, wave)] = true;
    return wanted;
}

bool is_everyone(const Subject& subject) {
    return subject.group <= 0;
}

/// The five leading cells shared by both files, and the last one.
struct RowKey {
    std::string scenario, date, region, factor, group, methodology;
};

RowKey key_of(const RunResult& result, std::size_t scenario, std::size_t week,
              const Subject& subject) {
    return {result.scenario_ids[scenario],
            to_string(date_of(result.weeks[week])),
            subject.name.is_region ? subject.name.group : "",
            subject.name.factor,
            subject.name.group,
            result.methodology};
}

/// Which value of the result a row shows; group -1 is the sample as fielded.
struct Place {
    std::size_t scenario = 0, week = 0;
    int group = 0, value = 0;
};

/// A distribution that the file shows, in the order of its rows.
struct Shown {
    Place place;
    RowKey key;
    std::string_view indicator;
};

/// From scenario `first` on.
std::vector<Shown> shown_values(const RunPlan& plan, const RunResult& result, std::size_t first) {
    std::vector<Shown> shown;
    const CodeList& codes = plan.world->inputs.country->index_values;
    const auto with_groups = group_weeks(result);
    for (std::size_t scenario = first; scenario < result.scenarios(); ++scenario)
        for (const Subject& subject : subjects_of(plan))
            for (std::size_t week = 0; week < result.weeks.size(); ++week) {
                if (!is_everyone(subject) && !with_groups[week])
                    continue;
                const auto key = key_of(result, scenario, week, subject);
                for (int value = 0; value <= result.composite(); ++value)
                    shown.push_back({{scenario, week, subject.group, value},
                                     key,
                                     codes[static_cast<std::size_t>(value)]});
            }
    return shown;
}

/// Of each of `shown` what `summarise` makes of its draws; on all cores, for there are many draws.
template <class Summary, class Summarise>
std::vector<Summary> summaries(const std::vector<Shown>& shown, const Summarise& summarise) {
    std::vector<Summary> found(shown.size());
    for_blocks(shown.size(), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            found[i] = summarise(shown[i].place);
    });
    return found;
}

struct DifferenceSummary {
    std::vector<double> quantiles;
    Signs signs;
};

void add_quantiles(CsvText& csv, const RowKey& key, std::string_view indicator,
                   const std::vector<double>& found, const std::vector<double>& probabilities) {
    for (std::size_t i = 0; i < found.size(); ++i)
        csv.add({key.scenario, key.date, key.region, key.factor, key.group, indicator,
                 fmt::format("{:g}", probabilities[i]), number_cell(found[i]), key.methodology});
}

void add_difference(CsvText& csv, const RowKey& key, std::string_view indicator,
                    const DifferenceSummary& found, const std::vector<double>& probabilities) {
    const auto add = [&](std::string_view statistic, std::string_view probability, double value) {
        csv.add({key.scenario, key.date, key.region, key.factor, key.group, indicator, statistic,
                 probability, number_cell(value), key.methodology});
    };
    for (std::size_t i = 0; i < found.quantiles.size(); ++i)
        add("quantile", fmt::format("{:g}", probabilities[i]), found.quantiles[i]);
    add("share_of_members_higher", "", found.signs.higher);
    add("share_of_members_lower", "", found.signs.lower);
}

std::vector<double> sorted_probabilities(const RunDocumentation& documentation) {
    auto probabilities = documentation.quantiles;
    std::ranges::sort(probabilities);
    return probabilities;
}

} // namespace

std::string index_csv(const RunPlan& plan, const RunResult& result,
                      const RunDocumentation& documentation) {
    const ResultView view(result);
    const auto probabilities = sorted_probabilities(documentation);
    CsvText csv{"scenario",  "date",     "region", "factor",     "group",
                "indicator", "quantile", "value",  "methodology"};
    const auto shown = shown_values(plan, result, 0);
    const auto found = summaries<std::vector<double>>(shown, [&](const Place& at) {
        return quantiles_of(at.group < 0 ? view.sample(at.scenario, at.week, at.value)
                                         : view.adults(at.scenario, at.week, at.group, at.value),
                            probabilities);
    });
    for (std::size_t i = 0; i < shown.size(); ++i)
        add_quantiles(csv, shown[i].key, shown[i].indicator, found[i], probabilities);
    return csv.text();
}

std::string differences_csv(const RunPlan& plan, const RunResult& result,
                            const RunDocumentation& documentation) {
    const ResultView view(result);
    const auto probabilities = sorted_probabilities(documentation);
    CsvText csv{"scenario",  "date",      "region",   "factor", "group",
                "indicator", "statistic", "quantile", "value",  "methodology"};
    const auto shown = shown_values(plan, result, 1);
    const auto found = summaries<DifferenceSummary>(shown, [&](const Place& at) {
        const auto values = at.group < 0
                                ? view.sample_difference(at.scenario, at.week, at.value)
                                : view.adults_difference(at.scenario, at.week, at.group, at.value);
        return DifferenceSummary{quantiles_of(values, probabilities), signs_of(values)};
    });
    for (std::size_t i = 0; i < shown.size(); ++i)
        add_difference(csv, shown[i].key, shown[i].indicator, found[i], probabilities);
    return csv.text();
}
} // namespace kozqaras
