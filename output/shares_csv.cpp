// shares.csv: quantiles of the shares of adults who answer questions outside the index, and pairs
// of questions, positively; and of what scenarios do to them.

#include <algorithm>

#include "output/csv_files.hpp"
#include "output/outside_shares.hpp"
#include "support/csv_text.hpp"
#include "support/parallel.hpp"

namespace kozqaras {

namespace {

/// A distribution that the file shows.
struct ShownShare {
    ShareSubject subject;
    std::size_t scenario = 0, week = 0;
    bool difference = false;
    std::vector<double> quantiles{};
    Signs signs{};
};

/// At the end of every year and at the waves.
std::vector<std::size_t> shown_weeks(const RunResult& result) {
    std::vector<std::size_t> weeks;
    for (const YearEnd& end : year_ends(result))
        weeks.push_back(end.week);
    for (const Week wave : result.wave_weeks)
        if (wave <= result.weeks.back())
            weeks.push_back(nearest_reported_week(result, wave));
    std::ranges::sort(weeks);
    weeks.erase(std::ranges::unique(weeks).begin(), weeks.end());
    return weeks;
}

std::vector<ShownShare> shown_shares(const SurveyTables& survey, const RunResult& result) {
    std::vector<ShownShare> shown;
    for (std::size_t scenario = 0; scenario < result.scenarios(); ++scenario)
        for (const ShareSubject& subject : share_subjects(survey, result))
            for (const std::size_t week : shown_weeks(result)) {
                shown.push_back({subject, scenario, week, false});
                if (scenario > 0)
                    shown.push_back({subject, scenario, week, true});
            }
    return shown;
}

} // namespace

std::string shares_csv(const RunPlan& plan, const RunResult& result,
                       const RunDocumentation& documentation) {
    const ResultView view(result);
    auto probabilities = documentation.quantiles;
    std::ranges::sort(probabilities);
    auto shown = shown_shares(plan.world->inputs.survey, result);
    for_blocks(shown.size(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            ShownShare& one = shown[i];
            auto values = one.difference ? one.subject.difference(view, one.scenario, one.week)
                                         : one.subject.draws(view, one.scenario, one.week);
            one.signs = signs_of(values);
            one.quantiles = quantiles_of(std::move(values), probabilities);
        }
    });
    CsvText csv{"scenario", "date", "kind", "id", "measure", "statistic", "quantile", "value"};
    for (const ShownShare& one : shown) {
        const auto add = [&](std::string_view statistic, const std::string& probability,
                             double value) {
            csv.add({result.scenario_ids[one.scenario], to_string(date_of(result.weeks[one.week])),
                     one.subject.pair ? "pair" : "question", one.subject.id,
                     one.difference ? "minus_baseline" : "share", statistic, probability,
                     number_cell(value)});
        };
        for (std::size_t i = 0; i < probabilities.size(); ++i)
            add("quantile", fmt::format("{:g}", probabilities[i]), one.quantiles[i]);
        if (!one.difference)
            continue;
        add("share_of_members_higher", "", one.signs.higher);
        add("share_of_members_lower", "", one.signs.lower);
    }
    return csv.text();
}

} // namespace kozqaras
