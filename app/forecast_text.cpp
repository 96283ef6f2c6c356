#include "app/forecast_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/engine/ensemble.hpp"
#include "support/errors.hpp"
#include "support/terminal.hpp"

namespace kozqaras {

namespace {

constexpr std::size_t kForecastWidth = 100;
constexpr std::size_t kFewMembers = 50;

using Rows = std::vector<std::vector<std::string>>;

std::string signed_number(double value) {
    return std::isnan(value) ? "-" : fmt::format("{:+.3f}", value);
}

/// "+0.312 to +0.401"
std::string range(double low, double high) {
    if (std::isnan(low))
        return "-";
    return fmt::format("{:+.2f} to {:+.2f}", low, high);
}

const ForecastTarget& target_of(const ForecastRecord& record, std::string_view id,
                                std::string_view population) {
    const auto found = std::ranges::find_if(record.targets, [&](const ForecastTarget& target) {
        return target.id == id && target.group == "all" && target.population == population;
    });
    require(found != record.targets.end(), "a forecast without a national target");
    return *found;
}

/// Positions of the last date of each year.
std::vector<std::size_t> last_dates_of_years(const ForecastRecord& record) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < record.dates.size(); ++i)
        if (i + 1 == record.dates.size() ||
            year_of(week_of(record.dates[i])) != year_of(week_of(record.dates[i + 1])))
            found.push_back(i);
    return found;
}

std::string projection_lines(const ForecastRecord& record) {
    Rows rows{{"DATE", "COMPOSITE, SAMPLE", "50 %", "90 %", "ALL ADULTS", "90 %"}};
    const auto &sample = target_of(record, "composite", "sample"),
               &adults = target_of(record, "composite", "adults");
    for (const std::size_t i : last_dates_of_years(record)) {
        const auto own = spread_of(sample.members[i]), all = spread_of(adults.members[i]);
        if (own && all)
            rows.push_back({to_string(record.dates[i]), signed_number(own->median),
                            range(own->low50, own->high50), range(own->low90, own->high90),
                            signed_number(all->median), range(all->low90, all->high90)});
    }
    return format_table(rows);
}

std::string wave_lines(const ForecastRecord& record) {
    Rows rows{{"TARGET", "LAST KNOWN", "MEDIAN", "50 %", "90 %"}};
    for (const ForecastTarget& target : record.targets) {
        if (target.group != "all" || target.wave_quantiles.size() != kForecastLevels.size())
            continue;
        const auto& q = target.wave_quantiles;
        rows.push_back(
            {target.id,
             target.known.empty()
                 ? "-"
                 : fmt::format("{:+.2f} ({})", target.known.back().value, target.known.back().wave),
             signed_number(q[2]), range(q[1], q[3]), range(q[0], q[4])});
    }
    return format_table(rows);
}

/// In their order.
std::vector<std::string> indicators_of(const ForecastRecord& record) {
    std::vector<std::string> ids;
    for (const ForecastTarget& target : record.targets)
        if (target.kind == "indicator" && target.group == "all" && target.population == "sample")
            ids.push_back(target.id);
    return ids;
}

std::string indicator_lines(const ForecastRecord& record) {
    Rows rows{{"INDICATOR, SAMPLE", "DATE", "MEDIAN", "50 %", "90 %"}};
    const auto years = last_dates_of_years(record);
    for (const std::string& code : indicators_of(record))
        for (const std::size_t i : {years.front(), years.back()}) {
            if (const auto spread = spread_of(target_of(record, code, "sample").members[i]))
                rows.push_back({code, to_string(record.dates[i]), signed_number(spread->median),
                                range(spread->low50, spread->high50),
                                range(spread->low90, spread->high90)});
        }
    return format_table(rows);
}

std::string survey_error_words(const ForecastRecord& record) {
    const auto& error = record.survey_error;
    return fmt::format(
        "sampling with design effect {} (half the way between independent and fully correlated "
        "answers for indices), a bias of s.d. {} shared by the questions of an attitude, a drift "
        "of s.d. {} of single questions; none of these is printed, they are the assumptions of the "
        "calibration",
        error.design_effect, error.shared_wave_bias, error.item_drift);
}

/// Which waves the posterior has seen.
std::string fitted_in_words(const ForecastRecord& record) {
    if (!record.calibrated)
        return "no wave was fitted";
    std::string text;
    for (const SeenWave& wave : record.fitted_waves)
        text += fmt::format("{}{} ({})", text.empty() ? "fitted to the waves of " : ", ", wave.id,
                            fmt::join(wave.numbers, ", "));
    return text.empty() ? "what was fitted is not on record" : text;
}

std::string remarks(const ForecastRecord& record) {
    const auto paragraph = [](const std::string& text) { return wrap(text, kForecastWidth, ""); };
    return paragraph(fmt::format("Methodology: {}; sample = as fielded in the last wave, not all "
                                 "adults. Intervals hold 50 or 90 % of {} members.",
                                 record.methodology, record.members)) +
           paragraph(fmt::format("Data: {}. {} National shocks after {} come from a prior.",
                                 fitted_in_words(record), record.posterior_note,
                                 record.last_wave)) +
           paragraph("Record: in the one test there is, 2023 foreseen from 2020 and 2021, "
                     "intervals were too narrow and trends came closer (docs/forecasting.md).") +
           paragraph("Prior alone: regions, and all effects of travel, meetings and plants; no "
                     "regional value was fitted.") +
           paragraph(fmt::format("Events: {}.", record.events));
}

/// One line each: what kind of forecast this is, and what it is not.
std::string kind_in_words(const ForecastRecord& record) {
    std::string text = "Forecast: the status quo goes on; not a scenario.\n";
    if (record.kind == "hindcast")
        text = record.wave && to_string(record.wave->date) < record.issued
                   ? fmt::format("Hindcast: {} was over when this was issued; it is no test of a "
                                 "forecast.\n",
                                 to_string(record.wave->date))
                   : "Hindcast: later waves exist; nobody issued this before them.\n";
    if (record.draft)
        text += fmt::format("DRAFT, no record to be held to: {} members.\n", record.members);
    if (!record.calibrated)
        text +=
            "NOT CALIBRATED: every parameter is drawn from its prior; nothing was fitted to the "
            "survey.\n";
    return text;
}

} // namespace

Date nearest_date(const ForecastRecord& record, Date day) {
    require(!record.dates.empty(), "a forecast without dates");
    return *std::ranges::min_element(record.dates, {},
                                     [&](Date date) { return std::abs((date - day).count()); });
}

std::string forecast_plan(const ForecastRecord& record, const std::filesystem::path& file,
                          const RunEstimate& estimate) {
    std::string text = format_table(
        {{"SETTING", "VALUE"},
         {"kind", record.kind + (record.draft ? ", a draft" : "")},
         {"data", fitted_in_words(record)},
         {"last known wave", record.last_wave},
         {"posterior", record.posterior_name + (record.calibrated ? "" : " (not calibrated)")},
         {"members", std::to_string(record.members)},
         {"seed", std::to_string(record.seed)},
         {"scale", fmt::format("{}", record.scale)},
         {"foreseen wave", record.wave
                               ? fmt::format("{}, {} respondents", to_string(record.wave->date),
                                             record.wave->respondents)
                               : "none"}});
    text += wrap(fmt::format("Events: {}.", record.events), kForecastWidth, "");
    text +=
        fmt::format("Agents {:.0f}; memory about {}\nWould write {}\n", estimate.agents,
                    describe_bytes(estimate.state_bytes + estimate.result_bytes), file.string());
    return text;
}

std::string forecast_summary(const ForecastRecord& record, std::string_view country) {
    std::string text = fmt::format("China Perception Index in {}, issued {}\n{}\n", country,
                                   record.issued, kind_in_words(record));
    text += "Expected values, without the error of a survey (net: -1 to 1)\n";
    text += projection_lines(record) + '\n' + indicator_lines(record);
    if (record.wave) {
        text += fmt::format("\nThe wave of {} with {} respondents, error of the survey included\n",
                            to_string(record.wave->date), record.wave->respondents);
        text += wave_lines(record);
        text +=
            wrap(fmt::format("Survey error: {}.", survey_error_words(record)), kForecastWidth, "");
    }
    text += '\n' + remarks(record);
    if (record.members < kFewMembers)
        text +=
            wrap(fmt::format("Fewer than {} members: the 90 % intervals are rough.", kFewMembers),
                 kForecastWidth, "");
    text += wrap("Not included: events that nobody foresees beyond what the law of national change "
                 "covers, the "
                 "choice of model, errors of the census margins.",
                 kForecastWidth, "");
    text += fmt::format("Groups and regions are in the file. SHA-256 {}\n", record.hash);
    return text;
}

namespace {

std::string percent(double share) {
    return fmt::format("{:.0f} %", 100 * share);
}

std::string skill_cell(const ScoreSummary& summary, std::size_t baseline) {
    if (summary.compared[baseline] == 0)
        return "-";
    return fmt::format("{:+.2f} ({})", summary.skill[baseline], summary.compared[baseline]);
}

std::string worst_rows(std::vector<ScoreRow> rows) {
    constexpr std::size_t kShown = 5;
    std::erase_if(rows, &ScoreRow::fitted);
    std::ranges::sort(rows, std::greater{}, &ScoreRow::crps);
    rows.resize(std::min(rows.size(), kShown));
    Rows table{{"LARGEST CRPS", "GROUP", "OBSERVED", "MEDIAN", "90 %", "CRPS", "PIT"}};
    for (const ScoreRow& row : rows)
        table.push_back({row.observed.target, row.observed.group, signed_number(row.observed.net),
                         signed_number(row.median), range(row.low90, row.high90),
                         fmt::format("{:.4f}", row.crps), fmt::format("{:.3f}", row.pit)});
    return format_table(table);
}

std::string fitted_rows_in_words(const std::vector<ScoreRow>& rows) {
    const auto fitted = std::ranges::count_if(rows, &ScoreRow::fitted);
    return fitted == 0
               ? ""
               : fmt::format(", {} of them fitted by the posterior: marked in the table and "
                             "left out below",
                             fitted);
}

} // namespace

std::string score_text(const ForecastRecord& record, const std::vector<ScoreRow>& rows) {
    std::vector<std::string> sources;
    for (const ScoreRow& row : rows)
        if (std::ranges::find(sources, row.observed.source) == sources.end())
            sources.push_back(row.observed.source);
    std::string text =
        fmt::format("{}{}{} issued {}, last known wave {}, {} members; its hash is "
                    "right\nWave: {} numbers{}. Sources:\n",
                    record.draft ? "DRAFT of a " : "", record.kind,
                    record.calibrated ? "" : ", NOT CALIBRATED,", record.issued, record.last_wave,
                    record.members, rows.size(), fitted_rows_in_words(rows));
    for (const auto& source : sources)
        text += wrap(source, kForecastWidth, "  ");
    Rows table{{"KIND", "COUNT", "CRPS", "LOG", "50 %", "80 %", "90 %", "PIT", "VS PERSISTENCE",
                "VS TREND", "VS DAMPED"}};
    for (const ScoreSummary& line : summarise_scores(rows))
        table.push_back({line.kind, std::to_string(line.count), fmt::format("{:.4f}", line.crps),
                         fmt::format("{:+.3f}", line.log_score), percent(line.coverage[0]),
                         percent(line.coverage[1]), percent(line.coverage[2]),
                         fmt::format("{:.2f}", line.pit), skill_cell(line, 0), skill_cell(line, 1),
                         skill_cell(line, 2)});
    text += '\n' + format_table(table) + '\n' + worst_rows(rows) + '\n';
    text +=
        wrap("CRPS and LOG (score): means, lower is better. 50, 80, 90 %: share of numbers inside "
             "that interval. PIT: mean. VS: skill, 1 - CRPS / CRPS of the baseline, above 0 "
             "better than it; in brackets the numbers for which the baseline exists. Numbers of "
             "one wave move together: read them as few independent tests, not as many.",
             kForecastWidth, "");
    return text;
}

} // namespace kozqaras
